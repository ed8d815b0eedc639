"""A WebSocket that says what it is told to, right or wrong, and hears how it ends."""

from __future__ import annotations

import asyncio
import base64
import struct
from dataclasses import dataclass
from typing import Self

_PING, _PONG, _CLOSE = 9, 10, 8
_STILL_THERE = b"still there?"


def frame(opcode: int, payload: bytes, *, end: bool = True) -> bytes:
    """Frame a message as a client does; the mask is zero."""
    size = len(payload)
    head = bytes(((0x80 if end else 0) | opcode,))
    if size < 126:
        head += bytes((0x80 | size,))
    elif size < 1 << 16:
        head += b"\xfe" + struct.pack("!H", size)
    else:
        head += b"\xff" + struct.pack("!Q", size)
    return head + bytes(4) + payload


@dataclass(frozen=True, kw_only=True)
class Raw:
    """One connection. `status` is the answer to its upgrade: 101 when it is a WebSocket now."""

    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter
    status: int

    @classmethod
    async def open(cls, port: int, path: str, token: str) -> Self:
        """Ask for a document's socket on this machine. Raises OSError, or EOFError for silence."""
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(
            f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n"
            "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
            f"Sec-WebSocket-Key: {base64.b64encode(bytes(16)).decode()}\r\n"
            f"Cookie: sala_session={token}\r\n\r\n".encode()
        )
        head = await reader.readuntil(b"\r\n\r\n")
        return cls(reader=reader, writer=writer, status=int(head.split(b" ", 2)[1]))

    def send(self, data: bytes) -> None:
        """Send bytes as they are."""
        self.writer.write(data)

    async def lives(self, *, within: float = 10.0) -> str:
        """Ask whether the server still listens here; “taken” when it does, else the outcome."""
        self.send(frame(_PING, _STILL_THERE))
        return await self.outcome(within=within)

    async def outcome(self, *, within: float = 10.0) -> str:
        """Give the close code, “taken” for an answered `lives`, “no code” or “silence”."""
        try:
            return await asyncio.wait_for(self._outcome(), within)
        except TimeoutError:
            return "silence"
        except (ConnectionError, asyncio.IncompleteReadError):
            return "no code"

    async def _outcome(self) -> str:
        while True:
            first, payload = await self.receive()
            if first & 15 == _CLOSE:
                return str(int.from_bytes(payload[:2])) if payload else "no code"
            if first & 15 == _PONG and payload == _STILL_THERE:
                return "taken"

    async def receive(self) -> tuple[int, bytes]:
        """Take one frame: its first byte and what it carries."""
        first, size = await self.reader.readexactly(2)
        if size == 126:
            (size,) = struct.unpack("!H", await self.reader.readexactly(2))
        elif size == 127:
            (size,) = struct.unpack("!Q", await self.reader.readexactly(8))
        return first, await self.reader.readexactly(size)

    def hang_up(self) -> None:
        """Be gone without a word."""
        self.writer.transport.abort()
