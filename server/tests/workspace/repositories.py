"""Real repositories for tests, made by git itself."""

from __future__ import annotations

import hashlib
import os
import stat
import subprocess
from pathlib import Path

from sala.workspace.adapters.git import asks

WHO = asks.Who(name="Mali R", email="mr@harbour.example")


IDENTITY = {
    "GIT_AUTHOR_NAME": "Kamon T",
    "GIT_AUTHOR_EMAIL": "kt@harbour.example",
    "GIT_COMMITTER_NAME": "Kamon T",
    "GIT_COMMITTER_EMAIL": "kt@harbour.example",
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_CONFIG_GLOBAL": os.devnull,
}


def git(folder: Path, *words: str, check: bool = True, given: str = "") -> str:
    """Run git in a folder and give what it said."""
    done = subprocess.run(
        ["git", *words],
        cwd=folder,
        check=check,
        capture_output=True,
        text=True,
        env={**os.environ, **IDENTITY},
        timeout=60,
        input=given,
    )
    return done.stdout.rstrip("\n")


def write(folder: Path, name: str, text: str = "", *, mode: int | None = None) -> Path:
    """Write a file and its folders."""
    file = folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, newline="")
    if mode is not None:
        file.chmod(mode)
    return file


def repository(folder: Path, files: dict[str, str] | None = None) -> Path:
    """Make a repository with one commit of the given files."""
    folder.mkdir(parents=True, exist_ok=True)
    git(folder, "init", "-q", "-b", "main")
    for name, text in (files or {"README.md": "# Harbour\n"}).items():
        write(folder, name, text)
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", "First")
    return folder


def trapped(folder: Path, marks: Path) -> Path:
    """Make a repository whose every setting and hook would leave a mark when git obeyed it."""
    repository(
        folder,
        {
            "a.txt": "one\n",
            "b.txt": "two\n",
            ".gitattributes": "*.txt filter=evil diff=evil merge=evil\n",
        },
    )
    git(folder, "branch", "other")
    marks.mkdir()

    def trap(name: str) -> str:
        script = write(marks.parent / "traps", name, f"#!/bin/sh\ntouch {marks}/{name}\ncat\n")
        script.chmod(script.stat().st_mode | stat.S_IXUSR)
        return str(script)

    for setting in (
        "core.fsmonitor",
        "core.sshCommand",
        "core.pager",
        "core.editor",
        "core.askPass",
        "core.gitProxy",
        "credential.helper",
        "diff.external",
        "diff.evil.command",
        "diff.evil.textconv",
        "filter.evil.clean",
        "filter.evil.smudge",
        "filter.evil.process",
        "merge.evil.driver",
        "gpg.program",
        "sequence.editor",
        "uploadpack.packObjectsHook",
    ):
        git(folder, "config", setting, trap(setting))
    git(folder, "config", "filter.evil.required", "true")
    git(folder, "config", "commit.gpgSign", "true")
    for alias in ("status", "commit", "log", "diff"):
        git(folder, "config", f"alias.{alias}", f"!{trap(f'alias-{alias}')}")
    for hook in (
        "pre-commit",
        "prepare-commit-msg",
        "commit-msg",
        "post-commit",
        "post-checkout",
        "post-index-change",
        "reference-transaction",
        "post-merge",
        "fsmonitor-watchman",
    ):
        write(folder, f".git/hooks/{hook}", f"#!/bin/sh\ntouch {marks}/hook-{hook}\n", mode=0o755)
    return folder


def snapshot(folder: Path) -> dict[str, bytes | None]:
    """Read a whole folder: the bytes of files, None for anything else."""
    return {
        str(path.relative_to(folder)): path.read_bytes() if path.is_file() else None
        for path in sorted(folder.rglob("*"))
    }


def bomb(folder: Path) -> None:
    """Make a small repository whose tree names one empty file a million times."""
    folder.mkdir(parents=True, exist_ok=True)
    git(folder, "init", "-q", "-b", "main")
    entry = f"100644 blob {git(folder, 'hash-object', '-w', '/dev/null')}"
    tree = ""
    for _ in range(6):
        lines = "".join(f"{entry}\tf{n}\n" for n in range(10))
        tree = git(folder, "mktree", given=lines)
        entry = f"040000 tree {tree}"
    commit = git(folder, "commit-tree", tree, "-m", "bomb")
    git(folder, "update-ref", "refs/heads/main", commit)


def sha(data: bytes) -> str:
    """Give the digest that a writer must have seen."""
    return hashlib.sha256(data).hexdigest()


def commit(folder, paths=(), message="Change\n"):
    return asks.Commit(root=str(folder), message=message, author=WHO, paths=list(paths))


def disturb(folder):
    write(folder, "a", "a\n" * 21)
    write(folder, "b", "b\n" * 22)
    git(folder, "add", "b")
    (folder / "c").unlink()
    git(folder, "rm", "-q", "d")
    (folder / "e").rename(folder / "e2")
    git(folder, "mv", "f", "f2")
    write(folder, "g", "staged\n")
    git(folder, "add", "g")
    write(folder, "g", "g\n" * 20)
    write(folder, "new/หน้า.txt", "hi\nthere\n")
    write(folder, "ignored.log", "x")
