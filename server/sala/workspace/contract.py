"""What workspace says and answers: projects, files, search, git."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Annotated, ClassVar, TypeAlias
from uuid import UUID

from msgspec import Meta

from sala.kernel.access import Access
from sala.kernel.messages import Command, Event, Query, View
from sala.kernel.refusals import (
    BadRequest,
    Conflict,
    Forbidden,
    NotFound,
    TooLarge,
    Unavailable,
    Unprocessable,
)

WorkspaceId: TypeAlias = UUID
WorkspaceName: TypeAlias = Annotated[str, Meta(min_length=1, max_length=80)]
Path: TypeAlias = Annotated[str, Meta(min_length=1, max_length=1024)]
"""A path inside the working tree: relative, `/` between parts, NFC as given."""
Folder: TypeAlias = Annotated[str, Meta(max_length=1024)]
"""As `Path`, or empty for the root."""
Revision: TypeAlias = Annotated[str, Meta(min_length=1, max_length=200)]
BranchName: TypeAlias = Annotated[str, Meta(min_length=1, max_length=200)]

TEXT_LIMIT = 5 * 1024 * 1024
"""Text larger than this many bytes is shown, not edited."""


class Origin(StrEnum):
    """Where a workspace came from."""

    EMPTY = "empty"
    SAMPLE = "sample"
    FOLDER = "folder"  # used in place
    GIT = "git"
    ARCHIVE = "archive"


class State(StrEnum):
    """Whether a workspace can be opened."""

    IMPORTING = "importing"
    READY = "ready"
    FAILED = "failed"
    ARCHIVED = "archived"


class Kind(StrEnum):
    """What an entry of the tree is."""

    FILE = "file"
    FOLDER = "folder"
    LINK = "link"


# Facts


class WorkspaceCreated(Event, tag="workspace.workspace_created.1"):
    """A workspace exists. `root` is its working tree on this machine; `source` a URL or file name."""

    audience: ClassVar[Access] = Access.SYSTEM
    workspace: WorkspaceId
    name: str
    origin: Origin
    root: str
    source: str = ""


class ImportFinished(Event, tag="workspace.import_finished.1"):
    """The workspace is complete and can be opened."""

    workspace: WorkspaceId


class ImportFailed(Event, tag="workspace.import_failed.1"):
    """The import was given up; `reason` says why in a sentence."""

    workspace: WorkspaceId
    reason: str


class WorkspaceRenamed(Event, tag="workspace.workspace_renamed.1"):
    """A workspace has another name."""

    workspace: WorkspaceId
    name: str


class WorkspaceArchived(Event, tag="workspace.workspace_archived.1"):
    """A workspace was put away. Its files stay where they are."""

    workspace: WorkspaceId


class WorkspaceUnarchived(Event, tag="workspace.workspace_unarchived.1"):
    """A workspace was taken out again."""

    workspace: WorkspaceId


class WorkspaceTrusted(Event, tag="workspace.workspace_trusted.1"):
    """A member trusts what is in the workspace."""

    workspace: WorkspaceId


class EntryCreated(Event, tag="workspace.entry_created.1"):
    """A file or folder was made or uploaded."""

    workspace: WorkspaceId
    path: str
    kind: Kind


class EntryMoved(Event, tag="workspace.entry_moved.1"):
    """A file or folder has another path; what lay under a folder moved with it."""

    workspace: WorkspaceId
    source: str
    target: str


class EntryDeleted(Event, tag="workspace.entry_deleted.1"):
    """A file or folder went to the trash, from where `deletion` brings it back."""

    workspace: WorkspaceId
    path: str
    deletion: UUID


class EntryRestored(Event, tag="workspace.entry_restored.1"):
    """A deleted file or folder is back at its path."""

    workspace: WorkspaceId
    path: str
    deletion: UUID


class CommitMade(Event, tag="workspace.commit_made.1"):
    """A commit was made on the current branch."""

    workspace: WorkspaceId
    commit: str
    summary: str
    branch: str


class BranchSwitched(Event, tag="workspace.branch_switched.1"):
    """The working tree is on another branch."""

    workspace: WorkspaceId
    branch: str


# Views


class WorkspaceView(View):
    """A workspace in the list. `changed` and `changed_path` are the newest file change known."""

    workspace: WorkspaceId
    name: str
    origin: Origin
    state: State
    trusted: bool
    created: datetime
    branch: str = ""
    description: str = ""
    reason: str = ""


class EntryView(View):
    """One entry of a folder. `status` is git's letter (M, A, D, R, U, ?) or empty; `size` in bytes."""

    path: str
    name: str
    kind: Kind
    size: int
    status: str = ""
    ignored: bool = False


class TextView(View):
    """A file as text, its line ends normalised to `\\n`.

    `digest` is the SHA-256 of the bytes on disk. When `editable` is false `text` may be empty and
    `reason` says why.
    """

    path: str
    text: str
    digest: str
    size: int
    encoding: str
    bom: bool
    newline: str
    editable: bool
    reason: str = ""


