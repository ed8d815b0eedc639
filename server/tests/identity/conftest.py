"""identity on both databases: every test that asks for `stand` runs on each."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from sala.identity import contract
from sala.kernel.events.log import EventLog
from sala.kernel.events.postgres import PostgresEventLog
from sala.kernel.events.sqlite import SqliteEventLog
from sala.kernel.events.types import EventTypes
from sala.kernel.tables import Tables
from tests.identity.stand import Stand, standing

Another = Callable[..., AbstractAsyncContextManager[Stand]]
"""Starts a process; the options are those of `standing`."""


def make_log(store: str, tmp_path: Path, url: str) -> EventLog:
    """Make the log that belongs to a database."""
    types = EventTypes.of(contract)
    if store == "postgres":
        return PostgresEventLog(url, types)
    return SqliteEventLog(tmp_path / "events.sqlite", types)


@pytest.fixture(params=["sqlite", "postgres"])
def store(request: pytest.FixtureRequest) -> str:
    """The database a test runs on."""
    name: str = request.param
    return name


@pytest.fixture
def process(store: str, request: pytest.FixtureRequest, tmp_path: Path) -> Another:
    """Starts a process that runs identity; all that a test starts share one database."""
    url: str = (
        request.getfixturevalue("pg")
        if store == "postgres"
        else f"sqlite:///{tmp_path}/views.sqlite"
    )

    @asynccontextmanager
    async def start(**options: Any) -> AsyncIterator[Stand]:
        log, tables = make_log(store, tmp_path, url), Tables(url)
        await tables.migrate()
        await log.start()
        try:
            async with standing(log, tables, **options) as stand:
                yield stand
        finally:
            await log.stop()
            await tables.stop()

    return start


@pytest.fixture
async def stand(process: Another) -> AsyncIterator[Stand]:
    """One process that runs identity."""
    async with process() as started:
        yield started
