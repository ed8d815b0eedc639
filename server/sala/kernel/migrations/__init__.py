"""Migrations of the read tables: Alembic, run by Sala itself at start.

Every context has a line of revisions of its own, so that contexts never wait for each other. The
first of a line has `down_revision = None` and `branch_labels = ("<context>",)`; revision ids are
`<context>_0001`, files `versions/0001_<context>_<what>.py`. `upgrade` and `downgrade` both work.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path

import structlog
from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, text

_log = structlog.get_logger("sala.migrations")

_LOCK = 0x53414C41_0001
"""The advisory lock that makes processes which start together migrate one after the other."""


class NewerDatabase(RuntimeError):
    """The tables were made by a newer version of Sala."""

    def __init__(self, where: str, unknown: set[str]) -> None:
        super().__init__(
            f"{where} was written by a newer version of Sala (it has {', '.join(sorted(unknown))}, "
            "which this version does not know). Start the newer version, or restore a backup made "
            "before it."
        )


def script() -> ScriptDirectory:
    """Give the revisions of this version."""
    return ScriptDirectory(str(Path(__file__).parent))


def migrate(engine: Engine, file: Path | None, target: str = "heads") -> None:
    """Upgrade to `target`; copy a SQLite file that has data before its first change.

    Raises NewerDatabase, with nothing changed, when the database has a revision unknown here.
    """
    with _changing(engine) as connection:
        have = current(connection)
        revisions = script()
        known = {revision.revision for revision in revisions.walk_revisions()}
        if have - known:
            raise NewerDatabase(_where(engine, file), have - known)
        if have == set(revisions.get_heads()):
            return
        if file is not None and have:
            _copy(file)
        _log.info("migrating the read tables", have=sorted(have), want=revisions.get_heads())
        command.upgrade(config(connection), target)


def downgrade(engine: Engine, target: str) -> None:
    """Go back to `target` (`base`: nothing left). Only tests and people do this."""
    with _changing(engine) as connection:
        command.downgrade(config(connection), target)


def current(connection: Connection) -> set[str]:
    """Give the revisions a database has."""
    return set(MigrationContext.configure(connection).get_current_heads())


def config(connection: Connection) -> Config:
    """Configure Alembic for an open connection, whose transaction it joins."""
    configuration = Config()
    configuration.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    configuration.attributes["connection"] = connection
    return configuration


@contextmanager
def _changing(engine: Engine) -> Iterator[Connection]:
    """Open one transaction that may reshape tables, alone among all processes."""
    with engine.connect() as connection:
        if connection.dialect.name == "postgresql":
            with connection.begin():
                connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
                yield connection
            return
        # Reshaping a SQLite table drops and renames it, which would cascade to those that refer
        # to it; SQLite ignores this setting inside a transaction.
        driver = connection.connection.driver_connection
        assert isinstance(driver, sqlite3.Connection)  # noqa: S101 - narrows the type
        driver.execute("PRAGMA foreign_keys = OFF")
        try:
            with connection.begin():
                yield connection
                broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
                if broken:
                    msg = f"a migration left references to what is not there: {broken[:3]}"
                    raise RuntimeError(msg)
        finally:
            driver.execute("PRAGMA foreign_keys = ON")


def _copy(file: Path) -> Path:
    """Copy a SQLite file, consistently, to a name that says when and why."""
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%f")
    target = file.with_name(f"{file.name}.before-migration-{stamp}")
    # The transaction that holds the write lock has changed nothing yet, so this reads what was.
    with closing(sqlite3.connect(file)) as source, closing(sqlite3.connect(target)) as copy:
        source.backup(copy)
    _log.info("copied the read tables before migrating them", file=str(target))
    return target


def _where(engine: Engine, file: Path | None) -> str:
    return str(file) if file else engine.url.render_as_string(hide_password=True)
