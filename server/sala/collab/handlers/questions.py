"""Answers about documents: what they are, who is in them, and everything written now."""

from __future__ import annotations

import asyncio
from uuid import UUID

from sala.collab.contract import DescribeDocument, DocumentView, ListPresent, PresentView
from sala.collab.domain.offsets import utf16_length
from sala.collab.handlers.rooms import Open, Rooms
from sala.collab.ports import DocumentLog
from sala.kernel.access import Caller
from sala.workspace.contract import FlushDocuments, FlushedView


class Questions:
    """The handlers of collab's queries, and of the workspace's wish to have everything on disk."""

    def __init__(self, rooms: Rooms, log: DocumentLog) -> None:
        self._rooms = rooms
        self._log = log
        self.flushed: dict[UUID, dict[str, int]] = {}
        """For each workspace, the sequences of its documents when they were last flushed."""

    async def describe(self, query: DescribeDocument, caller: Caller) -> DocumentView:
        """Describe a document, opening it if need be."""
        del caller
        opened = await self._rooms.open(query.workspace, query.path)
        room = opened.room
        return DocumentView(
            document=room.document,
            workspace=room.workspace,
            path=room.path,
            epoch=room.epoch,
            sequence=room.sequence,
            length=utf16_length(room.replica.text()),
            connections=len(room.peers),
            written=opened.saver.written,
        )

    async def present(self, query: ListPresent, caller: Caller) -> list[PresentView]:
        """List who has what open, each member once a document."""
        del caller
        return [
            PresentView(member=member, path=opened.room.path)
            for opened in self._rooms.within(query.workspace)
            for member in dict.fromkeys(
                peer.member for peer in opened.room.peers if peer.member is not None
            )
        ]

    async def flush(self, command: FlushDocuments, caller: Caller) -> FlushedView:
        """Write every open document of a workspace; name who wrote since the last commit."""
        del caller
        opened = self._rooms.within(command.workspace)
        done = await asyncio.gather(*(self._flush(one) for one in opened))
        self.flushed[command.workspace] = await self._log.sequences(command.workspace)
        return FlushedView(
            authors=await self._log.authors(command.workspace),
            failed=[one.room.path for one, ok in zip(opened, done, strict=True) if not ok],
        )

    @staticmethod
    async def _flush(opened: Open) -> bool:
        try:
            await opened.room.settled()
        except RuntimeError:
            return False
        return opened.saver.detached or await opened.saver.save()
