"""CORS: pages of the sites that settings allow may call Sala and read what it answers.

Their requests carry a bearer token: our cookie is not sent across sites, and is not asked for.
"""

from __future__ import annotations

from collections.abc import MutableMapping
from typing import Any

from sala.kernel.transports.answers import Send
from sala.kernel.transports.callers import Heads, Scope

_PREFLIGHT = (
    (b"access-control-allow-methods", b"GET, HEAD, POST, PUT"),
    (b"access-control-allow-headers", b"authorization, content-type, last-event-id, x-request-id"),
    (b"access-control-max-age", b"600"),
    (b"content-length", b"0"),
)


def is_preflight(scope: Scope, heads: Heads) -> bool:
    """Tell whether a browser asks if it may send a request."""
    return scope["method"] == "OPTIONS" and b"access-control-request-method" in heads


async def allow(origin: bytes, send: Send) -> None:
    """Answer a preflight: yes."""
    headers = [*_for(origin), *_PREFLIGHT]
    await send({"type": "http.response.start", "status": 204, "headers": headers})
    await send({"type": "http.response.body", "body": b""})


def readable(origin: bytes, send: Send) -> Send:
    """Let a page of another site read the answer."""

    async def shared(message: MutableMapping[str, Any]) -> None:
        if message["type"] == "http.response.start":
            exposed = (b"access-control-expose-headers", b"retry-after, x-request-id")
            message["headers"] = [*message["headers"], *_for(origin), exposed]
        await send(message)

    return shared


def _for(origin: bytes) -> list[tuple[bytes, bytes]]:
    return [(b"access-control-allow-origin", origin), (b"vary", b"origin")]
