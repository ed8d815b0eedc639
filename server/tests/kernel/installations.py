"""Installations for the tests of backup: made, lived in and looked at."""

import subprocess
from pathlib import Path

from sala.kernel.events.runner import Followers
from sala.kernel.events.sqlite import SqliteEventLog
from sala.kernel.settings import Settings
from sala.kernel.tables import Tables
from tests.kernel.facts import TYPES
from tests.kernel.tallies import TALLY, tallies


def git(folder: Path, *words: str) -> str:
    who = ["-c", "user.name=a", "-c", "user.email=a@b", "-c", "gc.auto=0"]
    done = subprocess.run(
        ["git", *who, *words], cwd=folder, check=True, capture_output=True, text=True
    )
    return done.stdout


async def begin(settings: Settings) -> tuple[SqliteEventLog, Tables, Followers]:
    log, tables = SqliteEventLog(settings.events, TYPES), Tables(settings.tables_url)
    await log.start()
    await tables.migrate()
    await tables.change(lambda connection: tallies.create(connection, checkfirst=True))
    followers = Followers(log, tables, [TALLY])
    await followers.start()
    return log, tables, followers


async def end(log: SqliteEventLog, tables: Tables, followers: Followers) -> None:
    await followers.stop()
    await log.stop()
    await tables.stop()


def tree_of(data: Path) -> dict[str, object]:
    found: dict[str, object] = {}
    for path in sorted(data.rglob("*")):
        name = str(path.relative_to(data))
        if path.is_symlink():
            found[name] = path.readlink()
        elif path.is_file():
            found[name] = (path.read_bytes(), path.stat().st_mode & 0o777)
        else:
            found[name] = path.stat().st_mode & 0o777
    return found
