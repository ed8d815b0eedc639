"""Which lines of an old text are kept in a new one: a difference that stays fast on large files."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

Pair = tuple[int, int]

_SMALL = 40_000
"""Up to this product of two lengths the exact search is used; its worst case is cubic."""
_DEPTH = 20
"""How often a stretch between unique lines is searched for lines unique in itself."""


def kept(old: Sequence[str], new: Sequence[str]) -> Iterator[Pair]:
    """Pair the indices of lines that both texts share, in order.

    Lines that both begin or end with come first; then lines that are unique in both hold the rest
    together (as in a patience diff); what lies between them is compared exactly when it is small.
    """
    yield from _between(old, new, (0, 0), (len(old), len(new)), _DEPTH)


def _between(
    old: Sequence[str], new: Sequence[str], start: Pair, stop: Pair, depth: int
) -> Iterator[Pair]:
    (first, first_new), (last, last_new) = start, stop
    while first < last and first_new < last_new and old[first] == new[first_new]:
        yield first, first_new
        first, first_new = first + 1, first_new + 1
    while last > first and last_new > first_new and old[last - 1] == new[last_new - 1]:
        last, last_new = last - 1, last_new - 1
        yield last, last_new
    if first == last or first_new == last_new:
        return
    if (last - first) * (last_new - first_new) <= _SMALL:
        matcher = SequenceMatcher(None, old[first:last], new[first_new:last_new], autojunk=False)
        for block in matcher.get_matching_blocks():
            for offset in range(block.size):
                yield first + block.a + offset, first_new + block.b + offset
        return
    anchors = _anchors(old, new, (first, first_new), (last, last_new)) if depth else []
    if not anchors:
        return
    here = (first, first_new)
    for anchor in anchors:
        yield from _between(old, new, here, anchor, depth - 1)
        yield anchor
        here = (anchor[0] + 1, anchor[1] + 1)
    yield from _between(old, new, here, (last, last_new), depth - 1)


def _anchors(old: Sequence[str], new: Sequence[str], start: Pair, stop: Pair) -> list[Pair]:
    """Find lines unique on both sides, in the longest order that both sides share."""
    mine = _unique(old, start[0], stop[0])
    theirs = _unique(new, start[1], stop[1])
    pairs = [(index, theirs[line]) for line, index in mine.items() if line in theirs]
    tails: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for position, (_, there) in enumerate(pairs):
        slot = bisect_left(tails, there)
        before.append(ends[slot - 1] if slot else -1)
        tails[slot : slot + 1] = [there]
        ends[slot : slot + 1] = [position]
    chain: list[Pair] = []
    position = ends[-1] if ends else -1
    while position >= 0:
        chain.append(pairs[position])
        position = before[position]
    return chain[::-1]


def _unique(lines: Sequence[str], first: int, last: int) -> dict[str, int]:
    counts = Counter(lines[first:last])
    return {lines[i]: i for i in range(first, last) if counts[lines[i]] == 1}
