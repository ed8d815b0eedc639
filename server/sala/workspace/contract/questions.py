"""What may be asked about workspaces, files and repositories."""

from __future__ import annotations

from typing import Annotated, ClassVar

import msgspec
from msgspec import Meta

from sala.kernel.access import Access
from sala.kernel.messages import Query
from sala.workspace.contract.types import Folder, Path, WorkspaceId
from sala.workspace.contract.views import (
    BranchView,
    CommitView,
    EntryView,
    FileDiffView,
    ImportLimitsView,
    PathMatchView,
    SearchView,
    StatusView,
    TextView,
    TraceView,
    WorkspaceView,
)


class ListWorkspaces(Query[list[WorkspaceView]]):
    """All workspaces, the most recently changed first; archived ones only when asked for."""

    access: ClassVar[Access] = Access.READ
    archived: bool = False


class GetWorkspace(Query[WorkspaceView]):
    """One workspace."""

    access: ClassVar[Access] = Access.READ
    workspace: WorkspaceId


class LocateFiles(Query[str]):
    """The folder on the server's disk that holds a workspace's files, for who watches it there."""

    access: ClassVar[Access] = Access.SYSTEM
    workspace: WorkspaceId


class ListFolder(Query[list[EntryView]]):
    """A folder's entries: folders first, then files, each by name. `.git` is never shown."""

    access: ClassVar[Access] = Access.READ
    workspace: WorkspaceId
    path: Folder = ""


class DescribeEntry(Query[EntryView]):
    """One file or folder; `status` and `ignored` are left at their defaults."""

    access: ClassVar[Access] = Access.READ
    workspace: WorkspaceId
    path: Path


class MissingFile(msgspec.Struct, frozen=True, kw_only=True):
    """A file that was there a moment ago, with the SHA-256 it had."""

    path: Path
    digest: str


class TraceFiles(Query[list[TraceView]]):
    """Where files went that a program took away since a time, in seconds since 1970.

    A file became another one when git says so, or when one single file that came since has the
    same content. Each goes to another place; those of which nothing is known are left out.
    """

    access: ClassVar[Access] = Access.SYSTEM
    workspace: WorkspaceId
    missing: list[MissingFile]
    since: float


class FindProgram(Query[str]):
    """The program that left a file as it is now: "git", or "" where that cannot be told.

    It was git when the file is what was checked out last, right after the file was written.
    """

    access: ClassVar[Access] = Access.SYSTEM
    workspace: WorkspaceId
    path: Path


class CheckUpload(Query[None]):
    """Whether a file of this many bytes may be put at this path; refuses with the reason."""

    access: ClassVar[Access] = Access.WRITE
    workspace: WorkspaceId
    path: Path
    size: Annotated[int, Meta(ge=0)] = 0
    replace: bool = False


class GetImportLimits(Query[ImportLimitsView]):
    """Which archives may be imported, and how large they may be."""

    access: ClassVar[Access] = Access.WRITE


class ReadText(Query[TextView]):
    """A file as text."""

    access: ClassVar[Access] = Access.READ
    workspace: WorkspaceId
    path: Path


class FindPaths(Query[list[PathMatchView]]):
    """Files whose path matches a fuzzy query, best first. Ignored files are left out."""

    access: ClassVar[Access] = Access.READ
    workspace: WorkspaceId
    query: Annotated[str, Meta(max_length=200)] = ""
    limit: Annotated[int, Meta(ge=1, le=500)] = 50


class SearchText(Query[SearchView]):
    """Lines that contain a text or match a regular expression. Open documents are flushed first."""

    access: ClassVar[Access] = Access.READ
    workspace: WorkspaceId
    query: Annotated[str, Meta(min_length=1, max_length=500)]
    regex: bool = False
    case: bool = False
    word: bool = False
    folder: Folder = ""
    limit: Annotated[int, Meta(ge=1, le=5000)] = 500


class GetStatus(Query[StatusView]):
    """What differs from the last commit. Open documents are flushed first."""

    access: ClassVar[Access] = Access.READ
    workspace: WorkspaceId


class ListCommits(Query[list[CommitView]]):
    """The log from `start` (HEAD when empty), of one path when given."""

    access: ClassVar[Access] = Access.READ
    workspace: WorkspaceId
    start: Annotated[str, Meta(max_length=200)] = ""
    path: Folder = ""
    limit: Annotated[int, Meta(ge=1, le=200)] = 50


class GetDiff(Query[list[FileDiffView]]):
    """What changed: working tree against HEAD, or a commit against its first parent."""

    access: ClassVar[Access] = Access.READ
    workspace: WorkspaceId
    commit: Annotated[str, Meta(max_length=200)] = ""
    path: Folder = ""


class ListBranches(Query[list[BranchView]]):
    """Local branches first, then remote ones."""

    access: ClassVar[Access] = Access.READ
    workspace: WorkspaceId
