"""The repositories the journeys open: Sala's own, and a package from PyPI."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from installation import ROOT

SDIST = "click==8.3.1"


def git(folder: Path, *words: str) -> str:
    """Run git in a folder; give what it printed."""
    done = subprocess.run(["git", "-C", folder, *words], check=True, capture_output=True, text=True)
    return done.stdout


def clone_of_sala(folder: Path) -> Path:
    """Clone this very repository, as its owner would have it on disk."""
    subprocess.run(["git", "clone", "--quiet", "--no-hardlinks", ROOT, folder], check=True)
    git(folder, "config", "user.name", "Owner of the folder")
    git(folder, "config", "user.email", "folder@sala.test")
    return folder


def sdist(cache: Path) -> Path:
    """Fetch a source distribution from the index pip is set to, once a machine."""
    cache.mkdir(parents=True, exist_ok=True)
    found = sorted(cache.glob("click-*.tar.gz"))
    if not found:
        subprocess.run(
            [
                sys.executable, "-m", "pip", "download", "--quiet", "--no-deps",
                "--no-binary", ":all:", "--dest", cache, SDIST,
            ],
            check=True,
        )  # fmt: skip
        found = sorted(cache.glob("click-*.tar.gz"))
    return found[0]
