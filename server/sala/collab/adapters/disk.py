"""Waits until the disk has what was written to a file; who waits at one moment waits together."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path

import structlog

from sala.kernel.refusals import Refusal
from sala.kernel.storage_errors import refusal_for

logger = structlog.get_logger("sala.collab")

_SOON = 1.0  # seconds


class Disk:
    """One file that others write. Flushed past its writers, whom a lock would keep waiting.

    For SQLite's write-ahead log that is safe: SQLite locks no byte of it, so closing it here gives
    up no lock of theirs.
    """

    def __init__(self, file: Path) -> None:
        self._file = file
        self._waiting: list[asyncio.Future[None]] = []
        self._flushing: asyncio.Task[None] | None = None
        self._timer: asyncio.TimerHandle | None = None
        self._seeing: asyncio.Task[None] | None = None

    def soon(self) -> None:
        """See to it that the disk has what is in the file by then, a second from now."""
        if self._timer is None:
            self._timer = asyncio.get_running_loop().call_later(_SOON, self._see)

    async def stop(self) -> None:
        """Flush nothing any more, once what was begun is done."""
        if self._timer is not None:
            self._timer.cancel()
        if self._seeing is not None:
            await self._seeing

    def _see(self) -> None:
        self._timer = None
        self._seeing = asyncio.get_running_loop().create_task(self._see_to_it())

    async def _see_to_it(self) -> None:
        try:
            await self.settled()
        except (Refusal, OSError) as error:  # whoever saves next is told
            logger.warning("the disk did not take what was written", error=repr(error))

    async def settled(self) -> None:
        """Return when the disk has all that is in the file now.

        Raises the refusal for a disk that is full or broken, else OSError.
        """
        loop = asyncio.get_running_loop()
        waiter: asyncio.Future[None] = loop.create_future()
        self._waiting.append(waiter)
        if self._flushing is None or self._flushing.done():
            self._flushing = loop.create_task(self._flush())
        await waiter

    async def _flush(self) -> None:
        while self._waiting:
            waiting, self._waiting = self._waiting, []
            failed: Exception | None = None
            try:
                await asyncio.get_running_loop().run_in_executor(None, _flushed, self._file)
            except OSError as error:
                failed = refusal_for(error) or error
            for waiter in [one for one in waiting if not one.done()]:  # others went away
                if failed is None:
                    waiter.set_result(None)
                else:
                    waiter.set_exception(failed)


def flush(path: Path, flags: int) -> None:
    """Wait until the disk has a file or folder as it is now. Blocks."""
    there = os.open(path, flags | os.O_CLOEXEC)
    try:
        os.fsync(there)
    finally:
        os.close(there)


def _flushed(file: Path) -> None:
    if file.exists():  # else a file system without shared memory: each commit waits for the disk
        flush(file, os.O_RDWR)
