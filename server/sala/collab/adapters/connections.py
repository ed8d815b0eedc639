"""What the document log's statements need of a database."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Protocol

Row = tuple[Any, ...]


class Connection(Protocol):
    """As much of a DB-API connection as the statements need; placeholders are `?`."""

    def execute(self, sql: str, parameters: Sequence[Any] = (), /) -> Iterable[Row]:
        """Run one statement and give its rows."""

    def executemany(self, sql: str, rows: Sequence[Sequence[Any]], /) -> object:
        """Run one statement with many rows of parameters."""
