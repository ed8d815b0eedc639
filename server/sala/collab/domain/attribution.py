"""Who wrote each character of a text and when, from the updates that made it.

Every character has an id: a client and a clock. The first update that brings an id tells its
author; the ids of the text in their order are found by having yrs lay out the same structs with
numbers for characters.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple
from uuid import UUID

import pycrdt

from sala.collab.domain.files import Cause, Who
from sala.collab.domain.ids import Labels, Span
from sala.collab.domain.moments import Moments
from sala.collab.domain.replica import ROOT
from sala.collab.domain.structs import Struct, read_structs
from sala.collab.domain.updates import deletions
from sala.collab.domain.varints import write_varbytes

_BITS = 15
LARGEST_LETTER = (1 << _BITS) - 1
"""The largest number that one letter stands for, below the surrogates."""
_NOTHING = b"\x00"


class Change(NamedTuple):
    """An update as the log keeps it: in order from 1, by a member or by the server, `at` in µs.

    `cause` is the program that brought it from disk, where it is known.
    """

    sequence: int
    member: UUID | None
    at: int
    data: bytes
    cause: Cause | None = None


class Copied(NamedTuple):
    """Characters that came back: the ids they have now, and those they had before."""

    copy: Span
    client: int
    clock: int


class Run(NamedTuple):
    """Characters (code points) that a member, a program, or nobody known wrote in one go."""

    start: int
    length: int
    member: Who
    at: int


class Record:
    """What each update brought and what it deleted, as far as it was news."""

    def __init__(self, changes: Iterable[Change] = ()) -> None:
        self.members = Moments()
        """By sequence: who wrote an update, and when."""
        self.written = Labels()
        self.deleted = Labels()
        self.repeated: list[tuple[Span, int]] = []
        """Deletions of what was deleted already, by somebody who had not heard of it."""
        self.first: Span | None = None
        """The very first text that was deleted: one unit."""
        for change in changes:
            self.add(change)

    def add(self, change: Change) -> tuple[list[Span], list[Span]]:
        """Take the next update; give what it brought and what it deleted that still was there.

        Raises ValueError when updates are missing before it.
        """
        if change.sequence != len(self.members):
            msg = f"update {change.sequence} cannot follow {len(self.members) - 1}"
            raise ValueError(msg)
        self.members.append(change.member, change.at)
        structs, at = read_structs(change.data)
        brought: list[Span] = []
        gone: list[Span] = []
        for struct in structs:
            span = Span(struct.client, struct.clock, struct.clock + struct.length)
            fresh = self.written.add(span, change.sequence)
            brought += fresh
            if struct.garbage:  # typed and deleted before anybody saw it
                for one in fresh:
                    self.deleted.add(one, change.sequence)
        if change.data[at:] == _NOTHING:
            return brought, gone
        known: list[Span] = []
        for client, ranges in deletions(change.data, at).items():
            for start, end in ranges:
                span = Span(client, start, end)
                known += [Span(client, a, b) for a, b, label in self.deleted.over(span) if label]
                gone += self.deleted.add(span, change.sequence)
        self._note(change.sequence, known, alone=not structs and not gone)
        if self.first is None and gone:
            self.first = Span(gone[0].client, gone[0].start, gone[0].start + 1)
        return brought, gone

    def _note(self, sequence: int, known: list[Span], *, alone: bool) -> None:
        """Keep deletions that were no news, unless the update lists all it ever heard of.

        Whoever answers a synchronisation sends everything deleted so far, the first of all too.
        So of two who deleted that first text at once, only one is known.
        """
        first = self.first
        if first is not None and (
            alone
            or not any(s.client == first.client and s.start <= first.start < s.end for s in known)
        ):
            self.repeated += [(span, sequence) for span in known]


Authors = Sequence[tuple[Who, int]] | Moments
"""By labels: who it was, and when."""


def attribute(
    state: bytes, written: Labels, authors: Authors, copied: Sequence[Copied] = ()
) -> list[Run]:
    """Tell who wrote each character of a state's text: runs in order that cover all of it.

    `authors` says, by the labels of what was `written`, who it was and when.
    """
    return told(labelled(state, written, copied), authors)


def labelled(
    state: bytes, written: Labels, copied: Sequence[Copied] = ()
) -> Iterator[tuple[int, int]]:
    """Give the labels of a state's text in order, each with for how many characters it holds."""
    origins = Origins(copied)

    def label(span: Span) -> Iterable[tuple[int, int]]:
        return [one for piece in origins.of(span) for one in written.pieces(piece)]

    numbers = layout(state, label if copied else written.pieces)
    runs = ((len(list(same)), which) for which, same in groupby(numbers))
    return in_characters(text_of(state), runs)


