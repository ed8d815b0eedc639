"""A project's life: created or imported, renamed, trusted, put away and taken out again."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TypeAlias, assert_never
from uuid import UUID

from sala.kernel.messages import Event
from sala.kernel.refusals import BadRequest
from sala.workspace.contract import (
    ImportFailed,
    ImportFinished,
    ImportStarted,
    NothingToRetry,
    Origin,
    State,
    WorkspaceArchived,
    WorkspaceCreated,
    WorkspaceExists,
    WorkspaceNotFound,
    WorkspaceNotReady,
    WorkspaceRenamed,
    WorkspaceTrusted,
    WorkspaceUnarchived,
)

Fact: TypeAlias = (
    WorkspaceCreated
    | ImportStarted
    | ImportFinished
    | ImportFailed
    | WorkspaceRenamed
    | WorkspaceTrusted
    | WorkspaceArchived
    | WorkspaceUnarchived
)

MADE_HERE = frozenset({Origin.EMPTY, Origin.SAMPLE})
"""Origins whose whole content Sala wrote itself: nothing foreign is in them to distrust."""

_WHY_NOT = {
    State.IMPORTING: "It is still being imported.",
    State.FAILED: "Its import failed. Try the import again.",
    State.ARCHIVED: "It is in the archive. Take it out first.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Project:
    """What decisions about a project need. `workspace` is None before it exists."""

    workspace: UUID | None = None
    name: str = ""
    origin: Origin = Origin.EMPTY
    state: State = State.IMPORTING
    root: str = ""
    source: str = ""
    before: State = State.READY
    """What an archived project was before; it becomes that again."""
    trusted: bool = False


NONE = Project()


def stream(workspace: UUID) -> str:
    """Name the stream that holds a project's life."""
    return f"workspace/{workspace}"


def activity(workspace: UUID) -> str:
    """Name the stream that holds what was done to a project's files and branches."""
    return f"workspace/{workspace}/activity"


def evolve(project: Project, event: Event) -> Project:
    """Fold one fact of a project's own stream."""
    assert isinstance(event, Fact)  # noqa: S101 - another fact in this stream is a bug
    return _evolve(project, event)


def _evolve(project: Project, event: Fact) -> Project:  # noqa: PLR0911 - a case for each fact
    match event:
        case WorkspaceCreated():
            return Project(
                workspace=event.workspace,
                name=event.name,
                origin=event.origin,
                root=event.root,
                source=event.source,
            )
        case ImportStarted():
            return replace(project, state=State.IMPORTING)
        case ImportFinished():
            return replace(project, state=State.READY)
        case ImportFailed():
            return replace(project, state=State.FAILED)
        case WorkspaceRenamed():
            return replace(project, name=event.name)
        case WorkspaceTrusted():
            return replace(project, trusted=True)
        case WorkspaceArchived():
            return replace(project, state=State.ARCHIVED, before=project.state)
        case WorkspaceUnarchived():
            return replace(project, state=project.before)
        case _:
            assert_never(event)


def named(name: str) -> str:
    """Give a name as it is shown: one line, without spaces at its ends. Refuse an empty one."""
    clean = " ".join("".join(c if c.isprintable() else " " for c in name).split())
    if not clean:
        raise BadRequest("A workspace needs a name.", fields={"name": "Write at least one letter."})
    return clean


def absent(project: Project, workspace: UUID) -> None:
    """Refuse an id that is taken."""
    if project.workspace is not None:
        raise WorkspaceExists(f"A workspace with the id {workspace} is there already.")


def existing(project: Project, workspace: UUID) -> UUID:
    """Refuse a project that is not there."""
    if project.workspace is None:
        raise WorkspaceNotFound(f"There is no workspace with the id {workspace}.")
    return project.workspace


def ready(project: Project, workspace: UUID) -> None:
    """Refuse a project whose files cannot be used now."""
    existing(project, workspace)
    if project.state is not State.READY:
        raise WorkspaceNotReady(f"“{project.name}” cannot be opened. {_WHY_NOT[project.state]}")


def create(project: Project, created: WorkspaceCreated) -> list[Event]:
    """Decide on a workspace whose working tree is complete. What Sala wrote itself is trusted."""
    absent(project, created.workspace)
    made: list[Event] = [created, ImportFinished(workspace=created.workspace)]
    if created.origin in MADE_HERE:
        made.append(WorkspaceTrusted(workspace=created.workspace))
    return made


def start_import(project: Project, created: WorkspaceCreated) -> list[Event]:
    """Decide on a workspace whose working tree is still to be fetched."""
    absent(project, created.workspace)
    return [created, ImportStarted(workspace=created.workspace, name=created.name)]


def retry_import(project: Project, workspace: UUID) -> list[Event]:
    """Decide on fetching again what could not be fetched."""
    existing(project, workspace)
    if project.state is not State.FAILED:
        raise NothingToRetry(f"The import of “{project.name}” did not fail.")
    return [ImportStarted(workspace=workspace, name=project.name)]


def finish_import(project: Project, workspace: UUID) -> list[Event]:
    """Decide that everything is there. An import that was given up meanwhile stays given up."""
    existing(project, workspace)
    if project.state is not State.IMPORTING:
        return []
    return [ImportFinished(workspace=workspace)]


def fail_import(project: Project, failed: ImportFailed) -> list[Event]:
    """Decide to give an import up."""
    existing(project, failed.workspace)
    return [failed] if project.state is State.IMPORTING else []


def rename(project: Project, workspace: UUID, name: str) -> list[Event]:
    """Decide on another name."""
    existing(project, workspace)
    return [] if name == project.name else [WorkspaceRenamed(workspace=workspace, name=name)]


def trust(project: Project, workspace: UUID) -> list[Event]:
    """Decide to trust what is in the workspace."""
    ready(project, workspace)
    return [] if project.trusted else [WorkspaceTrusted(workspace=workspace)]


def archive(project: Project, workspace: UUID) -> list[Event]:
    """Decide to put a workspace away; one that is still being imported has to wait."""
    existing(project, workspace)
    if project.state is State.ARCHIVED:
        return []
    if project.state is State.IMPORTING:
        raise WorkspaceNotReady(f"“{project.name}” is still being imported.")
    return [WorkspaceArchived(workspace=workspace)]


def unarchive(project: Project, workspace: UUID) -> list[Event]:
    """Decide to take a workspace out of the archive."""
    existing(project, workspace)
    return [WorkspaceUnarchived(workspace=workspace)] if project.state is State.ARCHIVED else []
