"""Answers on the wire: status, headers and one body, compressed where that pays."""

from __future__ import annotations

import zlib
from collections.abc import Awaitable, Callable, MutableMapping
from dataclasses import dataclass
from typing import Any, TypeAlias

import brotli
import msgspec

from sala.kernel.refusals import Refusal
from sala.kernel.sessions import WithSession
from sala.kernel.transports.callers import COOKIE, Scope, heads_of, request_id
from sala.kernel.transports.problems import PROBLEM_TYPE, Headers, problem_headers, problem_of

Send: TypeAlias = Callable[[MutableMapping[str, Any]], Awaitable[None]]

JSON_TYPE = b"application/json"
ALWAYS_SAME = "sala.always-same"
"""In the start of an answer: how many of its first headers are the same on many answers.

A server may keep them encoded.
"""

_NOT_KEPT = (b"cache-control", b"no-store")
_COMPRESS_FROM = 1024
_FAST_FROM = 65_536

encode = msgspec.json.Encoder().encode


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """Writes answers. `common` are the headers on every one; `secure` tells that TLS is on."""

    common: tuple[tuple[bytes, bytes], ...] = ()
    secure: bool = False

    def json(
        self,
        scope: Scope,
        send: Send,
        body: bytes,
        *,
        status: int = 200,
        extra: Headers | None = None,
    ) -> Awaitable[None]:
        """Send a body that is JSON already; nobody may keep it."""
        return self.body(scope, send, body, kind=JSON_TYPE, status=status, extra=extra)

    async def refusal(self, scope: Scope, send: Send, refusal: Refusal) -> None:
        """Send a refusal as a problem document."""
        body = encode(problem_of(refusal, request_id(scope)))
        await self.body(
            scope,
            send,
            body,
            kind=PROBLEM_TYPE,
            status=refusal.status,
            extra=problem_headers(refusal),
        )

    async def body(
        self,
        scope: Scope,
        send: Send,
        body: bytes,
        *,
        kind: bytes,
        status: int,
        extra: Headers | None = None,
    ) -> None:
        """Send one body of any kind, compressed when it is large and the client can read that."""
        headers = [
            *self.common,
            (b"content-type", kind),
            _NOT_KEPT,
            (b"x-request-id", request_id(scope).encode()),
        ]
        if extra:
            headers += extra
        if len(body) > _COMPRESS_FROM:
            headers.append((b"vary", b"accept-encoding"))
            body, encoding = compress(body, heads_of(scope).get(b"accept-encoding", b""))
            if encoding:
                headers.append((b"content-encoding", encoding))
        headers.append((b"content-length", b"%d" % len(body)))
        await send(
            {
                "type": "http.response.start",
                "status": status,
                "headers": headers,
                ALWAYS_SAME: len(self.common) + 2,
            }
        )
        await send({"type": "http.response.body", "body": body})

    def unwrap(self, answer: Any) -> tuple[Any, Headers]:  # noqa: ANN401 - any answer of any message
        """Take a session out of an answer: what is left for the body, and the cookie's header."""
        if isinstance(answer, WithSession):
            return answer.answer, [(b"set-cookie", self.cookie(answer.token, answer.max_age))]
        return answer, []

    def cookie(self, token: str, max_age: int) -> bytes:
        """Write the session cookie; an empty token takes it away."""
        age = max_age if token else 0
        secure = "; Secure" if self.secure else ""
        return f"{COOKIE}={token}; Path=/; Max-Age={age}; HttpOnly; SameSite=Lax{secure}".encode()


def compress(body: bytes, accepted: bytes) -> tuple[bytes, bytes]:
    """Compress with the best encoding a client accepts; give the body and the encoding's name."""
    offers = accepted_encodings(accepted)
    if b"br" in offers:
        return brotli.compress(body, quality=4 if len(body) < _FAST_FROM else 1), b"br"
    if b"gzip" in offers:
        packer = zlib.compressobj(5 if len(body) < _FAST_FROM else 1, zlib.DEFLATED, 31)
        return packer.compress(body) + packer.flush(), b"gzip"
    return body, b""


def accepted_encodings(header: bytes) -> set[bytes]:
    """Read an Accept-Encoding header: the names of the encodings whose weight is not zero."""
    found = set()
    for offer in header.lower().split(b","):
        name, _, weight = offer.partition(b";")
        if weight.replace(b" ", b"") not in (b"q=0", b"q=0.0", b"q=0.00", b"q=0.000"):
            found.add(name.strip())
    return found