class WrittenView(View):
    """What lies on disk after a write."""

    digest: str
    size: int


class FlushedView(View):
    """What open documents held: who wrote in them since the last commit, and what could not be written."""

    authors: list[UUID]
    failed: list[str] = []


class MatchView(View):
    """A line that matches. `line` counts from 1; `start` and `end` are code points in `text`."""

    path: str
    line: int
    start: int
    end: int
    text: str


class SearchView(View):
    """Matches in order of path. `complete` is false when a limit cut the search short."""

    matches: list[MatchView]
    files: int
    complete: bool


class PathMatchView(View):
    """A path that matches a fuzzy query; `positions` are the matched code points."""

    path: str
    positions: list[int]


class ChangeView(View):
    """A changed path. `status`: M, A, D, R, U (conflict) or ? (untracked)."""

    path: str
    status: str
    added: int = 0
    removed: int = 0


class StatusView(View):
    """git status. `head` is empty before the first commit; ahead/behind are against the upstream."""

    branch: str
    head: str
    ahead: int
    behind: int
    changes: list[ChangeView]


class PersonView(View):
    """A name in a commit."""

    name: str
    email: str


class CommitView(View):
    """One commit."""

    commit: str
    summary: str
    body: str
    author: PersonView
    co_authors: list[PersonView]
    at: datetime
    parents: list[str]


class LineView(View):
    """One line of a diff. `sign` is `+`, `-` or a space; line numbers count from 1, 0 where absent."""

    sign: str
    old: int
    new: int
    text: str


class HunkView(View):
    """A run of changed lines with context."""

    header: str
    lines: list[LineView]


class FileDiffView(View):
    """What changed in one file. A binary file has no hunks."""

    path: str
    old_path: str
    status: str
    binary: bool
    added: int
    removed: int
    hunks: list[HunkView]
    complete: bool = True


class BranchView(View):
    """A branch. `current` is the one checked out."""

    name: str
    current: bool
    remote: bool
    head: str


# Wishes


class CreateWorkspace(Command[WorkspaceView]):
    """Start an empty workspace: a git repository with one README."""

    access: ClassVar[Access] = Access.WRITE
    workspace: WorkspaceId
    name: WorkspaceName


class CreateSample(Command[WorkspaceView]):
    """Start a small sample project with tests, to look around in."""

    access: ClassVar[Access] = Access.WRITE
    workspace: WorkspaceId


class ImportGit(Command[WorkspaceView]):
    """Clone a repository over https, http or git. The answer comes at once; facts tell the end."""

    access: ClassVar[Access] = Access.WRITE
    workspace: WorkspaceId
    url: Annotated[str, Meta(min_length=8, max_length=2000)]
    name: Annotated[str, Meta(max_length=80)] = ""


class OpenFolder(Command[WorkspaceView]):
    """Use a folder of the machine Sala runs on, in place; made a repository if it is not one."""

    access: ClassVar[Access] = Access.OWN
    workspace: WorkspaceId
    path: Annotated[str, Meta(min_length=1, max_length=4096)]
    name: Annotated[str, Meta(max_length=80)] = ""


class RenameWorkspace(Command[WorkspaceView]):
    """Give a workspace another name."""

    access: ClassVar[Access] = Access.WRITE
    workspace: WorkspaceId
    name: WorkspaceName


class ArchiveWorkspace(Command[None]):
    """Put a workspace away; nothing is deleted."""

    access: ClassVar[Access] = Access.WRITE
    workspace: WorkspaceId


class UnarchiveWorkspace(Command[None]):
    """Take a workspace out of the archive."""

    access: ClassVar[Access] = Access.WRITE
    workspace: WorkspaceId


class TrustWorkspace(Command[None]):
    """Say that what is in this workspace may be obeyed and run."""

    access: ClassVar[Access] = Access.WRITE
    workspace: WorkspaceId


class CreateFile(Command[EntryView]):
    """Make a new file; its folders are made with it."""

    access: ClassVar[Access] = Access.WRITE
    workspace: WorkspaceId
    path: Path
    text: Annotated[str, Meta(max_length=1_000_000)] = ""


class CreateFolder(Command[EntryView]):
    """Make a new folder."""

    access: ClassVar[Access] = Access.WRITE
    workspace: WorkspaceId
    path: Path


class MoveEntry(Command[EntryView]):
    """Rename or move a file or folder. Open documents move with it."""

    access: ClassVar[Access] = Access.WRITE
    workspace: WorkspaceId
    source: Path
    target: Path


class DeleteEntry(Command[None]):
    """Put a file or folder in the trash; `RestoreEntry` with the same `deletion` brings it back."""

    access: ClassVar[Access] = Access.WRITE
    workspace: WorkspaceId
    path: Path
    deletion: UUID


