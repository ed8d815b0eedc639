"""Imports over git: answered at once, carried on in the background, their end stated as a fact."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit
from uuid import UUID

import structlog

from sala.kernel.access import SYSTEM, Caller
from sala.kernel.refusals import Refusal
from sala.workspace.adapters.git import asks
from sala.workspace.adapters.importing import CloneLimits, clone
from sala.workspace.adapters.importing.addresses import read_remote
from sala.workspace.adapters.importing.probing import find_repository
from sala.workspace.adapters.landing import Landing
from sala.workspace.contract import (
    ImportFailed,
    ImportGit,
    Origin,
    RetryImport,
    WorkspaceCreated,
    WorkspaceExists,
    WorkspaceView,
)
from sala.workspace.domain import project as rules
from sala.workspace.handlers.ground import Ground
from sala.workspace.handlers.listing import Listing
from sala.workspace.handlers.progress import Progress

_LOOK_FIRST_S = 8.0
"""How long to wait for the address to answer before the import goes on in the background."""
_INTERRUPTED = "Sala stopped while this was being imported. Try it again."
_FAILED = "Something went wrong here. It has been logged. Try it again."

_log = structlog.get_logger("sala.workspace.imports")


class Imports:
    """Clones repositories. `entries` bounds how many files a clone may hold."""

    def __init__(
        self, ground: Ground, listing: Listing, *, limits: CloneLimits, entries: int
    ) -> None:
        self._ground = ground
        self._listing = listing
        self._limits = limits
        self._entries = entries
        self._tasks: dict[UUID, asyncio.Task[None]] = {}
        self._addresses: dict[UUID, str] = {}
        """Addresses as given, with what they may hold of passwords: never written down."""

    async def start_import(self, wish: ImportGit, caller: Caller) -> WorkspaceView:
        """Begin to clone. An address that is no repository is refused here, if it answers soon."""
        source = read_remote(wish.url).url
        workspace = wish.workspace
        project = await self._ground.project(workspace)
        if project.workspace is not None:
            if (project.origin, project.source) != (Origin.GIT, source):
                raise WorkspaceExists(f"Another workspace has the id {workspace}.")
            return await self._listing.one(workspace)
        with suppress(TimeoutError):
            async with asyncio.timeout(_LOOK_FIRST_S):
                await find_repository(read_remote(wish.url), internal=self._limits.internal)
        created = WorkspaceCreated(
            workspace=workspace,
            name=rules.named(wish.name or _name_of(source))[:80],
            origin=Origin.GIT,
            root=str(self._ground.root(workspace)),
            source=source,
        )
        await self._ground.projects.execute(
            rules.stream(workspace), lambda p: rules.start_import(p, created), caller
        )
        self._addresses[workspace] = wish.url
        self._begin(workspace, wish.url, caller)
        return await self._listing.one(workspace)

    async def retry(self, wish: RetryImport, caller: Caller) -> WorkspaceView:
        """Clone again what failed."""
        workspace = wish.workspace
        project = await self._ground.projects.execute(
            rules.stream(workspace), lambda p: rules.retry_import(p, workspace), caller
        )
        self._begin(workspace, self._addresses.get(workspace, project.source), caller)
        return await self._listing.one(workspace)

    async def start(self) -> None:
        """Give up, with the reason, what another life of this process left half imported."""
        for workspace in await self._listing.importing():
            await self._fail(workspace, _INTERRUPTED, "", SYSTEM)

    async def stop(self) -> None:
        """Stop cloning; the next start says that it was interrupted."""
        tasks = list(self._tasks.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def _begin(self, workspace: UUID, url: str, caller: Caller) -> None:
        task = asyncio.create_task(self._run(workspace, url, caller), name=f"import {workspace}")
        self._tasks[workspace] = task
        task.add_done_callback(lambda _: self._tasks.pop(workspace, None))

    async def _run(self, workspace: UUID, url: str, caller: Caller) -> None:
        try:
            await self._bring(workspace, url)
            await self._ground.projects.execute(
                rules.stream(workspace), lambda p: rules.finish_import(p, workspace), caller
            )
            self._addresses.pop(workspace, None)
        except Refusal as refusal:
            await self._fail(workspace, refusal.detail, refusal.code, caller)
        except Exception:  # noqa: BLE001 - logged; nobody waits for this task: what fails here must still be told
            _log.exception("an import failed", workspace=str(workspace))
            await self._fail(workspace, _FAILED, "", caller)

    async def _bring(self, workspace: UUID, url: str) -> None:
        async with Landing(self._ground.data) as landing:
            folder = landing.folder / "clone"
            async with Progress(self._ground, workspace) as progress:
                await clone(url, folder, self._limits, progress.told)
            await self._ground.workers.ask(
                asks.CheckOutClone(root=str(folder), entries=self._entries, size=self._limits.size)
            )
            await asyncio.to_thread(landing.land, folder, self._ground.root(workspace))

    async def _fail(self, workspace: UUID, reason: str, code: str, caller: Caller) -> None:
        failed = ImportFailed(workspace=workspace, reason=reason, code=code)
        await self._ground.projects.execute(
            rules.stream(workspace), lambda p: rules.fail_import(p, failed), caller
        )


def _name_of(source: str) -> str:
    """Name a workspace after the last part of its address."""
    parts = urlsplit(source)
    last = PurePosixPath(unquote(parts.path)).name.removesuffix(".git")
    return last or parts.hostname or "repository"
