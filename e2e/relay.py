"""The wire between a browser and Sala, which a test can freeze without closing it, or cut."""

from __future__ import annotations

import asyncio
import contextlib
import threading
from collections.abc import Callable, Coroutine
from concurrent.futures import Future
from enum import Enum, auto
from typing import Any, Self

_CHUNK = 65_536


class Wire(Enum):
    """What the wire does with bytes."""

    WHOLE = auto()  # carries them
    FROZEN = auto()  # swallows them; nobody is told, as when a laptop's lid closes


class Relay:
    """A TCP relay on 127.0.0.1 in a thread of its own. `port` is where browsers connect.

    Connections that lived through a freeze stay dead when it ends, as behind a router that forgot
    them: they are reset at the first byte that comes. Those begun while it was frozen are reset
    when it ends, as a browser would have found out by then.
    """

    def __init__(self, target: Callable[[], int]) -> None:
        self._target = target
        self._wire = Wire.WHOLE
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="relay", daemon=True)
        self._writers: set[asyncio.StreamWriter] = set()
        self._dead: set[asyncio.StreamWriter] = set()
        self._unborn: set[asyncio.StreamWriter] = set()
        self.port = 0

    def __enter__(self) -> Self:
        self._thread.start()
        server = self._call(asyncio.start_server, self._carry, "127.0.0.1", 0)
        self._server = server
        self.port = server.sockets[0].getsockname()[1]
        return self

    def __exit__(self, *_: object) -> None:
        self._in_loop(self._close()).result(10)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)
        self._loop.close()

    @property
    def address(self) -> str:
        """Give the address browsers open."""
        return f"http://127.0.0.1:{self.port}"

    def freeze(self) -> None:
        """Swallow every byte from now on, and tell nobody."""
        self._in_loop(self._set(Wire.FROZEN)).result(10)

    def thaw(self) -> None:
        """Carry new connections again."""
        self._in_loop(self._set(Wire.WHOLE)).result(10)

    def cut(self) -> None:
        """Reset every connection; new ones are carried."""
        self._in_loop(self._reset()).result(10)

    def _in_loop(self, work: Coroutine[Any, Any, Any]) -> Future[Any]:
        return asyncio.run_coroutine_threadsafe(work, self._loop)

    def _call(self, function: Callable[..., Coroutine[Any, Any, Any]], *arguments: Any) -> Any:
        return self._in_loop(function(*arguments)).result(10)

    async def _set(self, wire: Wire) -> None:
        if wire is Wire.FROZEN:
            self._dead |= self._writers
        for writer in self._unborn:
            writer.transport.abort()
        self._wire = wire

    async def _reset(self) -> None:
        for writer in list(self._writers):
            writer.transport.abort()

    async def _close(self) -> None:
        self._server.close()
        await self._reset()
        tasks = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._writers.add(writer)
        if self._wire is Wire.FROZEN:
            self._dead.add(writer)
            self._unborn.add(writer)
        try:
            await self._carried(reader, writer)
        except (OSError, asyncio.CancelledError):
            pass  # an end went away, or the relay itself: the other is told by the abort below
        finally:
            writer.transport.abort()
            self._writers.discard(writer)
            self._dead.discard(writer)
            self._unborn.discard(writer)

    async def _carried(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if writer in self._dead:
            await self._pipe(reader, None, writer)
            return
        onward_reader, onward_writer = await asyncio.open_connection("127.0.0.1", self._target())
        try:
            done, other = await asyncio.wait(
                [
                    asyncio.create_task(self._pipe(reader, onward_writer, writer)),
                    asyncio.create_task(self._pipe(onward_reader, writer, writer)),
                ],
                return_when=asyncio.FIRST_COMPLETED,
            )
            for task in other:
                task.cancel()
            for task in done:
                task.result()
        finally:
            onward_writer.transport.abort()

    async def _pipe(
        self,
        source: asyncio.StreamReader,
        sink: asyncio.StreamWriter | None,
        connection: asyncio.StreamWriter,
    ) -> None:
        while chunk := await source.read(_CHUNK):
            if connection in self._dead or sink is None:
                if self._wire is Wire.WHOLE:
                    return  # forgotten by the router: reset
                continue
            sink.write(chunk)
            with contextlib.suppress(ConnectionError):
                await sink.drain()
