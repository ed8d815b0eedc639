"""`sala backup`: save a whole installation in one file, also while people edit."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from sala.kernel import settings
from sala.kernel.backup import BackupError, backup
from sala.kernel.refusals import OutOfSpace
from sala.kernel.settings import SettingsError


def describe(parser: ArgumentParser) -> None:
    """Say what the command takes."""
    parser.add_argument("file", type=Path, metavar="FILE", help="the archive to write")
    parser.add_argument("--data", type=Path, metavar="FOLDER", help="the data directory")


def run(given: Namespace) -> int:
    """Write the archive; give the exit status."""
    try:
        saved = backup(settings.read(data=given.data), given.file)
    except (BackupError, OutOfSpace, SettingsError) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    sys.stdout.write(f"{saved.file}: {saved.files} files, {saved.size / 1e6:.1f} MB\n")
    sys.stdout.write("It holds secrets: keep it where only you can read it.\n")
    return 0
