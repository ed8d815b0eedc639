"""What members do in threads: the shell around the decisions of `domain/threads.py`."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from sala.collab.contract import (
    AnchorThread,
    CommentDeleted,
    CommentEdited,
    CommentPosted,
    CommentView,
    ConversationView,
    DeleteComment,
    EditComment,
    OpenThread,
    PostComment,
    ReopenThread,
    ResolveThread,
    ThreadAnchored,
    ThreadOpened,
    ThreadReopened,
    ThreadResolved,
    ThreadView,
)
from sala.collab.domain import threads as domain
from sala.collab.domain.threads import Thread, stream
from sala.collab.handlers.passages import Passages
from sala.collab.handlers.reading_threads import ReadingThreads
from sala.collab.projections import reading
from sala.identity.contract import ListMembers
from sala.kernel.access import SYSTEM, Caller
from sala.kernel.dispatcher import Dispatcher
from sala.kernel.events.deciders import Decider
from sala.kernel.refusals import Forbidden
from sala.kernel.tables import Tables

_QUOTE = 2_000  # characters of a passage that are kept in its thread


class Threads:
    """The handlers of wishes about threads."""

    def __init__(
        self,
        decider: Decider[Thread],
        tables: Tables,
        *,
        passages: Passages,
        reading_threads: ReadingThreads,
        dispatcher: Dispatcher,
    ) -> None:
        self._threads = decider
        self._tables = tables
        self._passages = passages
        self._reading = reading_threads
        self._dispatcher = dispatcher

    async def open(self, wish: OpenThread, caller: Caller) -> ConversationView:
        """Open a thread with its first comment; a retry finds the one that is there."""
        author = _member(caller)
        state, _ = await self._threads.load(stream(wish.thread))
        first = _posted(wish, author)
        if domain.was_opened(state, first):
            return await self._reading.conversation(wish.workspace, wish.thread, caller)
        passage = await self._passages.chosen(wish)
        opened = ThreadOpened(
            workspace=wish.workspace,
            thread=wish.thread,
            document=wish.document,
            epoch=wish.epoch,
            path=wish.path,
            start=wish.start,
            end=wish.end,
            quote=passage.text[:_QUOTE],
            length=passage.length,
            author=author,
        )
        members = await self._members()
        await self._threads.execute(
            stream(wish.thread),
            lambda state: domain.open_thread(state, opened, first, members),
            caller,
        )
        return await self._reading.conversation(wish.workspace, wish.thread, caller)

    async def anchor(self, wish: AnchorThread, caller: Caller) -> ThreadView:
        """Move a thread to another passage."""
        member = _member(caller)
        passage = await self._passages.chosen(wish)
        anchored = ThreadAnchored(
            workspace=wish.workspace,
            thread=wish.thread,
            document=wish.document,
            epoch=wish.epoch,
            path=wish.path,
            start=wish.start,
            end=wish.end,
            quote=passage.text[:_QUOTE],
            length=passage.length,
            member=member,
        )
        await self._threads.execute(
            stream(wish.thread), lambda state: domain.anchor(state, anchored), caller
        )
        return await self._reading.one(wish.workspace, wish.thread, caller)

    async def post(self, wish: PostComment, caller: Caller) -> CommentView:
        """Say something in a thread."""
        posted = _posted(wish, _member(caller))
        members = await self._members()
        await self._threads.execute(
            stream(wish.thread), lambda state: domain.post(state, posted, members), caller
        )
        return await self._comment(wish.thread, wish.comment)

    async def edit(self, wish: EditComment, caller: Caller) -> CommentView:
        """Change one's own words."""
        author = _member(caller)
        edited = CommentEdited(
            workspace=wish.workspace, thread=wish.thread, comment=wish.comment, text=wish.text
        )
        members = await self._members()
        await self._threads.execute(
            stream(wish.thread), lambda state: domain.edit(state, edited, author, members), caller
        )
        return await self._comment(wish.thread, wish.comment)

    async def delete(self, wish: DeleteComment, caller: Caller) -> None:
        """Take one's own words back."""
        author = _member(caller)
        deleted = CommentDeleted(workspace=wish.workspace, thread=wish.thread, comment=wish.comment)
        await self._threads.execute(
            stream(wish.thread), lambda state: domain.delete(state, deleted, author), caller
        )

    async def resolve(self, wish: ResolveThread, caller: Caller) -> None:
        """Close the matter."""
        resolved = ThreadResolved(
            workspace=wish.workspace, thread=wish.thread, member=_member(caller)
        )
        await self._threads.execute(
            stream(wish.thread), lambda state: domain.resolve(state, resolved), caller
        )

    async def reopen(self, wish: ReopenThread, caller: Caller) -> None:
        """Take the matter up again."""
        reopened = ThreadReopened(
            workspace=wish.workspace, thread=wish.thread, member=_member(caller)
        )
        await self._threads.execute(
            stream(wish.thread), lambda state: domain.reopen(state, reopened), caller
        )

    async def _comment(self, thread: UUID, comment: UUID) -> CommentView:
        return await self._tables.run(
            lambda connection: reading.comment(connection, thread, comment)
        )

    async def _members(self) -> Collection[UUID]:
        members = await self._dispatcher.send(ListMembers(), SYSTEM)
        return {member.member for member in members}


def _posted(wish: OpenThread | PostComment, author: UUID) -> CommentPosted:
    return CommentPosted(
        workspace=wish.workspace,
        thread=wish.thread,
        comment=wish.comment,
        author=author,
        text=wish.text,
    )


def _member(caller: Caller) -> UUID:
    """Give who speaks; Sala itself has nothing to say in threads."""
    if caller.member is None:
        raise Forbidden("Only members take part in threads.")
    return caller.member
