"""Answers from a document's log: who wrote what, what was done when, what the text was."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from uuid import UUID

from sala.collab.contract import (
    AttributionView,
    CauseView,
    GetAttribution,
    GetPastText,
    GetTimeline,
    HistoryForgotten,
    NoSuchUpdate,
    PastTextView,
    RunView,
    StretchView,
)
from sala.collab.domain.attribution import Change, Copied, Run, labelled, together, told
from sala.collab.domain.crediting import Credit, credit_of, told_on
from sala.collab.domain.files import Cause, Forgotten, Who
from sala.collab.domain.past import Past, authors
from sala.collab.domain.replica import text_made_by
from sala.collab.domain.segments import Segment, moment_of, past_of
from sala.collab.domain.timeline import PAUSE
from sala.collab.handlers.long_work import LongWork
from sala.collab.handlers.room import Room
from sala.collab.handlers.rooms import Rooms
from sala.collab.ports import DocumentLog, Options
from sala.kernel.access import Caller

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_PAGE = 10_000  # updates
_REMEMBERED = 16  # documents

Labelled = tuple[int, Iterable[tuple[int, int]], Sequence[tuple[Who, int]]]
"""As of which update; how many characters have which label; by label, who and when."""


@dataclass(slots=True)
class Known:
    """What was read of one document's log. Whoever holds `lock` may read on in it."""

    past: Past = field(default_factory=Past)
    credit: Credit | None = None
    """Who wrote the text when that was last asked for."""
    long: bool = False
    """Whether what came since is looked at elsewhere."""
    causes: Mapping[int, Cause] = field(default_factory=dict)
    """What brought updates from disk, as far as was known when they were learnt."""
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)


