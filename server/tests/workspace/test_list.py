"""The projection of the list, on SQLite and on PostgreSQL."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
import sqlalchemy as sa

from sala.kernel.events.log import Entry
from sala.kernel.tables import Tables
from sala.workspace.contract import (
    EntryCreated,
    EntryMoved,
    ImportFailed,
    ImportFinished,
    ImportProgressed,
    ImportStarted,
    Kind,
    Origin,
    State,
    WorkspaceArchived,
    WorkspaceCreated,
    WorkspaceRenamed,
    WorkspaceTrusted,
    WorkspaceUnarchived,
)
from sala.workspace.projections.list import LIST, apply, read, touch
from sala.workspace.projections.tables import touches, workspaces

ONE, TWO = UUID(int=1), UUID(int=2)
START = datetime(2026, 1, 2, 3, 4, 5, 678_901, tzinfo=UTC)


@pytest.fixture
async def tables(tables_url):
    opened = Tables(tables_url)
    await opened.migrate()
    yield opened
    await opened.stop()


def created(workspace, name):
    return WorkspaceCreated(
        workspace=workspace, name=name, origin=Origin.GIT, root=f"/r/{name}", source="s"
    )


async def tell(tables, *facts, begin=0):
    def change(connection):
        for number, fact in enumerate(facts, start=begin):
            entry = Entry(
                position=number + 1,
                stream="s",
                version=1,
                event=fact,
                actor=None,
                at=START + timedelta(minutes=number),
                cause="",
            )
            apply(connection, entry)

    await tables.change(change)


async def rows(tables):
    return [dict(row) for row in await tables.run(read)]


async def test_a_row_follows_the_life_of_its_workspace(tables):
    async def told(fact):
        await tell(tables, fact)
        [row] = await rows(tables)
        return row["state"], row["reason"], row["stage"], row["percent"]

    await tell(tables, created(ONE, "harbour"))
    assert await told(ImportStarted(workspace=ONE, name="harbour")) == ("importing", "", "", 0)
    assert await told(ImportProgressed(workspace=ONE, stage="Receiving", percent=40)) == (
        "importing",
        "",
        "Receiving",
        40,
    )
    assert await told(ImportFailed(workspace=ONE, reason="gone")) == ("failed", "gone", "", 0)
    assert await told(WorkspaceArchived(workspace=ONE)) == ("archived", "gone", "", 0)
    assert await told(WorkspaceArchived(workspace=ONE)) == ("archived", "gone", "", 0)
    assert await told(WorkspaceUnarchived(workspace=ONE)) == ("failed", "gone", "", 0)
    assert await told(ImportStarted(workspace=ONE, name="harbour")) == ("importing", "", "", 0)
    assert await told(ImportFinished(workspace=ONE)) == ("ready", "", "", 0)
    await tell(
        tables, WorkspaceRenamed(workspace=ONE, name="Port"), WorkspaceTrusted(workspace=ONE)
    )
    [row] = await rows(tables)
    assert (row["name"], row["trusted"], row["created"]) == ("Port", True, START)


async def test_hearing_everything_twice_changes_nothing(tables):
    facts = [
        created(ONE, "one"),
        ImportFinished(workspace=ONE),
        EntryCreated(workspace=ONE, path="a", kind=Kind.FILE),
        WorkspaceArchived(workspace=ONE),
    ]
    await tell(tables, *facts)
    before = await rows(tables)
    await tell(tables, *facts)
    assert await rows(tables) == before
    assert before[0]["before"] == State.READY


async def test_the_newest_change_comes_first_be_it_a_fact_or_a_document(tables):
    await tell(
        tables,
        created(ONE, "one"),
        created(TWO, "two"),
        EntryMoved(workspace=ONE, source="a", target="b"),
    )

    async def order():
        return [(row["name"], row["latest_path"]) for row in await rows(tables)]

    assert await order() == [("one", "b"), ("two", "")]
    at = START + timedelta(hours=1)
    await tables.change(lambda db: touch(db, TWO, at, "typed"))
    await tables.change(lambda db: touch(db, TWO, at, "typed"))
    assert await order() == [("two", "typed"), ("one", "b")]
    assert (await rows(tables))[0]["latest"] == at


async def test_every_column_of_the_model_is_in_the_database(tables):
    def shape(connection):
        found = sa.inspect(connection)
        return {
            table.name: {column["name"] for column in found.get_columns(table.name)}
            for table in (workspaces, touches)
        }

    expected = {table.name: set(table.columns.keys()) for table in (workspaces, touches)}
    assert await tables.run(shape) == expected
    assert LIST.tables == (workspaces,), "what a document touched is no fact, and is not rebuilt"
