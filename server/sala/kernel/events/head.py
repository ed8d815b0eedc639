"""The head of a log: its last known position, and everybody who waits for it to move."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

import structlog

from sala.kernel.group_commit import Closed

_EVERY = 0.4
"""Seconds between two looks for facts that another process appended."""

_log = structlog.get_logger("sala.events")


class Head:
    """Wakes waiters at once for facts of this process, and by looking for those of others."""

    def __init__(self, ask: Callable[[], Awaitable[int]], *, every: float = _EVERY) -> None:
        self._ask = ask
        self._every = every
        self._known = 0
        self._waiting: set[tuple[int, asyncio.Future[None]]] = set()
        self._task: asyncio.Task[None] | None = None
        self._needed = asyncio.Event()
        self._closed = False

    @property
    def known(self) -> int:
        """The largest position seen so far; the store may be further."""
        return self._known

    async def start(self) -> None:
        """Read the position and begin to look for more."""
        self._closed = False
        self.moved(await self._ask())
        self._task = asyncio.create_task(self._look(), name="event log head")

    async def stop(self) -> None:
        """Stop looking; those who still wait get Closed."""
        self._closed = True
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)
            self._task = None
        for _, future in self._waiting:
            if not future.done():
                future.set_exception(Closed("the event log was closed"))
        self._waiting.clear()

    def moved(self, position: int) -> None:
        """Hear of a position and wake whoever waited for it."""
        if position <= self._known:
            return
        self._known = position
        if not self._waiting:
            return
        woken = [waiter for waiter in self._waiting if waiter[0] < position]
        self._waiting.difference_update(woken)
        for _, future in woken:
            if not future.done():
                future.set_result(None)

    async def wait(self, after: int) -> None:
        """Return once the head is beyond `after`. Raises Closed when the log is closed first."""
        if self._known > after:
            return
        if self._closed:
            raise Closed
        waiter = (after, asyncio.get_running_loop().create_future())
        self._waiting.add(waiter)
        self._needed.set()
        try:
            await waiter[1]
        finally:
            self._waiting.discard(waiter)

    async def _look(self) -> None:
        while True:
            await self._needed.wait()
            self._needed.clear()
            while self._waiting:
                try:
                    self.moved(await self._ask())
                except Exception:  # noqa: BLE001 - the loop must outlive a store that is away for a while
                    _log.exception("the event log could not be asked for its head")
                await asyncio.sleep(self._every)
