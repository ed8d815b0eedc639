"""Whoever has the server edit a document for them, without having it open themselves."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID


def _unheard(_: bytes) -> None:
    """Say nothing: the answer to the request says it."""


class Asking:
    """A peer for the length of one edit: the log keeps its member as the author."""

    def __init__(self, member: UUID | None) -> None:
        self.member = member
        self.name = "" if member is None else str(member)
        self.session = ""
        self.writable = True
        self.acknowledged = False
        self.durable = 0
        self.own = b""
        self.behind: bytes | None = None
        self.asked = False
        self.write: Callable[[bytes], object] = _unheard

    def close(self, code: int, reason: str) -> None:
        """Do nothing: there is no connection."""
