"""A whole state in parts that build on one another, so that reading it in can stop between two.

A parser reads an update in one go, however long it is. What was there after an earlier update of
the log needs nothing that came later: so a state is cut where its clients were at some earlier
times, always between two structs, and each part is bytes of it with a new head.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

import pycrdt

from sala.collab.domain.ids import Labels
from sala.collab.domain.messages import EMPTY_UPDATE
from sala.collab.domain.structs import Struct, read_structs
from sala.collab.domain.varints import write_varuint

_NOTHING = b"\x00"


class Slice(NamedTuple):
    """Structs of one client that follow one another: so many, from a clock on; where they lie."""

    client: int
    clock: int
    many: int
    start: int
    end: int


class Parts(NamedTuple):
    """Where the parts of a state lie in it, and its deletions, which belong to the last one.

    `vector` is the state vector of the whole.
    """

    parts: list[list[Slice]]
    deletions: int
    vector: bytes


class Rest(NamedTuple):
    """A document at rest: a state in parts, and what came later as one update, if anything did."""

    state: bytes
    parts: Parts
    later: bytes = EMPTY_UPDATE

    def updates(self) -> Iterator[bytes]:
        """Give updates that make the document, none of them long, in order."""
        yield from updates_of(self.state, self.parts)
        if self.later != EMPTY_UPDATE:
            yield self.later

    def made(self) -> Iterator[pycrdt.Doc[pycrdt.Text]]:
        """Make a live copy: give it after each part, and at last whole."""
        doc: pycrdt.Doc[pycrdt.Text] = pycrdt.Doc()
        for update in self.updates():
            doc.apply_update(update)
            yield doc

    def followed(self, doc: pycrdt.Doc[pycrdt.Text]) -> Rest:
        """Keep of a live copy what came after the parts."""
        return self._replace(later=doc.get_update(self.parts.vector))


def clocks_at(written: Labels, sequences: Sequence[int]) -> list[dict[int, int]]:
    """Give how many clocks of each client were written without a gap by some updates, in order."""
    found: list[dict[int, int]] = [{} for _ in sequences]
    passed: dict[int, int] = {}
    ends: dict[int, int] = {}
    for client, start, end, label, step in written.stairs():
        index = passed.get(client, 0)
        highest = label + max(0, step * (end - start - 1))
        while index < len(sequences) and sequences[index] < highest:
            found[index][client] = start + max(0, sequences[index] - label + 1)
            index += 1
        passed[client] = index
        ends[client] = end
    for client, index in passed.items():
        for later in found[index:]:
            later[client] = ends[client]
    return found


def cut_in_parts(state: bytes, vectors: Sequence[Mapping[int, int]]) -> Parts:
    """Cut a whole state where its clients were at earlier times, the earliest first."""
    structs, deletions = read_structs(state)
    left: dict[int, list[Struct]] = {}
    for struct in reversed(structs):
        left.setdefault(struct.client, []).append(struct)
    parts: list[list[Slice]] = []
    for vector in [*vectors, None]:
        part: list[Slice] = []
        for client, theirs in left.items():
            upper = None if vector is None else vector.get(client, 0)
            taken: list[Struct] = []
            while theirs and (upper is None or theirs[-1].clock < upper):
                taken.append(theirs.pop())
            if taken:
                first, last = taken[0], taken[-1]
                part.append(Slice(client, first.clock, len(taken), first.start, last.end))
        if part:
            parts.append(part)
    return Parts(parts, deletions, pycrdt.get_state(state))


def updates_of(state: bytes, parts: Parts) -> Iterator[bytes]:
    """Give the parts of a state as updates; without any part, what it deletes."""
    last = len(parts.parts) - 1
    for index, part in enumerate(parts.parts):
        out = [write_varuint(len(part))]
        for client, clock, many, start, end in part:
            out += [write_varuint(many), write_varuint(client), write_varuint(clock)]
            out.append(state[start:end])
        out.append(state[parts.deletions :] if index == last else _NOTHING)
        yield b"".join(out)


def make_the_same(state: bytes, parts: Parts) -> bool:
    """Tell whether the parts make what the whole makes, one after the other."""
    whole: pycrdt.Doc[pycrdt.Text] = pycrdt.Doc()
    whole.apply_update(state)
    again: pycrdt.Doc[pycrdt.Text] = pycrdt.Doc()
    for update in updates_of(state, parts):
        again.apply_update(update)
    return again.get_update() == whole.get_update()
