"""uvicorn's HTTP protocol, with one write for an answer that is known whole.

uvicorn writes the head when it is sent and the body when it is, which makes two system calls and
often two packets of what an API answers at once. Here the head waits for the first part of the
body. Everything that is not a whole answer of a declared length goes uvicorn's own way.
"""

from __future__ import annotations

from typing import Any

from uvicorn.protocols.http.httptools_impl import (
    STATUS_LINE,
    HttpToolsProtocol,
    RequestResponseCycle,
)

HEAD_LIMIT = 65_536
"""Bytes of a request's line and headers together."""

PATIENCE = 60.0
"""Seconds that may pass between two parts of a request."""

_LINGER = 1.0

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
        headers = [*self.default_headers, *head["headers"]]
        if (
            self.disconnected
            or self.flow.write_paused
            or not self.keep_alive
            or self.scope["method"] == "HEAD"
            or (b"content-length", b"%d" % len(body)) not in headers
        ):
            return False
        lines = [STATUS_LINE[head["status"]]]
        for name, value in headers:
            if name in (b"connection", b"transfer-encoding"):
                return False
            lines += (name, b": ", value, b"\r\n")
        written = b"".join(lines)
        # A line end inside a header would begin another header, or another answer.
        if written.count(b"\n") != len(headers) + 1 or written.count(b"\r") != len(headers) + 1:
            return False
        self.transport.write(b"".join((written, b"\r\n", body)))
        self.response_started = self.response_complete = True
        self.waiting_for_100_continue = False
        self.message_event.set()
        self.on_response()
        return True


class HttpProtocol(HttpToolsProtocol):
    """One connection, whose requests have a head of bounded size and arrive in bounded time."""

    _head_size = 0
    _in_head = True
    _in_body = False
    _refused = False

    def connection_made(self, transport: Any) -> None:  # noqa: ANN401
        """Begin to wait for the first request."""
        super().connection_made(transport)
        self._wait()

    def data_received(self, data: bytes) -> None:
        """Take what arrived; close a connection that sends a head without end."""
        if self._refused:
            return
        super().data_received(data)
        if self._in_head:
            self._head_size += len(data)
            if self._head_size > HEAD_LIMIT:
                self._refuse()
            else:
                self._wait()
        elif self._in_body:
            self._wait()

    def on_message_begin(self) -> None:
        """Begin a request."""
        super().on_message_begin()
        self._in_head, self._head_size = True, 0

    def on_headers_complete(self) -> None:
        """End its head."""
        self._in_head, self._in_body = False, True
        super().on_headers_complete()

    def on_message_complete(self) -> None:
        """End it."""
        self._in_body = False
        super().on_message_complete()

    def _refuse(self) -> None:
        """Answer 431, and read on a little: closed at once, the client would not get to see it."""
        self._refused = True
        self._unset_keepalive_if_required()
        self.transport.write(_TOO_LARGE)
        if self.transport.can_write_eof():
            self.transport.write_eof()
        self.loop.call_later(_LINGER, self.transport.abort)

    def _wait(self) -> None:
        """Close the connection unless the rest of what it is sending begins to arrive."""
        self._unset_keepalive_if_required()
        self.timeout_keep_alive_task = self.loop.call_later(
            PATIENCE, self.timeout_keep_alive_handler
        )

    def _start_asgi_task(self, cycle: RequestResponseCycle, app: Any) -> None:  # noqa: ANN401
        cycle.__class__ = WholeAnswers
        super()._start_asgi_task(cycle, app)
