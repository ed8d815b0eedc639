"""Workspaces themselves: made, opened in place, imported, listed, renamed, trusted, put away."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from pathlib import Path
from uuid import UUID

from sala.kernel.access import Caller
from sala.kernel.messages import Event
from sala.workspace.adapters.archives.budget import Budget, Limits
from sala.workspace.adapters.archives.unpacking import EXTENSIONS, unpack
from sala.workspace.adapters.git import asks
from sala.workspace.adapters.landing import Landing
from sala.workspace.adapters.places import checked_folder
from sala.workspace.adapters.sample import copy_sample
from sala.workspace.contract import (
    ArchiveWorkspace,
    CreateSample,
    CreateWorkspace,
    GetImportLimits,
    GetWorkspace,
    ImportLimitsView,
    ListWorkspaces,
    LocateFiles,
    OpenFolder,
    Origin,
    RenameWorkspace,
    State,
    TrustWorkspace,
    UnarchiveWorkspace,
    WorkspaceCreated,
    WorkspaceExists,
    WorkspaceView,
)
from sala.workspace.domain import project as rules
from sala.workspace.domain.project import Project
from sala.workspace.handlers.ground import Ground, whole
from sala.workspace.handlers.listing import Listing
from sala.workspace.handlers.people import People

_SAMPLE = "harbour"
_README = "# {name}\n\nWhat this project is for, in a sentence.\n"


class Projects:
    """Answers for workspaces whose content is here at once. `packed` bounds an archive's bytes."""

    def __init__(
        self,
        ground: Ground,
        people: People,
        listing: Listing,
        *,
        limits: Limits,
        packed: int,
    ) -> None:
        self._ground = ground
        self._people = people
        self._listing = listing
        self._limits = limits
        self._packed = packed
        self._opening = asyncio.Lock()

    async def create(self, wish: CreateWorkspace, caller: Caller) -> WorkspaceView:
        """Make a repository with a README."""
        name = rules.named(wish.name)

        def fill(folder: Path) -> Path:
            (folder / "README.md").write_text(_README.format(name=name), encoding="utf-8")
            return folder

        created = self._created(wish.workspace, name, Origin.EMPTY)
        return await whole(self._make(created, fill, "Begin with a README\n", caller))

    async def create_sample(self, wish: CreateSample, caller: Caller) -> WorkspaceView:
        """Copy the sample project."""

        def fill(folder: Path) -> Path:
            copy_sample(folder / _SAMPLE)
            return folder / _SAMPLE

        created = self._created(wish.workspace, _SAMPLE, Origin.SAMPLE)
        return await whole(self._make(created, fill, "Windows for ships, with tests\n", caller))

    async def import_archive(
        self, workspace: UUID, archive: Path, size: int, source: str, name: str, caller: Caller
    ) -> WorkspaceView:
        """Unpack an uploaded archive of `size` bytes and make it a repository with one commit."""
        stem = source
        for extension in sorted(EXTENSIONS, key=len, reverse=True):
            if source.lower().endswith(extension):
                stem = source[: -len(extension)]
                break
        name = rules.named(name or stem or "archive")[:80]
        budget = Budget(self._limits, size)
        created = self._created(workspace, name, Origin.ARCHIVE, source[:255])

        def fill(folder: Path) -> Path:
            return unpack(archive, folder, budget)

        try:
            return await self._make(created, fill, f"Import {name}\n", caller)
        finally:
            budget.given_up.set()

    async def open_folder(self, wish: OpenFolder, caller: Caller) -> WorkspaceView:
        """Use a folder in place."""
        return await whole(self._open(wish, caller))

    async def import_limits(self, question: GetImportLimits, caller: Caller) -> ImportLimitsView:
        """Tell what may be imported."""
        del question, caller
        return ImportLimitsView(
            extensions=list(EXTENSIONS),
            upload=self._packed,
            unpacked=self._limits.unpacked,
            entries=self._limits.entries,
        )

    async def rename(self, wish: RenameWorkspace, caller: Caller) -> WorkspaceView:
        """Give another name."""
        name = rules.named(wish.name)
        await self._decide(wish.workspace, lambda p: rules.rename(p, wish.workspace, name), caller)
        return await self._listing.one(wish.workspace)

    async def trust(self, wish: TrustWorkspace, caller: Caller) -> None:
        """Trust what is in a workspace."""
        await self._decide(wish.workspace, lambda p: rules.trust(p, wish.workspace), caller)

    async def archive(self, wish: ArchiveWorkspace, caller: Caller) -> None:
        """Put away, with what open documents hold written first."""
        if (await self._ground.project(wish.workspace)).state is State.READY:
            await self._ground.flush(wish.workspace)
        await self._decide(wish.workspace, lambda p: rules.archive(p, wish.workspace), caller)

    async def unarchive(self, wish: UnarchiveWorkspace, caller: Caller) -> None:
        """Take out again."""
        await self._decide(wish.workspace, lambda p: rules.unarchive(p, wish.workspace), caller)

    async def list_all(self, question: ListWorkspaces, caller: Caller) -> list[WorkspaceView]:
        """List workspaces."""
        del caller
        return await self._listing.all(archived=question.archived)

    async def get(self, question: GetWorkspace, caller: Caller) -> WorkspaceView:
        """Show one workspace."""
        del caller
        return await self._listing.one(question.workspace)

    async def locate(self, question: LocateFiles, caller: Caller) -> str:
        """Say where a workspace's files lie on this machine."""
        del caller
        return (await self._ground.ready(question.workspace)).root

    async def _make(
        self,
        created: WorkspaceCreated,
        fill: Callable[[Path], Path],
        message: str,
        caller: Caller,
    ) -> WorkspaceView:
        """Fill a folder nobody sees, commit it, and let it land complete."""
        workspace = created.workspace
        if await self._retried(created):
            return await self._listing.one(workspace)
        author = await self._people.author(caller)
        async with Landing(self._ground.data) as landing:
            folder = await asyncio.to_thread(fill, landing.folder)
            await self._ground.workers.ask(
                asks.StartRepository(root=str(folder), author=author, message=message)
            )
            await asyncio.to_thread(landing.land, folder, self._ground.root(workspace))
        await self._decide(workspace, lambda p: rules.create(p, created), caller)
        return await self._listing.one(workspace)

    async def _open(self, wish: OpenFolder, caller: Caller) -> WorkspaceView:
        root = await asyncio.to_thread(checked_folder, wish.path, self._ground.data)
        async with self._opening:
            known = await self._listing.at(str(root))
            if known is not None:
                await self._decide(known, lambda p: rules.unarchive(p, known), caller)
                return await self._listing.one(known)
            name = rules.named(wish.name or root.name)[:80]
            created = WorkspaceCreated(
                workspace=wish.workspace, name=name, origin=Origin.FOLDER, root=str(root)
            )
            rules.absent(await self._ground.project(wish.workspace), wish.workspace)
            await self._ground.workers.ask(asks.StartRepository(root=str(root)))
            await self._decide(wish.workspace, lambda p: rules.create(p, created), caller)
        return await self._listing.one(wish.workspace)

    async def _retried(self, created: WorkspaceCreated) -> bool:
        """Tell that the same workspace was made before; refuse an id that is another's."""
        project = await self._ground.project(created.workspace)
        if project.workspace is None:
            return False
        if (project.origin, project.source) != (created.origin, created.source):
            raise WorkspaceExists(f"Another workspace has the id {created.workspace}.")
        return True

    def _created(
        self, workspace: UUID, name: str, origin: Origin, source: str = ""
    ) -> WorkspaceCreated:
        root = str(self._ground.root(workspace))
        return WorkspaceCreated(
            workspace=workspace, name=name, origin=origin, root=root, source=source
        )

    async def _decide(
        self, workspace: UUID, decide: Callable[[Project], Sequence[Event]], caller: Caller
    ) -> None:
        await self._ground.projects.execute(rules.stream(workspace), decide, caller)
