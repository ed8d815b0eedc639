"""Threads: what members say about a passage of a document, kept where the passage goes."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Annotated, ClassVar, TypeAlias
from uuid import UUID

from msgspec import Meta

from sala.collab.contract.documents import DocumentId, DocumentPath
from sala.kernel.access import Access
from sala.kernel.messages import Command, Query, View

ThreadId: TypeAlias = UUID
CommentId: TypeAlias = UUID
"""Chosen by its author's client; it names one comment in its thread."""
CommentText: TypeAlias = Annotated[str, Meta(min_length=1, max_length=8_000)]
"""Markdown. `<@member-id>` in it mentions a member."""
Anchor: TypeAlias = Annotated[
    str, Meta(min_length=4, max_length=44, pattern=r"^[A-Za-z0-9+/]+={0,2}$")
]
"""A Yjs relative position, encoded and in base64.

A passage begins at its first character (association 0) and ends at its last (association -1).
"""


class Shown(StrEnum):
    """Which threads to list by their state."""

    OPEN = "open"
    RESOLVED = "resolved"
    ALL = "all"


class Whose(StrEnum):
    """Which threads to list by what the caller has to do with them."""

    ANYBODY = "anybody"
    MINE = "mine"  # the caller wrote in them
    MENTIONS = "mentions"  # they mention the caller


class PassageView(View):
    """Where a thread's passage is now: its line, from 1, and its place in code points."""

    line: int
    start: int
    length: int


class ThreadView(View):
    """A thread. `passage` is None when its text is gone: deleted, or of another epoch.

    `quote` is its text as it was when the thread was anchored, at most 2,000 characters of
    `length`; `comments` counts those that were not deleted, `excerpt` begins the first of them.
    `activity` orders threads by when something was last said in them.
    """

    thread: ThreadId
    workspace: UUID
    document: DocumentId
    epoch: int
    path: str
    start: str
    end: str
    quote: str
    length: int
    passage: PassageView | None
    author: UUID
    opened: datetime
    latest: datetime
    activity: int
    resolver: UUID | None
    resolved: datetime | None
    comments: int
    excerpt: str
    people: list[UUID]
    mentions_you: bool


class ThreadsView(View):
    """A page of threads, and how many there are of each kind in the file or workspace asked for.

    `mentioning` counts open threads that mention the caller.
    """

    threads: list[ThreadView]
    open: int
    resolved: int
    mentioning: int


class CommentView(View):
    """What a member said; `text` is empty when it was deleted."""

    comment: CommentId
    author: UUID
    text: str
    posted: datetime
    edited: datetime | None
    deleted: bool


class ConversationView(View):
    """A thread with all that was said in it, from the first."""

    thread: ThreadView
    comments: list[CommentView]


class ListThreads(Query[ThreadsView]):
    """Threads of a workspace, or of one file, those with the latest activity first.

    Go on with `before`, the `activity` of the last one.
    """

    access: ClassVar[Access] = Access.READ
    workspace: UUID
    path: DocumentPath | None = None
    shown: Shown = Shown.OPEN
    whose: Whose = Whose.ANYBODY
    before: Annotated[int, Meta(ge=1)] | None = None
    limit: Annotated[int, Meta(ge=1, le=500)] = 200


class GetThread(Query[ConversationView]):
    """One thread with its comments."""

    access: ClassVar[Access] = Access.READ
    workspace: UUID
    thread: ThreadId


class OpenThread(Command[ConversationView]):
    """Say something about a passage of a document, in a new thread anchored to it."""

    access: ClassVar[Access] = Access.WRITE
    workspace: UUID
    path: DocumentPath
    document: DocumentId
    epoch: Annotated[int, Meta(ge=1)]
    start: Anchor
    end: Anchor
    thread: ThreadId
    comment: CommentId
    text: CommentText


class AnchorThread(Command[ThreadView]):
    """Move a thread to another passage, of any document: its text was gone, or is elsewhere now."""

    access: ClassVar[Access] = Access.WRITE
    workspace: UUID
    thread: ThreadId
    path: DocumentPath
    document: DocumentId
    epoch: Annotated[int, Meta(ge=1)]
    start: Anchor
    end: Anchor


class PostComment(Command[CommentView]):
    """Say something in a thread."""

    access: ClassVar[Access] = Access.WRITE
    workspace: UUID
    thread: ThreadId
    comment: CommentId
    text: CommentText


class EditComment(Command[CommentView]):
    """Change what you said."""

    access: ClassVar[Access] = Access.WRITE
    workspace: UUID
    thread: ThreadId
    comment: CommentId
    text: CommentText


class DeleteComment(Command[None]):
    """Take back what you said; that something was said stays visible."""

    access: ClassVar[Access] = Access.WRITE
    workspace: UUID
    thread: ThreadId
    comment: CommentId


class ResolveThread(Command[None]):
    """Say that a thread needs no more attention."""

    access: ClassVar[Access] = Access.WRITE
    workspace: UUID
    thread: ThreadId


class ReopenThread(Command[None]):
    """Say that a resolved thread needs attention after all."""

    access: ClassVar[Access] = Access.WRITE
    workspace: UUID
    thread: ThreadId
