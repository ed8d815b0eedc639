"""How a file that changed on disk comes into its document: a three-way difference of texts.

`base` is what file and document last agreed on. A change that both sides made is dropped, so that
a formatter run on both doubles nothing; the other changes of the file are moved to where the
document has their place now. What somebody typed is never taken away, not even inside a region
that the file lost.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

_FINE = 4000
"""Longest replacement, in characters on both sides together, that is compared by character."""

_EXACT = 2_000_000
"""Largest product of line counts that is compared without difflib's popular-line heuristic."""


@dataclass(frozen=True, slots=True, order=True)
class Edit:
    """Replace the code points from `start` to `end` of a text with another text."""

    start: int
    end: int
    text: str


def edits_between(old: str, new: str) -> list[Edit]:
    """Give small edits, in order and not overlapping, that turn one text into another."""
    edits: list[Edit] = []
    for start, end, text in _line_changes(old, new):
        edits.extend(_refined(old, start, end, text))
    return edits


def merge(base: str, document: str, file: str) -> list[Edit]:
    """Give the edits of the document that bring in what the file has and the document lacks."""
    if file in (base, document):
        return []
    ours = edits_between(base, document)
    made = set(ours)
    edits: list[Edit] = []
    for start, end, text in _line_changes(base, file):
        if any(our.start <= start < end <= our.end and not our.text for our in ours):
            small = [Edit(start, end, text)]  # changed here, deleted there: whole lines come back
        else:
            small = _refined(base, start, end, text)
        for theirs in small:
            if theirs not in made:
                edits.extend(_moved(theirs, ours))
    return sorted(edits, key=lambda edit: (edit.start, edit.end))


def _moved(edit: Edit, ours: Sequence[Edit]) -> list[Edit]:
    """Move an edit of the base into the document that `ours` made of it."""
    shift = 0  # from the base to the document
    at = edit.start
    place: int | None = None
    text = edit.text
    moved: list[Edit] = []
    for our in ours:
        if our.start > edit.end or (our.start == edit.end and edit.end > edit.start):
            break
        if our.end < edit.start:
            shift += len(our.text) - (our.end - our.start)
            continue
        if our.start > at:  # the base survives up to here
            moved.append(Edit(at + shift, our.start + shift, ""))
        if our.start <= edit.start:
            text, place = _rest(text, our, shift)
        at = max(at, min(our.end, edit.end))
        shift += len(our.text) - (our.end - our.start)
    if at < edit.end:
        moved.append(Edit(at + shift, edit.end + shift, ""))
    if text:
        if place is None:
            place = moved[0].start if moved else edit.start + shift
        moved.append(Edit(place, place, text))
    return moved


def _rest(text: str, our: Edit, shift: int) -> tuple[str, int]:
    """Give what the document's own insertion at this place lacks of a text, and where it goes.

    When one of the two goes on where the other ends, or both begin with the same lines, that
    beginning is one and the same change.
    """
    start = our.start + shift
    if our.text.startswith(text):
        return "", start
    if text.startswith(our.text):
        return text[len(our.text) :], start + len(our.text)
    mine, theirs = our.text.splitlines(keepends=True), text.splitlines(keepends=True)
    shared = sum(map(len, mine[: _common(mine, theirs)]))
    return text[shared:], start + (shared or len(our.text))


def apply(text: str, edits: Sequence[Edit]) -> str:
    """Apply edits that are in order and do not overlap."""
    parts: list[str] = []
    done = 0
    for edit in edits:
        parts.append(text[done : edit.start])
        parts.append(edit.text)
        done = edit.end
    parts.append(text[done:])
    return "".join(parts)


def _line_changes(old: str, new: str) -> list[tuple[int, int, str]]:
    """Compare by line; give replaced ranges of the old text, in code points."""
    before, after = old.splitlines(keepends=True), new.splitlines(keepends=True)
    head = _common(before, after)
    tail = _common(before[head:][::-1], after[head:][::-1])
    middle, other = before[head : len(before) - tail], after[head : len(after) - tail]
    matcher = SequenceMatcher(None, middle, other, autojunk=len(middle) * len(other) > _EXACT)
    starts = [sum(map(len, before[:head]))]
    for line in middle:
        starts.append(starts[-1] + len(line))
    return [
        (starts[i1], starts[i2], "".join(other[j1:j2]))
        for tag, i1, i2, j1, j2 in matcher.get_opcodes()
        if tag != "equal"
    ]


def _refined(old: str, start: int, end: int, text: str) -> list[Edit]:
    """Make a replacement smaller: cut what both ends share, compare short ones by character."""
    gone = old[start:end]
    head = _common(gone, text)
    tail = _common(gone[head:][::-1], text[head:][::-1])
    start, end = start + head, end - tail
    gone, text = gone[head : len(gone) - tail], text[head : len(text) - tail]
    if not gone or not text or len(gone) + len(text) > _FINE:
        return [Edit(start, end, text)] if gone or text else []
    matcher = SequenceMatcher(None, gone, text, autojunk=False)
    return [
        Edit(start + i1, start + i2, text[j1:j2])
        for tag, i1, i2, j1, j2 in matcher.get_opcodes()
        if tag != "equal"
    ]


def _common(one: Sequence[str], other: Sequence[str]) -> int:
    """Count how many items two sequences share at their start."""
    count = 0
    for mine, theirs in zip(one, other, strict=False):
        if mine != theirs:
            break
        count += 1
    return count
