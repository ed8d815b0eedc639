"""Finds the passages of threads in documents as they are now, open here or only in the log."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sala.collab.contract import (
    AnchorNotValid,
    AnchorThread,
    AnchorUnknown,
    DocumentReplaced,
    OpenThread,
    PassageGone,
    PassageView,
)
from sala.collab.domain.anchors import Located, Passage, Range, read_range
from sala.collab.domain.replica import Replica
from sala.collab.domain.varints import Malformed
from sala.collab.handlers.rooms import Rooms
from sala.collab.ports import DocumentLog
from sala.kernel.refusals import Unavailable


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchored:
    """A thread's place as the tables know it."""

    thread: UUID
    path: str
    document: UUID
    epoch: int
    start: str
    end: str


@dataclass(frozen=True, slots=True)
class _State:
    document: UUID
    epoch: int
    data: bytes


class Passages:
    """Looks passages up."""

    def __init__(self, rooms: Rooms, log: DocumentLog) -> None:
        self._rooms = rooms
        self._log = log

    async def chosen(self, wish: OpenThread | AnchorThread) -> Passage:
        """Give the passage somebody wants to anchor a thread to.

        Raises AnchorNotValid, DocumentReplaced, AnchorUnknown, PassageGone, or what opening the
        document refuses.
        """
        try:
            passage = read_range(wish.start, wish.end)
        except Malformed as error:
            raise AnchorNotValid(str(error)) from error
        room = (await self._rooms.open(wish.workspace, wish.path)).room
        try:
            await room.settled()  # what was typed just now is in it
        except RuntimeError as error:
            raise Unavailable("The document could not be stored.") from error
        if (room.document, room.epoch) != (wish.document, wish.epoch):
            raise DocumentReplaced(f"“{wish.path}” was begun anew meanwhile. Load it again.")
        located = await asyncio.to_thread(Located, room.replica.encode(), [passage])
        if not located.knows(passage):
            raise AnchorUnknown
        found = located.passage(passage)
        if found is None:
            raise PassageGone
        return found

    async def of(self, workspace: UUID, threads: Sequence[Anchored]) -> dict[UUID, PassageView]:
        """Give where threads are, by thread; those whose text is gone are left out."""
        found: dict[UUID, PassageView] = {}
        for path in dict.fromkeys(thread.path for thread in threads):
            state = await self._state(workspace, path)
            if state is None:
                continue
            here = [
                (one.thread, read_range(one.start, one.end))
                for one in threads
                if (one.path, one.document, one.epoch) == (path, state.document, state.epoch)
            ]
            if here:
                found |= await asyncio.to_thread(_found, state.data, here)
        return found

    async def _state(self, workspace: UUID, path: str) -> _State | None:
        opened = self._rooms.at(workspace, path)
        if opened is not None and opened.usable:
            room = opened.room
            return _State(room.document, room.epoch, room.replica.encode())
        stored = await self._log.find(workspace, path)
        if stored is None:
            return None
        replica = Replica(stored.checkpoint) if stored.checkpoint else Replica()
        replica.add(stored.updates)
        return _State(stored.document, stored.epoch, replica.encode())


def _found(state: bytes, wanted: Sequence[tuple[UUID, Range]]) -> dict[UUID, PassageView]:
    located = Located(state, [passage for _, passage in wanted])
    found: dict[UUID, PassageView] = {}
    for thread, passage in wanted:
        here = located.passage(passage)
        if here is not None:
            found[thread] = PassageView(line=here.line, start=here.start, length=here.length)
    return found
