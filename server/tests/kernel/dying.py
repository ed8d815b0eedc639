"""A process that dies inside a projection: its fact is written, its position is not yet."""

import asyncio
import os
import signal
import sys
from dataclasses import replace
from pathlib import Path

from sqlalchemy import Connection

from sala.kernel.events.log import Entry
from sala.kernel.events.runner import Followers
from sala.kernel.events.sqlite import SqliteEventLog
from sala.kernel.tables import Tables
from tests.kernel.facts import TYPES
from tests.kernel.tallies import TALLY, apply


async def main(folder: Path, url: str, fatal: int) -> None:
    def deadly(connection: Connection, entry: Entry) -> None:
        apply(connection, entry)
        if entry.position == fatal:
            os.kill(os.getpid(), signal.SIGKILL)

    log = SqliteEventLog(folder / "events.sqlite", TYPES)
    await log.start()
    await Followers(log, Tables(url), [replace(TALLY, apply=deadly)]).start()


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])))
