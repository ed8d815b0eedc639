"""The whole past of a document as lines of JSON, which anybody can read and replay."""

from __future__ import annotations

import asyncio
import hashlib
import time
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID

import msgspec

from sala.collab.contract import DescribeDocument, PastNotReadable
from sala.collab.domain.attribution import Change, text_of
from sala.collab.domain.messages import EMPTY_UPDATE
from sala.collab.domain.moments import Moments
from sala.collab.domain.past import Past
from sala.collab.domain.replaying import Replacement, Replay
from sala.collab.domain.replica import Unusable, kept
from sala.collab.domain.segments import Segment, unpacked_state
from sala.collab.handlers.history import History, moment
from sala.collab.handlers.room import Room
from sala.collab.handlers.rooms import Rooms
from sala.identity.contract import ListMembers
from sala.kernel.access import SYSTEM, Caller
from sala.kernel.dispatcher import Dispatcher

FORMAT = "sala-history"
VERSION = 1

_SLICE = 64 * 1024  # bytes
_SLICE_UPDATES = 500
_AT_ONCE = 2


class _Header(msgspec.Struct, frozen=True):
    format: str
    version: int
    workspace: UUID
    path: str
    document: UUID
    epoch: int
    updates: int
    members: dict[UUID, str]


class _Update(msgspec.Struct, frozen=True):
    sequence: int
    at: datetime
    member: UUID | None
    cause: Literal["beginning", "disk", "member"]
    edits: list[Replacement]


class _End(msgspec.Struct, frozen=True):
    updates: int
    characters: int
    sha256: str


@dataclass(frozen=True, slots=True)
class _Prepared:
    moments: Moments
    members: set[UUID | None]
    replay: Replay
    end: _End
    forgotten: int


class Exporting:
    """Reads a document's log as its history does, and writes it out in slices."""

    def __init__(self, rooms: Rooms, history: History, dispatcher: Dispatcher) -> None:
        self._rooms = rooms
        self._history = history
        self._dispatcher = dispatcher
        self._preparing = asyncio.Semaphore(_AT_ONCE)

    async def export(self, workspace: UUID, path: str, caller: Caller) -> AsyncIterator[bytes]:
        """Give the lines of a document's past, up to now, some at a time.

        All that can be refused is refused before the first: what opening the document refuses,
        Forbidden, and PastNotReadable.
        """
        # The dispatcher asks whether the caller may.
        await self._dispatcher.send(DescribeDocument(workspace=workspace, path=path), caller)
        room = (await self._rooms.open(workspace, path)).room
        prepared = await self._prepare(room)
        header = _Header(
            format=FORMAT,
            version=VERSION,
            workspace=room.workspace,
            path=room.path,
            document=room.document,
            epoch=room.epoch,
            updates=prepared.end.updates,
            members=await self._names(prepared.members),
        )
        return _sent(_lines(header, prepared))

    async def _prepare(self, room: Room) -> _Prepared:
        known = self._history.known(room.document)
        async with self._preparing, known.lock:
            segment, changes = await self._history.everything(room, known)
            try:
                return await asyncio.to_thread(_prepared, segment, changes, known.past)
            except Unusable as error:
                raise PastNotReadable(
                    f"The past of “{room.path}” holds an edit that cannot be read, so it cannot be "
                    "exported. Its timeline shows what can be read."
                ) from error

    async def _names(self, wanted: set[UUID | None]) -> dict[UUID, str]:
        """Name members; those who left have no name."""
        if not self._dispatcher.answers(ListMembers):
            return {}
        members = await self._dispatcher.send(ListMembers(), SYSTEM)
        return {one.member: one.name for one in members if one.member in wanted}


def _prepared(segment: Segment | None, changes: list[Change], past: Past) -> _Prepared:
    base = unpacked_state(segment.state) if segment else EMPTY_UPDATE
    state = kept([change.data for change in changes], base, _breathe, whole=False)
    replay = Replay(state, past.record, _breathe)
    text = text_of(state)
    end = _End(past.sequence, len(text), hashlib.sha256(text.encode()).hexdigest())
    members = {one.member for one in past.stretches}
    return _Prepared(past.record.members, members, replay, end, past.forgotten)


def _lines(header: _Header, prepared: _Prepared) -> Iterator[bytes]:
    yield msgspec.json.encode(header) + b"\n"
    for sequence, edits in enumerate(prepared.replay, 1):
        member, at = prepared.moments[sequence]
        cause: Literal["beginning", "disk", "member"] = "member"
        if member is None:
            cause = "beginning" if sequence <= max(1, prepared.forgotten) else "disk"
        update = _Update(sequence, moment(at), member, cause, edits)
        yield msgspec.json.encode(update) + b"\n"
    yield msgspec.json.encode(prepared.end) + b"\n"


async def _sent(lines: Iterator[bytes]) -> AsyncIterator[bytes]:
    """Give some lines at a time; they are made in a thread."""
    while some := await asyncio.to_thread(_some, lines):
        yield some


def _some(lines: Iterator[bytes]) -> bytes:
    found: list[bytes] = []
    size = 0
    for line in lines:
        found.append(line)
        size += len(line)
        if size >= _SLICE or len(found) >= _SLICE_UPDATES:
            break
    return b"".join(found)


def _breathe() -> None:
    """Let the event loop have the interpreter."""
    time.sleep(0)