def in_characters(text: str, runs: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Give runs of a text in code points, of which the lengths are UTF-16 units."""
    units = b"" if text.isascii() else text.encode("utf-16-le")
    done = 0
    for length, which in runs:
        done += length
        yield _characters(units[2 * (done - length) : 2 * done]) if units else length, which


def told(labels: Iterable[tuple[int, int]], authors: Authors) -> list[Run]:
    """Say who wrote a text of which the labels are known."""
    runs: list[Run] = []
    start = 0
    for length, which in labels:
        member, at = authors[which]
        if runs and (runs[-1].member, runs[-1].at) == (member, at):
            runs[-1] = runs[-1]._replace(length=runs[-1].length + length)
        else:
            runs.append(Run(start, length, member, at))
        start += length
    return runs


def together(runs: Sequence[Run], *, within: int) -> list[Run]:
    """Join neighbouring runs of a member that lie within some µs; the latest time counts."""
    joined: list[Run] = []
    for run in runs:
        last = joined[-1] if joined else None
        if last and last.member == run.member and abs(last.at - run.at) <= within:
            joined[-1] = last._replace(length=last.length + run.length, at=max(last.at, run.at))
        else:
            joined.append(run)
    return joined


class Origins:
    """Where characters that came back were first written."""

    def __init__(self, copied: Sequence[Copied]) -> None:
        self._labels = Labels()
        self._copied = copied
        for index, one in enumerate(copied, 1):
            self._labels.add(one.copy, index)

    def of(self, span: Span) -> list[Span]:
        """Give the ids under which a span's characters were first written, in order."""
        if not self._copied:
            return [span]
        found: list[Span] = []
        for start, end, index in self._labels.over(span):
            if not index:
                found.append(Span(span.client, start, end))
                continue
            one = self._copied[index - 1]
            before = one.clock + start - one.copy.start
            found += self.of(Span(one.client, before, before + end - start))
        return found


Label = Callable[[Span], Iterable[tuple[int, int]]]
"""For a struct's clocks, how many units have which number (0 to 2³⁰), in order."""


def layout(
    state: bytes,
    label: Label,
    *,
    deleted: bool = False,
    known: tuple[list[Struct], int] | None = None,
) -> array[int]:
    """Give a number for each UTF-16 unit of a state's text; with what was `deleted`, if kept.

    `known` is what `read_structs` gave of it, if it was read before.
    """
    structs, end = known or read_structs(state)
    numbers = [list(label(_span(struct))) if struct.text else [] for struct in structs]
    tail = _NOTHING if deleted else state[end:]

    def laid_out(shift: int) -> array[int]:
        letters = lettered(state, structs, numbers, end, shift)
        return array("H", text_of(letters + tail).encode("utf-16-le"))

    low = laid_out(0)
    if max([which for pieces in numbers for _, which in pieces], default=0) <= LARGEST_LETTER:
        return low
    high = laid_out(_BITS)
    return array("I", (upper << _BITS | lower for lower, upper in zip(low, high, strict=True)))


def lettered(
    update: bytes,
    structs: Sequence[Struct],
    numbers: Sequence[Iterable[tuple[int, int]]],
    end: int,
    shift: int = 0,
) -> bytes:
    """Write the structs of an update, of which they end at `end`, with letters for their text.

    `numbers` are those of each struct's units: how many have which; a letter is the number itself
    from a bit on.
    """
    parts: list[bytes] = []
    done = 0
    for struct, pieces in zip(structs, numbers, strict=True):
        if struct.text:
            letters = "".join(
                [chr(which >> shift & LARGEST_LETTER) * length for length, which in pieces]
            )
            parts += update[done : struct.content], write_varbytes(letters.encode())
            done = struct.end
    parts.append(update[done:end])
    return b"".join(parts)


def text_of(state: bytes) -> str:
    """Give a state's text."""
    doc: pycrdt.Doc[pycrdt.Text] = pycrdt.Doc()
    doc.apply_update(state)
    return str(doc.get(ROOT, type=pycrdt.Text))


def _span(struct: Struct) -> Span:
    return Span(struct.client, struct.clock, struct.clock + struct.length)


def _characters(units: bytes) -> int:
    return len(units.decode("utf-16-le", "surrogatepass"))
