"""How a file that changed on disk comes into its document: a three-way difference of texts.

`base` is what file and document last agreed on. A change that both sides made is dropped, so that
a formatter run on both doubles nothing; the other changes of the file are moved to where the
document has their place now. What somebody typed is never taken away, not even inside a region
that the file lost. Words that both sides replaced stand side by side, and their lines are named.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise
from unicodedata import category

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
    for start, end, text in line_changes(old, new):
        edits.extend(refined(old, start, end, text))
    return edits


@dataclass(frozen=True, slots=True)
class Merge:
    """The edits that bring a file into its document.

    `both` names lines, counted from 1 in the result, where both sides changed the same words: both
    are kept there, and somebody should look.
    """

    edits: list[Edit]
    both: list[int]


def merge(base: str, document: str, file: str) -> list[Edit]:
    """Give the edits of the document that bring in what the file has and the document lacks."""
    return merge_both(base, document, file).edits


def merge_both(base: str, document: str, file: str, ours: list[Edit] | None = None) -> Merge:
    """Give what `merge` does, and where words met. `ours` made the document, where it is known."""
    if file in (base, document):
        return Merge([], [])
    ours = edits_between(base, document) if ours is None else ours
    made = set(ours)
    words = [found for found in (_words(base, our) for our in ours) if found[0] < found[1]]
    edits: list[Edit] = []
    places: list[Edit] = []
    for start, end, text in line_changes(base, file):
        if any(our.start <= start < end <= our.end and not our.text for our in ours):
            small = [Edit(start, end, text)]  # changed here, deleted there: whole lines come back
        else:
            small = refined(base, start, end, text)
        torn = _torn(base, [theirs for theirs in small if theirs not in made], ours)
        for word in torn:
            edits.extend(beside := _beside(base, word, ours, small))
            places.extend(beside)
        for theirs in small:
            if theirs not in made and not any(_within(theirs, word) for word in torn):
                moved = _moved(theirs, ours)
                edits.extend(moved)
                if moved and _meets(_words(base, theirs), words):
                    places.append(moved[-1])
    edits.sort(key=_place)
    return Merge(_cut(edits), _lines(document, edits, places))


def _cut(edits: Sequence[Edit]) -> list[Edit]:
    """Cut what is taken away where something is put inside it; each edit does one of the two."""
    places = sorted({edit.start for edit in edits if edit.text})
    parts: list[Edit] = []
    for edit in edits:
        inside = places[bisect_right(places, edit.start) : bisect_left(places, edit.end)]
        points = pairwise([edit.start, *inside, edit.end])
        parts.extend(Edit(start, end, edit.text) for start, end in points)
    return sorted(parts, key=_place)


def _place(edit: Edit) -> tuple[int, int]:
    return edit.start, edit.end


def _torn(base: str, theirs: Sequence[Edit], ours: Sequence[Edit]) -> list[tuple[int, int]]:
    """Give the words that both sides replaced: mixed by character, nobody could read them."""
    found: list[tuple[int, int]] = []
    for their in theirs:
        if their.start == their.end or not their.text:
            continue
        start, end = _words(base, their)
        met = [
            (first, last)
            for first, last in (_words(base, our) for our in ours if our.start < our.end)
            if max(first, start) < min(last, end)
        ]
        start, end = min([start, *(first for first, _ in met)]), max([end, *(la for _, la in met)])
        if met and "\n" not in base[start:end]:
            if found and start < found[-1][1]:
                start = min(start, found.pop()[0])
            found.append((start, end))
    return found


def _beside(
    base: str, word: tuple[int, int], ours: Sequence[Edit], theirs: Sequence[Edit]
) -> list[Edit]:
    """Put what the file made of some words behind what the document made of them."""
    mine, other = (
        apply(
            base[word[0] : word[1]],
            [
                Edit(
                    max(edit.start, word[0]) - word[0],
                    min(edit.end, word[1]) - word[0],
                    edit.text if _within(edit, word) else "",  # else it comes in by itself
                )
                for edit in side
                if _within(edit, word) or max(edit.start, word[0]) < min(edit.end, word[1])
            ],
        )
        for side in (ours, theirs)
    )
    if other in mine:
        return []
    at = word[1] + sum(len(our.text) - (our.end - our.start) for our in ours if our.end <= word[1])
    apart = " " if mine and _of_word(mine[-1]) and _of_word(other[0]) else ""
    return [Edit(at, at, apart + other)]


def _within(edit: Edit, word: tuple[int, int]) -> bool:
    return word[0] <= edit.start and edit.end <= word[1]


def _words(base: str, edit: Edit) -> tuple[int, int]:
    """Widen an edit to the words of the base that it touches, but not over what it leaves whole."""
    start, end = edit.start, edit.end
    if start == end and edit.text.endswith("\n") and (start == 0 or base[start - 1] == "\n"):
        return start, start  # whole lines: they touch no words
    while start > 0 and _of_word(base[start - 1]):
        start -= 1
    while end < len(base) and _of_word(base[end]):
        end += 1
    return start, max(end, start + 1)


def _of_word(character: str) -> bool:
    """Tell whether a character is part of a word; Thai's marks above and below are."""
    return character == "_" or character.isalnum() or category(character).startswith("M")


