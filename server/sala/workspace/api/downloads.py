"""Downloads: a file's bytes, whole or a range of them, that no browser obeys."""

from __future__ import annotations

import asyncio
import mimetypes
import os
import re
from http import HTTPStatus

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from sala.kernel.dispatcher import Dispatcher
from sala.kernel.transports.attachments import disposition
from sala.kernel.transports.callers import caller_of
from sala.workspace.adapters.tree.root import WorkingTree, open_file
from sala.workspace.api.addresses import addressed
from sala.workspace.contract import DescribeEntry
from sala.workspace.domain import paths
from sala.workspace.handlers.ground import Ground

_CHUNK = 256 * 1024
_RANGE = re.compile(r"bytes=(?:(\d{1,20})-(\d{0,20})|-(\d{1,20}))")
_INERT = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
"""What a browser may do with a file it opens all the same: show an image's styles, run nothing."""
_SHOWN = frozenset({"image", "audio", "video", "font"})
_TYPES = mimetypes.MimeTypes()


class Downloads:
    """Answers `GET /files/{workspace}/{path}`."""

    def __init__(self, ground: Ground, dispatcher: Dispatcher) -> None:
        self._ground = ground
        self._dispatcher = dispatcher

    async def get(self, request: Request) -> Response:
        """Send a file, with what open documents hold of it."""
        workspace, path = addressed(request)
        # The dispatcher asks whether the caller may.
        await self._dispatcher.send(
            DescribeEntry(workspace=workspace, path=path), caller_of(request)
        )
        await self._ground.freshen(workspace)
        tree = await self._ground.tree(workspace)
        fd = await asyncio.to_thread(_opened, tree, path)
        try:
            return _answer(request, fd, path)
        except BaseException:
            os.close(fd)
            raise


def _opened(tree: WorkingTree, path: str) -> int:
    split = paths.parts(path)
    with tree.folder(split[:-1]) as above:
        return open_file(split[-1], above, path)


def _answer(request: Request, fd: int, path: str) -> Response:
    status = os.fstat(fd)
    size = status.st_size
    mark = f'"{status.st_mtime_ns:x}-{size:x}"'
    headers = {
        "accept-ranges": "bytes",
        "cache-control": "private, no-cache",
        "content-disposition": disposition(path.rpartition("/")[2]),
        "content-security-policy": _INERT,
        "content-type": media_type(path),
        "cross-origin-resource-policy": "same-origin",
        "etag": mark,
    }
    if request.headers.get("if-none-match") in (mark, "*"):
        os.close(fd)
        return Response(status_code=HTTPStatus.NOT_MODIFIED, headers=headers)
    wanted = request.headers.get("range", "")
    if request.headers.get("if-range", mark) != mark:
        wanted = ""
    reach = span(wanted, size)
    if reach is None:
        os.close(fd)
        headers["content-range"] = f"bytes */{size}"
        return Response(status_code=HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE, headers=headers)
    start, end = reach
    partial = _RANGE.fullmatch(wanted) is not None
    if partial:
        headers["content-range"] = f"bytes {start}-{end - 1}/{size}"
    code = HTTPStatus.PARTIAL_CONTENT if partial else HTTPStatus.OK
    return _Slice(fd, start, end, code, headers, body=request.method != "HEAD")


def span(wanted: str, size: int) -> tuple[int, int] | None:
    """Read a Range header: start and end (exclusive); the whole where it asks nothing readable.

    None when what it asks lies outside the file. Several ranges are answered with the whole.
    """
    asked = _RANGE.fullmatch(wanted)
    if asked is None:
        return 0, size
    first, last, suffix = asked.groups()
    if suffix:
        length = min(int(suffix), size)
        return (size - length, size) if length else None
    start = int(first)
    end = min(int(last) + 1, size) if last else size
    return (start, end) if start < size and start < end else None


def media_type(path: str) -> str:
    """Name the type of what a browser may show; everything else is bytes."""
    kind, encoding = _TYPES.guess_type(f"file/{path}")
    if kind is None or encoding or kind.partition("/")[0] not in _SHOWN:
        return "application/octet-stream"
    return kind


class _Slice(Response):
    """Sends part of an open file and closes it, whatever happens."""

    def __init__(
        self, fd: int, start: int, end: int, code: int, headers: dict[str, str], *, body: bool
    ) -> None:
        self._fd = fd
        self._start, self._end = start, end
        self._body = body
        super().__init__(status_code=code, headers=headers)
        self.headers["content-length"] = str(end - start)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send it."""
        del scope, receive
        try:
            await send(
                {
                    "type": "http.response.start",
                    "status": self.status_code,
                    "headers": self.raw_headers,
                }
            )
            at = self._start if self._body else self._end
            while at < self._end:
                length = min(_CHUNK, self._end - at)
                piece = await asyncio.to_thread(os.pread, self._fd, length, at)
                if not piece:  # cut short on disk meanwhile: the length was promised already
                    raise ConnectionError("the file became shorter while it was sent")
                at += len(piece)
                await send({"type": "http.response.body", "body": piece, "more_body": True})
            await send({"type": "http.response.body", "body": b""})
        finally:
            os.close(self._fd)
