"""An editor as the server sees it: a Yjs document behind a real WebSocket that asks for receipts.

It does what y-websocket does: step 1 and step 2 at every connection, so that whatever the server
lacks is sent again, and every edit at once in a message of its own.
"""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import Callable

import picows
import pycrdt

from sala.gateway.drill import wire

ROOT = "content"


class Editor(picows.WSListener):
    """One person's replica. `edits` counts what they did, `acknowledged` what they may rely on."""

    def __init__(self, url: str, token: str, *, client: int | None = None) -> None:
        self.doc: pycrdt.Doc[pycrdt.Text] = (
            pycrdt.Doc() if client is None else pycrdt.Doc(client_id=client)
        )
        self.text = self.doc.get(ROOT, type=pycrdt.Text)
        self.edits = 0
        self.acknowledged = 0
        self.closed_with: picows.WSCloseCode | None = None
        self.connections = 0
        self._url = f"{url}?ack=1"
        self._token = token
        self._transport: picows.WSTransport | None = None
        self._sent: list[int] = []
        self._told = False
        self.synced = False
        self._latest: bytes | None = None
        self._watching = self.doc.observe(self._changed)

    # What picows calls

    def on_ws_connected(self, transport: picows.WSTransport) -> None:
        """Ask for what is missing here."""
        self._transport = transport
        self.connections += 1
        self._sent, self._told, self.synced = [], False, False
        self._send(wire.message(wire.STEP_1, self.doc.get_state()))

    def on_ws_frame(self, transport: picows.WSTransport, frame: picows.WSFrame) -> None:
        """Take one message."""
        if frame.msg_type == picows.WSMsgType.CLOSE:
            self.closed_with = frame.get_close_code()
            transport.disconnect()
        if frame.msg_type != picows.WSMsgType.BINARY:
            return
        data = frame.get_payload_as_bytes()
        if data.startswith(wire.STEP_1):
            missing = self.doc.get_update(wire.body_of(data))
            self._sent.append(self.edits)
            self._send(wire.message(wire.STEP_2, missing))
            self._told = True
        elif data.startswith((wire.STEP_2, wire.UPDATE)):
            update = wire.body_of(data)
            if update != b"\0\0":
                self.doc.apply_update(update)
            self.synced = self.synced or data.startswith(wire.STEP_2)
        elif data[0] == wire.ACKNOWLEDGEMENT:
            count, _ = wire.read_number(data, 1)
            self.acknowledged = max(self.acknowledged, self._sent[count - 1])

    def on_ws_disconnected(self, transport: picows.WSTransport) -> None:
        """Go on without a server."""
        if transport is self._transport:
            self._transport = None
            self._told = self.synced = False

    # What people do

    @property
    def connected(self) -> bool:
        """Whether there is a server that knows what this replica has."""
        return self._transport is not None and self._told and self.synced

    async def connect(self, *, within: float = 20.0) -> None:
        """Come in and catch up, however often it takes."""
        end = time.monotonic() + within
        while not self.connected:
            if time.monotonic() > end:
                msg = f"nobody could come in within {within} s: closed with {self.closed_with}"
                raise TimeoutError(msg)
            if self._transport is None:
                with contextlib.suppress(OSError, picows.WSError):
                    await picows.ws_connect(
                        lambda: self,
                        self._url,
                        extra_headers={"Cookie": f"sala_session={self._token}"},
                        max_frame_size=64 * 1024 * 1024,
                    )
            await asyncio.sleep(0.005)

    def hang_up(self) -> None:
        """Cut the connection without a word."""
        if self._transport is not None:
            self._transport.underlying_transport.abort()
            self._transport = None
            self._told = self.synced = False

    def vector(self) -> dict[int, int]:
        """Give how many clocks of each client are here."""
        state, vector = bytes(self.doc.get_state()), {}
        count, at = wire.read_number(state, 0)
        for _ in range(count):
            client, at = wire.read_number(state, at)
            vector[client], at = wire.read_number(state, at)
        return vector

    def edit(self, change: Callable[[], None]) -> None:
        """Change the text, and send that as one message: one edit."""
        self._latest = b""
        with self.doc.transaction():
            change()
        update, self._latest = self._latest, None
        self.edits += 1
        if self._transport is not None and self._told:
            self._sent.append(self.edits)
            self._send(wire.message(wire.UPDATE, update))

    def _changed(self, event: pycrdt.TransactionEvent) -> None:
        if self._latest is not None:
            self._latest = event.update

    def __str__(self) -> str:
        """Give the text as this replica has it."""
        return str(self.text)

    def _send(self, data: bytes) -> None:
        if self._transport is not None:
            self._transport.send(picows.WSMsgType.BINARY, data)


async def meet(editors: list[Editor], *, within: float = 30.0) -> None:
    """Wait until all that anybody did is acknowledged, and every replica is the same."""
    end = time.monotonic() + within
    while not (
        all(editor.acknowledged == editor.edits for editor in editors)
        and len({frozenset(editor.vector().items()) for editor in editors}) == 1
        and len({str(editor) for editor in editors}) == 1
    ):
        if time.monotonic() > end:
            waits = [(e.acknowledged, e.edits, e.closed_with) for e in editors]
            msg = f"the replicas did not agree within {within} s: {waits}"
            raise TimeoutError(msg)
        await asyncio.sleep(0.005)
