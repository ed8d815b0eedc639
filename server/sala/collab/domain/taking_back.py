"""Taking back what one member did in a span of time, and nothing that anybody else did.

What the member wrote goes, unless it is gone already. What the member alone deleted comes back at
its place, under new ids: of those it is remembered which characters they were before, so that they
keep their author, and come back once only. Taking back is an edit like others, and can itself be
taken back.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple
from uuid import UUID

from sala.collab.domain.attribution import Copied, Origins, Record, layout, text_of
from sala.collab.domain.ids import Labels, Span
from sala.collab.domain.merging import Edit
from sala.collab.domain.offsets import utf16_length
from sala.collab.domain.structs import read_structs
from sala.collab.domain.updates import deletions

Unit = tuple[int, int]
"""A client and a clock: one UTF-16 code unit of the text."""


class Taking(NamedTuple):
    """What a taking back left behind: characters that came back, and those that went."""

    copied: Sequence[Copied] = ()
    removed: Sequence[Span] = ()


class Plan(NamedTuple):
    """Edits of the present text, in order; for each what its text was before; and what goes."""

    edits: list[Edit]
    before: list[list[Span]]
    removed: list[Span]

    def under(self, client: int) -> Taking:
        """Say what becomes of it when the edits are made, last first, under a new client id."""
        copied: list[Copied] = []
        clock = 0
        for edit, spans in zip(reversed(self.edits), reversed(self.before), strict=True):
            for span in spans:
                length = span.end - span.start
                copied.append(Copied(Span(client, clock, clock + length), span.client, span.start))
                clock += length
            if sum(span.end - span.start for span in spans) != utf16_length(edit.text):
                msg = "what came back is not as long as what it was"
                raise ValueError(msg)
        return Taking(copied, self.removed)


class Act(NamedTuple):
    """What one member, or no member, did from `since` to `until`, in µs; both belong to it.

    `only` names a single update. The text a document began with is nobody's act.
    """

    member: UUID | None
    since: int
    until: int
    only: int | None = None

    def has(self, sequence: int, member: UUID | None, at: int) -> bool:
        """Tell whether an update belongs to it."""
        if self.only is not None:
            return sequence == self.only
        begun = 1 if member is None else 0
        return sequence > begun and member == self.member and self.since <= at <= self.until


class _Piece(NamedTuple):
    """Neighbouring characters of all that were ever typed, for which the same is true."""

    span: Span
    root: Span
    gone: bool
    wrote: bool
    deleted: bool


def plan(kept: bytes, record: Record, takings: Sequence[Taking], act: Act) -> Plan:
    """Find the edits that take an act back; `kept` is the state with all deleted text in it."""
    _, end = read_structs(kept)
    units = text_of(kept[:end] + b"\x00").encode("utf-16-le")
    returns = _Returns(takings)
    pieces = list(_pieces(kept, record, returns.origins, act))
    back = {
        unit
        for piece in pieces
        if not piece.gone and piece.span != piece.root
        for unit in _units(piece.root)
    }
    hunks: list[_Hunk] = []
    removed: list[Span] = []
    place = at = 0
    for piece in pieces:
        letters = units[2 * at : 2 * (at + piece.span.end - piece.span.start)]
        at += piece.span.end - piece.span.start
        if piece.gone:
            if piece.deleted and not piece.wrote:
                for index, (unit, root) in enumerate(
                    zip(_units(piece.span), _units(piece.root), strict=True)
                ):
                    if root not in back and not returns.stands(unit):
                        back.add(root)
                        _hunk(hunks, place).restore(unit, letters[2 * index : 2 * index + 2])
            continue
        length = len(letters.decode("utf-16-le", "replace"))
        if piece.wrote:
            _hunk(hunks, place).end += length
            removed.append(piece.span)
        place += length
    return Plan(
        [Edit(hunk.start, hunk.end, hunk.units.decode("utf-16-le", "replace")) for hunk in hunks],
        [hunk.before for hunk in hunks],
        removed,
    )


class _Hunk:
    """One edit in the making."""

    def __init__(self, place: int) -> None:
        self.start = self.end = place
        self.units = bytearray()
        self.before: list[Span] = []

    def restore(self, unit: Unit, letter: bytes) -> None:
        """Bring one unit back after those that came back before it."""
        client, clock = unit
        self.units += letter
        last = self.before[-1] if self.before else None
        if last and (last.client, last.end) == unit:
            self.before[-1] = last._replace(end=clock + 1)
        else:
            self.before.append(Span(client, clock, clock + 1))


def _hunk(hunks: list[_Hunk], place: int) -> _Hunk:
    """Give the edit that reaches up to a place of the present text."""
    if not hunks or hunks[-1].end != place:
        hunks.append(_Hunk(place))
    return hunks[-1]


class _Returns:
    """What earlier takings back brought back, and whether that was itself taken back since."""

    def __init__(self, takings: Sequence[Taking]) -> None:
        copied = [one for taking in takings for one in taking.copied]
        self.origins = Origins(copied)
        self._copies: dict[Unit, list[Unit]] = {}
        for one in copied:
            for index, copy in enumerate(_units(one.copy)):
                self._copies.setdefault((one.client, one.clock + index), []).append(copy)
        self._void = {
            unit for taking in takings for span in taking.removed for unit in _units(span)
        }

    def stands(self, unit: Unit) -> bool:
        """Tell whether a character came back, by a taking back that still holds."""
        return any(
            copy not in self._void or self.stands(copy) for copy in self._copies.get(unit, ())
        )


def _pieces(kept: bytes, record: Record, origins: Origins, act: Act) -> Iterator[_Piece]:
    _, end = read_structs(kept)
    gone = Labels()
    for client, ranges in deletions(kept, end).items():
        for start, stop in ranges:
            gone.add(Span(client, start, stop), 1)
    others = Labels()
    for span, sequence in record.repeated:
        if record.members[sequence][0] != act.member:
            others.add(span, 1)

    def acted(sequence: int) -> bool:
        return act.has(sequence, *record.members[sequence])

    for span in _in_order(kept):
        at = span.start
        for root in origins.of(span):
            moved = at - root.start
            at += root.end - root.start
            for first, (by,) in _cut(root, record.written):
                here = Span(span.client, first.start + moved, first.end + moved)
                for piece, (copier, dead, deleter, also) in _cut(
                    here, record.written, gone, record.deleted, others
                ):
                    yield _Piece(
                        piece,
                        Span(root.client, piece.start - moved, piece.end - moved),
                        gone=dead > 0,
                        wrote=acted(by) or acted(copier),
                        deleted=acted(deleter) and not also,
                    )


def _cut(span: Span, *kinds: Labels) -> Iterator[tuple[Span, tuple[int, ...]]]:
    """Cut a span where any label changes."""
    first, *others = kinds
    for start, end, label in first.over(span):
        piece = Span(span.client, start, end)
        if others:
            for smaller, labels in _cut(piece, *others):
                yield smaller, (label, *labels)
        else:
            yield piece, (label,)


def _in_order(kept: bytes) -> Iterator[Span]:
    """Give the ids of all text that was ever typed, in the order it has in the document."""
    structs: list[Span] = []

    def number(span: Span) -> list[tuple[int, int]]:
        structs.append(span)
        return [(span.end - span.start, len(structs) - 1)]

    used: dict[int, int] = {}
    for index, same in groupby(layout(kept, number, deleted=True)):
        client, start, _ = structs[index]
        begun = used.get(index, 0)
        used[index] = begun + sum(1 for _ in same)
        yield Span(client, start + begun, start + used[index])


def _units(span: Span) -> list[Unit]:
    return [(span.client, clock) for clock in range(span.start, span.end)]
