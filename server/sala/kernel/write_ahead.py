"""SQLite's write-ahead log, switched on also when several processes make a file at one moment."""

from __future__ import annotations

import sqlite3
import time

_PATIENCE = 10.0
_PAUSE = 0.01


def switch_on(connection: sqlite3.Connection) -> None:
    """Put a file into WAL mode. It stays in it, so this waits for others only the first time.

    The switch needs the file for itself, and SQLite answers “locked” at once instead of waiting as
    it does elsewhere. Raises sqlite3.OperationalError after ten seconds.
    """
    deadline = time.monotonic() + _PATIENCE
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > deadline:
                raise
            time.sleep(_PAUSE)
        else:
            return
