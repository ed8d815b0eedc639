"""What a store's own errors mean to a caller: a full disk, or a store that is busy or away."""

from __future__ import annotations

import errno
import sqlite3
import sys

from sala.kernel.refusals import OutOfSpace, Refusal, Unavailable

_NO_ROOM = frozenset(
    {
        sqlite3.SQLITE_FULL,
        # SQLite says FULL only for ENOSPC; a quota or a size limit is an I/O error of these kinds.
        sqlite3.SQLITE_IOERR_WRITE,
        sqlite3.SQLITE_IOERR_SHMSIZE,
        sqlite3.SQLITE_IOERR_FSYNC,
    }
)
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


def refusal_for(error: BaseException) -> Refusal | None:
    """Translate a store's error, or give None when it is a bug and must stay what it is."""
    if isinstance(error, sqlite3.OperationalError):
        code = error.sqlite_errorcode
        if code in _NO_ROOM:
            return OutOfSpace(
                "The disk is full: nothing was changed. Free some space and try again."
            )
        if code & 0xFF in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            return Unavailable("The database is busy. Try again in a moment.")
    if isinstance(error, OSError) and error.errno in _FULL:
        return OutOfSpace("The disk is full: nothing was changed. Free some space and try again.")
    return _of_postgres(error) if "psycopg" in sys.modules else None


def _of_postgres(error: BaseException) -> Refusal | None:
    import psycopg  # noqa: PLC0415 - eleven megabytes, only where a database is used

    if isinstance(error, psycopg.errors.DiskFull):
        return OutOfSpace("The database has no space left: nothing was changed.")
    if isinstance(error, psycopg.OperationalError):
        return Unavailable("The database is not answering. Try again in a moment.")
    return None
