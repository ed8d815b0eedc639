"""A document's past as plain edits, so that it can be replayed without its ids.

All text there ever was lies in one order; each piece of it was brought by one update, and taken by
one, or by none. Where an edit stands is how much was there before it at that moment. What came
before something it builds on counts from when it came.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator
from functools import partial
from itertools import compress

import msgspec

from sala.collab.domain.attribution import Record, layout, text_of
from sala.collab.domain.structs import read_structs


class Replacement(msgspec.Struct, frozen=True):
    """At an offset in code points, `insert` takes the place of `delete`."""

    at: int
    delete: str
    insert: str


class Replay:
    """The edits of every update, from the first. `state` must have all deleted text in it."""

    def __init__(
        self, state: bytes, record: Record, breathe: Callable[[], object] = lambda: None
    ) -> None:
        structs = read_structs(state)
        self._text = text_of(state[: structs[1]] + b"\x00")
        breathe()
        laid_out = partial(layout, state, deleted=True, known=structs)
        written = _by_character(self._text, laid_out(record.written.pieces))
        breathe()
        deleted = _by_character(self._text, laid_out(record.deleted.pieces))
        breathe()
        self._bounds = array("I")
        """Where each piece begins, and the end of all."""
        brought, taken = array("I"), array("I")
        before = None
        for at, pair in enumerate(zip(written, deleted, strict=True)):
            if pair != before:
                self._bounds.append(at)
                brought.append(pair[0])
                taken.append(pair[1])
                before = pair
        breathe()
        self._bounds.append(len(self._text))
        self._firsts = array("I", bytes(4 * len(record.members)))
        """By sequence, the first of what an update did: twice a piece, 1 more if it was brought."""
        self._nexts = array("I", bytes(8 * len(brought) + 8))
        """By what was done, what the same update did next; 0 for nothing."""
        for piece in reversed(range(len(brought))):
            if brought[piece] != taken[piece]:
                self._did(brought[piece], 2 * piece + 3)
                if taken[piece]:
                    self._did(taken[piece], 2 * piece + 2)

    def _did(self, sequence: int, what: int) -> None:
        self._nexts[what - 2] = self._firsts[sequence]
        self._firsts[sequence] = what

    def __iter__(self) -> Iterator[list[Replacement]]:
        """Give each update's edits: from the start of the text on, each after those before it."""
        present = _Present(len(self._bounds) - 1)
        for sequence in range(1, len(self._firsts)):
            yield self._edits(self._firsts[sequence], present)

    def _edits(self, what: int, present: _Present) -> list[Replacement]:
        edits: list[Replacement] = []
        at = reached = -1
        inserted: list[str] = []
        deleted: list[str] = []
        while what:
            piece, brought = divmod(what - 2, 2)
            start, end = self._bounds[piece], self._bounds[piece + 1]
            here = present.before(piece)
            if here != reached:
                if reached >= 0:
                    edits.append(Replacement(at, "".join(deleted), "".join(inserted)))
                at = reached = here
                inserted, deleted = [], []
            if brought:
                inserted.append(self._text[start:end])
                reached += end - start
                present.add(piece, end - start)
            else:
                deleted.append(self._text[start:end])
                present.add(piece, start - end)
            what = self._nexts[what - 2]
        if reached >= 0:
            edits.append(Replacement(at, "".join(deleted), "".join(inserted)))
        return edits


class _Present:
    """How much text is there before a piece: sums over ranges of pieces (a Fenwick tree)."""

    def __init__(self, pieces: int) -> None:
        self._sums = [0] * (pieces + 1)

    def before(self, piece: int) -> int:
        """Give the characters that are there before a piece."""
        total = 0
        while piece:
            total += self._sums[piece]
            piece &= piece - 1
        return total

    def add(self, piece: int, characters: int) -> None:
        """Have characters of a piece come, or go if there are fewer than none."""
        piece += 1
        while piece < len(self._sums):
            self._sums[piece] += characters
            piece += piece & -piece


def _by_character(text: str, labels: array[int]) -> array[int]:
    """Give a label for each code point, of those for each UTF-16 unit."""
    if len(text) == len(labels):
        return labels
    units = array("H", text.encode("utf-16-le"))
    firsts = [not 0xDC00 <= unit < 0xE000 for unit in units]  # noqa: PLR2004 - second halves
    return array("I", compress(labels, firsts))
