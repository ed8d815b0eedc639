"""uvicorn's HTTP protocol, with one write for an answer that is known whole.

uvicorn writes the head when it is sent and the body when it is, which makes two system calls and
often two packets of what an API answers at once. Here the head waits for the first part of the
body. Everything that is not a whole answer of a declared length goes uvicorn's own way.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from uvicorn.protocols.http.httptools_impl import (
    STATUS_LINE,
    HttpToolsProtocol,
    RequestResponseCycle,
)

from sala.kernel.transports.answers import ALWAYS_SAME

HEAD_LIMIT = 65_536
"""Bytes of a request's line and headers together."""

PATIENCE = 60.0
"""Seconds that may pass between two parts of a request."""

_LINGER = 1.0
_TICK = 0.001
"""The loop's clock counts milliseconds."""

_CAREFUL = frozenset({b"connection", b"transfer-encoding"})

_TOO_LARGE = (
    b"HTTP/1.1 431 Request Header Fields Too Large\r\n"
    b"content-length: 0\r\nconnection: close\r\n\r\n"
)


class WholeAnswers(RequestResponseCycle):
    """One request and its answer."""

    _head: Any = None

    async def send(self, message: Any) -> None:  # noqa: ANN401 - uvicorn's own type, which moves
        """Take a message of the application."""
        if message["type"] == "http.response.start" and not self.response_started:
            self._head = message
            self.response_started = True  # what fails from here on breaks the connection
            return
        head, self._head = self._head, None
        if head is not None:
            self.response_started = False
            if not message.get("more_body", False) and self._write(head, message.get("body", b"")):
                return
            await super().send(head)
        await super().send(message)

    def _write(self, head: Any, body: bytes) -> bool:  # noqa: ANN401
        """Write a whole answer; give False, with nothing written, for one that needs more care."""
        headers, same = head["headers"], head.get(ALWAYS_SAME, 0)
        rest = [*self.default_headers, *headers[same:]]
        if (
            self.disconnected
            or self.flow.write_paused
            or not self.keep_alive
            or self.scope["method"] == "HEAD"
            or (b"content-length", b"%d" % len(body)) not in rest
        ):
            return False
        first, last = _known_lines(tuple(headers[:same])), _lines(rest)
        if first is None or last is None:
            return False
        self.transport.write(b"".join((STATUS_LINE[head["status"]], first, last, b"\r\n", body)))
        self.response_started = self.response_complete = True
        self.waiting_for_100_continue = False
        self.message_event.set()
        self.on_response()
        return True


def _lines(headers: Sequence[tuple[bytes, bytes]]) -> bytes | None:
    """Write headers as lines; None for those that only uvicorn knows how to treat."""
    lines = b"".join([b"%b: %b\r\n" % header for header in headers])
    # A line end inside a header would begin another header, or another answer.
    if lines.count(b"\n") != len(headers) or lines.count(b"\r") != len(headers):
        return None
    return lines if _CAREFUL.isdisjoint([name for name, _ in headers]) else None


_known_lines = lru_cache(64)(_lines)


class HttpProtocol(HttpToolsProtocol):
    """One connection, whose requests have a head of bounded size and arrive in bounded time.

    uvicorn makes a timer for each request and drops it again. Here one stays, and looks when it is
    due whether something has happened since.
    """

    _head_size = 0
    _head_of: Any = None
    _over = False
    """Nothing more is read: the head was refused, or a WebSocket has taken the connection over."""

    _closes: float | None = None
    """When the connection is closed unless something happens, in the loop's time."""

    _due = 0.0

    def connection_made(self, transport: Any) -> None:  # noqa: ANN401
        """Begin to wait for the first request."""
        super().connection_made(transport)
        self._close_in(PATIENCE)

    def connection_lost(self, exc: Exception | None) -> None:
        """End."""
        super().connection_lost(exc)
        self._drop_timer()

    def data_received(self, data: bytes) -> None:
        """Take what arrived; close a connection that sends a head without end."""
        if self._over:
            return
        super().data_received(data)
        cycle: Any = self.cycle  # None before the first
        if cycle is None or cycle.scope is not self.scope:  # uvicorn makes it when the head is here
            self._read_on(len(data))
        elif cycle.more_body:
            self._close_in(PATIENCE)

    def handle_websocket_upgrade(self) -> None:
        """Hand the connection over."""
        self._over = True
        self._drop_timer()
        super().handle_websocket_upgrade()

    def on_response_complete(self) -> None:
        """Go on to the next request: one that is here already, or one that is waited for."""
        self.server_state.total_requests += 1
        if self.transport.is_closing():
            return
        self._unset_keepalive_if_required()
        self.flow.resume_reading()
        if self.pipeline:
            self._start_asgi_task(*self.pipeline.pop())
        else:
            self._close_in(self.timeout_keep_alive)

    def timeout_keep_alive_handler(self) -> None:
        """Close the connection, if nothing has happened since the timer was set."""
        self.timeout_keep_alive_task = None
        if self._closes is None:  # a request is being answered
            return
        if self._closes - self.loop.time() > _TICK:
            self._set_timer(self._closes)
        else:
            super().timeout_keep_alive_handler()

    def _read_on(self, size: int) -> None:
        """Wait for the rest of a head, unless it has become too large."""
        if self._over:
            return
        if self._head_of is not self.scope:
            self._head_of, self._head_size = self.scope, 0
        self._head_size += size
        if self._head_size > HEAD_LIMIT:
            self._refuse()
        else:
            self._close_in(PATIENCE)

    def _refuse(self) -> None:
        """Answer 431, and read on a little: closed at once, the client would not get to see it."""
        self._over = True
        self._drop_timer()
        self.transport.write(_TOO_LARGE)
        if self.transport.can_write_eof():
            self.transport.write_eof()
        self.loop.call_later(_LINGER, self.transport.abort)

    def _close_in(self, seconds: float) -> None:
        """Close the connection unless the next thing that it waits for begins to arrive."""
        self._closes = self.loop.time() + seconds
        if self.timeout_keep_alive_task is None or self._due > self._closes:
            self._drop_timer()
            self._set_timer(self._closes)

    def _set_timer(self, due: float) -> None:
        self._due = due
        self.timeout_keep_alive_task = self.loop.call_at(due, self.timeout_keep_alive_handler)

    def _drop_timer(self) -> None:
        super()._unset_keepalive_if_required()

    def _unset_keepalive_if_required(self) -> None:
        self._closes = None

    def _start_asgi_task(self, cycle: RequestResponseCycle, app: Any) -> None:  # noqa: ANN401
        cycle.__class__ = WholeAnswers
        super()._start_asgi_task(cycle, app)
