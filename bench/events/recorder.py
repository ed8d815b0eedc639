"""Measures eventsourcing's SQLite recorder: `… recorder FOLDER SYNCHRONOUS CALLERS APPENDS`."""

from __future__ import annotations

import json
import os
import sys
import threading
import time
from pathlib import Path
from uuid import uuid4

import msgspec
from eventsourcing.persistence import StoredEvent
from eventsourcing.sqlite import (
    SQLiteApplicationRecorder,
    SQLiteConnection,
    SQLiteConnectionPool,
    SQLiteDatastore,
)

from bench import measure
from bench.events.fact import FACTS, MEMBER, NAME, Renamed

_PAGE = 1000


class Pool(SQLiteConnectionPool):
    """The library's pool, its connections set to what is compared."""

    synchronous = "FULL"

    def _create_connection(self) -> SQLiteConnection:
        connection = super()._create_connection()
        connection.cursor().execute(f"PRAGMA synchronous = {self.synchronous}")
        return connection


def recorder_of(folder: Path, synchronous: str) -> SQLiteApplicationRecorder:
    """Make a recorder on a new file, as its library does."""
    datastore = SQLiteDatastore(str(folder / "events.sqlite"))
    datastore.pool.close()
    datastore.pool = Pool(
        db_name=str(folder / "events.sqlite"), lock_timeout=60, pool_timeout=120.0
    )
    datastore.pool.synchronous = synchronous
    recorder = SQLiteApplicationRecorder(datastore)
    recorder.create_table()
    return recorder


def run(folder: Path, synchronous: str, callers: int, appends: int) -> measure.Figures:
    """Append from so many threads, each to an aggregate of its own, then read everything."""
    recorder = recorder_of(folder, synchronous)
    encode = msgspec.json.Encoder().encode
    decode = msgspec.json.Decoder(Renamed).decode

    def call(count: int) -> None:
        for number in range(count):
            if number % FACTS == 0:
                aggregate = uuid4()
            state = encode(Renamed(member=MEMBER, name=NAME, number=number))
            recorder.insert_events([StoredEvent(aggregate, number % FACTS, "bench:Renamed", state)])

    call(100)
    began, cpu = time.perf_counter(), measure.cpu_seconds(os.getpid())
    threads = [threading.Thread(target=call, args=(appends // callers,)) for _ in range(callers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    seconds, cpu = time.perf_counter() - began, measure.cpu_seconds(os.getpid()) - cpu
    began, read, position = time.perf_counter(), 0, 0
    while notices := recorder.select_notifications(position, _PAGE, inclusive_of_start=False):
        facts = [decode(notice.state) for notice in notices]
        position, read = notices[-1].id, read + len(facts)
    reading = time.perf_counter() - began
    recorder.datastore.close()
    return {
        "appends_per_second": appends / seconds,
        "cpu_microseconds": cpu / appends * 1e6,
        "reads_per_second": read / reading,
    }


def main(folder: str, synchronous: str, callers: str, appends: str) -> None:
    """Measure and print the figures as JSON."""
    json.dump(run(Path(folder), synchronous, int(callers), int(appends)), sys.stdout)


if __name__ == "__main__":
    main(*sys.argv[1:])
