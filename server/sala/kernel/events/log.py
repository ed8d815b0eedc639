"""The event log's port: append facts with an expected version, read them back, wait for more."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from sala.kernel.messages import Event
from sala.kernel.refusals import Conflict


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A fact as the log holds it.

    `position` counts from 1 through the whole log; `version` counts from 1 in the stream. `actor`
    is the member who caused it (None: Sala itself), `cause` the id of the request that did.
    """

    position: int
    stream: str
    version: int
    event: Event
    actor: UUID | None
    at: datetime
    cause: str


class VersionConflict(Conflict):
    """Somebody else appended to the stream first; nothing was written."""

    code = "kernel.version_conflict"
    title = "Somebody else changed this at the same moment. Try again"


class EventLog(Protocol):
    """Where facts live. `suites/event_log.py` says what every adapter must do."""

    async def append(
        self,
        stream: str,
        events: Sequence[Event],
        *,
        expected: int,
        actor: UUID | None = None,
        cause: str = "",
    ) -> int:
        """Append to a stream whose last version is `expected` (0: new); give the last position.

        Durable when it returns. Raises VersionConflict, or OutOfSpace with nothing written.
        """

    async def read(self, stream: str) -> list[Entry]:
        """Read one stream, oldest first; empty when nothing was ever appended."""

    async def read_all(self, *, after: int, limit: int) -> list[Entry]:
        """Read up to `limit` facts with a position greater than `after`, in order."""

    async def head(self) -> int:
        """Give the last position; 0 for an empty log."""

    async def wait(self, after: int) -> None:
        """Return once a fact with a position greater than `after` is there."""

    async def start(self) -> None:
        """Open the store."""

    async def stop(self) -> None:
        """Write what is queued and close."""
