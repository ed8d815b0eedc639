"""How a file that changed on disk comes into its document: a three-way difference of texts.

`base` is what file and document last agreed on. A change that both sides made is dropped, so that
a formatter run on both doubles nothing; the rest are edits of the base, which a fork of the
document at the base carries into the document.
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
    """Give the edits of the base that the file has and the document lacks."""
    if file in (base, document):
        return []
    ours = set(_line_changes(base, document))
    edits: list[Edit] = []
    for change in _line_changes(base, file):
        if change not in ours:
            edits.extend(_refined(base, *change))
    fine = set(edits_between(base, document))
    return [edit for edit in edits if edit not in fine]


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
    """Make one replacement smaller: cut what both ends share, then compare short ones by character."""
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