def _meets(one: tuple[int, int], others: Sequence[tuple[int, int]]) -> bool:
    """Tell whether a range shares a character with one of others, which are in order."""
    first = bisect_right(others, one[0], key=_end)
    return first < len(others) and max(one[0], others[first][0]) < min(one[1], others[first][1])


def _end(found: tuple[int, int]) -> int:
    return found[1]


def _lines(document: str, edits: Sequence[Edit], places: Sequence[Edit]) -> list[int]:
    """Give the lines of the result at which some of its edits lie."""
    wanted = {(place.start, place.end, place.text) for place in places}
    lines: list[int] = []
    line, done = 1, 0
    for edit in edits:
        line += document.count("\n", done, edit.start)
        done = max(done, edit.end)
        if (edit.start, edit.end, edit.text) in wanted and line not in lines:
            lines.append(line)
        line += edit.text.count("\n")
    return lines


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
            between, text, place = _rest(text, our, shift)
            moved.extend(between)
        at = max(at, min(our.end, edit.end))
        shift += len(our.text) - (our.end - our.start)
    if at < edit.end:
        moved.append(Edit(at + shift, edit.end + shift, ""))
    if text:
        if place is None:
            place = moved[0].start if moved else edit.start + shift
        moved.append(Edit(place, place, text))
    return moved


def _rest(text: str, our: Edit, shift: int) -> tuple[list[Edit], str, int]:
    """Give what the document's own insertion at this place lacks of a text, and where it goes.

    When one of the two goes on where the other ends, that beginning is one and the same change; so
    are whole lines that both inserted, in the same order. What lies between such comes first.
    """
    start = our.start + shift
    if our.text.startswith(text):
        return [], "", start
    if text.startswith(our.text):
        return [], text[len(our.text) :], start + len(our.text)
    mine, theirs = our.text.splitlines(keepends=True), text.splitlines(keepends=True)
    same = SequenceMatcher(None, mine, theirs, autojunk=False).get_matching_blocks()
    place = start + len(our.text) if len(same) == 1 else start  # nothing alike: behind ours
    between: list[Edit] = []
    at = done = 0
    for block in same[:-1]:
        place += sum(map(len, mine[at : block.a]))
        if lacking := "".join(theirs[done : block.b]):
            between.append(Edit(place, place, lacking))
        at, done = block.a + block.size, block.b + block.size
        place += sum(map(len, mine[block.a : at]))
    return between, "".join(theirs[done:]), place


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


def line_changes(old: str, new: str) -> list[tuple[int, int, str]]:
    """Compare by line; give replaced ranges of the old text, in code points, and what is there."""
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


def refined(old: str, start: int, end: int, text: str) -> list[Edit]:
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
