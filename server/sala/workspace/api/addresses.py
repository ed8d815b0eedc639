"""What the address and headers of a handwritten request say."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from starlette.requests import Request

from sala.kernel.refusals import BadRequest
from sala.workspace.contract import WorkspaceNotFound


def addressed(request: Request) -> tuple[UUID, str]:
    """Read the workspace and the path from an address."""
    return workspace_id(request.path_params["workspace"]), request.path_params["path"]


def workspace_id(text: str) -> UUID:
    """Read an id. Raises WorkspaceNotFound: what is no id is nobody's."""
    try:
        return UUID(text)
    except ValueError as error:
        raise WorkspaceNotFound("There is no such workspace.") from error


def announced_size(headers: Mapping[str, str]) -> int:
    """Read how many bytes are to come; 0 when that is not said."""
    text = headers.get("content-length", "0")
    if not (text.isascii() and text.isdigit()):
        raise BadRequest("The Content-Length header is not a number.")
    return int(text)


def expected_mark(headers: Mapping[str, str]) -> str | None:
    """Read which file may be replaced: its SHA-256, `*` for any, None for none at all."""
    text = headers.get("if-match", "").strip()
    if not text:
        return None
    return text.strip('"').lower()
