"""Measures Sala's event log in SQLite: `… sala FOLDER SYNCHRONOUS CALLERS APPENDS`."""

from __future__ import annotations

import asyncio
import json
import os
import sys
import time
from pathlib import Path
from uuid import uuid4

import uvloop

from bench import measure
from bench.events.fact import FACTS, MEMBER, NAME, Renamed
from sala.kernel.events.sqlite import SqliteEventLog
from sala.kernel.events.sqlite_writer import Synchronous
from sala.kernel.events.types import EventTypes

_PAGE = 1000


async def run(
    folder: Path, synchronous: Synchronous, callers: int, appends: int
) -> measure.Figures:
    """Append from so many callers, each to a stream of its own, then read everything."""
    log = SqliteEventLog(folder / "events.sqlite", EventTypes(Renamed), synchronous=synchronous)
    await log.start()

    async def call(count: int) -> None:
        for number in range(count):
            if number % FACTS == 0:
                stream = f"member-{uuid4()}"
            fact = Renamed(member=MEMBER, name=NAME, number=number)
            await log.append(stream, [fact], expected=number % FACTS, actor=MEMBER, cause="request")

    await call(100)  # what happens once, happens before
    began, cpu = time.perf_counter(), measure.cpu_seconds(os.getpid())
    await asyncio.gather(*(call(appends // callers) for _ in range(callers)))
    seconds, cpu = time.perf_counter() - began, measure.cpu_seconds(os.getpid()) - cpu
    began, position = time.perf_counter(), 0
    while entries := await log.read_all(after=position, limit=_PAGE):
        position = entries[-1].position
    reading = time.perf_counter() - began
    await log.stop()
    return {
        "appends_per_second": appends / seconds,
        "cpu_microseconds": cpu / appends * 1e6,
        "reads_per_second": position / reading,
    }


def main(folder: str, synchronous: str, callers: str, appends: str) -> None:
    """Measure and print the figures as JSON."""
    chosen: Synchronous = "FULL" if synchronous == "FULL" else "NORMAL"
    figures = uvloop.run(run(Path(folder), chosen, int(callers), int(appends)))
    json.dump(figures, sys.stdout)


if __name__ == "__main__":
    main(*sys.argv[1:])
