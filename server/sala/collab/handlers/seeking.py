"""Finds the files of open documents that a program moved, so that each stays the same document."""

from __future__ import annotations

import asyncio
from uuid import UUID

import structlog

from sala.collab.handlers.rooms import Open, Rooms
from sala.collab.ports import DocumentLog
from sala.kernel.access import SYSTEM
from sala.kernel.dispatcher import Dispatcher
from sala.kernel.refusals import Refusal
from sala.workspace.contract import MissingFile, NoteMove, TraceFiles

logger = structlog.get_logger("sala.collab")

_GATHER = 0.05  # seconds in which the files of one command go
_SLACK = 2.0  # seconds that clocks and file systems may be apart


class Seeking:
    """Asks where files went: once for all that went together."""

    def __init__(self, rooms: Rooms, log: DocumentLog, dispatcher: Dispatcher) -> None:
        self._rooms = rooms
        self._log = log
        self._dispatcher = dispatcher
        self._gathered: dict[UUID, dict[str, tuple[str, float]]] = {}
        self._asked: dict[UUID, asyncio.Task[dict[str, str]]] = {}

    async def follow(self, opened: Open, since: float) -> bool:
        """Look where a document's file went; tell if it is known. `since` is in seconds since 1970.

        The fact that it moved then takes the document along. Where another document lives at the
        new path already, neither becomes the other.
        """
        room, source = opened.room, opened.room.path
        gathered = self._gathered.setdefault(room.workspace, {})
        gathered[source] = (opened.saver.seen.digest, since - _SLACK)
        if room.workspace not in self._asked:
            task = asyncio.get_running_loop().create_task(self._ask(room.workspace))
            self._asked[room.workspace] = task
        target = (await asyncio.shield(self._asked[room.workspace])).get(source)
        if target is None or await self._lives(room.workspace, target):
            return False
        try:
            moved = await self._dispatcher.send(
                NoteMove(workspace=room.workspace, source=source, target=target), SYSTEM
            )
        except Refusal as refusal:
            logger.warning("a moved file was not followed", path=source, code=refusal.code)
            return False
        if moved:
            logger.info("a file was moved by a program", source=source, target=target)
        return moved

    async def _ask(self, workspace: UUID) -> dict[str, str]:
        await asyncio.sleep(_GATHER)
        del self._asked[workspace]
        gathered = self._gathered.pop(workspace)
        missing = [MissingFile(path=path, digest=digest) for path, (digest, _) in gathered.items()]
        since = min(since for _, since in gathered.values())
        try:
            found = await self._dispatcher.send(
                TraceFiles(workspace=workspace, missing=missing, since=since), SYSTEM
            )
        except Refusal as refusal:
            logger.warning("moved files cannot be looked for", code=refusal.code)
            return {}
        return {one.source: one.target for one in found}

    async def _lives(self, workspace: UUID, path: str) -> bool:
        if self._rooms.at(workspace, path) is not None:
            return True
        return await self._log.find(workspace, path) is not None
