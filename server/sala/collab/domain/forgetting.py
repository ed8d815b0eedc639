"""Forgetting what was done before a time: the past begins with the text as it was then.

Whole stretches of work are forgotten, from the first on: who made their updates and when, and the
text that was deleted in them. Updates keep their numbers, so that what is left of the past reads
as before; all that was forgotten counts as brought by the first of them.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import groupby, takewhile

from sala.collab.domain.attribution import text_of
from sala.collab.domain.ids import Labels
from sala.collab.domain.moments import Moments
from sala.collab.domain.offsets import utf16_length
from sala.collab.domain.past import Past
from sala.collab.domain.replica import collected
from sala.collab.domain.replica import kept as with_deleted
from sala.collab.domain.segments import (
    GRAIN,
    Segment,
    past_of,
    runs_of,
    segment,
    state_at,
    unpacked_state,
)
from sala.collab.domain.timeline import Stretch


class Changed(RuntimeError):
    """The text would not be what it was: nothing is forgotten."""


def forget(
    kept: Segment,
    *,
    before: int,
    most: int,
    breathe: Callable[[], object] = lambda: None,
    grain: int = GRAIN,
) -> Segment:
    """Forget the stretches that ended before a time, in µs, and hold no update after `most`.

    Gives the same segment when there are none. Raises Changed rather than change the text.
    """
    old = list(takewhile(lambda one: one.ended < before and one.last <= most, kept.stretches))
    upto = old[-1].last if old else 0
    if upto <= max(kept.forgotten, 1):
        return kept
    whole = unpacked_state(kept.state)
    base = collected(state_at(kept, upto))
    breathe()
    state = with_deleted([whole], base, breathe)
    if text_of(state) != text_of(whole):
        raise Changed
    breathe()
    rest = kept.stretches[len(old) :]
    at = min([before, *(one.begun for one in rest[:1])])
    first = Stretch(1, upto, None, at, at, utf16_length(text_of(base)), 0)
    past = _shortened(past_of(kept), upto, [first, *rest], breathe)
    runs = _relabelled(kept, len(old))
    return segment(past, state, runs, grain=grain)


def _shortened(
    past: Past, upto: int, stretches: list[Stretch], breathe: Callable[[], object]
) -> Past:
    """Give what is still known of a past of which the updates up to one are forgotten."""
    left = Past(stretches=stretches, forgotten=upto)
    record, old = left.record, past.record
    record.members = Moments()
    for sequence in range(1, len(old.members)):
        if sequence <= upto:
            record.members.append(None, stretches[0].ended)
        else:
            record.members.append(*old.members[sequence])
    breathe()
    record.written, record.deleted = _as_first(old.written, upto), _as_first(old.deleted, upto)
    breathe()
    record.repeated = [(span, sequence) for span, sequence in old.repeated if sequence > upto]
    record.first = old.first
    return left


def _as_first(labels: Labels, upto: int) -> Labels:
    """Have what updates up to one did count as done by the first."""
    left = Labels()
    for span, label in labels:
        left.add(span, label if label > upto else 1)
    return left


def _relabelled(kept: Segment, gone: int) -> list[tuple[int, int]]:
    """Give the runs of a segment of which the first stretches became one."""
    runs = [(length, which and max(1, which - gone + 1)) for length, which in runs_of(kept)]
    return [
        (sum(length for length, _ in same), which)
        for which, same in groupby(runs, key=lambda run: run[1])
    ]
