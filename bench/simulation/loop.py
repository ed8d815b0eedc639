"""Virtual time: one agenda for everything that happens, and an event loop that lives by it."""

from __future__ import annotations

import asyncio
import heapq
import os
import random
import time
from collections import deque
from collections.abc import Callable, Coroutine, Generator, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

R = TypeVar("R")
Action = Callable[[], object]

EPOCH = 1_700_000_000.0
"""What the clock on the wall says when the agenda begins, in seconds since 1970."""


class Agenda:
    """What will happen, by time in seconds; at one time in the order it was put down.

    `dice` decides every delay and every accident, and is thrown anew at each step, so that a step
    left out changes as little as it can of those after it.
    """

    def __init__(self, seed: int) -> None:
        self.now = 0.0
        self.dice = random.Random(seed)
        self._chance = random.Random(seed ^ 0x5A1A)
        self._waiting: list[tuple[float, int, Action]] = []
        self._count = 0

    def at(self, when: float, action: Action) -> None:
        """Put something down; the past is now."""
        self._count += 1
        heapq.heappush(self._waiting, (max(when, self.now), self._count, action))

    def after(self, delay: float, action: Action) -> None:
        """Put something down for later."""
        self.at(self.now + delay, action)

    def run(self, seconds: float) -> None:
        """Let this much time pass."""
        end = self.now + seconds
        while self._waiting and self._waiting[0][0] <= end:
            self.now, _, action = heapq.heappop(self._waiting)
            action()
        self.now = end

    def run_until(self, done: Callable[[], bool], *, within: float) -> bool:
        """Let time pass until something is so; tell whether it came to be."""
        end = self.now + within
        while not done():
            if not self._waiting or self._waiting[0][0] > end:
                self.now = end
                return False
            self.now, _, action = heapq.heappop(self._waiting)
            action()
        return True

    def entropy(self, size: int) -> bytes:
        """Give bytes that nobody could guess who does not know the seed."""
        return self._chance.randbytes(size)


@contextmanager
def possessed(agenda: Agenda) -> Iterator[None]:
    """Take the place of the machine's clock and of its source of chance, in the whole process."""
    monotonic, urandom, source = time.monotonic, os.urandom, random._urandom  # type: ignore[attr-defined]
    time.monotonic = lambda: agenda.now
    os.urandom = random._urandom = agenda.entropy  # type: ignore[attr-defined]
    try:
        yield
    finally:
        time.monotonic = monotonic
        os.urandom, random._urandom = urandom, source  # type: ignore[attr-defined]


class VirtualLoop(asyncio.AbstractEventLoop):
    """An event loop for one life of the server. Dropped with all it had to do when that ends.

    What a thread would do happens on the agenda after a delay; `faults` are exceptions that nobody
    caught.
    """

    def __init__(self, agenda: Agenda) -> None:
        self.dead = False
        self.faults: list[str] = []
        self._agenda = agenda
        self._ready: deque[asyncio.Handle] = deque()
        self._running = False

    def die(self) -> None:
        """Do nothing any more."""
        self.dead = True
        self._ready.clear()

    def enter(self, action: Action) -> None:
        """Do something as the loop does, and all that follows from it at once."""
        if self.dead:
            return
        self.call_soon(action)
        self._drain()

    def _drain(self) -> None:
        if self._running:
            return
        self._running = True
        asyncio.events._set_running_loop(self)
        try:
            while self._ready:
                handle = self._ready.popleft()
                if not handle.cancelled():
                    handle._run()
        finally:
            asyncio.events._set_running_loop(None)
            self._running = False

    # What asyncio asks of a loop

    def time(self) -> float:
        """Give virtual time."""
        return self._agenda.now

    def call_soon(  # type: ignore[override]
        self, callback: Any, *args: Any, context: Any = None
    ) -> asyncio.Handle:
        """Queue a callback."""
        handle = asyncio.Handle(callback, args, self, context)
        if not self.dead:
            self._ready.append(handle)
        return handle

    def call_later(  # type: ignore[override]
        self, delay: float, callback: Any, *args: Any, context: Any = None
    ) -> asyncio.TimerHandle:
        """Queue a callback for later."""
        return self.call_at(self.time() + delay, callback, *args, context=context)

    def call_at(  # type: ignore[override]
        self, when: float, callback: Any, *args: Any, context: Any = None
    ) -> asyncio.TimerHandle:
        """Queue a callback for a time."""
        handle = asyncio.TimerHandle(when, callback, args, self, context)

        def fire() -> None:
            if not self.dead and not handle.cancelled():
                self._ready.append(handle)
                self._drain()

        self._agenda.at(when, fire)
        return handle

    def _timer_handle_cancelled(self, handle: asyncio.TimerHandle) -> None:
        """Leave it on the agenda: it does nothing there."""

    def create_future(self) -> asyncio.Future[Any]:
        """Make a future of this loop."""
        return asyncio.Future(loop=self)

    def create_task(
        self,
        coro: Generator[Any, None, R] | Coroutine[Any, Any, R],
        *,
        name: str | None = None,
        context: Any = None,
    ) -> asyncio.Task[R]:
        """Make a task of this loop."""
        return asyncio.Task(coro, loop=self, name=name, context=context)

    def run_in_executor(  # type: ignore[override]
        self, executor: object, func: Callable[..., R], *args: Any
    ) -> asyncio.Future[R]:
        """Do what blocks after a while, and answer after another."""
        del executor
        answer: asyncio.Future[R] = self.create_future()

        def work() -> None:
            try:
                result = func(*args)
            except Exception as error:  # noqa: BLE001 - it belongs to whoever waits
                self.call_later(self._pause(), _fail, answer, error)
            else:
                self.call_later(self._pause(), _settle, answer, result)

        self.call_later(self._pause(), work)
        return answer

    def _pause(self) -> float:
        return self._agenda.dice.expovariate(2000)

    def get_debug(self) -> bool:
        """Say that nothing is to be checked."""
        return False

    def is_running(self) -> bool:
        """Tell whether it lives."""
        return not self.dead

    def is_closed(self) -> bool:
        """Tell whether it is dead."""
        return self.dead

    def call_exception_handler(self, context: dict[str, Any]) -> None:
        """Keep what nobody caught."""
        if not self.dead:
            self.faults.append(f"{context.get('message')}: {context.get('exception')!r}")


def _settle(answer: asyncio.Future[R], result: R) -> None:
    if not answer.done():
        answer.set_result(result)


def _fail(answer: asyncio.Future[R], error: Exception) -> None:
    if not answer.done():
        answer.set_exception(error)
