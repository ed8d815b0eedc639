"""Uploads: a file into the tree, or an archive that becomes a workspace, streamed to the disk."""

from __future__ import annotations

import asyncio
import os
import secrets
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from sala.kernel.access import Caller
from sala.kernel.dispatcher import Dispatcher
from sala.kernel.refusals import BadRequest, TooLarge
from sala.kernel.transports.callers import caller_of
from sala.workspace.adapters.tree.drafts import Draft
from sala.workspace.adapters.tree.root import WorkingTree
from sala.workspace.adapters.tree.system import refusing
from sala.workspace.api.addresses import (
    addressed,
    announced_size,
    expected_mark,
    workspace_id,
)
from sala.workspace.contract import CheckUpload, EntryView, GetImportLimits, WorkspaceView
from sala.workspace.handlers.files import Files
from sala.workspace.handlers.ground import Ground, whole
from sala.workspace.handlers.projects import Projects

_BATCH = 1024 * 1024
"""Bytes gathered before a thread writes them: the network gives them in small pieces."""
_MB = 1_000_000


class Uploads:
    """Answers `PUT /files/{workspace}/{path}`. `If-Match` names the file that may be replaced."""

    def __init__(self, ground: Ground, dispatcher: Dispatcher, files: Files) -> None:
        self._ground = ground
        self._dispatcher = dispatcher
        self._files = files

    async def put(self, request: Request) -> Response:
        """Take a file in."""
        workspace, path = addressed(request)
        caller, over = caller_of(request), expected_mark(request.headers)
        size = announced_size(request.headers)
        # The dispatcher asks whether the caller may, before a byte is taken.
        await self._dispatcher.send(
            CheckUpload(workspace=workspace, path=path, size=size, replace=over is not None), caller
        )
        draft = await asyncio.to_thread(_draft, await self._ground.tree(workspace))
        try:
            with refusing(path):
                await _received(request, draft.write, self._files.within_limit)
        except BaseException:
            draft.close()
            raise
        view = await whole(self._land(workspace, path, draft, over, caller))
        return _json(view)

    async def _land(
        self, workspace: UUID, path: str, draft: Draft, over: str | None, caller: Caller
    ) -> EntryView:
        with draft:
            return await self._files.land(workspace, path, draft, over, caller)


class ArchiveImports:
    """Answers `POST /imports/archive?name=…`; `workspace` may give the new workspace's id.

    `limit` is the largest archive, in bytes.
    """

    def __init__(
        self, ground: Ground, dispatcher: Dispatcher, projects: Projects, *, limit: int
    ) -> None:
        self._ground = ground
        self._dispatcher = dispatcher
        self._projects = projects
        self._limit = limit

    async def post(self, request: Request) -> Response:
        """Take an archive in and unpack it; the answer is the workspace, complete."""
        caller, query = caller_of(request), request.query_params
        await self._dispatcher.send(GetImportLimits(), caller)
        source = Path(query.get("name", "")).name
        if not source:
            raise BadRequest("Say the archive's file name: /imports/archive?name=project.zip")
        workspace = workspace_id(query["workspace"]) if "workspace" in query else uuid4()
        self._within_limit(announced_size(request.headers))
        upload = await asyncio.to_thread(_upload_file, self._ground.data)
        try:
            size = await self._receive(request, upload)
        except BaseException:
            await asyncio.to_thread(upload.unlink, missing_ok=True)
            raise
        return _json(await whole(self._import(workspace, upload, size, source, caller)))

    async def _receive(self, request: Request, upload: Path) -> int:
        with refusing(upload.name):
            fd = await asyncio.to_thread(os.open, upload, os.O_WRONLY | os.O_CLOEXEC)
            try:
                return await _received(request, lambda data: _write(fd, data), self._within_limit)
            finally:
                os.close(fd)

    async def _import(
        self, workspace: UUID, upload: Path, size: int, source: str, caller: Caller
    ) -> WorkspaceView:
        try:
            return await self._projects.import_archive(workspace, upload, size, source, "", caller)
        finally:
            await asyncio.to_thread(upload.unlink, missing_ok=True)

    def _within_limit(self, size: int) -> None:
        if size > self._limit:
            limit = self._limit // _MB
            raise TooLarge(f"An archive may have up to {limit} MB; this one is larger.")


async def _received(
    request: Request, write: Callable[[bytes], None], within_limit: Callable[[int], None]
) -> int:
    """Write the body as it comes, in threads; give its size."""
    size, gathered = 0, bytearray()
    async for piece in request.stream():
        size += len(piece)
        within_limit(size)
        gathered += piece
        if len(gathered) >= _BATCH:
            await asyncio.to_thread(write, bytes(gathered))
            gathered.clear()
    await asyncio.to_thread(write, bytes(gathered))
    return size


def _draft(tree: WorkingTree) -> Draft:
    with tree.folder(()) as root, refusing(""):
        return Draft(root)


def _upload_file(data: Path) -> Path:
    place = data / "imports" / f"upload-{secrets.token_hex(8)}"
    with refusing(place.name):
        place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        place.touch(mode=0o600, exist_ok=False)
    return place


def _write(fd: int, data: bytes) -> None:
    left = memoryview(data)
    while left:
        left = left[os.write(fd, left) :]


def _json(view: Any) -> Response:  # noqa: ANN401 - any view
    return Response(msgspec.json.encode(view), media_type="application/json")
