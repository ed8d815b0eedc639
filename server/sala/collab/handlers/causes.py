"""Which programs change files: those that Sala runs for somebody, and git where it is seen."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

import structlog

from sala.collab.domain.files import Cause
from sala.collab.domain.messages import Notice
from sala.collab.handlers.room import Room
from sala.collab.ports import DocumentLog
from sala.kernel.access import SYSTEM, Caller
from sala.kernel.dispatcher import Dispatcher
from sala.kernel.refusals import Refusal
from sala.workspace.contract import ExpectChanges, FindProgram

logger = structlog.get_logger("sala.collab")

_NEAR = 1_000  # updates among which one's own is found again


class Causes:
    """By workspace; and by document for files that a program moved, until they are found again."""

    def __init__(self, dispatcher: Dispatcher) -> None:
        self._dispatcher = dispatcher
        self._running: dict[UUID, Cause] = {}
        self._moved: dict[int, Cause] = {}

    async def expect(self, command: ExpectChanges, caller: Caller) -> None:
        """Hear that a program begins, or that none runs."""
        del caller
        if command.program:
            self._running[command.workspace] = Cause(command.program, command.member)
        else:
            self._running.pop(command.workspace, None)

    def over(self, workspace: UUID, moved: Iterable[int]) -> None:
        """Hear that a program is done; the files of these documents, by number, are elsewhere."""
        cause = self._running.pop(workspace, None)
        if cause is not None:
            self._moved.update(dict.fromkeys(moved, cause))

    def of(self, workspace: UUID, number: int) -> Cause | None:
        """Say what changes a document's file now, as far as it is known."""
        return self._moved.get(number) or self._running.get(workspace)

    def settled(self, number: int) -> None:
        """Hear that what a program did to a file that it moved is in the document."""
        self._moved.pop(number, None)

    async def bring(self, room: Room, log: DocumentLog, client: int, update: bytes) -> None:
        """Make an edit of what changed on disk; keep what changed it, where that is known."""
        before, cause = room.sequence, self.of(room.workspace, room.number)
        await room.insert(client, update)
        code = f"by_{cause.program}" if cause else "changed_on_disk"
        room.notify(Notice(code=code, text=room.path))
        cause = cause or await self._seen(room)
        if cause is None:
            return
        for one in await log.history(room.number, after=before, limit=_NEAR):
            if one.data == update:
                await log.keep_cause(room.number, one.sequence, cause)

    async def _seen(self, room: Room) -> Cause | None:
        """Tell what was seen to change a file, though Sala ran nothing."""
        if not self._dispatcher.answers(FindProgram):
            return None
        wish = FindProgram(workspace=room.workspace, path=room.path)
        try:
            program = await self._dispatcher.send(wish, SYSTEM)
        except Refusal as refusal:
            logger.warning("what changed a file cannot be asked", code=refusal.code)
            return None
        return Cause(program, None) if program else None
