"""The event log in SQLite."""

import asyncio
import json
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from uuid import uuid4

import pytest

from sala.kernel.events.log import VersionConflict
from sala.kernel.events.sqlite import SqliteEventLog
from sala.kernel.events.types import EventTypes, NewerLog
from tests.kernel.facts import TYPES, Counted, Noted
from tests.suites.event_log import SERVER, EventLogSuite, Open


class TestSqliteEventLog(EventLogSuite):
    def make(self, store: str, types: EventTypes) -> SqliteEventLog:
        return SqliteEventLog(Path(store), types)

    @pytest.fixture
    def store(self, tmp_path: Path) -> str:
        return str(tmp_path / "data" / "events.sqlite")

    @pytest.fixture
    def not_a_database(self, store: str) -> None:
        Path(store).parent.mkdir()
        Path(store).write_bytes(b"not a database at all, but long enough to look" * 100)

    async def test_a_layout_of_a_newer_version_is_refused(self, store: str, open_log: Open):
        await (await open_log()).stop()
        with sqlite3.connect(store) as connection:
            connection.execute("PRAGMA user_version = 99")
        connection.close()
        with pytest.raises(NewerLog, match="newer version of Sala"):
            await open_log()

    async def test_a_file_that_is_no_database_is_refused(self, not_a_database: str, open_log: Open):
        with pytest.raises(sqlite3.DatabaseError):
            await open_log()

    def test_a_full_disk_refuses_writes_nothing_and_loses_nothing(self, store: str):
        done = subprocess.run(
            [sys.executable, "-m", "tests.kernel.filling", store],
            cwd=SERVER, capture_output=True, text=True, check=True, timeout=60,
        )  # fmt: skip
        told = json.loads(done.stdout)
        assert told["refusal"] == "OutOfSpace"
        assert told["acknowledged"] > 3
        assert told["held"] == told["acknowledged"]
        assert told["readable while full"] == told["acknowledged"]
        assert told["after room was made"] == told["acknowledged"] + 1

    async def test_two_processes_begin_the_same_streams_and_names_in_turn(self, open_log: Open):
        one, other = await open_log(), await open_log()
        for log, theirs in ((one, other), (other, one)):
            await log.append(f"{id(log)}", [Counted(by=1)], expected=0)
            with pytest.raises(VersionConflict):
                await theirs.append(f"{id(log)}", [Noted(text="a")], expected=7)
            assert await theirs.append(f"{id(log)}", [Noted(text="a")], expected=1)
            assert await log.append(f"{id(log)}", [Noted(text="b"), Counted(by=2)], expected=2)
        facts = [Counted(by=1), Noted(text="a"), Noted(text="b"), Counted(by=2)]
        for log in (one, other):
            assert [e.event for e in await log.read_all(after=0, limit=99)] == facts * 2

    @pytest.mark.parametrize("size", [31, 32, 33, 70])
    async def test_a_batch_of_any_size_is_held_whole_and_in_order(self, open_log: Open, size: int):
        log = await open_log()
        appended = [
            log.append(f"s{number}", [Counted(by=number)], expected=0) for number in range(size)
        ]
        assert await asyncio.gather(*appended) == [*range(1, size + 1)]
        held = [(e.position, e.stream, e.event) for e in await log.read_all(after=0, limit=99)]
        assert held == [(n + 1, f"s{n}", Counted(by=n)) for n in range(size)]

    async def test_a_file_that_another_process_is_making_is_waited_for(self, tmp_path: Path):
        """SQLite itself answers “locked” at once while the other has not switched its log on."""
        file = tmp_path / "events.sqlite"
        with closing(sqlite3.connect(file, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            log = self.make(str(file), TYPES)
            starting = asyncio.create_task(log.start())
            await asyncio.sleep(0.2)
            assert not starting.done()
            other.execute("COMMIT")
            await starting
        await log.stop()

    async def test_the_file_can_be_read_by_a_person(self, store: str, open_log: Open):
        member = uuid4()
        log = await open_log()
        await log.append("a", [Counted(by=1)], expected=0, actor=member)
        with closing(sqlite3.connect(store)) as connection:
            (row,) = connection.execute("SELECT stream, version, name, data, actor FROM facts")
        assert row == (
            "a", 1, "tests.counted.1", '{"type":"tests.counted.1","by":1}', member.hex.upper()
        )  # fmt: skip
