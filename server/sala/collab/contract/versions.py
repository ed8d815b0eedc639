"""Versions: moments of a document that somebody gave a name."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, ClassVar, TypeAlias
from uuid import UUID

from msgspec import Meta

from sala.collab.contract.documents import DocumentPath, UpdateNumber
from sala.kernel.access import Access
from sala.kernel.messages import Command, Query, View

VersionName: TypeAlias = Annotated[str, Meta(min_length=1, max_length=80)]


class VersionView(View):
    """A named moment of a document: what update it is, who named it, and when.

    `gone`: it is older than the history is kept, and its text is forgotten; only the name is left.
    """

    version: UUID
    sequence: int
    name: str
    member: UUID | None
    named: datetime
    gone: bool = False


class NameVersion(Command[VersionView]):
    """Name a document's text as of an update, or as it is now.

    The caller picks the id: naming it again with the same update and name changes nothing.
    """

    access: ClassVar[Access] = Access.WRITE
    workspace: UUID
    path: DocumentPath
    version: UUID
    name: VersionName
    sequence: UpdateNumber | None = None


class RenameVersion(Command[VersionView]):
    """Give a version another name."""

    access: ClassVar[Access] = Access.WRITE
    workspace: UUID
    path: DocumentPath
    version: UUID
    name: VersionName


class ForgetVersion(Command[None]):
    """Take the name away. The text stays in the history; forgetting twice changes nothing."""

    access: ClassVar[Access] = Access.WRITE
    workspace: UUID
    path: DocumentPath
    version: UUID


class ListVersions(Query[list[VersionView]]):
    """The named versions of a document, from the oldest update."""

    access: ClassVar[Access] = Access.READ
    workspace: UUID
    path: DocumentPath
