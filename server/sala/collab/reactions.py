"""What facts of lower contexts mean here: files move, go and come back; sessions end."""

from __future__ import annotations

from collections.abc import Iterable

import structlog

from sala.collab.adapters.sockets import DocumentSocket
from sala.collab.domain.files import Sight
from sala.collab.domain.messages import CloseCode, Notice
from sala.collab.handlers.questions import Questions
from sala.collab.handlers.rooms import Rooms
from sala.collab.ports import DocumentLog
from sala.identity.contract import MemberRemoved, RoleChanged, SessionClosed, SessionsEnded
from sala.kernel.access import SYSTEM
from sala.kernel.dispatcher import Dispatcher
from sala.kernel.events.followers import Reaction
from sala.kernel.events.log import Entry
from sala.kernel.refusals import Refusal
from sala.workspace.contract import (
    BranchSwitched,
    CommitMade,
    EntryDeleted,
    EntryMoved,
    EntryRestored,
    GetDiff,
)

logger = structlog.get_logger("sala.collab")


class FollowFiles:
    """Documents follow their files."""

    def __init__(
        self, *, rooms: Rooms, log: DocumentLog, questions: Questions, dispatcher: Dispatcher
    ) -> None:
        self._rooms = rooms
        self._log = log
        self._questions = questions
        self._dispatcher = dispatcher

    async def act(self, entry: Entry) -> None:
        """Follow one fact. Hearing it twice changes nothing."""
        event = entry.event
        if isinstance(event, EntryMoved):
            await self._moved(entry.position, event)
        elif isinstance(event, EntryDeleted):
            await self._deleted(entry.position, event)
        elif isinstance(event, EntryRestored):
            await self._restored(entry.position, event)
        elif isinstance(event, BranchSwitched):
            await self._switched(event)
        elif isinstance(event, CommitMade):
            await self._committed(entry.position, event)

    async def _switched(self, event: BranchSwitched) -> None:
        """Look at every open file; those that went are looked for by whoever watches them."""
        went: list[int] = []
        for opened in self._rooms.within(event.workspace):
            if await opened.saver.glance() is Sight.NOTHING:
                went.append(opened.room.number)
            else:
                await opened.saver.check()
        self._rooms.causes.over(event.workspace, went)

    async def _moved(self, position: int, event: EntryMoved) -> None:
        if not await self._log.move(position, event.workspace, event.source, event.target):
            return
        self._rooms.stir(event.workspace, event.source, event.target)
        for opened in self._rooms.within(event.workspace, event.source):
            was = opened.room.path
            path = event.target + was[len(event.source) :]
            self._rooms.rename(opened, path)
            opened.room.notify(Notice(code="moved", text=path, was=was))
            opened.saver.attach()

    async def _deleted(self, position: int, event: EntryDeleted) -> None:
        if await self._log.bury(position, event.workspace, event.path, event.deletion):
            self._rooms.stir(event.workspace, event.path)
            for opened in self._rooms.within(event.workspace, event.path):
                opened.room.notify(Notice(code="deleted", text=opened.room.path))
                self._rooms.detach(opened)

    async def _restored(self, position: int, event: EntryRestored) -> None:
        if await self._log.unbury(position, event.workspace, event.path, event.deletion):
            for opened in self._rooms.detached(event.workspace, event.path):
                if await self._rooms.reattach(opened):
                    opened.room.notify(Notice(code="restored", text=opened.room.path))

    async def _committed(self, position: int, event: CommitMade) -> None:
        """Give credit for what was committed, so that the next commit names only later authors."""
        flushed = self._questions.flushed.pop(event.workspace, {})
        try:
            diff = await self._dispatcher.send(
                GetDiff(workspace=event.workspace, commit=event.commit), SYSTEM
            )
        except Refusal as refusal:
            logger.warning("a commit could not be read", code=refusal.code)
            return
        marks = {file.path: flushed[file.path] for file in diff if file.path in flushed}
        await self._log.credit(position, event.workspace, marks)


class FollowSessions:
    """Sockets end with the session they were opened in, and when their member's role changes."""

    def __init__(self, sockets: Iterable[DocumentSocket]) -> None:
        self._sockets = sockets

    async def act(self, entry: Entry) -> None:
        """Close the sockets a fact concerns; their clients come back with what they may now."""
        event = entry.event
        for socket in list(self._sockets):
            if isinstance(event, SessionClosed) and socket.session == str(event.session):
                socket.close(CloseCode.NOT_SIGNED_IN, "this session has ended")
            elif isinstance(event, SessionsEnded) and socket.member == event.member:
                if event.kept is None or socket.session != str(event.kept):
                    socket.close(CloseCode.NOT_SIGNED_IN, "you signed out everywhere")
            elif isinstance(event, MemberRemoved) and socket.member == event.member:
                socket.close(CloseCode.NOT_SIGNED_IN, "you are no longer a member")
            elif isinstance(event, RoleChanged) and socket.member == event.member:
                socket.close(CloseCode.GOING, "what you may do has changed")


def reactions(files: FollowFiles, sessions: FollowSessions) -> list[Reaction]:
    """Give both as followers."""
    return [
        Reaction(
            name="collab.files",
            listens=(EntryMoved, EntryDeleted, EntryRestored, BranchSwitched, CommitMade),
            act=files.act,
        ),
        Reaction(
            name="collab.sessions",
            listens=(SessionClosed, SessionsEnded, MemberRemoved, RoleChanged),
            act=sessions.act,
        ),
    ]
