"""Read tables: transactions in threads, on both databases."""

import asyncio
import json
import subprocess
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy import (
    Column,
    Connection,
    ForeignKey,
    Integer,
    MetaData,
    String,
    Table,
    func,
    insert,
    select,
)
from sqlalchemy.exc import DBAPIError, IntegrityError

from sala.kernel.tables import Tables, sqlite_url
from tests.suites.event_log import SERVER

_METADATA = MetaData()
shelves = Table("tests_shelves", _METADATA, Column("shelf", Integer, primary_key=True))
books = Table(
    "tests_books",
    _METADATA,
    Column("book", Integer, primary_key=True),
    Column("title", String(200)),
    Column("shelf", ForeignKey("tests_shelves.shelf")),
)


@pytest.fixture
async def tables(tables_url: str) -> AsyncIterator[Tables]:
    tables = Tables(tables_url)
    await tables.change(_METADATA.create_all)
    yield tables
    await tables.stop()


def add(book: int, title: str = "", shelf: int | None = None):
    def work(connection: Connection) -> None:
        connection.execute(insert(books).values(book=book, title=title, shelf=shelf))

    return work


def count(connection: Connection) -> int:
    return connection.execute(select(func.count()).select_from(books)).scalar_one()


async def test_what_was_changed_is_read(tables: Tables):
    await tables.change(add(1, "ศาลา"))
    assert await tables.run(lambda c: c.execute(select(books.c.title)).scalar_one()) == "ศาลา"


async def test_a_change_that_raises_leaves_nothing(tables: Tables):
    def half(connection: Connection) -> None:
        add(1)(connection)
        raise LookupError

    with pytest.raises(LookupError):
        await tables.change(half)
    assert await tables.run(count) == 0


async def test_a_read_cannot_write(tables: Tables):
    with pytest.raises(DBAPIError):
        await tables.run(add(1))
    assert await tables.run(count) == 0


async def test_a_read_sees_one_moment(tables: Tables):
    loop = asyncio.get_running_loop()

    def twice(connection: Connection) -> tuple[int, int]:
        before = count(connection)
        asyncio.run_coroutine_threadsafe(tables.change(add(1)), loop).result(5)
        return before, count(connection)

    assert await tables.run(twice) == (0, 0)
    assert await tables.run(count) == 1


async def test_a_reference_to_nothing_is_refused(tables: Tables):
    with pytest.raises(IntegrityError):
        await tables.change(add(1, shelf=7))


async def test_100_writers_and_100_readers_at_once_all_get_through(tables: Tables):
    await asyncio.gather(
        *(tables.change(add(n)) for n in range(100)), *(tables.run(count) for _ in range(100))
    )
    assert await tables.run(count) == 100


async def test_two_processes_write_in_turn(tables: Tables, tables_url: str):
    other = Tables(tables_url)
    await asyncio.gather(
        *((tables if n % 2 else other).change(add(n)) for n in range(100)),
    )
    assert await other.run(count) == 100
    await other.stop()


def test_a_path_with_any_character_is_an_address(tmp_path: Path):
    file = tmp_path / "a b%41?#ศ.sqlite"
    tables = Tables(sqlite_url(file))
    assert tables.file == file
    asyncio.run(tables.stop())


@pytest.mark.parametrize("url", ["mysql://host/name", "sqlite://", "sqlite:///:memory:"])
def test_an_address_that_cannot_be_used_is_refused(url: str):
    with pytest.raises(ValueError, match="SQLite"):
        Tables(url)


def test_a_full_disk_refuses_and_leaves_nothing_half_done(tmp_path: Path):
    done = subprocess.run(
        [sys.executable, "-m", "tests.kernel.filling_tables", tmp_path / "views.sqlite"],
        cwd=SERVER, capture_output=True, text=True, check=True, timeout=60,
    )  # fmt: skip
    told = json.loads(done.stdout)
    assert told["refusal"] == "OutOfSpace"
    assert told["acknowledged"] > 3
    assert told["held"] == told["acknowledged"]
    assert told["after room was made"] == told["acknowledged"] + 1
