"""The proxy to the web app: streams both ways, never buffers, never decompresses.

Everything a page's server needs passes through unchanged, above all the `rsc` and `next-*` headers;
what only a proxy may say (`x-forwarded-*`) or only Next to itself is never taken from outside.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import brotli
import structlog
from multidict import CIMultiDict
from yarl import URL

from sala.gateway.security import UNSCRIPTED
from sala.gateway.web.away import Away
from sala.kernel.refusals import Refusal
from sala.kernel.transports.answers import Answers, Send, accepted_encodings
from sala.kernel.transports.bodies import BODY_LIMIT, ClientGone, Receive, read_body
from sala.kernel.transports.callers import Scope, heads_of, request_id

_HOP = frozenset(
    {
        b"connection",
        b"keep-alive",
        b"proxy-authenticate",
        b"proxy-authorization",
        b"proxy-connection",
        b"te",
        b"trailer",
        b"transfer-encoding",
        b"upgrade",
    }
)
_NOT_FROM_OUTSIDE = frozenset(
    {
        b"x-middleware-subrequest",
        b"x-nonce",
        b"content-security-policy",
        b"forwarded",
        b"x-forwarded-for",
        b"x-forwarded-host",
        b"x-forwarded-proto",
        b"x-forwarded-port",
        b"x-request-id",
        b"content-length",  # set anew from the body that was read
        b"expect",
    }
)
_OURS = frozenset({b"date", b"server", b"x-powered-by"})
"""Headers of answers that uvicorn writes itself, or that tell more than anybody needs."""

_COMPRESSED_HERE = ("text/", "application/json", "application/javascript", "image/svg+xml")
_WITHOUT_BODY = frozenset({204, 304})

log = structlog.get_logger("sala.web")


class WebProxy:
    """An ASGI application that answers with what the web app at `origin` answers."""

    def __init__(self, origin: str, answers: Answers) -> None:
        self._origin = origin
        self._answers = answers
        self._away = Away(answers)
        self._session: aiohttp.ClientSession | None = None

    async def start(self) -> None:
        """Open the pool of connections to the web app."""
        self._session = aiohttp.ClientSession(
            auto_decompress=False,
            connector=aiohttp.TCPConnector(limit=256, keepalive_timeout=30),
            cookie_jar=aiohttp.DummyCookieJar(),
            timeout=aiohttp.ClientTimeout(total=None, sock_connect=5, sock_read=120),
            skip_auto_headers=("User-Agent", "Accept", "Accept-Encoding", "Content-Type"),
        )

    async def stop(self) -> None:
        """Close the pool."""
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if self._session is None:
            await self._away(scope, send)
            return
        heads = heads_of(scope)
        try:
            body = b""
            if scope["method"] not in ("GET", "HEAD", "OPTIONS"):
                body = await read_body(receive, heads, BODY_LIMIT)
        except ClientGone:
            return
        except Refusal as refusal:
            await self._answers.refusal(scope, send, refusal)
            return
        path = scope.get("raw_path", b"").decode("latin-1") or scope["path"]
        query = scope["query_string"].decode("latin-1")
        url = URL(f"{self._origin}{path}{'?' + query if query else ''}", encoded=True)
        try:
            async with self._session.request(
                scope["method"],
                url,
                headers=_forwarded(scope),
                data=body or None,
                allow_redirects=False,
            ) as answer:
                await self._pass_on(answer, scope, send)
        except (aiohttp.ClientConnectionError, TimeoutError) as error:
            if scope.get("sala.begun"):
                raise  # the connection breaks, so that nobody takes half a page for a whole
            log.warning("web.away", reason=type(error).__name__, request=request_id(scope))
            await self._away(scope, send)

    async def _pass_on(self, answer: aiohttp.ClientResponse, scope: Scope, send: Send) -> None:
        headers = self._headers(answer, scope)
        packer = None
        if _worth_compressing(answer, scope):
            packer = brotli.Compressor(quality=4)
            headers = [
                header for header in headers if header[0] not in (b"content-length", b"etag")
            ]
            headers.append((b"content-encoding", b"br"))
            headers.append((b"vary", b"accept-encoding"))
        scope["sala.begun"] = True
        await send({"type": "http.response.start", "status": answer.status, "headers": headers})
        async for chunk in _chunks(answer):
            part = chunk if packer is None else packer.process(chunk) + packer.flush()
            await send({"type": "http.response.body", "body": part, "more_body": True})
        rest = b"" if packer is None else packer.finish()
        await send({"type": "http.response.body", "body": rest})

    def _headers(self, answer: aiohttp.ClientResponse, scope: Scope) -> list[tuple[bytes, bytes]]:
        headers = [
            (lower, value)
            for name, value in answer.raw_headers
            if (lower := name.lower()) not in _HOP and lower not in _OURS
        ]
        have = {name for name, _ in headers}
        headers += [header for header in self._answers.common if header[0] not in have]
        headers.append((b"x-request-id", request_id(scope).encode()))
        if UNSCRIPTED[0] not in have and answer.content_type == "text/html":
            headers.append(UNSCRIPTED)
        return headers


def _forwarded(scope: Scope) -> CIMultiDict[str]:
    headers: CIMultiDict[str] = CIMultiDict()
    for name, value in scope["headers"]:
        if name not in _HOP and name not in _NOT_FROM_OUTSIDE:
            headers.add(name.decode("latin-1"), value.decode("latin-1"))
    client = scope.get("client")
    headers["X-Forwarded-Host"] = headers.get("Host", "")
    headers["X-Forwarded-Proto"] = scope.get("scheme", "http")
    headers["X-Forwarded-For"] = client[0] if client else ""
    headers["X-Request-Id"] = request_id(scope)
    return headers


def _worth_compressing(answer: aiohttp.ClientResponse, scope: Scope) -> bool:
    """Tell whether to compress a page here; Next does not, to spare its own process."""
    if answer.status in _WITHOUT_BODY or scope["method"] == "HEAD":
        return False
    if "Content-Encoding" in answer.headers or "no-transform" in answer.headers.get(
        "Cache-Control", ""
    ):
        return False
    if not answer.content_type.startswith(_COMPRESSED_HERE):
        return False
    if answer.content_type == "text/event-stream":
        return False
    return b"br" in accepted_encodings(heads_of(scope).get(b"accept-encoding", b""))


async def _chunks(answer: aiohttp.ClientResponse) -> AsyncIterator[bytes]:
    """Give what arrives as it arrives; stop pulling when the gateway's task is cancelled."""
    stream: Any = answer.content.iter_any()
    async for chunk in stream:
        yield chunk
        await asyncio.sleep(0)
