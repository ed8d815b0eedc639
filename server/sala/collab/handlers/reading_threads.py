"""Answers about threads: which there are, where they are now, and what was said."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from sala.collab.contract import (
    ConversationView,
    GetThread,
    ListThreads,
    PassageView,
    ThreadNotFound,
    ThreadsView,
    ThreadView,
)
from sala.collab.handlers.passages import Anchored, Passages
from sala.collab.projections import reading
from sala.collab.projections.reading import Told
from sala.kernel.access import SYSTEM, Caller
from sala.kernel.dispatcher import Dispatcher
from sala.kernel.tables import Tables
from sala.workspace.contract import GetWorkspace


class ReadingThreads:
    """The handlers of questions about threads."""

    def __init__(self, tables: Tables, passages: Passages, dispatcher: Dispatcher) -> None:
        self._tables = tables
        self._passages = passages
        self._dispatcher = dispatcher

    async def all(self, query: ListThreads, caller: Caller) -> ThreadsView:
        """List threads of a workspace or a file."""
        await self._dispatcher.send(GetWorkspace(workspace=query.workspace), SYSTEM)
        page = await self._tables.run(
            lambda connection: reading.page(connection, query, caller.member)
        )
        return ThreadsView(
            threads=await self._views(query.workspace, page.threads),
            open=page.open,
            resolved=page.resolved,
            mentioning=page.mentioning,
        )

    async def get(self, query: GetThread, caller: Caller) -> ConversationView:
        """Show one thread with its comments."""
        return await self.conversation(query.workspace, query.thread, caller)

    async def conversation(self, workspace: UUID, thread: UUID, caller: Caller) -> ConversationView:
        """Show one thread with its comments. Raises ThreadNotFound."""
        view = await self.one(workspace, thread, caller)
        comments = await self._tables.run(
            lambda connection: reading.conversation(connection, thread)
        )
        return ConversationView(thread=view, comments=comments)

    async def one(self, workspace: UUID, thread: UUID, caller: Caller) -> ThreadView:
        """Show one thread. Raises ThreadNotFound."""
        told = await self._tables.run(
            lambda connection: reading.one(connection, workspace, thread, caller.member)
        )
        if told is None:
            raise ThreadNotFound
        return (await self._views(workspace, [told]))[0]

    async def _views(self, workspace: UUID, threads: Sequence[Told]) -> list[ThreadView]:
        places = await self._passages.of(workspace, [_anchored(told) for told in threads])
        return [_view(told, places.get(told.row["thread"])) for told in threads]


def _anchored(told: Told) -> Anchored:
    row = told.row
    return Anchored(
        thread=row["thread"],
        path=row["path"],
        document=row["document"],
        epoch=row["epoch"],
        start=row["start"],
        end=row["end"],
    )


def _view(told: Told, passage: PassageView | None) -> ThreadView:
    row = told.row
    return ThreadView(
        thread=row["thread"],
        workspace=row["workspace"],
        document=row["document"],
        epoch=row["epoch"],
        path=row["path"],
        start=row["start"],
        end=row["end"],
        quote=row["quote"],
        length=row["length"],
        passage=passage,
        author=row["author"],
        opened=row["opened"],
        latest=row["latest"],
        activity=row["activity"],
        resolver=row["resolver"],
        resolved=row["resolved"],
        comments=row["living"],
        excerpt=told.excerpt,
        people=told.people,
        mentions_you=told.mentions_you,
    )
