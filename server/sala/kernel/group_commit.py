"""Group commit: one writer thread, many callers, one transaction for all who wait.

Jobs are gathered during one turn of the event loop and handed to the thread together at its end:
handed over one by one, the thread would run off with the first and make the others wait for a
second flush of the disk. The thread hands everything it was given to `write`, which commits it in
one transaction, and answers every job with one wake-up of the loop.
"""

from __future__ import annotations

import asyncio
import threading
from collections import deque
from collections.abc import Callable, Sequence
from functools import partial
from typing import Generic, Protocol, TypeVar

Job = TypeVar("Job")
Answer = TypeVar("Answer")
Given_contra = TypeVar("Given_contra", contravariant=True)
Told = TypeVar("Told")
Done = Callable[["Answer | BaseException"], None]


class Writer(Protocol[Given_contra, Told]):
    """What the thread drives: opened, used and closed on that thread alone."""

    def open(self) -> None:
        """Connect."""

    def write(self, jobs: Sequence[Given_contra]) -> list[Told | BaseException]:
        """Commit all jobs in one transaction and answer each; a refused job harms no other.

        Raising means that nothing was committed: every job of the batch gets the exception.
        """

    def close(self) -> None:
        """Disconnect."""


class Closed(RuntimeError):
    """The writer has been closed; the job was not written."""


class GroupCommit(Generic[Job, Answer]):
    """A queue in front of a `Writer`. All methods but the thread's own run on the event loop."""

    def __init__(self, writer: Writer[Job, Answer], *, name: str, limit: int = 4096) -> None:
        self._writer = writer
        self._limit = limit
        self._gathered: list[tuple[Job, Done[Answer]]] = []
        self._queue: deque[list[tuple[Job, Done[Answer]]]] = deque()
        self._wake = threading.Event()
        self._closing = False
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)
        self._loop: asyncio.AbstractEventLoop | None = None
        self._opened: asyncio.Future[None] | None = None

    async def start(self) -> None:
        """Start the thread and wait until its connection is open; raise what opening raised."""
        self._loop = asyncio.get_running_loop()
        self._opened = self._loop.create_future()
        self._thread.start()
        await self._opened
        self._hand_over()  # what was queued before

    def submit(self, job: Job, done: Done[Answer]) -> None:
        """Queue a job; `done` is called on the loop with its answer once it is durable."""
        if self._closing:
            raise Closed
        if not self._gathered and self._loop is not None:
            self._loop.call_soon(self._hand_over)
        self._gathered.append((job, done))

    def write(self, job: Job) -> asyncio.Future[Answer]:
        """Queue a job; await the future for its answer."""
        future: asyncio.Future[Answer] = asyncio.get_running_loop().create_future()
        self.submit(job, partial(_settle, future))
        return future

    async def stop(self) -> None:
        """Write what is queued, then close."""
        self._hand_over()
        self._closing = True
        self._wake.set()
        if self._thread.is_alive():
            await asyncio.to_thread(self._thread.join)

    def _hand_over(self) -> None:
        if self._gathered:
            self._queue.append(self._gathered)
            self._gathered = []
            self._wake.set()

    def _run(self) -> None:
        loop, opened = self._loop, self._opened
        assert loop is not None  # noqa: S101 - start() sets both before the thread runs
        assert opened is not None  # noqa: S101
        try:
            self._writer.open()
        except BaseException as error:  # noqa: BLE001 - handed to the caller of start()
            loop.call_soon_threadsafe(opened.set_exception, error)
            return
        loop.call_soon_threadsafe(opened.set_result, None)
        while True:
            self._wake.wait()
            self._wake.clear()
            while batch := self._taken():
                self._commit(loop, batch)
            if self._closing and not self._queue:
                break
        self._writer.close()

    def _taken(self) -> list[tuple[Job, Done[Answer]]]:
        """Take what was handed over, up to the limit."""
        queue, limit = self._queue, self._limit
        batch: list[tuple[Job, Done[Answer]]] = []
        while queue and len(batch) < limit:
            batch += queue.popleft()
        if len(batch) > limit:
            queue.appendleft(batch[limit:])
            del batch[limit:]
        return batch

    def _commit(
        self, loop: asyncio.AbstractEventLoop, batch: list[tuple[Job, Done[Answer]]]
    ) -> None:
        answers: Sequence[Answer | BaseException]
        try:
            answers = self._writer.write([job for job, _ in batch])
        except Exception as error:  # noqa: BLE001 - every waiting caller gets it; the thread lives on
            answers = [error] * len(batch)

        def tell() -> None:
            for (_, done), answer in zip(batch, answers, strict=True):
                try:
                    done(answer)
                except Exception as error:  # noqa: BLE001 - one caller's bug must not silence the rest
                    loop.call_exception_handler(
                        {"message": "a commit callback failed", "exception": error}
                    )

        try:
            loop.call_soon_threadsafe(tell)
        except RuntimeError:  # the loop has ended; what is committed stays committed
            return


def _settle(future: asyncio.Future[Answer], answer: Answer | BaseException) -> None:
    if future.done():  # the caller went away; the job is written all the same
        return
    if isinstance(answer, BaseException):
        future.set_exception(answer)
    else:
        future.set_result(answer)
