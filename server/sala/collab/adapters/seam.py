"""The seam: where uvicorn hands a WebSocket upgrade over, before anybody has accepted it.

uvicorn makes one protocol for each upgrade, gives it the request as bytes, and lets go of the
transport. Requests under `/collab/` are checked here (origin, session, permission, document) and
then driven by picows on the same socket; all others go to another protocol class, or get a 404.
`WSProtocol` is not a documented interface of picows: its version is pinned, and a test covers this.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Collection
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import structlog
from picows import WSListener
from picows.picows import WSAutoPingStrategy, WSProtocol  # type: ignore[attr-defined]

logger = structlog.get_logger("sala.collab")

PREFIX = "/collab/"
_READ_BUFFER = 2048
_LONGEST_REQUEST = 64 * 1024
COOKIE = "sala_session"


class Quiet:
    """A logger that picows can call for each connection at no cost: it makes no child of it."""

    name = "sala.collab.picows"

    def isEnabledFor(self, level: int) -> bool:  # noqa: N802 - logging's own name
        """Want nothing."""
        del level
        return False

    def log(self, *_: object) -> None:
        """Say nothing."""

    def exception(self, message: str, *arguments: object) -> None:
        """Say what broke: this is a bug in a listener."""
        logger.error(message % arguments if arguments else message, exc_info=True)  # noqa: LOG014 - picows calls this while it handles one

    debug = info = warning = error = log


@dataclass(frozen=True, slots=True, kw_only=True)
class Upgrade:
    """A request for a document's socket. `path` is decoded; `token` is empty without a session."""

    path: str
    query: dict[str, str]
    origin: str
    host: str
    token: str
    address: str


Admit = Callable[[Upgrade], Awaitable[WSListener | int]]
"""Decides about an upgrade: a listener to accept it with, or an HTTP status to refuse it with."""


