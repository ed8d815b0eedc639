"""Who wrote a text, told on from an earlier text of which it is known.

Only what came since is laid out, in letters for numbers: what yrs says of the change then names
what of the earlier text stays and what goes, and for all that is new who wrote it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from typing import Any, NamedTuple, cast

import pycrdt

from sala.collab.domain.attribution import (
    LARGEST_LETTER,
    Change,
    Copied,
    Origins,
    in_characters,
    lettered,
    text_of,
)
from sala.collab.domain.files import Who
from sala.collab.domain.ids import Labels, Span
from sala.collab.domain.messages import EMPTY_UPDATE
from sala.collab.domain.offsets import utf16_length
from sala.collab.domain.past import authors
from sala.collab.domain.replica import ROOT, left_out, taken
from sala.collab.domain.segments import Segment, runs_of, unpacked_state
from sala.collab.domain.structs import Struct, read_structs
from sala.collab.domain.timeline import Stretch, grow

_FOLLOWING = bytes(range(0x80, 0xC0))
_FOUR = bytes(range(0xF0, 0x100))
"""Bytes of UTF-8 that go on with a character, and those that begin one of two UTF-16 units."""


class Credit(NamedTuple):
    """Who wrote the text as of an update.

    `state` gives the state as of it, of which nothing waits for what has not come. `runs` are
    lengths in code points, and stretches, counted from 1, whose sizes need not be right.
    """

    sequence: int
    state: Callable[[], bytes]
    runs: Sequence[tuple[int, int]]
    stretches: Sequence[Stretch]
    forgotten: int = 0
    """The last update of which nothing is known any more."""

    def authors(self) -> list[tuple[Who, int]]:
        """Give author and time of every stretch; nobody before the first."""
        return authors(self.stretches, self.forgotten)


def credit_of(segment: Segment | None) -> Credit:
    """Say who wrote the text as of a segment's last update; of nothing, nobody did."""
    if segment is None:
        return Credit(0, lambda: EMPTY_UPDATE, (), ())
    return Credit(
        segment.sequence,
        lambda: unpacked_state(segment.state),
        tuple(runs_of(segment)),
        segment.stretches,
        segment.forgotten,
    )


def told_on(
    credit: Credit,
    changes: Sequence[Change],
    state: bytes,
    copied: Sequence[Copied] = (),
    written: Labels | None = None,
) -> Credit | None:
    """Tell who wrote the text of a state, made by the changes that follow what was told.

    `written` says in which stretch, counted from 1, anything was written: needed if characters
    came back (`copied`). Gives None where all must be laid out anew: an update waits or could not
    be taken in, or there is more than text.
    """
    if not changes:
        return credit
    doc: pycrdt.Doc[pycrdt.Text] = pycrdt.Doc()
    doc.apply_update(credit.state())
    content = doc.get(ROOT, type=pycrdt.Text)
    before = str(content).encode()
    if len(content) != len(before):
        return None
    stretches = list(credit.stretches)
    new = _New(copied, written)
    updates = [new.lettered(change, stretches) for change in changes]
    if len(new.labels) > LARGEST_LETTER:
        return None
    delta: list[Any] = []
    watching = content.observe(lambda event: delta.extend(cast("Any", event).delta))
    fits = taken(doc, updates)
    content.unobserve(watching)
    if not fits or left_out(doc, updates):
        return None
    text = text_of(state)
    runs = _changed(before, credit.runs, delta, new.labels)
    if runs is None or sum(length for length, _ in runs) != utf16_length(text):
        return None
    told = tuple(in_characters(text, runs))
    return Credit(changes[-1].sequence, lambda: state, told, stretches, credit.forgotten)


class _New:
    """Letters for what is new."""

    def __init__(self, copied: Sequence[Copied], written: Labels | None) -> None:
        self._origins = Origins(copied)
        self._learnt = Labels()
        self._written = written or self._learnt
        self._letters: dict[int, int] = {}
        self.labels: list[int] = []
        """By letters, which stretch it was."""

    def lettered(self, change: Change, stretches: list[Stretch]) -> bytes:
        """Write an update with letters for its text; the stretches grow."""
        grow(stretches, change, [], [])
        structs, end = read_structs(change.data)
        numbers = [self._numbers(struct, len(stretches)) for struct in structs]
        return lettered(change.data, structs, numbers, end) + change.data[end:]

    def _numbers(self, struct: Struct, stretch: int) -> list[tuple[int, int]]:
        if not struct.text:
            return []
        span = Span(struct.client, struct.clock, struct.clock + struct.length)
        self._learnt.add(span, stretch)  # what was there before is not taken in again
        return [
            (length, self._letter(label))
            for piece in self._origins.of(span)
            for length, label in self._written.pieces(piece)
        ]

    def _letter(self, label: int) -> int:
        if label not in self._letters:
            self._letters[label] = len(self.labels)
            self.labels.append(label)
        return self._letters[label]


def _changed(
    before: bytes,
    runs: Sequence[tuple[int, int]],
    delta: Sequence[Any],
    labels: Sequence[int],
) -> list[tuple[int, int]] | None:
    """Give the runs of a changed text, in UTF-16 units; None if more than text came into it."""
    earlier = _Earlier(before, runs)
    found: list[tuple[int, int]] = []
    for one in delta:
        match one:
            case {"retain": int(size)}:
                found += earlier.next(size)
            case {"delete": int(size)}:
                for _ in earlier.next(size):
                    pass
            case {"insert": str(letters)}:
                found += [(len(list(same)), labels[ord(one)]) for one, same in groupby(letters)]
            case _:
                return None
    found += earlier.next(len(before))
    together: list[tuple[int, int]] = []
    for length, label in found:
        if together and together[-1][1] == label:
            together[-1] = (together[-1][0] + length, label)
        else:
            together.append((length, label))
    return together


class _Earlier:
    """The runs of a text, read from its beginning on."""

    def __init__(self, text: bytes, runs: Sequence[tuple[int, int]]) -> None:
        self._text = text
        self._at = 0
        self._runs = list(runs) if text.isascii() else _in_units(text.decode(), runs)
        self._runs.reverse()

    def next(self, size: int) -> Iterator[tuple[int, int]]:
        """Give the next bytes' runs, in UTF-16 units; fewer at the end."""
        some = self._text[self._at : self._at + size]
        self._at += len(some)
        left = len(some.translate(None, _FOLLOWING)) + len(some) - len(some.translate(None, _FOUR))
        while left:
            length, label = self._runs.pop()
            if length > left:
                self._runs.append((length - left, label))
                length = left
            left -= length
            yield length, label


def _in_units(text: str, runs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    at = 0
    for length, label in runs:
        found.append((utf16_length(text[at : at + length]), label))
        at += length
    return found
