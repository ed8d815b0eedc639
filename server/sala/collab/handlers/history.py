"""Answers from a document's log: who wrote what, what was done when, what the text was."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from uuid import UUID

from sala.collab.contract import (
    AttributionView,
    GetAttribution,
    GetPastText,
    GetTimeline,
    NoSuchUpdate,
    PastTextView,
    RunView,
    StretchView,
)
from sala.collab.domain.attribution import Change, Record, attribute, together
from sala.collab.domain.ids import Labels
from sala.collab.domain.replica import Replica
from sala.collab.domain.timeline import PAUSE, Stretch, grow
from sala.collab.handlers.room import Room
from sala.collab.handlers.rooms import Rooms
from sala.collab.ports import DocumentLog
from sala.kernel.access import Caller

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_PAGE = 10_000  # updates
_REMEMBERED = 16  # documents


@dataclass(slots=True)
class Known:
    """What was read of one document's log. Whoever holds `lock` may read on in it."""

    record: Record = field(default_factory=Record)
    stretches: list[Stretch] = field(default_factory=list)
    written: Labels = field(default_factory=Labels)
    """In which stretch, counted from 1, what was written."""
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)

    def learn(self, changes: Sequence[Change]) -> None:
        """Take in what is new of the log."""
        for change in changes:
            if change.sequence >= len(self.record.members):
                brought, gone = self.record.add(change)
                grow(self.stretches, change, brought, gone)
                for span in brought:
                    self.written.add(span, len(self.stretches))

    def authors(self) -> list[tuple[UUID | None, int]]:
        """Give member and time of every stretch; nobody before the first."""
        return [(None, 0), *((one.member, one.ended) for one in self.stretches)]


class History:
    """The handlers of questions about a document's past. Reads what is new of its log only."""

    def __init__(self, rooms: Rooms, log: DocumentLog) -> None:
        self._rooms = rooms
        self._log = log
        self._known: dict[UUID, Known] = {}

    def known(self, document: UUID) -> Known:
        """Give what was read of a document's log; of those asked for longest ago, none is kept."""
        known = self._known[document] = (
            self._known.pop(document) if document in self._known else Known()
        )
        for other in list(self._known)[:-_REMEMBERED]:
            if not self._known[other].lock.locked():
                del self._known[other]
        return known

    async def changes(self, number: int, *, after: int = 0) -> list[Change]:
        """Read a document's updates after one of them."""
        found: list[Change] = []
        while True:
            page = await self._log.history(number, after=after, limit=_PAGE)
            found += [Change(one.sequence, one.member, one.at, one.data) for one in page]
            if len(page) < _PAGE:
                return found
            after = page[-1].sequence

    async def attribution(self, query: GetAttribution, caller: Caller) -> AttributionView:
        """Tell who wrote the text as it is now."""
        del caller
        room = (await self._rooms.open(query.workspace, query.path)).room
        known = self.known(room.document)
        async with known.lock:
            sequence, state = room.sequence, room.replica.encode()
            await self._read_on(room, known)
            copied = [
                one for taking in await self._log.takings(room.number) for one in taking.copied
            ]
            runs = await asyncio.to_thread(attribute, state, known.written, known.authors(), copied)
        runs = together(runs, within=PAUSE)
        return AttributionView(
            sequence=sequence,
            length=sum(run.length for run in runs),
            runs=[
                RunView(start=run.start, length=run.length, member=run.member, at=moment(run.at))
                for run in runs
            ],
        )

    async def timeline(self, query: GetTimeline, caller: Caller) -> list[StretchView]:
        """List what was done, from the oldest."""
        del caller
        room = (await self._rooms.open(query.workspace, query.path)).room
        known = self.known(room.document)
        async with known.lock:
            await self._read_on(room, known)
            later = [one for one in known.stretches if one.last > query.after]
        return [
            StretchView(
                first=one.first,
                last=one.last,
                member=one.member,
                begun=moment(one.begun),
                ended=moment(one.ended),
                added=one.added,
                removed=one.removed,
            )
            for one in later[: query.limit]
        ]

    async def past(self, query: GetPastText, caller: Caller) -> PastTextView:
        """Give the text as of an update."""
        del caller
        room = (await self._rooms.open(query.workspace, query.path)).room
        text = await self.text_at(room, query.sequence)
        [written] = await self._log.history(room.number, after=query.sequence - 1, limit=1)
        return PastTextView(sequence=query.sequence, at=moment(written.at), text=text)

    async def text_at(self, room: Room, sequence: int) -> str:
        """Rebuild a past text. Raises NoSuchUpdate."""
        if sequence > room.sequence:
            raise NoSuchUpdate(f"“{room.path}” has had {room.sequence} updates.")
        return await asyncio.to_thread(_text, await self._log.state_at(room.number, sequence))

    async def _read_on(self, room: Room, known: Known) -> None:
        fresh = await self.changes(room.number, after=len(known.record.members) - 1)
        await asyncio.to_thread(known.learn, fresh)


def moment(microseconds: int) -> datetime:
    """Give a time of the log as a date in UTC."""
    return _EPOCH + timedelta(microseconds=microseconds)


def microseconds(moment: datetime) -> int:
    """Give a date as a time of the log."""
    return (moment - _EPOCH) // timedelta(microseconds=1)


def _text(parts: list[bytes]) -> str:
    replica = Replica()
    replica.add(parts)
    return replica.text()
