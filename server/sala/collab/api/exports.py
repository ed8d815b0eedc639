"""Exports: the whole past of a document as one file."""

from __future__ import annotations

from uuid import UUID

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from sala.collab.handlers.exporting import Exporting
from sala.kernel.transports.attachments import disposition
from sala.kernel.transports.callers import caller_of
from sala.workspace.contract import WorkspaceNotFound

_TYPE = "application/x-ndjson"


class Exports:
    """Answers `GET /history/{workspace}/{path}`."""

    def __init__(self, exporting: Exporting) -> None:
        self._exporting = exporting

    async def get(self, request: Request) -> Response:
        """Send a document's past, line by line."""
        path = request.path_params["path"]
        try:
            workspace = UUID(request.path_params["workspace"])
        except ValueError as error:
            raise WorkspaceNotFound("There is no such workspace.") from error
        lines = await self._exporting.export(workspace, path, caller_of(request))
        name = path.rpartition("/")[2]
        headers = {
            "cache-control": "private, no-store",
            "content-disposition": disposition(f"{name}.history.jsonl"),
            "cross-origin-resource-policy": "same-origin",
        }
        if request.method == "HEAD":
            return Response(headers=headers, media_type=_TYPE)
        return StreamingResponse(lines, headers=headers, media_type=_TYPE)
