"""A socket that is told why it is not wanted, and closed.

A browser cannot see the status of an upgrade that failed, so the reason travels as a close code
on a socket that never carries anything else.
"""

from __future__ import annotations

import asyncio

from picows import WSFrame, WSListener, WSMsgType, WSTransport

from sala.collab.adapters.crowd import Crowd
from sala.collab.domain.messages import CloseCode

_HANG_UP_AFTER = 2.0  # seconds for the other side to answer a close


class RefusedSocket(WSListener):
    """The listener of one such socket."""

    def __init__(self, code: CloseCode, reason: str, crowd: Crowd) -> None:
        self._code = code
        self._reason = reason
        self._crowd = crowd

    def on_ws_connected(self, transport: WSTransport) -> None:
        """Close at once."""
        self._crowd.refused += 1
        transport.send_close(self._code, self._reason)  # type: ignore[arg-type]  # any code will do
        asyncio.get_running_loop().call_later(_HANG_UP_AFTER, transport.underlying_transport.abort)

    def on_ws_frame(self, transport: WSTransport, frame: WSFrame) -> None:
        """Hang up when the other side has answered."""
        if frame.msg_type == WSMsgType.CLOSE:
            transport.disconnect()

    def on_ws_disconnected(self, transport: WSTransport) -> None:
        """Be gone."""
        del transport
        self._crowd.refused -= 1
