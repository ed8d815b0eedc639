"""A process that appends from many callers until it is killed, and says what was acknowledged."""

import asyncio
import os
import sys
from pathlib import Path

from sala.kernel.events.log import EventLog
from sala.kernel.events.postgres import PostgresEventLog
from sala.kernel.events.sqlite import SqliteEventLog
from tests.kernel.facts import TYPES, Counted


async def append_for_ever(log: EventLog, caller: int) -> None:
    stream = f"{os.getpid()}-{caller}"
    version = 0
    while True:
        position = await log.append(stream, [Counted(by=version)], expected=version)
        version += 1
        # One write system call a line: what the parent reads was acknowledged.
        os.write(1, f"{stream} {version} {position}\n".encode())


async def main(store: str) -> None:
    log: EventLog
    if store.startswith("postgresql:"):
        log = PostgresEventLog(store, TYPES)
    else:
        log = SqliteEventLog(Path(store), TYPES)
    await log.start()
    os.write(1, b"ready\n")
    await asyncio.gather(*(append_for_ever(log, caller) for caller in range(16)))


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1]))
