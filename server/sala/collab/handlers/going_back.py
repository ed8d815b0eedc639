"""Going back in a document: to an earlier text, or without what one member did."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from secrets import randbits
from typing import NamedTuple

import structlog

from sala.collab.contract import (
    ChangedView,
    DocumentNotFound,
    EditView,
    NoSuchUpdate,
    NotEditable,
    PastNotReadable,
    PreviewTakingBack,
    RestoreVersion,
    TakeBack,
    TakeBackUpdates,
)
from sala.collab.domain.attribution import text_of
from sala.collab.domain.forking import edited
from sala.collab.domain.merging import Edit, edits_between
from sala.collab.domain.messages import EMPTY_UPDATE
from sala.collab.domain.replica import Unusable, kept
from sala.collab.domain.segments import unpacked_state
from sala.collab.domain.taking_back import Act, Plan, plan
from sala.collab.handlers.asking import Asking
from sala.collab.handlers.history import History, Known, microseconds
from sala.collab.handlers.room import Room
from sala.collab.handlers.rooms import Rooms
from sala.collab.ports import DocumentLog
from sala.kernel.access import Caller
from sala.kernel.refusals import Unavailable

_SEARCHED = 1_000  # updates among which one's own is found again

logger = structlog.get_logger("sala.collab")


class _Now(NamedTuple):
    """A document as of its last update; the state has all deleted text in it."""

    sequence: int
    state: bytes
    text: str


class GoingBack:
    """The handlers that make an edit of the past; one at a time in a document."""

    def __init__(self, rooms: Rooms, log: DocumentLog, history: History) -> None:
        self._rooms = rooms
        self._log = log
        self._history = history

    async def restore(self, command: RestoreVersion, caller: Caller) -> ChangedView:
        """Make the text what it was, in one edit of the caller's."""
        room = (await self._rooms.open(command.workspace, command.path)).room
        async with self._history.known(room.document).lock:
            past = await self._history.text_at(room, command.sequence)
            sequence, text, state = room.sequence, room.replica.text(), room.replica.encode()
            edits = await asyncio.to_thread(edits_between, text, past)
            if not edits:
                return changed(room, sequence, text, edits)
            client = randbits(32)
            update = await asyncio.to_thread(_edited, state, edits, client)
            made = await self.insert(room, client, update, caller)
        return changed(room, sequence, text, edits, made)

    async def preview(self, query: PreviewTakingBack, caller: Caller) -> list[ChangedView]:
        """Tell what taking back would change."""
        del caller
        views: list[ChangedView] = []
        for room in await self._rooms_of(query):
            known = self._history.known(room.document)
            with _left_out(query, room):
                async with known.lock:
                    now, planned = await self._plan(room, known, _act(query))
                if planned.edits:
                    views.append(changed(room, now.sequence, now.text, planned.edits))
        return views

    async def take_back(self, command: TakeBack, caller: Caller) -> list[ChangedView]:
        """Take back what a member did, in one edit of the caller's a document."""
        act = _act(command)
        done: list[ChangedView | None] = []
        for room in await self._rooms_of(command):
            with _left_out(command, room):
                done.append(await self._take(room, act, caller))
        return [view for view in done if view is not None]

    async def take_back_updates(
        self, command: TakeBackUpdates, caller: Caller
    ) -> list[ChangedView]:
        """Take single updates back, in one edit of the caller's a document."""
        done: list[ChangedView | None] = []
        for one in command.updates:
            room = (await self._rooms.open(command.workspace, one.path)).room
            if one.made > room.sequence:
                raise NoSuchUpdate(f"“{room.path}” has had {room.sequence} updates.")
            await self._history.refuse_forgotten(room, one.made - 1)
            member, at = await self._history.moment_of(room, one.made)
            done.append(await self._take(room, Act(member, at, at, one.made), caller))
        return [view for view in done if view is not None]

    async def _take(self, room: Room, act: Act, caller: Caller) -> ChangedView | None:
        known = self._history.known(room.document)
        async with known.lock:
            now, planned = await self._plan(room, known, act)
            if not planned.edits:
                return None
            client = randbits(32)
            update = await asyncio.to_thread(_edited, now.state, planned.edits, client)
            await self._log.keep_taking(room.number, client, planned.under(client))
            made = await self.insert(room, client, update, caller)
        return changed(room, now.sequence, now.text, planned.edits, made)

    async def _rooms_of(self, message: PreviewTakingBack | TakeBack) -> list[Room]:
        if message.path is not None:
            return [(await self._rooms.open(message.workspace, message.path)).room]
        await self._rooms.presence(message.workspace)  # or its refusal
        rooms: list[Room] = []
        for path in await self._log.written_by(
            message.workspace,
            message.member,
            since=microseconds(message.since),
            until=microseconds(message.until),
        ):
            try:
                rooms.append((await self._rooms.open(message.workspace, path)).room)
            except (DocumentNotFound, NotEditable) as refusal:  # its file is gone, or no text now
                logger.info("nothing is taken back here", path=path, code=refusal.code)
        return rooms

    async def _plan(self, room: Room, known: Known, act: Act) -> tuple[_Now, Plan]:
        segment, changes = await self._history.everything(room, known)
        takings = await self._log.takings(room.number)

        def work() -> tuple[_Now, Plan]:
            base = unpacked_state(segment.state) if segment else EMPTY_UPDATE
            try:
                state = kept([change.data for change in changes], base)
            except Unusable as error:
                raise PastNotReadable(
                    f"The past of “{room.path}” holds an edit that cannot be read, so nothing can "
                    "be taken back in it. You can still go back to one of its moments."
                ) from error
            planned = plan(state, known.past.record, takings, act)
            return _Now(known.past.sequence, state, text_of(state)), planned

        return await asyncio.to_thread(work)

    async def insert(self, room: Room, client: int, update: bytes, caller: Caller) -> int | None:
        """Make the edit; give the update it became, if it is found again. Raises Unavailable."""
        before = room.sequence
        try:
            await room.insert(client, update, Asking(caller.member))
        except RuntimeError as error:
            raise Unavailable("The document could not be stored.") from error
        since = await self._log.history(room.number, after=before, limit=_SEARCHED)
        return next((one.sequence for one in since if one.data == update), None)


@contextmanager
def _left_out(message: PreviewTakingBack | TakeBack, room: Room) -> Iterator[None]:
    """Where all documents are asked for, go on without one whose past cannot be read."""
    try:
        yield
    except PastNotReadable as refusal:
        if message.path is not None:
            raise
        logger.warning("nothing is taken back here", path=room.path, code=refusal.code)


def _act(message: PreviewTakingBack | TakeBack) -> Act:
    return Act(message.member, microseconds(message.since), microseconds(message.until))


def _edited(state: bytes, edits: Sequence[Edit], client: int) -> bytes:
    return edited(state, edits, client=client)


def changed(
    room: Room, sequence: int, text: str, edits: Sequence[Edit], made: int | None = None
) -> ChangedView:
    """Say which edits of the text as of a sequence were made, and as which update."""
    return ChangedView(
        path=room.path,
        sequence=sequence,
        edits=[
            EditView(start=edit.start, removed=text[edit.start : edit.end], inserted=edit.text)
            for edit in edits
        ],
        made=made,
    )