class Seam(asyncio.Protocol):
    """One upgrade on its way. Made by uvicorn; see `seam`."""

    def __init__(
        self,
        admit: Admit,
        others: Callable[..., asyncio.Protocol] | None,
        largest_message: int,
        trusted_proxies: Collection[str],
        given: dict[str, Any],
    ) -> None:
        self._admit = admit
        self._others = others
        self._largest = largest_message
        self._trusted = trusted_proxies
        self._given = given
        self._transport: Any = None
        self._received = b""
        self._deciding: asyncio.Task[None] | None = None
        self._other: asyncio.Protocol | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Take the transport over from uvicorn."""
        self._transport = transport

    def connection_lost(self, exc: Exception | None) -> None:
        """Stop deciding: nobody waits any more."""
        del exc
        if self._deciding is not None:
            self._deciding.cancel()

    def data_received(self, data: bytes) -> None:
        """Take the request, which uvicorn gives whole."""
        if self._other is not None:
            self._other.data_received(data)
            return
        self._received += data
        if self._deciding is not None or b"\r\n\r\n" not in self._received:
            if len(self._received) > _LONGEST_REQUEST:
                self._transport.abort()
            return
        target = self._received.split(b" ", 2)[1]
        if target.startswith(PREFIX.encode()):
            self._deciding = asyncio.get_running_loop().create_task(self._decide())
        elif self._others is not None:
            other = self._others(**self._given)
            other.connection_made(self._transport)
            other.data_received(self._received)
            # uvicorn makes this the transport's protocol when we return; so later.
            self._other = other
            asyncio.get_running_loop().call_soon(self._transport.set_protocol, other)
        else:
            self._refuse(404)

    async def _decide(self) -> None:
        head, _, _ = self._received.partition(b"\r\n\r\n")
        lines = head.decode("latin-1").split("\r\n")
        headers = {
            name.strip().lower(): value.strip()
            for name, _, value in (line.partition(":") for line in lines[1:])
        }
        target = urlsplit(lines[0].split(" ")[1])
        upgrade = Upgrade(
            path=unquote(target.path.removeprefix(PREFIX)),
            query={name: values[-1] for name, values in parse_qs(target.query).items()},
            origin=headers.get("origin", ""),
            host=headers.get("host", ""),
            token=_token(headers),
            address=self._address(headers),
        )
        try:
            answer = await self._admit(upgrade)
        except Exception:
            logger.exception("a socket could not be opened")
            answer = 500
        if isinstance(answer, int):
            self._refuse(answer)
        else:
            self._accept(answer, headers)

    def _address(self, headers: dict[str, str]) -> str:
        """Tell where this comes from; a trusted proxy says for whom it asks."""
        peer = self._transport.get_extra_info("peername")
        address = str(peer[0]) if peer else ""
        if address in self._trusted:
            return headers.get("x-forwarded-for", "").rpartition(",")[2].strip() or address
        return address

    def _accept(self, listener: WSListener, headers: dict[str, str]) -> None:
        """Let picows take the handshake and the socket.

        It is given only the headers it needs: the buffer they pass through stays with the
        connection, and it refuses the `Connection: keep-alive, Upgrade` that Firefox sends.
        """
        request = (
            "GET / HTTP/1.1\r\nConnection: Upgrade\r\n"
            f"Upgrade: {headers.get('upgrade', '')}\r\n"
            f"Sec-WebSocket-Version: {headers.get('sec-websocket-version', '')}\r\n"
            f"Sec-WebSocket-Key: {headers.get('sec-websocket-key', '')}\r\n\r\n"
        ).encode("latin-1")
        protocol = WSProtocol(
            None,  # host and path: a client's
            None,
            False,  # noqa: FBT003 - positional by design: not a client
            lambda _request: listener,
            Quiet(),
            True,  # noqa: FBT003 - an exception in a listener disconnects
            None,  # no handshake timeout: the request is here
            False,  # noqa: FBT003 - no ping task for each connection: one sweep pings all
            1.0,
            1.0,
            WSAutoPingStrategy.PING_WHEN_IDLE,
            False,  # noqa: FBT003 - pongs are sent by the listener, which notes that it heard
            2 * self._largest,  # past this it closes with 1009, before reading
            None,
            _READ_BUFFER,
        )
        self._transport.set_protocol(protocol)
        protocol.connection_made(self._transport)
        while request:
            room = protocol.get_buffer(-1)
            part, request = request[: len(room)], request[len(room) :]
            room[: len(part)] = part
            protocol.buffer_updated(len(part))

    def _refuse(self, status: int) -> None:
        body = b'{"type":"about:blank","title":"%s","status":%d}' % (
            HTTPStatus(status).phrase.encode(),
            status,
        )
        wait = b"retry-after: 10\r\n" if status == HTTPStatus.TOO_MANY_REQUESTS else b""
        self._transport.write(
            b"HTTP/1.1 %d %s\r\ncontent-type: application/problem+json\r\n"
            b"%scontent-length: %d\r\nconnection: close\r\n\r\n%s"
            % (status, HTTPStatus(status).phrase.encode(), wait, len(body), body)
        )
        self._transport.close()


def _token(headers: dict[str, str]) -> str:
    """Find the session token: a bearer token, or the session cookie."""
    scheme, _, token = headers.get("authorization", "").partition(" ")
    if scheme.lower() == "bearer":
        return token.strip()
    for part in headers.get("cookie", "").split(";"):
        name, _, value = part.strip().partition("=")
        if name == COOKIE:
            return value
    return ""


def same_origin(upgrade: Upgrade, allowed: Collection[str]) -> bool:
    """Tell whether the page that opens a socket is one of ours. Programs send no origin."""
    if not upgrade.origin:
        return True
    if upgrade.origin.lower().rstrip("/") in allowed:
        return True
    return urlsplit(upgrade.origin).netloc.lower() == upgrade.host.lower() != ""


def seam(
    admit: Admit,
    *,
    largest_message: int,
    trusted_proxies: Collection[str] = (),
    others: Callable[..., asyncio.Protocol] | None = None,
) -> Callable[..., asyncio.Protocol]:
    """Make what `uvicorn.run(..., ws=…)` wants: called with keywords for each upgrade.

    `others` is such a callable too, for WebSockets that are not documents.
    """

    def made(**given: Any) -> asyncio.Protocol:  # noqa: ANN401 - uvicorn's config and state
        return Seam(admit, others, largest_message, trusted_proxies, given)

    return made
