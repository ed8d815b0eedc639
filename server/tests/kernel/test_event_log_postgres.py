"""The event log in PostgreSQL."""

import asyncio
from typing import LiteralString

import psycopg
import pytest

from sala.kernel.events.postgres import PostgresEventLog
from sala.kernel.events.types import EventTypes, NewerLog
from sala.kernel.refusals import Unavailable
from tests.kernel.facts import TYPES, Counted
from tests.suites.event_log import EventLogSuite, Open

_CUT = """
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid()
"""

_LISTENERS = """
    SELECT count(*) FROM pg_stat_activity
    WHERE datname = current_database() AND query LIKE 'LISTEN%'
"""


async def _until(store: str, sql: LiteralString, wanted: int) -> None:
    async with asyncio.timeout(5), await psycopg.AsyncConnection.connect(store) as connection:
        while (await (await connection.execute(sql)).fetchone()) != (wanted,):
            await connection.rollback()
            await asyncio.sleep(0.02)


class TestPostgresEventLog(EventLogSuite):
    def make(self, store: str, types: EventTypes) -> PostgresEventLog:
        return PostgresEventLog(store, types)

    @pytest.fixture
    def store(self, pg: str) -> str:
        return pg

    async def test_a_layout_of_a_newer_version_is_refused(self, store: str, open_log: Open):
        await (await open_log()).stop()
        with psycopg.connect(store) as connection:
            connection.execute("UPDATE event_log SET schema = 99")
        with pytest.raises(NewerLog, match="newer version of Sala"):
            await open_log()

    async def test_connections_that_were_cut_while_idle_are_made_anew(
        self, store: str, open_log: Open
    ):
        log = await open_log()
        await log.append("a", [Counted(by=1)], expected=0)
        await log.read("a")
        with psycopg.connect(store) as connection:
            connection.execute(_CUT)
        assert await log.append("a", [Counted(by=2)], expected=1) == 2
        assert len(await log.read("a")) == 2

    async def test_a_listener_that_was_cut_off_listens_again(self, store: str, open_log: Open):
        log = await open_log()
        await _until(store, _LISTENERS, 1)
        with psycopg.connect(store) as connection:
            connection.execute(_CUT)
        await _until(store, _LISTENERS, 0)
        await _until(store, _LISTENERS, 1)
        assert await log.append("a", [Counted(by=1)], expected=0) == 1

    async def test_a_server_that_is_away_is_said_to_be(self, pg: str):
        log = PostgresEventLog("postgresql://postgres@127.0.0.1:1/nothing", TYPES)
        with pytest.raises(Unavailable):
            await log.start()
