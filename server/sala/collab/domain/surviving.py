"""What a document still has of an older text, told by what was done and not by comparing texts.

A comparison finds the longest likenesses. Where much was rewritten it takes one place for another,
and what stayed where it was for taken away here and typed there.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import pycrdt

from sala.collab.domain.merging import Edit, edits_between, refined
from sala.collab.domain.replica import ROOT, Replica


class Stretch(NamedTuple):
    """Characters that two texts share: where they begin in each, and how many there are."""

    old: int
    new: int
    size: int


class Gap(NamedTuple):
    """What lies between stretches: `start` to `end` of one text, `first` to `last` of another."""

    start: int
    end: int
    first: int
    last: int


def edits_since(base: str, before: Sequence[bytes], state: bytes) -> list[Edit]:
    """Give the edits that make the text of a state out of `base`, in code points.

    `before` are updates that the state has, from when its text was about the base's: those two are
    compared. What was typed again as it was is no edit. Where a comparison shares as much, it
    counts: of equal letters it takes the same in a document and in a file.
    """
    replica = Replica()
    replica.add(before)
    then = replica.text()
    now, changes = _changes(replica.encode(), state)
    known = _stretches(len(then), changes)
    if then != base:
        known = _through(_stretches(len(base), edits_between(base, then)), known)
    again = [one for edit in _around(base, now, known) for one in refined(base, *edit)]
    known = _stretches(len(base), again)
    compared = _stretches(len(base), edits_between(base, now))
    chosen = _chosen(len(base), len(now), known, compared)
    return [Edit(*edit) for edit in _around(base, now, chosen)]


def _changes(before: bytes, state: bytes) -> tuple[str, list[Edit]]:
    """Give the present text, and the edits of the one before that made it."""
    doc: pycrdt.Doc[pycrdt.Text] = pycrdt.Doc()
    doc.apply_update(before)
    content = doc.get(ROOT, type=pycrdt.Text)
    then = str(content).encode()
    deltas: list[dict[str, Any]] = []
    watching = content.observe(
        lambda event: deltas.extend(event.delta)  # type: ignore[attr-defined]  # is a slot
    )
    doc.apply_update(state)
    content.unobserve(watching)
    edits: list[Edit] = []
    done = at = 0  # in bytes, and in code points
    for delta in deltas:
        if "insert" in delta:
            edits.append(Edit(at, at, delta["insert"]))
            continue
        size = delta.get("retain", delta.get("delete", 0))
        length = len(then[done : done + size].decode())
        if "delete" in delta:
            edits.append(Edit(at, at + length, ""))
        done, at = done + size, at + length
    return str(content), edits


def _stretches(length: int, edits: Sequence[Edit]) -> list[Stretch]:
    """Give what edits leave of a text of this length."""
    found: list[Stretch] = []
    old = new = 0
    for edit in [*edits, Edit(length, length, "")]:
        if edit.start > old:
            found.append(Stretch(old, new, edit.start - old))
        new += edit.start - old + len(edit.text)
        old = edit.end
    return found


def _through(first: Sequence[Stretch], second: Sequence[Stretch]) -> list[Stretch]:
    """Give what the first text shares with the third by way of the second."""
    found: list[Stretch] = []
    one = other = 0
    while one < len(first) and other < len(second):
        mine, theirs = first[one], second[other]
        start, end = max(mine.new, theirs.old), min(mine.new + mine.size, theirs.old + theirs.size)
        if start < end:
            old, new = mine.old + start - mine.new, theirs.new + start - theirs.old
            found.append(Stretch(old, new, end - start))
        if mine.new + mine.size <= theirs.old + theirs.size:
            one += 1
        else:
            other += 1
    return found


def _around(old: str, new: str, stretches: Sequence[Stretch]) -> Iterator[tuple[int, int, str]]:
    """Give where the older text was replaced, and by what."""
    for gap in _gaps(len(old), len(new), stretches):
        yield gap.start, gap.end, new[gap.first : gap.last]


def _gaps(old: int, new: int, stretches: Sequence[Stretch]) -> Iterator[Gap]:
    """Give what two texts of these lengths do not share."""
    at = place = 0
    for stretch in [*stretches, Stretch(old, new, 0)]:
        if at < stretch.old or place < stretch.new:
            yield Gap(at, stretch.old, place, stretch.new)
        at, place = stretch.old + stretch.size, stretch.new + stretch.size


def _chosen(
    old: int, new: int, known: Sequence[Stretch], compared: Sequence[Stretch]
) -> list[Stretch]:
    """Give what is known to be shared, but what was compared where that is as much."""
    both = _common(known, compared)
    found = list(both)
    for gap in _gaps(old, new, both):
        one, other = _within(known, gap), _within(compared, gap)
        same = sum(part.size for part in one) == sum(part.size for part in other)
        found.extend(other if same else one)
    return sorted(found)


def _common(one: Sequence[Stretch], other: Sequence[Stretch]) -> list[Stretch]:
    """Give what two ways to see what two texts share agree on."""
    found: list[Stretch] = []
    for mine in one:
        gap = Gap(mine.old, mine.old + mine.size, mine.new, mine.new + mine.size)
        parts = _within(other, gap)
        found.extend(part for part in parts if part.new - part.old == mine.new - mine.old)
    return found


def _within(stretches: Sequence[Stretch], gap: Gap) -> list[Stretch]:
    """Give the parts of stretches that lie in a gap of the older text."""
    found: list[Stretch] = []
    first = bisect_right(stretches, gap.start, key=lambda stretch: stretch.old + stretch.size)
    for old, new, size in map(stretches.__getitem__, range(first, len(stretches))):
        if old >= gap.end:
            break
        start, end = max(old, gap.start), min(old + size, gap.end)
        found.append(Stretch(start, new + start - old, end - start))
    return found
