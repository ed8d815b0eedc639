"""What collab says and answers about documents. Text itself travels on `/collab/` sockets."""

from __future__ import annotations

from typing import ClassVar, TypeAlias
from uuid import UUID

from sala.kernel.access import Access
from sala.kernel.messages import Query, View
from sala.kernel.refusals import Forbidden, NotFound, Unprocessable

DocumentId: TypeAlias = UUID


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


class DocumentNotFound(NotFound):
    """No document and no file is at this path."""

    code = "collab.document_not_found"
    title = "There is no such document"


class ReadOnly(Forbidden):
    """A reader's edit was refused."""

    code = "collab.read_only"
    title = "You may read here, not write"


class NotEditable(Unprocessable):
    """The file is binary or too large to be edited together; the detail says which."""

    code = "collab.not_editable"
    title = "This file cannot be edited here"
