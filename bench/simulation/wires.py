"""A network without sockets: frames that arrive later, in order, or not at all."""

from __future__ import annotations

from collections import deque
from typing import Any, Protocol

import picows

from bench.simulation.loop import Agenda, VirtualLoop
from sala.collab.adapters.sockets import DocumentSocket

_MEDIUM, _LARGE = 126, 127
BINARY, CLOSE = picows.WSMsgType.BINARY, picows.WSMsgType.CLOSE


class Frame:
    """A WebSocket frame as picows shows it."""

    fin = True
    rsv1 = rsv2 = rsv3 = False

    def __init__(self, msg_type: picows.WSMsgType, payload: bytes, code: int = 0) -> None:
        self.msg_type = msg_type
        self._payload = payload
        self._code = code

    def get_payload_as_bytes(self) -> bytes:
        """Give what it carries."""
        return self._payload

    def get_close_code(self) -> int:
        """Give why the other side closes."""
        return self._code


class End(Protocol):
    """What picows drives: the server's socket, or an editor."""

    def on_ws_connected(self, transport: Any) -> None:
        """Begin."""

    def on_ws_frame(self, transport: Any, frame: Any) -> None:
        """Take a frame."""

    def on_ws_disconnected(self, transport: Any) -> None:
        """End."""


def frames(data: bytes) -> list[bytes]:
    """Take apart what a server wrote: unmasked frames, each a binary message."""
    found: list[bytes] = []
    at = 0
    while at < len(data):
        size, start = data[at + 1], at + 2
        if size == _MEDIUM:
            size, start = int.from_bytes(data[at + 2 : at + 4], "big"), at + 4
        elif size == _LARGE:
            size, start = int.from_bytes(data[at + 2 : at + 10], "big"), at + 10
        at = start + size
        found.append(data[start:at])
    return found


class Wire:
    """One connection. `lag` is its delay in seconds, about; `stalled`: the editor reads nothing."""

    def __init__(
        self, agenda: Agenda, loop: VirtualLoop, server: End, editor: End, *, lag: float
    ) -> None:
        self.up = True
        self.stalled = False
        self._agenda = agenda
        self._loop = loop
        self._server = server
        self._editor = editor
        self._lag = lag
        self._held: deque[Frame] = deque()
        self._arrives = [0.0, 0.0]
        self._at_server = _Transport(self, to_server=False)
        self._at_editor = _Transport(self, to_server=True)

    def open(self) -> None:
        """Begin at both ends."""
        self._loop.enter(lambda: self._server.on_ws_connected(self._at_server))
        self._editor.on_ws_connected(self._at_editor)

    def carry(self, frame: Frame, *, to_server: bool) -> None:
        """Let a frame arrive after those before it."""
        if not self.up:
            return
        delay = self._lag * self._agenda.dice.uniform(0.2, 3)
        when = max(self._arrives[to_server], self._agenda.now + delay)
        self._arrives[to_server] = when
        self._agenda.at(when, lambda: self._arrive(frame, to_server=to_server))

    def _arrive(self, frame: Frame, *, to_server: bool) -> None:
        if not self.up:
            return
        if to_server:
            self._loop.enter(lambda: self._server.on_ws_frame(self._at_server, frame))
        elif self.stalled or self._held:
            self._held.append(frame)
            if len(self._held) == 1:
                pause = self._server.pause_writing  # type: ignore[attr-defined]
                self._loop.enter(pause)
        else:
            self._editor.on_ws_frame(self._at_editor, frame)

    def read_on(self) -> None:
        """Read what was held back; the server hears that it may write again."""
        self.stalled = False
        while self._held and self.up:
            self._editor.on_ws_frame(self._at_editor, self._held.popleft())
        if self.up:
            self._loop.enter(self._server.resume_writing)  # type: ignore[attr-defined]

    def cut(self) -> None:
        """End both sides; what was on the way is gone."""
        if not self.up:
            return
        self.up = False
        self._held.clear()
        self._editor.on_ws_disconnected(self._at_editor)
        if not self._loop.dead and isinstance(self._server, DocumentSocket):  # else it was refused
            self._loop.enter(lambda: self._server.on_ws_disconnected(self._at_server))


class _Transport:
    """What one end writes to, as picows offers it."""

    def __init__(self, wire: Wire, *, to_server: bool) -> None:
        self._wire = wire
        self._to_server = to_server
        self.underlying_transport = self

    def write(self, data: bytes) -> None:
        """Send finished frames."""
        for payload in frames(data):
            self._wire.carry(Frame(BINARY, payload), to_server=self._to_server)

    def send(self, kind: picows.WSMsgType, data: bytes) -> None:
        """Send one message."""
        self._wire.carry(Frame(kind, data), to_server=self._to_server)

    def send_close(self, code: int, reason: str = "") -> None:
        """Say goodbye."""
        self._wire.carry(Frame(CLOSE, reason.encode(), int(code)), to_server=self._to_server)

    def send_ping(self) -> None:
        """Ask nothing: a wire is up or cut."""

    def send_pong(self, data: bytes) -> None:
        """Answer nothing."""

    def disconnect(self) -> None:
        """End the connection."""
        self._wire.cut()

    abort = disconnect
