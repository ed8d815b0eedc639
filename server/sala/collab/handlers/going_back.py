"""Going back in a document: to an earlier text, or without what one member did."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from secrets import randbits

import structlog

from sala.collab.contract import (
    ChangedView,
    DocumentNotFound,
    EditView,
    NotEditable,
    PreviewTakingBack,
    RestoreVersion,
    TakeBack,
)
from sala.collab.domain.attribution import text_of
from sala.collab.domain.merging import Edit, edits_between
from sala.collab.domain.replica import edited, kept
from sala.collab.domain.taking_back import Act, Plan, plan
from sala.collab.handlers.asking import Asking
from sala.collab.handlers.history import History, Known, microseconds
from sala.collab.handlers.room import Room
from sala.collab.handlers.rooms import Rooms
from sala.collab.ports import DocumentLog
from sala.kernel.access import Caller
from sala.kernel.refusals import Unavailable

logger = structlog.get_logger("sala.collab")


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
            if edits:
                client = randbits(32)
                update = await asyncio.to_thread(_edited, state, edits, client)
                await _insert(room, client, update, caller)
        return _changed(room, sequence, text, edits)

    async def preview(self, query: PreviewTakingBack, caller: Caller) -> list[ChangedView]:
        """Tell what taking back would change."""
        del caller
        views: list[ChangedView] = []
        for room in await self._rooms_of(query):
            known = self._history.known(room.document)
            async with known.lock:
                sequence, state, planned = await self._plan(room, known, query)
            if planned.edits:
                views.append(_changed(room, sequence, text_of(state), planned.edits))
        return views

    async def take_back(self, command: TakeBack, caller: Caller) -> list[ChangedView]:
        """Take back what a member did, in one edit of the caller's a document."""
        views: list[ChangedView] = []
        for room in await self._rooms_of(command):
            known = self._history.known(room.document)
            async with known.lock:
                sequence, state, planned = await self._plan(room, known, command)
                if not planned.edits:
                    continue
                client = randbits(32)
                update = await asyncio.to_thread(_edited, state, planned.edits, client)
                await self._log.keep_taking(room.number, client, planned.under(client))
                await _insert(room, client, update, caller)
            views.append(_changed(room, sequence, text_of(state), planned.edits))
        return views

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

    async def _plan(
        self, room: Room, known: Known, message: PreviewTakingBack | TakeBack
    ) -> tuple[int, bytes, Plan]:
        changes = await self._history.changes(room.number)
        takings = await self._log.takings(room.number)
        act = Act(message.member, microseconds(message.since), microseconds(message.until))

        def work() -> tuple[int, bytes, Plan]:
            known.learn(changes)
            state = kept([change.data for change in changes])
            return changes[-1].sequence, state, plan(state, known.record, takings, act)

        return await asyncio.to_thread(work)


async def _insert(room: Room, client: int, update: bytes, caller: Caller) -> None:
    try:
        await room.insert(client, update, Asking(caller.member))
    except RuntimeError as error:
        raise Unavailable("The document could not be stored.") from error


def _edited(state: bytes, edits: Sequence[Edit], client: int) -> bytes:
    return edited(state, edits, client=client)


def _changed(room: Room, sequence: int, text: str, edits: Sequence[Edit]) -> ChangedView:
    return ChangedView(
        path=room.path,
        sequence=sequence,
        edits=[
            EditView(start=edit.start, removed=text[edit.start : edit.end], inserted=edit.text)
            for edit in edits
        ],
    )
