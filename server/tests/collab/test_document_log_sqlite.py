"""The document log in a SQLite file."""

import asyncio
import resource
import sqlite3
from pathlib import Path

import pytest

from sala.collab.adapters.sqlite_documents import SqliteDocumentLog
from sala.collab.ports import Batch
from sala.kernel.refusals import OutOfSpace
from tests.suites.document_folding import DocumentFoldingSuite, folded, written
from tests.suites.document_log import ADA, append, new


class TestSqliteDocumentLog(DocumentFoldingSuite):
    def make(self, store: Path) -> SqliteDocumentLog:
        return SqliteDocumentLog(store)

    def execute(self, store: Path, sql: str) -> None:
        connection = sqlite3.connect(store)
        with connection:
            connection.execute(sql)
        connection.close()

    @pytest.fixture
    def store(self, tmp_path: Path) -> Path:
        return tmp_path / "documents.sqlite"

    async def test_a_full_disk_is_a_refusal_and_leaves_what_was_there(self, log, open_log):
        begun = await log.begin(new())
        soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (2_000_000, hard))
        try:
            with pytest.raises(OutOfSpace):  # noqa: PT012 - which write it is, the disk decides
                for sequence in range(2, 50):
                    await append(log, Batch(begun.number, sequence, 0, [(ADA, b"x" * 200_000)]))
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        found = await log.find(begun.workspace, "a.txt")
        assert found is not None
        assert found.sequence < 50
        following = Batch(begun.number, found.sequence + 1, 0, [(ADA, b"after")])
        assert await append(log, following) == found.sequence + 1

    async def test_it_waits_for_another_process_that_is_writing_and_keeps_the_loop_free(
        self, log, store
    ):
        begun = await log.begin(new())
        other = sqlite3.connect(store, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        waiting = asyncio.create_task(append(log, Batch(begun.number, 2, 0, [(ADA, b"late")])))
        turns = 0
        for _ in range(10):
            await asyncio.sleep(0.01)
            turns += 1
        assert not waiting.done()
        other.execute("COMMIT")
        other.close()
        assert await waiting == 2
        assert turns == 10

    async def test_the_write_ahead_log_does_not_grow_without_end(self, log, store):
        begun = await log.begin(new())
        for sequence in range(2, 3002):
            await append(log, Batch(begun.number, sequence, 0, [(ADA, b"x" * 40)]))
        log_file = store.with_name(store.name + "-wal")
        assert log_file.stat().st_size < 12_000_000

    async def test_the_file_becomes_smaller_when_updates_are_folded(self, log, open_log, store):
        stored = await written(log)
        empty = b"\x00\x00"
        for first in range(14, 8_000, 1_000):
            await append(log, Batch(stored.number, first, 0, [(ADA, empty)] * 1_000))
        await log.stop()
        size = store.stat().st_size
        again = await open_log()
        await folded(again, stored.number, 8_013)
        await again.stop()
        assert size > 200_000
        assert store.stat().st_size < 90_000

    async def test_a_file_of_the_first_layout_becomes_smaller_too(self, log, open_log, store):
        stored = await written(log)
        await log.stop()
        for statement in ("PRAGMA journal_mode = DELETE", "PRAGMA auto_vacuum = NONE", "VACUUM"):
            connection = sqlite3.connect(store, isolation_level=None)
            connection.execute(statement)
            if statement == "PRAGMA auto_vacuum = NONE":
                connection.execute("VACUUM")
            connection.close()
        assert _asked(store, "PRAGMA auto_vacuum") == 0
        again = await open_log()
        assert (await again.find(stored.workspace, "a.txt")).sequence == 13
        assert _asked(store, "PRAGMA auto_vacuum") == 2


def _asked(store, sql):
    connection = sqlite3.connect(store)
    [(answer,)] = connection.execute(sql)
    connection.close()
    return answer


@pytest.mark.parametrize("synchronous", ["NORMAL", "FULL"])
async def test_the_durability_asked_for_is_the_one_used(tmp_path, synchronous):
    log = SqliteDocumentLog(tmp_path / "d.sqlite", synchronous=synchronous)
    await log.start()
    answer = await log._commits.write(
        lambda connection: next(iter(connection.execute("PRAGMA synchronous")))[0]
    )
    await log.stop()
    assert answer == {"NORMAL": 1, "FULL": 2}[synchronous]
