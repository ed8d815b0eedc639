"""The sample project: small and well made, to look around in before one has anything here."""

from __future__ import annotations

import shutil
from pathlib import Path

NAME = "harbour"
_SOURCE = Path(__file__).parent / NAME


def copy_sample(into: Path) -> None:
    """Copy the sample's files into a folder that does not exist yet."""
    shutil.copytree(_SOURCE, into, ignore=shutil.ignore_patterns("__pycache__"))
