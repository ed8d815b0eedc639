"""`sala restore`: put a whole installation back from a backup."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from sala.kernel import settings
from sala.kernel.backup import BackupError, restore
from sala.kernel.refusals import OutOfSpace
from sala.kernel.settings import SettingsError


def describe(parser: ArgumentParser) -> None:
    """Say what the command takes."""
    parser.add_argument("file", type=Path, metavar="FILE", help="an archive that backup wrote")
    parser.add_argument("--data", type=Path, metavar="FOLDER", help="an empty data directory")


def run(given: Namespace) -> int:
    """Unpack the archive; give the exit status."""
    try:
        data = settings.read(data=given.data).data
        header = restore(given.file, data)
    except (BackupError, OutOfSpace, SettingsError) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    sys.stdout.write(f"{data}: restored from a backup of {header.at} by Sala {header.version}\n")
    return 0
