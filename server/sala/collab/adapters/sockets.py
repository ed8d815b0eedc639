"""One end of a document's socket: frames in, messages to the room, a code when it must close.

y-protocols messages arrive one to a WebSocket message; browsers may send a long one in fragments.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from typing import Any

import structlog
from picows import WSCloseCode, WSFrame, WSListener, WSMsgType, WSTransport

from sala.collab.adapters.allowance import allowances
from sala.collab.adapters.crowd import Crowd
from sala.collab.domain.awareness import Excess
from sala.collab.domain.messages import (
    AWARENESS,
    QUERY_AWARENESS,
    STEP_1,
    STEP_2,
    SYNC,
    UPDATE,
    CloseCode,
)
from sala.collab.domain.varints import Malformed, read_varbytes
from sala.collab.ports import Options, Place
from sala.kernel.access import Caller

logger = structlog.get_logger("sala.collab")

_BINARY = WSMsgType.BINARY
_TEXT = WSMsgType.TEXT
_CONTINUATION = WSMsgType.CONTINUATION
_PING = WSMsgType.PING
_CLOSE = WSMsgType.CLOSE

_UPDATE_HEAD = bytes((SYNC, UPDATE))
_SHORT = 131  # bytes of a message whose update's length takes one byte
_ASKING = 100  # messages that a question counts for: its answer may be the whole document
_HANG_UP_AFTER = 2.0  # seconds for the other side to answer a close


class DocumentSocket(WSListener):
    """A peer of a room, as picows drives it."""

    __slots__ = (
        "_awareness",
        "_bytes",
        "_crowd",
        "_frames",
        "_options",
        "_parts",
        "_ping",
        "_pinged",
        "_place",
        "_transport",
        "acknowledged",
        "address",
        "asked",
        "behind",
        "closed",
        "durable",
        "heard",
        "member",
        "name",
        "own",
        "paused_at",
        "session",
        "writable",
        "write",
    )

    def __init__(
        self,
        place: Place,
        caller: Caller,
        *,
        options: Options,
        crowd: Crowd,
        address: str,
        writable: bool,
        acknowledged: bool,
    ) -> None:
        self._place = place
        self._options = options
        self._crowd = crowd
        self._frames, self._bytes, self._awareness = allowances(options)
        self.address = address
        self._transport: WSTransport | None = None
        self._parts: list[bytes] | None = None
        self.member = caller.member
        self.name = str(caller.member)
        self.session = caller.session
        self.writable = writable
        self.acknowledged = acknowledged
        self.durable = 0
        self.own = b""
        self.behind: bytes | None = None
        self.asked, self.paused_at = False, 0.0
        self.heard, self._pinged = True, False
        self._ping: bytes | None = None
        self.closed = False
        self.write: Callable[[bytes], object] = _nowhere

    # What picows calls

    def on_ws_connected(self, transport: WSTransport) -> None:
        """Join the room."""
        self._transport = transport
        self.write = transport.underlying_transport.write
        self._crowd.add(self)
        self._place.join(self)

    def on_ws_frame(self, transport: WSTransport, frame: WSFrame) -> None:
        """Take one frame."""
        self.heard = True
        if self.closed:
            if frame.msg_type == _CLOSE:
                transport.disconnect()
            return
        frames = self._frames
        frames.left -= 1
        if frames.left < 0 and frames.spent():
            self._flooded(CloseCode.TOO_FAST, "too many messages a second")
            return
        kind = frame.msg_type
        if frame.rsv1 or frame.rsv2 or frame.rsv3:
            self.close(CloseCode.PROTOCOL, "no extension was agreed on")
        elif kind is _BINARY and frame.fin and self._parts is None:
            self._message(frame.get_payload_as_bytes())
        elif kind in (_BINARY, _CONTINUATION):
            self._fragment(frame)
        elif kind == _PING:
            self._ping = frame.get_payload_as_bytes()
            self._pong()
        elif kind == _CLOSE:
            self._gone()
            transport.send_close(WSCloseCode.OK)
            transport.disconnect()
        elif kind == _TEXT:
            self.close(CloseCode.MALFORMED, "documents speak in binary messages")

    def on_ws_disconnected(self, transport: WSTransport) -> None:
        """Leave the room."""
        del transport
        self._gone()
        self._crowd.unheard.discard(self)
        self._transport = None
        self.write = _nowhere

    def pause_writing(self) -> None:
        """Stop being sent to: the other side does not read."""
        if not self.closed and self.behind is None:
            self.paused_at = time.monotonic()
            self._place.pause(self)

    def resume_writing(self) -> None:
        """Catch up."""
        if not self.closed:
            self._place.resume(self)
            self._pong()

    # What the room and the sweep call

    def close(self, code: int, reason: str) -> None:
        """Say why, leave the room, and hang up soon."""
        transport = self._transport
        if self.closed or transport is None:
            return
        self._gone()
        transport.send_close(code, reason)  # type: ignore[arg-type]  # any code of RFC 6455 will do
        asyncio.get_running_loop().call_later(_HANG_UP_AFTER, transport.underlying_transport.abort)

    def _flooded(self, code: CloseCode, reason: str) -> None:
        """Close, and read nothing more of what is on its way."""
        transport = self._transport
        self.close(code, reason)
        if transport is not None:
            transport.underlying_transport.pause_reading()
            self._crowd.unheard.add(self)
        logger.warning("a connection was too much", member=self.name, reason=reason)

    def hang_up(self) -> None:
        """Be gone at once."""
        if self._transport is not None:
            self._transport.underlying_transport.abort()

    def sweep(self, now: float) -> None:
        """Ping a silent peer; drop one that did not answer or does not read."""
        transport = self._transport
        if self.closed or transport is None:
            return
        if self.behind is not None and now - self.paused_at > self._options.drain_within:
            self.close(CloseCode.TOO_SLOW, "you do not read what you are sent")
        elif self.heard:
            self.heard, self._pinged = False, False
        elif self._pinged:
            self._gone()
            transport.underlying_transport.abort()
        else:
            self._pinged = True
            transport.send_ping()

    def _pong(self) -> None:
        """Answer the last ping, once the other side reads."""
        ping, transport = self._ping, self._transport
        if ping is not None and transport is not None and self.behind is None:
            self._ping = None
            transport.send_pong(ping)

    def _gone(self) -> None:
        if not self.closed:
            self.closed = True
            self._crowd.discard(self)
            self._place.leave(self)

    # Messages

    def _fragment(self, frame: WSFrame) -> None:
        """Collect the fragments of one message."""
        parts = self._parts
        if (parts is None) == (frame.msg_type == _CONTINUATION):
            self.close(CloseCode.PROTOCOL, "fragments out of order")
            return
        if parts is None:
            parts = self._parts = []
        parts.append(frame.get_payload_as_bytes())
        if not self._afford(len(parts[-1])):
            self._parts = None
            return
        if sum(map(len, parts)) > self._options.largest_message:
            self._parts = None
            self.close(CloseCode.TOO_LARGE, "one message is too large")
        elif frame.fin:
            self._parts = None
            self._message(b"".join(parts))

    def _message(self, data: bytes) -> None:
        """Read one message; anything unreadable closes this connection and no other."""
        size = len(data)
        try:
            if size < _SHORT and data.startswith(_UPDATE_HEAD) and data[2] == size - 3:
                self._place.update(self, data, data[3:])  # by far the most frequent: a keystroke
            elif size > self._options.largest_message:
                self.close(CloseCode.TOO_LARGE, "one message is too large")
            elif data[0] == AWARENESS:
                self._hear(data)
            elif not self._afford(size):
                return
            elif data[0] == SYNC:
                self._sync(data)
            elif data[0] == QUERY_AWARENESS:
                self._place.tell(self)
            else:
                self.close(CloseCode.MALFORMED, "no message begins like this")
        except Excess as error:
            self.close(CloseCode.TOO_MUCH_PRESENCE, str(error))
        except (Malformed, IndexError) as error:
            self.close(CloseCode.MALFORMED, str(error)[:100])

    def _afford(self, size: int) -> bool:
        """Count bytes; close and give False when they are too many in too short a time."""
        allowance = self._bytes
        allowance.left -= size
        if allowance.left < 0 and allowance.spent():
            self._flooded(CloseCode.TOO_FAST, "too many bytes a second")
            return False
        return True

    def _hear(self, data: bytes) -> None:
        allowance = self._awareness
        allowance.left -= 1
        if allowance.left < 0 and allowance.spent():
            self._flooded(CloseCode.TOO_MUCH_PRESENCE, "too many awareness messages a second")
        elif self._afford(len(data)):
            self._place.hear(self, data)

    def _sync(self, data: bytes) -> None:
        body, end = read_varbytes(data, 2)
        if end != len(data):
            msg = "bytes follow the message"
            raise Malformed(msg)
        step = data[1]
        if step == UPDATE:
            self._place.update(self, data, body)
        elif step == STEP_2:
            self._place.step_2(self, body)
        elif step == STEP_1:
            self._frames.left -= _ASKING
            self._place.step_1(self, body)
        else:
            msg = "no sync message begins like this"
            raise Malformed(msg)


def _nowhere(data: bytes) -> Any:  # noqa: ANN401 - stands in for a transport's write
    """Drop what is sent to a socket that is gone."""
