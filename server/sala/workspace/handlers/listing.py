"""The list of workspaces: what the facts say, and what each project says on disk."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path
from uuid import UUID

from sqlalchemy import RowMapping, select

from sala.kernel.refusals import Refusal
from sala.kernel.tables import Tables
from sala.workspace.adapters.git.head import branch_of
from sala.workspace.adapters.tree.root import WorkingTree
from sala.workspace.contract import Kind, Origin, State, WorkspaceNotFound, WorkspaceView
from sala.workspace.domain import readme
from sala.workspace.domain.text import decode
from sala.workspace.handlers.ground import kept
from sala.workspace.projections.list import read
from sala.workspace.projections.tables import workspaces

_README_BYTES = 8 * 1024


class Listing:
    """Reads the list."""

    def __init__(self, tables: Tables, data: Path) -> None:
        self._tables = tables
        self._data = data

    async def all(self, *, archived: bool) -> list[WorkspaceView]:
        """Show all workspaces, the most recently changed first; archived ones when asked for."""
        rows = await self._tables.run(read)
        wanted = [row for row in rows if archived or row["state"] != State.ARCHIVED]
        return await asyncio.to_thread(self._views, wanted)

    async def one(self, workspace: UUID) -> WorkspaceView:
        """Show one. Raises WorkspaceNotFound."""
        rows = await self._tables.run(lambda db: read(db, workspace))
        if not rows:
            raise WorkspaceNotFound(f"There is no workspace with the id {workspace}.")
        return (await asyncio.to_thread(self._views, rows))[0]

    async def at(self, root: str) -> UUID | None:
        """Find the workspace that uses a folder in place."""
        query = select(workspaces.c.workspace).where(
            workspaces.c.root == root, workspaces.c.origin == Origin.FOLDER.value
        )
        found: UUID | None = await self._tables.run(lambda db: db.execute(query).scalar())
        return found

    async def importing(self) -> list[UUID]:
        """Find the workspaces whose import has not ended."""
        query = select(workspaces.c.workspace).where(workspaces.c.state == State.IMPORTING.value)
        return list(await self._tables.run(lambda db: db.execute(query).scalars().all()))

    def _views(self, rows: Sequence[RowMapping]) -> list[WorkspaceView]:
        return [_view(row, self._root(row)) for row in rows]

    def _root(self, row: RowMapping) -> str:
        if row["origin"] == Origin.FOLDER:
            return str(row["root"])
        return str(kept(self._data, row["workspace"]))


def _view(row: RowMapping, root: str) -> WorkspaceView:
    here = row["state"] == State.READY
    return WorkspaceView(
        workspace=row["workspace"],
        name=row["name"],
        origin=Origin(row["origin"]),
        state=State(row["state"]),
        trusted=row["trusted"],
        created=row["created"],
        changed=row["latest"],
        changed_path=row["latest_path"],
        source=row["source"],
        branch=branch_of(root) if here else "",
        description=_description(root) if here else "",
        reason=row["reason"],
        stage=row["stage"],
        percent=row["percent"],
    )


def _description(root: str) -> str:
    """Read the first sentence of the README; nothing where there is none that can be read."""
    tree = WorkingTree(root)
    for name in readme.NAMES:
        try:
            if tree.look((name,)).kind is Kind.FILE:
                data, _ = tree.read((name,), limit=_README_BYTES)
                return readme.description(decode(data[: data.rfind(b"\n") + 1] or data).normal)
        except Refusal:
            continue
    return ""
