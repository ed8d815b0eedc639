"""What happened to threads and versions. What was typed is no fact: it is in the document log."""

from __future__ import annotations

from uuid import UUID

from sala.collab.contract.documents import DocumentId
from sala.collab.contract.threads import CommentId, ThreadId
from sala.kernel.messages import Event


class ThreadOpened(Event, tag="collab.thread_opened.1"):
    """A member began to talk about a passage.

    `start` and `end` are anchors in this epoch of the document; `quote` is the passage's text then,
    at most its first 2,000 characters; `length` counts all of them, in code points.
    """

    workspace: UUID
    thread: ThreadId
    document: DocumentId
    epoch: int
    path: str
    start: str
    end: str
    quote: str
    length: int
    author: UUID


class ThreadAnchored(Event, tag="collab.thread_anchored.1"):
    """A member moved a thread to another passage, whose text `quote` is."""

    workspace: UUID
    thread: ThreadId
    document: DocumentId
    epoch: int
    path: str
    start: str
    end: str
    quote: str
    length: int
    member: UUID


class CommentPosted(Event, tag="collab.comment_posted.1"):
    """A member said something in a thread."""

    workspace: UUID
    thread: ThreadId
    comment: CommentId
    author: UUID
    text: str


class CommentEdited(Event, tag="collab.comment_edited.1"):
    """A member changed what they had said."""

    workspace: UUID
    thread: ThreadId
    comment: CommentId
    text: str


class CommentDeleted(Event, tag="collab.comment_deleted.1"):
    """A member took back what they had said."""

    workspace: UUID
    thread: ThreadId
    comment: CommentId


class MemberMentioned(Event, tag="collab.member_mentioned.1"):
    """A comment began to mention a member other than its author."""

    workspace: UUID
    thread: ThreadId
    comment: CommentId
    member: UUID


class ThreadResolved(Event, tag="collab.thread_resolved.1"):
    """A member found that a thread needs no more attention."""

    workspace: UUID
    thread: ThreadId
    member: UUID


class ThreadReopened(Event, tag="collab.thread_reopened.1"):
    """A member found that a resolved thread needs attention after all."""

    workspace: UUID
    thread: ThreadId
    member: UUID


class VersionNamed(Event, tag="collab.version_named.1"):
    """A document's text as of an update got a name; `path` is where the document lay then."""

    workspace: UUID
    document: UUID
    version: UUID
    path: str
    sequence: int
    name: str


class VersionRenamed(Event, tag="collab.version_renamed.1"):
    """A version has another name."""

    workspace: UUID
    document: UUID
    version: UUID
    name: str


class VersionForgotten(Event, tag="collab.version_forgotten.1"):
    """A name was taken from a version; the text it named is still in the history."""

    workspace: UUID
    document: UUID
    version: UUID
