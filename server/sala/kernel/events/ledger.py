"""What a log's writer decides before it writes: versions checked, positions given. No store."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TypeAlias
from uuid import UUID

from sala.kernel.events.log import VersionConflict
from sala.kernel.events.types import EventTypes
from sala.kernel.messages import Event

_REMEMBERED = 65_536
"""Streams whose version is kept in memory; past it the memory starts anew."""
_LONGEST = 500
"""Characters in a stream's name or a cause."""
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

Clock: TypeAlias = Callable[[], int]
"""Gives the time in microseconds since 1970, UTC."""

VersionsOf: TypeAlias = Callable[[list[str]], Mapping[str, int]]
"""Reads the last versions of streams from the store; streams that do not exist may be left out."""


Actor: TypeAlias = UUID | bytes | None
"""Who caused a fact, as the store keeps it."""

Row: TypeAlias = tuple[int, str, int, str, str, Actor, int, str]
"""A fact as it is stored: position, stream, version, name, data, actor, at, cause."""


Append: TypeAlias = tuple[str, list[tuple[str, str]], int, Actor, int, str]
"""One caller's append: stream, facts as pairs of a tag and its JSON, expected version, actor, time
in microseconds since 1970 (UTC), and cause."""


@dataclass(slots=True)
class Plan:
    """What one batch writes and answers. `head` and `versions` hold once it is committed."""

    head: int
    rows: list[Row] = field(default_factory=list)
    answers: list[int | BaseException] = field(default_factory=list)
    versions: dict[str, int] = field(default_factory=dict)
    names: set[str] = field(default_factory=set)


class Ledger:
    """The writer's memory of the log: its head, and the last version of streams it has met.

    The head is read from the store at the start of every transaction. If it is not the one this
    writer left behind, another process has appended and the memory is dropped.
    """

    def __init__(self, versions_of: VersionsOf) -> None:
        self._versions_of = versions_of
        self._head = -1
        self._versions: dict[str, int] = {}

    def plan(self, head: int, jobs: Sequence[Append]) -> Plan:
        """Check every job against the versions, the earlier jobs of the batch included."""
        if head != self._head or len(self._versions) > _REMEMBERED:
            self._versions.clear()
            self._head = head
        known = self._versions
        missing = {job[0] for job in jobs if job[0] not in known}  # streams
        if missing:
            found = self._versions_of(list(missing))
            for stream in missing:
                known[stream] = found.get(stream, 0)
        plan = Plan(head)
        rows, answers, versions, names = plan.rows, plan.answers, plan.versions, plan.names
        for stream, facts, expected, actor, at, cause in jobs:
            version = versions.get(stream)
            if version is None:
                version = known[stream]
            if version != expected:
                answers.append(_conflict(stream, expected, version))
                continue
            for name, data in facts:
                head += 1
                version += 1
                rows.append((head, stream, version, name, data, actor, at, cause))
                names.add(name)
            versions[stream] = version
            answers.append(head)
        plan.head = head
        return plan

    def keep(self, plan: Plan) -> None:
        """Remember a plan that was committed."""
        self._head = plan.head
        self._versions.update(plan.versions)

    def forget(self) -> None:
        """Drop everything: a transaction failed, and what the store holds is not certain."""
        self._head = -1
        self._versions.clear()


def encoded(
    types: EventTypes, stream: str, events: Iterable[Event], cause: str
) -> list[tuple[str, str]]:
    """Encode an append on the caller's side, so that a fault in it reaches its caller alone.

    Raises ValueError for an empty append, or for a name that a store could not hold.
    """
    facts = [*map(types.encode, events)]
    if not facts:
        msg = "an append needs at least one fact"
        raise ValueError(msg)
    if len(stream) > _LONGEST or len(cause) > _LONGEST or "\0" in stream or "\0" in cause:
        msg = f"a stream's name or a cause is too long or holds a NUL: {stream[:40]!r}"
        raise ValueError(msg)
    return facts


def system_clock() -> int:
    """Give the time in microseconds since 1970, UTC."""
    return time.time_ns() // 1000


def moment(at: int) -> datetime:
    """Give a stored time as a datetime in UTC, exact to the microsecond."""
    return _EPOCH + timedelta(microseconds=at)


def _conflict(stream: str, expected: int, version: int) -> VersionConflict:
    return VersionConflict(
        f"“{stream}” is at version {version}, not {expected}: somebody else changed it first."
    )
