"""Migrations: up and down on both databases, run by themselves, and never over a newer version."""

import asyncio
import importlib
import pkgutil
import sqlite3
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection, Engine, inspect, text

import sala
from sala.kernel import migrations
from sala.kernel.tables import Tables, metadata

REVISIONS = [revision.revision for revision in migrations.script().walk_revisions()][::-1]


@pytest.fixture
async def tables(tables_url: str) -> AsyncIterator[Tables]:
    tables = Tables(tables_url)
    yield tables
    await tables.stop()


@pytest.fixture
def engine(tables: Tables) -> Engine:
    return tables._write_engine


def names(connection: Connection) -> set[str]:
    return set(inspect(connection).get_table_names())


def copies(tables: Tables) -> list[Path]:
    return sorted(tables.file.parent.glob("*.before-migration-*")) if tables.file else []


async def test_the_migrated_tables_are_the_declared_ones(tables: Tables):
    for module in pkgutil.walk_packages(sala.__path__, "sala."):
        if any(part in module.name for part in (".projections", ".adapters", "events.positions")):
            importlib.import_module(module.name)
    await tables.migrate()

    def differences(connection: Connection) -> list[object]:
        options = {"include_name": _ours, "compare_type": True}
        return list(
            compare_metadata(MigrationContext.configure(connection, opts=options), metadata)
        )

    assert await tables.change(differences) == []


def _ours(name: str | None, kind: str, _parents: object) -> bool:
    return kind != "table" or (name or "").split("_")[0] in {
        "kernel", "identity", "workspace", "collab", "gateway",
    }  # fmt: skip


@pytest.mark.parametrize("revision", REVISIONS)
def test_a_revision_goes_up_down_and_up_again(engine: Engine, revision: str):
    earlier = migrations.script().get_revision(revision).down_revision
    migrations.migrate(engine, None, revision)
    with engine.connect() as connection:
        up = names(connection)
    migrations.downgrade(engine, str(earlier) if earlier else f"{revision}@base")
    with engine.connect() as connection:
        assert names(connection) != up or earlier is not None
        assert revision not in migrations.current(connection)
    migrations.migrate(engine, None, revision)
    with engine.connect() as connection:
        assert names(connection) == up


def test_everything_goes_down_to_nothing_and_up_again(engine: Engine):
    migrations.migrate(engine, None)
    migrations.downgrade(engine, "base")
    with engine.connect() as connection:
        assert names(connection) == {"alembic_version"}
    migrations.migrate(engine, None)
    with engine.connect() as connection:
        assert migrations.current(connection) == set(migrations.script().get_heads())


async def test_a_second_start_changes_nothing_and_copies_nothing(tables: Tables):
    await tables.migrate()
    await tables.migrate()
    assert copies(tables) == []


async def test_processes_that_start_together_migrate_once(tables: Tables, tables_url: str):
    others = [Tables(tables_url) for _ in range(3)]
    await asyncio.gather(tables.migrate(), *(other.migrate() for other in others))
    assert await tables.run(migrations.current) == set(migrations.script().get_heads())
    for other in others:
        await other.stop()


async def test_a_database_of_a_newer_version_is_refused_untouched(tables: Tables):
    await tables.migrate()
    await tables.change(
        lambda connection: connection.execute(
            text("INSERT INTO alembic_version VALUES ('rooms_9999')")
        )
    )
    before = await tables.run(names)
    with pytest.raises(migrations.NewerDatabase, match=r"newer version.*rooms_9999.*backup"):
        await tables.migrate()
    assert await tables.run(names) == before
    assert copies(tables) == []


async def test_a_sqlite_file_with_data_is_copied_before_it_is_migrated(tmp_path: Path):
    tables = Tables(f"sqlite:///{tmp_path}/views.sqlite")
    migrations.migrate(tables._write_engine, tables.file, "kernel@head")
    await tables.change(
        lambda connection: connection.execute(
            text("INSERT INTO kernel_positions VALUES ('tests', 7, 1)")
        )
    )
    await tables.migrate()
    (copy,) = copies(tables)
    with sqlite3.connect(copy) as connection:
        held = connection.execute("SELECT position FROM kernel_positions").fetchall()
        revisions = connection.execute("SELECT version_num FROM alembic_version").fetchall()
    connection.close()
    assert (held, revisions) == ([(7,)], [("kernel_0001",)])
    await tables.stop()


def test_a_migration_that_fails_leaves_the_database_as_it_was(tables: Tables, engine: Engine):
    def cut_off() -> None:
        with migrations._changing(engine) as connection:
            command.upgrade(migrations.config(connection), "heads")
            assert "kernel_positions" in names(connection)
            raise LookupError

    with pytest.raises(LookupError):
        cut_off()
    with engine.connect() as connection:
        assert names(connection) == set()
