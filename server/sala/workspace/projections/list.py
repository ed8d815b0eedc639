"""The projection of the list of workspaces, and reading it back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, TypeAlias, assert_never
from uuid import UUID

from sqlalchemy import Connection, RowMapping, case, delete, insert, select, update

from sala.kernel.events.followers import Projection
from sala.kernel.events.log import Entry
from sala.workspace.contract import (
    BranchSwitched,
    CommitMade,
    EntryCreated,
    EntryDeleted,
    EntryMoved,
    EntryRestored,
    ImportFailed,
    ImportFinished,
    ImportProgressed,
    ImportStarted,
    State,
    WorkspaceArchived,
    WorkspaceCreated,
    WorkspaceRenamed,
    WorkspaceTrusted,
    WorkspaceUnarchived,
)
from sala.workspace.projections.tables import touches, workspaces

Life: TypeAlias = (
    WorkspaceCreated
    | ImportStarted
    | ImportProgressed
    | ImportFinished
    | ImportFailed
    | WorkspaceRenamed
    | WorkspaceTrusted
    | WorkspaceArchived
    | WorkspaceUnarchived
)
Activity: TypeAlias = (
    EntryCreated | EntryMoved | EntryDeleted | EntryRestored | CommitMade | BranchSwitched
)


def apply(connection: Connection, entry: Entry) -> None:
    """Apply one fact to the list."""
    fact = entry.event
    if isinstance(fact, WorkspaceCreated):
        connection.execute(delete(workspaces).where(workspaces.c.workspace == fact.workspace))
        connection.execute(insert(workspaces).values(**_first(fact, entry.at)))
    elif isinstance(fact, Activity):
        change(connection, fact.workspace, changed=entry.at, changed_path=_path(fact))
    elif isinstance(fact, Life):
        change(connection, fact.workspace, **_life(fact))
    else:
        msg = f"the list of workspaces does not listen to {type(fact).__name__}"
        raise TypeError(msg)


LIST = Projection(
    name="workspace.list",
    listens=(
        WorkspaceCreated,
        ImportStarted,
        ImportProgressed,
        ImportFinished,
        ImportFailed,
        WorkspaceRenamed,
        WorkspaceTrusted,
        WorkspaceArchived,
        WorkspaceUnarchived,
        EntryCreated,
        EntryMoved,
        EntryDeleted,
        EntryRestored,
        CommitMade,
        BranchSwitched,
    ),
    tables=(workspaces,),
    apply=apply,
)


def change(connection: Connection, workspace: UUID, **values: Any) -> None:  # noqa: ANN401 - columns
    """Change a row."""
    connection.execute(
        update(workspaces).where(workspaces.c.workspace == workspace).values(**values)
    )


def touch(connection: Connection, workspace: UUID, at: datetime, path: str) -> None:
    """Note that a file was written from an open document."""
    connection.execute(delete(touches).where(touches.c.workspace == workspace))
    connection.execute(insert(touches).values(workspace=workspace, at=at, path=path))


def read(connection: Connection, workspace: UUID | None = None) -> Sequence[RowMapping]:
    """Read one row or all, the most recently changed first."""
    newer = touches.c.at > workspaces.c.changed
    changed = case((newer, touches.c.at), else_=workspaces.c.changed).label("latest")
    path = case((newer, touches.c.path), else_=workspaces.c.changed_path).label("latest_path")
    query = (
        select(workspaces, changed, path)
        .outerjoin(touches, touches.c.workspace == workspaces.c.workspace)
        .order_by(changed.desc(), workspaces.c.name, workspaces.c.workspace)
    )
    if workspace is not None:
        query = query.where(workspaces.c.workspace == workspace)
    return connection.execute(query).mappings().all()


def _first(fact: WorkspaceCreated, at: datetime) -> dict[str, Any]:
    return {
        "workspace": fact.workspace,
        "name": fact.name,
        "origin": fact.origin.value,
        "state": State.IMPORTING.value,
        "before": State.READY.value,
        "trusted": False,
        "root": fact.root,
        "source": fact.source,
        "created": at,
        "changed": at,
        "changed_path": "",
        "reason": "",
        "stage": "",
        "percent": 0,
    }


def _life(fact: Life) -> dict[str, Any]:  # noqa: PLR0911 - one case a fact
    match fact:
        case WorkspaceCreated():
            return {}
        case ImportStarted():
            return {"state": State.IMPORTING.value, "reason": "", "stage": "", "percent": 0}
        case ImportProgressed():
            return {"stage": fact.stage, "percent": fact.percent}
        case ImportFinished():
            return {"state": State.READY.value, "stage": "", "percent": 0}
        case ImportFailed():
            return {"state": State.FAILED.value, "reason": fact.reason, "stage": "", "percent": 0}
        case WorkspaceRenamed():
            return {"name": fact.name}
        case WorkspaceTrusted():
            return {"trusted": True}
        case WorkspaceArchived():
            archived = workspaces.c.state == State.ARCHIVED.value
            before = case((archived, workspaces.c.before), else_=workspaces.c.state)
            return {"state": State.ARCHIVED.value, "before": before}
        case WorkspaceUnarchived():
            return {"state": workspaces.c.before}
        case _:
            assert_never(fact)


def _path(fact: Activity) -> str:
    match fact:
        case EntryCreated() | EntryDeleted() | EntryRestored():
            return fact.path
        case EntryMoved():
            return fact.target
        case CommitMade() | BranchSwitched():
            return ""
        case _:
            assert_never(fact)