class History:
    """The handlers of questions about a document's past. Reads what is new of its log only."""

    def __init__(self, rooms: Rooms, log: DocumentLog, work: LongWork, options: Options) -> None:
        self._rooms = rooms
        self._log = log
        self._work = work
        self._days = options.history_days
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

    async def everything(self, room: Room, known: Known) -> tuple[Segment | None, list[Change]]:
        """Read what was folded of a document and all that came since; learn it too."""
        segment, changes = await self._stored(room, known)
        if segment and known.past.sequence < segment.sequence:
            known.past = await asyncio.to_thread(past_of, segment)
        await asyncio.to_thread(known.past.learn, changes)
        return segment, changes

    async def _stored(self, room: Room, known: Known) -> tuple[Segment | None, list[Change]]:
        """Read what was folded of a document and all that came since."""
        await self._begin(room.number, known)
        while True:
            segment = await self._log.segment(room.number)
            after = segment.sequence if segment else 0
            changes = await self._changes(room.number, after, known)
            if after + len(changes) >= room.sequence:
                return segment, changes  # or else more was folded meanwhile

    async def _changes(self, number: int, after: int, known: Known) -> list[Change]:
        """Read the updates that follow one without a gap: none if the next was folded."""
        found: list[Change] = []
        causes = known.causes
        while True:
            page = await self._log.history(number, after=after, limit=_PAGE)
            if not page or page[0].sequence != after + 1:
                return found
            found += [
                Change(one.sequence, one.member, one.at, one.data, causes.get(one.sequence))
                for one in page
            ]
            after = page[-1].sequence

    async def _begin(self, number: int, known: Known) -> None:
        """Read what brought updates, and let go of what was learnt and is not so any more.

        What brought an update is kept a moment after it, and what is old is forgotten.
        """
        causes = await self._log.causes(number)
        late = min(causes.keys() - known.causes.keys(), default=1 << 63)
        forgotten = await self._log.forgotten(number)
        if late <= known.past.sequence or known.past.forgotten < forgotten:
            known.past = Past()
        if known.credit and (late <= known.credit.sequence or known.credit.forgotten < forgotten):
            known.credit = None
        known.causes = causes

    async def attribution(self, query: GetAttribution, caller: Caller) -> AttributionView:
        """Tell who wrote the text as it is now."""
        del caller
        room = (await self._rooms.open(query.workspace, query.path)).room
        known = self.known(room.document)
        async with known.lock:
            sequence, labels, by = await self._labelled(room, known)
        runs = await asyncio.to_thread(told, self._work.resting(labels), by)
        return await asyncio.to_thread(_shown, sequence, runs, self._work)

    async def _labelled(self, room: Room, known: Known) -> Labelled:
        """Tell who wrote the text: what was known before is told on, or all is laid out."""
        credit = await self._told_on(room, known)
        if credit is not None:
            known.credit = credit
            return credit.sequence, credit.runs, credit.authors()
        while True:
            sequence, state = room.sequence, room.replica.encode()
            segment, changes = await self._stored(room, known)
            after = segment.sequence if segment else 0
            if after <= sequence:
                break  # or else more was folded meanwhile
        copied = await self._copied(room)
        if segment is not None and self._work.is_long(segment):
            since = changes[: sequence - after]
            labels, stretches = await self._work.labels(state, segment, since, copied)
            return sequence, labels, authors(stretches, segment.forgotten)
        await self._read_on(room, known)
        labels = await asyncio.to_thread(list, labelled(state, known.past.written, copied))
        return sequence, labels, known.past.authors()

    async def _told_on(self, room: Room, known: Known) -> Credit | None:
        """Tell from what was known, and what came since; None where that does not do."""
        while True:
            if room.replica.stuck or room.replica.skipped:
                return None
            await self._begin(room.number, known)
            if known.credit is None or known.long:
                segment = await self._log.segment(room.number)
                known.long = segment is not None and self._work.is_long(segment)
                known.credit = await asyncio.to_thread(credit_of, segment)
            before, causes = known.credit, known.causes
            sequence, state = room.sequence, room.replica.encode()
            count = sequence - before.sequence
            if not count:
                return before
            if known.long:
                return None
            changes = await self._changes(room.number, before.sequence, known)
            if not 0 < count <= len(changes):
                known.credit = None  # more was folded meanwhile
                continue
            copied = await self._copied(room)
            if copied:
                await self._read_on(room, known)
            if known.credit is before and known.causes == causes:
                break
        written = known.past.written if copied else None
        return await asyncio.to_thread(told_on, before, changes[:count], state, copied, written)

    async def _copied(self, room: Room) -> list[Copied]:
        return [one for taking in await self._log.takings(room.number) for one in taking.copied]

    async def timeline(self, query: GetTimeline, caller: Caller) -> list[StretchView]:
        """List what was done, from the oldest."""
        del caller
        room = (await self._rooms.open(query.workspace, query.path)).room
        known = self.known(room.document)
        async with known.lock:
            await self._read_on(room, known)
            later = [one for one in known.past.stretches if one.last > query.after]
            causes, forgotten = known.causes, known.past.forgotten
        return [
            StretchView(
                first=one.first,
                last=one.last,
                member=one.member,
                begun=moment(one.begun),
                ended=moment(one.ended),
                added=one.added,
                removed=one.removed,
                causes=[
                    _caused(cause)
                    for sequence, cause in sorted(causes.items())
                    if one.first <= sequence <= one.last
                ],
                forgotten=one.last <= forgotten,
            )
            for one in later[: query.limit]
        ]

    async def past(self, query: GetPastText, caller: Caller) -> PastTextView:
        """Give the text as of an update."""
        del caller
        room = (await self._rooms.open(query.workspace, query.path)).room
        text = await self.text_at(room, query.sequence)
        _, at = await self.moment_of(room, query.sequence)
        return PastTextView(sequence=query.sequence, at=moment(at), text=text)

    async def text_at(self, room: Room, sequence: int) -> str:
        """Rebuild a past text. Raises NoSuchUpdate, HistoryForgotten."""
        if sequence > room.sequence:
            raise NoSuchUpdate(f"“{room.path}” has had {room.sequence} updates.")
        await self.refuse_forgotten(room, sequence)
        segment = await self._log.segment(room.number)
        if segment is not None and sequence < segment.sequence and self._work.is_long(segment):
            return await self._work.past_text(segment, sequence)
        return await asyncio.to_thread(
            text_made_by, await self._log.state_at(room.number, sequence)
        )

    async def forgotten(self, room: Room) -> int:
        """Give the last update of which nothing is known any more; 0 for none."""
        return await self._log.forgotten(room.number)

    async def refuse_forgotten(self, room: Room, sequence: int) -> None:
        """Raise HistoryForgotten for an update before the past that is kept."""
        if sequence < await self.forgotten(room):
            kept = f" The setting history_days keeps {self._days} days." if self._days else ""
            raise HistoryForgotten(
                f"What “{room.path}” was at update {sequence} is older than the history that this"
                f" Sala keeps, and is forgotten.{kept}"
            )

    async def moment_of(self, room: Room, sequence: int) -> tuple[UUID | None, int]:
        """Tell who made an update that there is, and when, in µs."""
        for written in await self._log.history(room.number, after=sequence - 1, limit=1):
            if written.sequence == sequence:
                return written.member, written.at
        segment = await self._log.segment(room.number)
        if segment is None or segment.sequence < sequence:
            msg = f"update {sequence} of document {room.number} is neither in the log nor folded"
            raise LookupError(msg)
        return await asyncio.to_thread(moment_of, segment, sequence)

    async def _read_on(self, room: Room, known: Known) -> None:
        """Learn all there is up to now, from what was folded where the log has it no more."""
        wanted = room.sequence
        await self._begin(room.number, known)
        while known.past.sequence < wanted:
            fresh = await self._changes(room.number, known.past.sequence, known)
            await asyncio.to_thread(known.past.learn, fresh)
            if not fresh:
                await self.everything(room, known)


def moment(microseconds: int) -> datetime:
    """Give a time of the log as a date in UTC."""
    return _EPOCH + timedelta(microseconds=microseconds)


def microseconds(moment: datetime) -> int:
    """Give a date as a time of the log."""
    return (moment - _EPOCH) // timedelta(microseconds=1)


def _caused(cause: Cause) -> CauseView:
    return CauseView(program=cause.program, member=cause.member)


def _shown(sequence: int, runs: list[Run], work: LongWork) -> AttributionView:
    runs = together(runs, within=PAUSE)
    return AttributionView(
        sequence=sequence,
        length=sum(run.length for run in runs),
        runs=[
            RunView(
                start=run.start,
                length=run.length,
                member=run.member if isinstance(run.member, UUID) else None,
                at=moment(run.at),
                cause=_caused(run.member) if isinstance(run.member, Cause) else None,
                forgotten=run.member is Forgotten.OLD,
            )
            for run in work.resting(runs)
        ],
    )
