"""Request bodies, read whole and never larger than a limit, whatever the client declares."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any, TypeAlias

from sala.kernel.refusals import BadRequest, Refusal, TooLarge
from sala.kernel.transports.callers import Heads

Receive: TypeAlias = Callable[[], Awaitable[MutableMapping[str, Any]]]

BODY_LIMIT = 1_048_576
"""A message is at most this many bytes; files travel on routes of their own."""

_DRAIN_LIMIT = 8 * BODY_LIMIT


class WrongContentType(Refusal):
    """The body is declared as something other than JSON."""

    status = 415
    code = "kernel.wrong_content_type"
    title = "Send JSON, with Content-Type: application/json"


class ClientGone(Exception):
    """The client hung up before its request was complete; nobody is left to be answered."""


def require_json(heads: Heads, body: bytes) -> None:
    """Refuse a body that is not declared as JSON. An empty body needs no declaration."""
    declared = heads.get(b"content-type", b"")
    if declared == b"application/json" or not body:
        return
    kind, _, parameters = declared.partition(b";")
    if kind.strip().lower() != b"application/json":
        raise WrongContentType
    charset = parameters.strip().lower()
    if charset.startswith(b"charset=") and charset[8:].strip(b'"') != b"utf-8":
        raise WrongContentType("JSON is always UTF-8.")


async def read_body(receive: Receive, heads: Heads, limit: int = BODY_LIMIT) -> bytes:
    """Read a body of at most `limit` bytes; raise TooLarge, or ClientGone.

    Of a body that is too large a little more is read and dropped, so that the client gets to read
    the refusal instead of a broken connection.
    """
    declared = heads.get(b"content-length", b"0")
    if not declared.isdigit():
        raise BadRequest("Content-Length is not a number.")
    if int(declared) > limit:
        if int(declared) <= _DRAIN_LIMIT:
            await _drain(receive)
        raise TooLarge(f"A message is at most {limit} bytes.")
    message = await receive()
    if message["type"] != "http.request":
        raise ClientGone
    body: bytes = message.get("body", b"")
    more: bool = message.get("more_body", False)
    if more:
        parts, size = [body], len(body)
        while more and size <= limit:
            body, more = await _next(receive)
            size += len(body)
            parts.append(body)
        if more:
            await _drain(receive)
        body = b"".join(parts)
    if len(body) > limit:
        raise TooLarge(f"A message is at most {limit} bytes.")
    return body


async def _next(receive: Receive) -> tuple[bytes, bool]:
    """Give the next part of a body, and whether more follows."""
    message = await receive()
    if message["type"] != "http.request":
        raise ClientGone
    return message.get("body", b""), message.get("more_body", False)


async def _drain(receive: Receive) -> None:
    size, more = 0, True
    while more and size <= _DRAIN_LIMIT:
        body, more = await _next(receive)
        size += len(body)
