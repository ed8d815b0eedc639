"""The document log in PostgreSQL."""

import psycopg
import pytest

from sala.collab.adapters.postgres_documents import PostgresDocumentLog
from tests.suites.document_folding import DocumentFoldingSuite
from tests.suites.document_log import grow, new


class TestPostgresDocumentLog(DocumentFoldingSuite):
    def make(self, store: str) -> PostgresDocumentLog:
        return PostgresDocumentLog(store)

    def execute(self, store: str, sql: str) -> None:
        with psycopg.connect(store, autocommit=True) as connection:
            connection.execute(sql)

    @pytest.fixture
    def store(self, pg: str) -> str:
        return pg

    async def test_a_connection_that_was_cut_is_made_again(self, log, store):
        begun = await log.begin(new())
        self.execute(
            store,
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()",
        )
        assert (await log.find(begun.workspace, "a.txt")).document == begun.document
        try:
            await grow(log, begun, b"one")
        except Exception:  # noqa: BLE001 - the first write finds out, whatever the driver says
            await grow(log, begun, b"one")
        assert (await log.find(begun.workspace, "a.txt")).sequence == 2
