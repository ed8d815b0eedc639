"""Making a segment of the updates of a log, in slices between which others have their turn."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from sala.collab.domain.attribution import Change, Copied, labelled
from sala.collab.domain.messages import EMPTY_UPDATE
from sala.collab.domain.past import Past
from sala.collab.domain.replica import kept
from sala.collab.domain.segments import GRAIN, Segment, past_of, segment, unpacked_state

_SLICE = 200  # updates


def fold(
    before: Segment | None,
    changes: Sequence[Change],
    copied: Sequence[Copied] = (),
    *,
    breathe: Callable[[], object] = lambda: None,
    grain: int = GRAIN,
) -> Segment:
    """Make one segment of another and the updates that follow it.

    Raises Unusable when one of them cannot be taken in, and ValueError when one is missing.
    """
    past = past_of(before) if before else Past()
    breathe()
    for start in range(0, len(changes), _SLICE):
        past.learn(changes[start : start + _SLICE])
        breathe()
    updates = [change.data for change in changes]
    base = unpacked_state(before.state) if before else EMPTY_UPDATE
    state = kept(updates, base, breathe)
    breathe()
    runs = list(labelled(state, past.written, copied))
    breathe()
    return segment(past, state, runs, grain=grain)
