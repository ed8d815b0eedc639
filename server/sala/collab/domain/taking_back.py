"""Taking back what one member did in a span of time, and nothing that anybody else did.

What the member wrote goes, unless it is gone already. What the member alone deleted comes back at
its place, under new ids: of those it is remembered which characters they were before, so that they
keep their author, and come back once only. Taking back is an edit like others, and can itself be
taken back.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import NamedTuple
from uuid import UUID

from sala.collab.domain.attribution import Copied, Origins, Record, layout, text_of
from sala.collab.domain.ids import Labels, Ranges, Span, joined, overlaid
from sala.collab.domain.merging import Edit
from sala.collab.domain.moments import Moments
from sala.collab.domain.offsets import utf16_length
from sala.collab.domain.structs import read_structs
from sala.collab.domain.updates import deletions

Unit = tuple[int, int]
"""A client and a clock: one UTF-16 code unit of the text."""

_STAYS, _GONE, _OTHERS = 0, 1, 2
"""Numbers of text that nothing happens to: it is there, or is not; others are those of pieces."""

_DEAD, _WROTE, _TOOK, _ALSO = 1, 2, 4, 8
"""Signs of text: it is gone, the act wrote it, or deleted it, or somebody else deleted it too."""


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

    def sequences(self, moments: Moments) -> list[tuple[int, int]]:
        """Give the updates that belong to it: of each row of them first, and one after the last."""
        if self.only is not None:
            return [(self.only, self.only + 1)]
        begun = 2 if self.member is None else 1
        found: list[tuple[int, int]] = []
        for first, stop in moments.of(self.member):
            for sequence in range(max(first, begun), stop):
                if self.since <= moments.times[sequence] <= self.until:
                    if found and found[-1][1] == sequence:
                        found[-1] = (found[-1][0], sequence + 1)
                    else:
                        found.append((sequence, sequence + 1))
        return found


class _Piece(NamedTuple):
    """Neighbouring characters, of one struct, that go or come back."""

    span: Span
    root: Span
    goes: bool


def plan(kept: bytes, record: Record, takings: Sequence[Taking], act: Act) -> Plan:
    """Find the edits that take an act back; `kept` is the state with all deleted text in it."""
    structs, end = read_structs(kept)
    units = text_of(kept[:end] + b"\x00").encode("utf-16-le")
    copies = _Copies(takings)
    pieces = _Pieces(_signs(deletions(kept, end), record, act), copies.origins)
    numbers = layout(kept, pieces.number, deleted=True, known=(structs, end))
    back = pieces.back
    hunks: list[_Hunk] = []
    removed: list[Span] = []
    place = at = 0
    for number, same in groupby(numbers):
        length = len(list(same))
        letters = units[2 * at : 2 * (at + length)]
        at += length
        if number == _GONE:
            continue
        if number == _STAYS:
            place += _characters(letters)
            continue
        span, root, goes = pieces.found[number - _OTHERS]
        if goes:
            characters = _characters(letters)
            _hunk(hunks, place).end += characters
            place += characters
            removed.append(span)
        elif not copies.any:
            _hunk(hunks, place).restore(span, letters)
        else:
            for index, (unit, first) in enumerate(zip(_units(span), _units(root), strict=True)):
                if first not in back and not copies.stand(unit):
                    back.add(first)
                    one = Span(span.client, unit[1], unit[1] + 1)
                    _hunk(hunks, place).restore(one, letters[2 * index : 2 * index + 2])
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

    def restore(self, span: Span, letters: bytes) -> None:
        """Bring units back after those that came back before them."""
        self.units += letters
        last = self.before[-1] if self.before else None
        if last and (last.client, last.end) == (span.client, span.start):
            self.before[-1] = last._replace(end=span.end)
        else:
            self.before.append(span)


def _hunk(hunks: list[_Hunk], place: int) -> _Hunk:
    """Give the edit that reaches up to a place of the present text."""
    if not hunks or hunks[-1].end != place:
        hunks.append(_Hunk(place))
    return hunks[-1]


class _Copies:
    """What earlier takings back brought back, and whether that was itself taken back since."""

    def __init__(self, takings: Sequence[Taking]) -> None:
        copied = [one for taking in takings for one in taking.copied]
        self.any = bool(copied)
        self.origins = Origins(copied)
        self._copies: dict[Unit, list[Unit]] = {}
        for one in copied:
            for index, copy in enumerate(_units(one.copy)):
                self._copies.setdefault((one.client, one.clock + index), []).append(copy)
        self._void = {
            unit for taking in takings for span in taking.removed for unit in _units(span)
        }

    def stand(self, unit: Unit) -> bool:
        """Tell whether a character came back, by a taking back that still holds."""
        return any(
            copy not in self._void or self.stand(copy) for copy in self._copies.get(unit, ())
        )


class _Pieces:
    """Numbers for all text there ever was, and what is meant by those from `_OTHERS` on."""

    def __init__(self, signs: Labels, origins: Origins) -> None:
        self._signs = signs
        self._origins = origins
        self.found: list[_Piece] = []
        self.back: set[Unit] = set()
        """The ids that characters which came back, and are there, had at first."""

    def number(self, span: Span) -> list[tuple[int, int]]:
        """Cut a struct's clocks: length and number of each piece."""
        numbers: list[tuple[int, int]] = []
        at = span.start
        for root in self._origins.of(span):
            here = Span(span.client, at, at + root.end - root.start)
            at = here.end
            if root == here:
                for start, end, signs in self._signs.over(here):
                    piece = Span(here.client, start, end)
                    numbers.append((end - start, self._number(piece, piece, signs)))
                continue
            moved = here.start - root.start
            for start, end, theirs in self._signs.over(root):
                copy = Span(here.client, start + moved, end + moved)
                for first, last, signs in self._signs.over(copy):
                    piece = Span(here.client, first, last)
                    before = Span(root.client, first - moved, last - moved)
                    if not signs & _DEAD:
                        self.back.update(_units(before))
                    number = self._number(piece, before, signs | theirs & _WROTE)
                    numbers.append((last - first, number))
        return numbers

    def _number(self, span: Span, root: Span, signs: int) -> int:
        if signs & _DEAD:
            if signs & (_WROTE | _TOOK | _ALSO) != _TOOK:
                return _GONE
        elif not signs & _WROTE:
            return _STAYS
        self.found.append(_Piece(span, root, goes=not signs & _DEAD))
        return _OTHERS + len(self.found) - 1


def _signs(gone: Ranges, record: Record, act: Act) -> Labels:
    """Say of all clocks at once what an act did to them, and what became of them."""
    sequences = act.sequences(record.members)
    also: Ranges = {}
    for span, sequence in record.repeated:
        if record.members[sequence][0] != act.member:
            also.setdefault(span.client, []).append((span.start, span.end))
    kinds = {
        _DEAD: gone,
        _WROTE: record.written.among(sequences),
        _TOOK: record.deleted.among(sequences),
        _ALSO: {client: joined(ranges) for client, ranges in also.items()},
    }
    return Labels(overlaid(kinds))


def _characters(units: bytes) -> int:
    return len(units.decode("utf-16-le", "replace"))


def _units(span: Span) -> list[Unit]:
    return [(span.client, clock) for clock in range(span.start, span.end)]