class RestoreEntry(Command[EntryView]):
    """Bring a deleted file or folder back to its path, if nothing stands there now."""

    access: ClassVar[Access] = Access.WRITE
    workspace: WorkspaceId
    deletion: UUID


class WriteText(Command[WrittenView]):
    """Replace a file's text atomically, if it is still what `expected` (SHA-256) says.

    An empty `expected` means that no file is there yet. Encoding, byte-order mark, line ends and
    mode are kept.
    """

    access: ClassVar[Access] = Access.SYSTEM
    workspace: WorkspaceId
    path: Path
    text: str
    expected: str


class FlushDocuments(Command[FlushedView]):
    """Write open documents of a workspace to its files now. Answered by whoever holds documents."""

    access: ClassVar[Access] = Access.SYSTEM
    workspace: WorkspaceId


class MakeCommit(Command[CommitView]):
    """Commit the given paths (all changes when empty) with everybody who wrote as an author."""

    access: ClassVar[Access] = Access.WRITE
    workspace: WorkspaceId
    message: Annotated[str, Meta(min_length=1, max_length=20_000)]
    paths: Annotated[list[Path], Meta(max_length=10_000)] = []


class CreateBranch(Command[BranchView]):
    """Make a branch at the current commit and switch to it."""

    access: ClassVar[Access] = Access.WRITE
    workspace: WorkspaceId
    name: BranchName


class SwitchBranch(Command[BranchView]):
    """Check another branch out. Refused while changes would be overwritten."""

    access: ClassVar[Access] = Access.WRITE
    workspace: WorkspaceId
    name: BranchName


# Questions


class ListWorkspaces(Query[list[WorkspaceView]]):
    """All workspaces, the most recently changed first; archived ones only when asked for."""

    access: ClassVar[Access] = Access.READ
    archived: bool = False


class GetWorkspace(Query[WorkspaceView]):
    """One workspace."""

    access: ClassVar[Access] = Access.READ
    workspace: WorkspaceId


class ListFolder(Query[list[EntryView]]):
    """A folder's entries: folders first, then files, each by name. `.git` is never shown."""

    access: ClassVar[Access] = Access.READ
    workspace: WorkspaceId
    path: Folder = ""


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
    """git status of the working tree. Open documents are flushed first."""

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


# Refusals


class WorkspaceNotFound(NotFound):
    """There is no such workspace."""

    code = "workspace.not_found"
    title = "There is no such workspace"


class WorkspaceExists(Conflict):
    """The id chosen for a new workspace is taken."""

    code = "workspace.exists"
    title = "This workspace already exists"


class WorkspaceNotReady(Conflict):
    """The workspace is being imported, its import failed, or it is archived."""

    code = "workspace.not_ready"
    title = "This workspace cannot be opened now"


class FileNotFound(NotFound):
    """There is no such file or folder."""

    code = "workspace.file_not_found"
    title = "There is no such file"


class FileExists(Conflict):
    """Something is at this path already, perhaps with other capital letters."""

    code = "workspace.file_exists"
    title = "Something with this name is already there"


class PathNotAllowed(BadRequest):
    """The path leaves the working tree or cannot be used; the detail says why."""

    code = "workspace.path_not_allowed"
    title = "This path cannot be used"


class NotText(Unprocessable):
    """The file is binary or its encoding is not known."""

    code = "workspace.not_text"
    title = "This file is not text"


class TextTooLarge(TooLarge):
    """The text is larger than 5 MB: it can be shown and downloaded, not edited."""

    code = "workspace.text_too_large"
    title = "This file is too large to edit"


class FileChanged(Conflict):
    """The file on disk is not what the writer last saw."""

    code = "workspace.file_changed"
    title = "The file has changed on disk"


class ArchiveNotAllowed(Unprocessable):
    """The archive explodes, leaves its folder, or is not an archive; the detail says which."""

    code = "workspace.archive_not_allowed"
    title = "This archive cannot be imported"


class AddressNotAllowed(Forbidden):
    """The URL points at this machine, an internal address, a local file or an unknown scheme."""

    code = "workspace.address_not_allowed"
    title = "Sala does not import from this address"


class NotARepository(Unprocessable):
    """There is no git repository at this address."""

    code = "workspace.not_a_repository"
    title = "There is no git repository at this address"


class NothingToCommit(Conflict):
    """The working tree is the same as the last commit."""

    code = "workspace.nothing_to_commit"
    title = "There is nothing to commit"


class WouldOverwrite(Conflict):
    """Switching would overwrite changes that are not committed."""

    code = "workspace.would_overwrite"
    title = "Commit your changes first: switching would overwrite them"


class BranchNotFound(NotFound):
    """There is no such branch or revision."""

    code = "workspace.branch_not_found"
    title = "There is no such branch"


class GitFailed(Unavailable):
    """git refused; the detail carries its words."""

    code = "workspace.git_failed"
    title = "git could not do this"
