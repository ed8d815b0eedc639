"""`sala drill`: hurt a scratch server while people type in it, and count what is lost."""

from __future__ import annotations

import asyncio
import os
import random
import shutil
import sys
import tempfile
from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sala.gateway.drill.house import House

_KILLS = 10
_SEED = 1
_FOLDER = "sala-drill-"
"""Temporary folders begin with this, and with the number of the process that they are of."""


def describe(parser: ArgumentParser) -> None:
    """Say what the command takes."""
    parser.add_argument("--kills", type=int, default=_KILLS, help="how often the server dies")
    parser.add_argument("--seed", type=int, default=_SEED, help="another seed, another drill")
    parser.add_argument("--json", action="store_true", help="for a program: a line of JSON each")
    parser.add_argument(
        "--folder", type=Path, help="where the scratch data lies (default: a temporary folder)"
    )


def run(given: Namespace, *, house: type[House] | None = None) -> int:
    """Hold a drill and say what was counted; give 1 when anything was lost or doubled."""
    if given.folder is not None:
        return _hold(given, given.folder, house)
    _clear()
    with tempfile.TemporaryDirectory(prefix=f"{_FOLDER}{os.getpid()}-") as folder:
        return _hold(given, Path(folder), house)


def _clear() -> None:
    """Remove what drills have left that were killed: the folders of processes that are gone."""
    for folder in Path(tempfile.gettempdir()).glob(f"{_FOLDER}*-*"):
        number = folder.name.removeprefix(_FOLDER).partition("-")[0]
        if number.isdecimal() and not _lives(int(number)):
            shutil.rmtree(folder, ignore_errors=True)  # another user's stays


def _lives(process: int) -> bool:
    try:
        os.kill(process, 0)
    except PermissionError:  # as another user
        return True
    except (ProcessLookupError, OverflowError):
        return False
    return True


def _hold(given: Namespace, folder: Path, kind: type[House] | None) -> int:
    # The editors of a drill are loaded for nothing else.
    from sala.gateway.drill import telling  # noqa: PLC0415
    from sala.gateway.drill.house import House  # noqa: PLC0415
    from sala.gateway.drill.rounds import Drill  # noqa: PLC0415

    say = telling.write_step if given.json else telling.say_step
    here = (kind or House)(folder)
    try:
        here.wait()
        here.prepare(rooms=Drill.ROOMS, size=0)
        drill = Drill(here, random.Random(given.seed), say=say)  # noqa: S311 - to be repeated
        figures = asyncio.run(drill.hold(given.kills)).shown()
    finally:
        here.kill()
        here.log.close()
    wrong = bool(figures.lost or figures.doubled or figures.files_apart)
    if given.json:
        telling.write_figures(figures)
        return int(wrong)
    telling.say_figures(figures)
    if wrong:
        again = f"sala drill --kills {given.kills} --seed {given.seed}"
        sys.stderr.write(f"Something was lost or doubled; again: {again}\n")
        return 1
    sys.stdout.write("Nothing that was acknowledged is lost, and nothing is there twice.\n")
    return 0
