"""What may be asked of workspace."""

from __future__ import annotations

from typing import Annotated, ClassVar
from uuid import UUID

from msgspec import Meta, field

from sala.kernel.access import Access
from sala.kernel.messages import Command
from sala.workspace.contract.types import BranchName, Path, WorkspaceId, WorkspaceName
from sala.workspace.contract.views import (
    BranchView,
    CommitView,
    EntryView,
    FlushedView,
    WorkspaceView,
    WrittenView,
)


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
    """Clone a repository over https or http. The answer comes at once; facts tell the end."""

    access: ClassVar[Access] = Access.WRITE
    workspace: WorkspaceId
    url: Annotated[str, Meta(min_length=8, max_length=2000)]
    name: Annotated[str, Meta(max_length=80)] = ""


class RetryImport(Command[WorkspaceView]):
    """Clone again what could not be cloned. The answer comes at once; facts tell the end."""

    access: ClassVar[Access] = Access.WRITE
    workspace: WorkspaceId


class OpenFolder(Command[WorkspaceView]):
    """Use a folder of the machine Sala runs on, in place; made a repository if it is not one.

    A folder that is open already is answered with the workspace it is.
    """

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


class ExpectChanges(Command[None]):
    """Say that a program is about to change files for a member; of no program: that none is.

    Answered by whoever holds documents. The fact of what the program did ends it, too.
    """

    access: ClassVar[Access] = Access.SYSTEM
    workspace: WorkspaceId
    program: str
    member: UUID | None = None


class NoteMove(Command[bool]):
    """State that a program moved a file; tell whether it did: the old path is free, the new taken.

    `member` is who had the program run, where that is known.
    """

    access: ClassVar[Access] = Access.SYSTEM
    workspace: WorkspaceId
    source: Path
    target: Path
    member: UUID | None = None


class MakeCommit(Command[CommitView]):
    """Commit the given paths (all changes when empty) with everybody who wrote as an author."""

    access: ClassVar[Access] = Access.WRITE
    workspace: WorkspaceId
    message: Annotated[str, Meta(min_length=1, max_length=20_000)]
    paths: Annotated[list[Path], Meta(max_length=10_000)] = field(default_factory=list)


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
