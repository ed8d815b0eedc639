"""Documents: their state, who is in them, their past, and going back. Text travels on sockets."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, ClassVar, TypeAlias
from uuid import UUID

from msgspec import Meta, field

from sala.kernel.access import Access
from sala.kernel.messages import Command, Query, View

DocumentId: TypeAlias = UUID
DocumentPath: TypeAlias = Annotated[str, Meta(min_length=1, max_length=1024)]
UpdateNumber: TypeAlias = Annotated[int, Meta(ge=1)]
"""An update of a document, counted from 1."""
Moment: TypeAlias = Annotated[datetime, Meta(tz=True)]


class DocumentView(View):
    """A document as the log knows it.

    `sequence` is the last durable update; `length` is in UTF-16 code units, as browsers count;
    `written` tells whether the file on disk equals the text.
    """

    document: DocumentId
    workspace: UUID
    path: str
    epoch: int
    sequence: int
    length: int
    connections: int
    written: bool


class PresentView(View):
    """A member who has a document open."""

    member: UUID
    path: str


class DescribeDocument(Query[DocumentView]):
    """A document's identity and how far it is durable."""

    access: ClassVar[Access] = Access.READ
    workspace: UUID
    path: str


class ListPresent(Query[list[PresentView]]):
    """Who has which document of a workspace open now."""

    access: ClassVar[Access] = Access.READ
    workspace: UUID


class CauseView(View):
    """What changed a file on disk: a program, and the member that Sala ran it for, if it did."""

    program: str
    member: UUID | None


class RunView(View):
    """Neighbouring characters that one member wrote; Sala itself, or a program, for no member.

    `start` and `length` count code points of the text. They were written without pausing for more
    than two minutes; `at` is when that ended. `cause` is the program that brought them from disk,
    where it is known.
    `forgotten`: older than history is kept; then `at` is a time before which it was written.
    """

    start: int
    length: int
    member: UUID | None
    at: datetime
    cause: CauseView | None = None
    forgotten: bool = False


class AttributionView(View):
    """Who wrote which part of a document's text, as of its update `sequence`."""

    sequence: int
    length: int
    runs: list[RunView]


class StretchView(View):
    """What one member, or one program, did to a document without a pause of over two minutes.

    Updates `first` to `last`; `added` and `removed` count UTF-16 code units. `causes` say which
    programs brought them from disk, where they are known. `forgotten`: older than history is kept;
    then nothing but the text after `last` is known, and all of it was before `ended`.
    """

    first: int
    last: int
    member: UUID | None
    begun: datetime
    ended: datetime
    added: int
    removed: int
    causes: list[CauseView] = field(default_factory=list)
    forgotten: bool = False


class PastTextView(View):
    """A document's text as of an update, and when that was."""

    sequence: int
    at: datetime
    text: str


class EditView(View):
    """A place, in code points of the present text, where `removed` gives way to `inserted`."""

    start: int
    removed: str
    inserted: str


class ChangedView(View):
    """What a command changed in a document, or would: edits of its text as of `sequence`.

    `made` is the update that they are, once they are made; it can be taken back by itself.
    """

    path: str
    sequence: int
    edits: list[EditView]
    made: int | None = None


class GetAttribution(Query[AttributionView]):
    """Who wrote each character of a document, and when."""

    access: ClassVar[Access] = Access.READ
    workspace: UUID
    path: DocumentPath


class GetTimeline(Query[list[StretchView]]):
    """What was done to a document, from the oldest; go on after the last one's `last`."""

    access: ClassVar[Access] = Access.READ
    workspace: UUID
    path: DocumentPath
    after: Annotated[int, Meta(ge=0)] = 0
    limit: Annotated[int, Meta(ge=1, le=1000)] = 200


class GetPastText(Query[PastTextView]):
    """A document's text as it was after one of its updates."""

    access: ClassVar[Access] = Access.READ
    workspace: UUID
    path: DocumentPath
    sequence: UpdateNumber


class RestoreVersion(Command[ChangedView]):
    """Make a document's text what it was after one of its updates, in one new edit of yours."""

    access: ClassVar[Access] = Access.WRITE
    workspace: UUID
    path: DocumentPath
    sequence: UpdateNumber


class PreviewTakingBack(Query[list[ChangedView]]):
    """What `TakeBack` would change, in one document or in all that the member wrote in."""

    access: ClassVar[Access] = Access.READ
    workspace: UUID
    member: UUID | None
    since: Moment
    until: Moment
    path: DocumentPath | None = None


class TakeBack(Command[list[ChangedView]]):
    """Take back what a member did in a span of time, and keep what everybody else did.

    What the member wrote goes; what nobody but the member deleted comes back, and keeps its
    author. Done twice, it changes nothing more; it is an edit of yours that can be taken back.
    No member stands for other programs: what they changed on disk goes, the text that a document
    began with stays. Without a path, documents whose past cannot be read are left out.
    """

    access: ClassVar[Access] = Access.WRITE
    workspace: UUID
    member: UUID | None
    since: Moment
    until: Moment
    path: DocumentPath | None = None


class MadeView(View):
    """An update of a document, as `ChangedView.made` names it."""

    path: DocumentPath
    made: UpdateNumber


class TakeBackUpdates(Command[list[ChangedView]]):
    """Take single updates back and keep what everybody did since: undo a taking back, a restoring.

    A document has one entry; of what was taken back already, nothing changes.
    """

    access: ClassVar[Access] = Access.WRITE
    workspace: UUID
    updates: Annotated[list[MadeView], Meta(min_length=1, max_length=1000)]


class RescueText(Command[ChangedView]):
    """Put what you wrote in a document that was replaced meanwhile into the one that took its path.

    The difference from `base`, what the old document last was on the server, to `text` is made in
    one edit of yours, beside what others wrote. What is there already is not written again.
    """

    access: ClassVar[Access] = Access.WRITE
    workspace: UUID
    path: DocumentPath
    base: str
    text: str
