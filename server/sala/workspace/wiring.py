"""Builds workspace from its parts."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from starlette.routing import Route

from sala.kernel.contexts import Context
from sala.kernel.dispatcher import Dispatcher, Handler
from sala.kernel.events.deciders import Settled
from sala.kernel.events.log import EventLog
from sala.kernel.messages import Message
from sala.kernel.settings import WorkspaceSettings
from sala.kernel.tables import Tables
from sala.workspace import contract
from sala.workspace.adapters.archives.budget import Limits
from sala.workspace.adapters.git.workers import GitWorkers
from sala.workspace.adapters.importing import CloneLimits
from sala.workspace.adapters.landing import sweep
from sala.workspace.api.downloads import Downloads
from sala.workspace.api.uploads import ArchiveImports, Uploads
from sala.workspace.handlers.files import Files
from sala.workspace.handlers.ground import Ground
from sala.workspace.handlers.imports import Imports
from sala.workspace.handlers.listing import Listing
from sala.workspace.handlers.people import People
from sala.workspace.handlers.projects import Projects
from sala.workspace.handlers.repositories import Repositories
from sala.workspace.handlers.searches import Searches
from sala.workspace.handlers.texts import Texts
from sala.workspace.handlers.tracing import Tracing
from sala.workspace.projections.list import LIST


def build(
    *,
    log: EventLog,
    tables: Tables,
    settled: Settled,
    dispatcher: Dispatcher,
    settings: WorkspaceSettings,
    data: Path,
    clock: Callable[[], datetime],
    ripgrep: str | None = shutil.which("rg"),
) -> Context:
    """Wire workspace. `data` is the data directory; without `ripgrep` Python searches."""
    workers = GitWorkers()
    ground = Ground(
        log=log,
        tables=tables,
        settled=settled,
        dispatcher=dispatcher,
        workers=workers,
        data=data,
        clock=clock,
    )
    people, listing = People(dispatcher), Listing(tables, data)
    unpacking = Limits(
        unpacked=settings.unpacked_limit,
        entries=settings.unpacked_files,
        seconds=settings.import_seconds,
    )
    cloning = CloneLimits(
        size=settings.unpacked_limit,
        seconds=settings.import_seconds,
        internal=settings.internal_addresses,
    )
    packed = settings.archive_limit
    projects = Projects(ground, people, listing, limits=unpacking, packed=packed)
    imports = Imports(ground, listing, limits=cloning, entries=settings.unpacked_files)
    files = Files(ground, upload_limit=settings.upload_limit)
    searches = Searches(ground, program=ripgrep)
    downloads = Downloads(ground, dispatcher)
    uploads = Uploads(ground, dispatcher, files)
    archives = ArchiveImports(ground, dispatcher, projects, limit=packed)

    async def start() -> None:
        await asyncio.to_thread(sweep, data)
        await imports.start()

    async def stop() -> None:
        await imports.stop()
        await workers.stop()

    return Context(
        name="workspace",
        handlers={
            **_of_projects(projects, imports),
            **_of_files(files, Texts(ground), searches, Tracing(ground)),
            **_of_repositories(Repositories(ground, people)),
        },
        routes=[
            Route("/files/{workspace}/{path:path}", downloads.get, methods=["GET"]),
            Route("/files/{workspace}/{path:path}", uploads.put, methods=["PUT"]),
            Route("/imports/archive", archives.post, methods=["POST"]),
        ],
        followers=[LIST],
        start=start,
        stop=stop,
    )


_Handlers = dict[type[Message[Any]], Handler]


def _of_projects(projects: Projects, imports: Imports) -> _Handlers:
    return {
        contract.CreateWorkspace: projects.create,
        contract.CreateSample: projects.create_sample,
        contract.ImportGit: imports.start_import,
        contract.RetryImport: imports.retry,
        contract.OpenFolder: projects.open_folder,
        contract.GetImportLimits: projects.import_limits,
        contract.RenameWorkspace: projects.rename,
        contract.ArchiveWorkspace: projects.archive,
        contract.UnarchiveWorkspace: projects.unarchive,
        contract.TrustWorkspace: projects.trust,
        contract.ListWorkspaces: projects.list_all,
        contract.GetWorkspace: projects.get,
        contract.LocateFiles: projects.locate,
    }


def _of_files(files: Files, texts: Texts, searches: Searches, tracing: Tracing) -> _Handlers:
    return {
        contract.ListFolder: files.list_folder,
        contract.DescribeEntry: files.describe,
        contract.FindPaths: files.find,
        contract.CreateFile: files.create_file,
        contract.CreateFolder: files.create_folder,
        contract.MoveEntry: files.move,
        contract.DeleteEntry: files.delete,
        contract.RestoreEntry: files.restore,
        contract.CheckUpload: files.check_upload,
        contract.ReadText: texts.read,
        contract.WriteText: texts.write,
        contract.SearchText: searches.search,
        contract.TraceFiles: tracing.trace,
        contract.FindProgram: tracing.program,
        contract.NoteMove: tracing.note,
    }


def _of_repositories(repositories: Repositories) -> _Handlers:
    return {
        contract.GetStatus: repositories.status,
        contract.GetDiff: repositories.diff,
        contract.ListCommits: repositories.log,
        contract.ListBranches: repositories.branches,
        contract.MakeCommit: repositories.commit,
        contract.CreateBranch: repositories.create_branch,
        contract.SwitchBranch: repositories.switch,
    }
