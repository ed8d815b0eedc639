"""What keeps a SQLite file in order: its connections, its write-ahead log, and its size."""

from __future__ import annotations

import sqlite3
import threading
from pathlib import Path

import structlog

from sala.collab.adapters.connections import Connection

logger = structlog.get_logger("sala.collab")

PATIENCE = 10.0
"""Seconds to wait for another process that is writing; never on the event loop."""
_INCREMENTAL = 2
_SPARE, _GIVEN_BACK = 16, 128
"""Free pages to keep, and how many are given back to the disk at a time."""


def connect(path: Path, *, reader: bool) -> sqlite3.Connection:
    """Connect: to read, waiting for others as long as it takes, or to write."""
    connection = sqlite3.connect(
        path, isolation_level=None, timeout=PATIENCE if reader else 0, check_same_thread=False
    )
    if reader:
        connection.execute("PRAGMA query_only = ON")
    return connection


def fold_wal(path: Path, free: threading.Lock) -> None:
    """Copy the write-ahead log into the file, so that it begins anew with the next commit.

    Nearly all of it while others write, and the rest, which is short then, while they do not.
    """
    connection = connect(path, reader=False)
    try:
        connection.execute("PRAGMA wal_checkpoint(PASSIVE)")
        with free:
            connection.execute("PRAGMA wal_checkpoint(PASSIVE)")
    finally:
        connection.close()


def let_shrink(connection: sqlite3.Connection) -> None:
    """Have a file of the first layout keep what it takes to become smaller, once for all."""
    [(how,)] = connection.execute("PRAGMA auto_vacuum")
    if how == _INCREMENTAL:
        return
    try:
        connection.execute("PRAGMA auto_vacuum = INCREMENTAL")
        connection.execute("VACUUM")
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode != sqlite3.SQLITE_FULL:
            raise
        logger.warning("the disk is too full to let the document log become smaller")


def shrink(connection: Connection) -> bool:
    """Give some free pages back to the disk; tell whether there are more."""
    [(free,)] = connection.execute("PRAGMA freelist_count")
    for _ in range(min(free - _SPARE, _GIVEN_BACK)):
        connection.execute("PRAGMA incremental_vacuum(1)")  # Python takes one step of it a call
    return bool(free > _SPARE + _GIVEN_BACK)
