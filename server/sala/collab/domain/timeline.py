"""A document's edits as people remember them: what one member did without a long pause is one."""

from __future__ import annotations

from typing import NamedTuple
from uuid import UUID

from sala.collab.domain.attribution import Change
from sala.collab.domain.files import Cause
from sala.collab.domain.ids import Span

PAUSE = 120_000_000
"""The longest pause inside one edit, in µs."""


class Stretch(NamedTuple):
    """Consecutive updates of one member, or one program: times in µs, sizes in UTF-16 units."""

    first: int
    last: int
    member: UUID | None
    begun: int
    ended: int
    added: int
    removed: int
    cause: Cause | None = None


def grow(stretches: list[Stretch], change: Change, brought: list[Span], gone: list[Span]) -> None:
    """Add the next update, with what it brought and what it deleted."""
    added = sum(span.end - span.start for span in brought)
    removed = sum(span.end - span.start for span in gone)
    last = stretches[-1] if stretches else None
    if last and _same(last, change) and change.at - last.ended <= PAUSE:
        stretches[-1] = last._replace(
            last=change.sequence,
            ended=max(last.ended, change.at),
            added=last.added + added,
            removed=last.removed + removed,
        )
        return
    stretches.append(
        Stretch(
            change.sequence,
            change.sequence,
            change.member,
            change.at,
            change.at,
            added,
            removed,
            change.cause,
        )
    )


def _same(stretch: Stretch, change: Change) -> bool:
    return stretch.member == change.member and stretch.cause == change.cause
