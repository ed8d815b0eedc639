"""A tunnel for WebSockets that somebody else answers: the upgrade and all that follows, as bytes.

Used for documents when collab runs in another process, and for the reloading of `next dev`.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlsplit

import structlog

from sala.gateway.security import Origins

_LONGEST_REQUEST = 64 * 1024
_PATIENCE = 5.0

log = structlog.get_logger("sala.tunnel")


class Tunnel(asyncio.Protocol):
    """One browser's end. Made by uvicorn for an upgrade; see `tunnel`."""

    def __init__(self, targets: Mapping[str, str], origins: Origins) -> None:
        self._targets = targets
        self._origins = origins
        self._request = b""
        self._transport: Any = None
        self._far: Any = None
        self._opening: asyncio.Task[None] | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Take the transport over from uvicorn."""
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        """Take the request, then pass on whatever comes."""
        if self._far is not None:
            self._far.write(data)
            return
        self._request += data
        if self._opening is None and b"\r\n\r\n" in self._request:
            self._opening = asyncio.get_running_loop().create_task(self._open())
        elif len(self._request) > _LONGEST_REQUEST:
            self._transport.abort()

    def connection_lost(self, exc: Exception | None) -> None:
        """Close the other end."""
        del exc
        if self._opening is not None:
            self._opening.cancel()
        if self._far is not None:
            self._far.close()

    def pause_writing(self) -> None:
        """Read no more from the far end than the browser takes."""
        if self._far is not None:
            self._far.pause_reading()

    def resume_writing(self) -> None:
        """Read on."""
        if self._far is not None:
            self._far.resume_reading()

    def write(self, data: bytes) -> None:
        """Send to the browser."""
        self._transport.write(data)

    def pause_reading(self) -> None:
        """Take no more from the browser than the far end takes."""
        self._transport.pause_reading()

    def resume_reading(self) -> None:
        """Take on."""
        self._transport.resume_reading()

    def close(self) -> None:
        """Close the browser's end."""
        self._transport.close()

    async def _open(self) -> None:
        head, _, _ = self._request.partition(b"\r\n\r\n")
        lines = head.split(b"\r\n")
        path = lines[0].split(b" ")[1].decode("latin-1")
        heads = {
            name.strip().lower(): value.strip()
            for name, _, value in (line.partition(b":") for line in lines[1:])
        }
        target = next((url for start, url in self._targets.items() if path.startswith(start)), "")
        if not target:
            self._refuse(b"404 Not Found")
            return
        if not self._origins.ours(heads):
            self._refuse(b"403 Forbidden")
            return
        address = urlsplit(target)
        loop = asyncio.get_running_loop()
        try:
            far, _ = await asyncio.wait_for(
                loop.create_connection(
                    lambda: _Far(self), address.hostname or "127.0.0.1", address.port or 80
                ),
                _PATIENCE,
            )
        except (OSError, TimeoutError) as error:
            log.warning("tunnel.away", target=target, reason=str(error))
            self._refuse(b"503 Service Unavailable")
            return
        far.write(self._request)
        self._request = b""
        self._far = far

    def _refuse(self, status: bytes) -> None:
        self._transport.write(
            b"HTTP/1.1 %b\r\ncontent-length: 0\r\nconnection: close\r\n\r\n" % status
        )
        self._transport.close()


class _Far(asyncio.Protocol):
    """The end at the process that answers."""

    def __init__(self, near: Tunnel) -> None:
        self._near = near

    def data_received(self, data: bytes) -> None:
        self._near.write(data)

    def connection_lost(self, exc: Exception | None) -> None:
        del exc
        self._near.close()

    def pause_writing(self) -> None:
        self._near.pause_reading()

    def resume_writing(self) -> None:
        self._near.resume_reading()


def tunnel(targets: Mapping[str, str], origins: Origins) -> Callable[..., asyncio.Protocol]:
    """Make what uvicorn wants for upgrades. `targets` maps the start of a path to an address."""

    def made(**_: Any) -> asyncio.Protocol:  # noqa: ANN401 - uvicorn's config and state
        return Tunnel(targets, origins)

    return made
