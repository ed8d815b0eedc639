"""What happened to workspaces and their files."""

from __future__ import annotations

from typing import ClassVar
from uuid import UUID

from sala.kernel.access import Access
from sala.kernel.messages import Event
from sala.workspace.contract.types import Kind, Origin, WorkspaceId


class WorkspaceCreated(Event, tag="workspace.workspace_created.1"):
    """A workspace exists. `root` is its working tree here; `source` a URL or a file name."""

    audience: ClassVar[Access] = Access.SYSTEM
    workspace: WorkspaceId
    name: str
    origin: Origin
    root: str
    source: str = ""


class ImportStarted(Event, tag="workspace.import_started.1"):
    """A git import began, or began again after it had failed."""

    workspace: WorkspaceId
    name: str


class ImportProgressed(Event, tag="workspace.import_progressed.1"):
    """A git import came further: git's word for the stage, and how much of the stage is done."""

    workspace: WorkspaceId
    stage: str
    percent: int


class ImportFinished(Event, tag="workspace.import_finished.1"):
    """The workspace is complete and can be opened."""

    workspace: WorkspaceId


class ImportFailed(Event, tag="workspace.import_failed.1"):
    """The import was given up; `reason` says why in a sentence, `code` is a refusal's."""

    workspace: WorkspaceId
    reason: str
    code: str = ""


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
