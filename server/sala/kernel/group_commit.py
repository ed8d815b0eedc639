"""Group commit: one writer thread, many callers, one transaction for all who wait.

Jobs are gathered during one turn of the event loop and handed to the thread together at its end:
handed over one by one, the thread would run off with the first and make the others wait for a
second flush of the disk. The thread hands everything it was given to `write`, which commits it in
one transaction, and answers every job with one wake-up of the loop.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Sequence
from queue import SimpleQueue
from typing import Generic, Protocol, TypeAlias, TypeVar

Job = TypeVar("Job")
Answer = TypeVar("Answer")
Given_contra = TypeVar("Given_contra", contravariant=True)
Answered = TypeVar("Answered")
Done = Callable[["Answer | BaseException"], None]
Told: TypeAlias = "Callable[[Answer | BaseException], None] | asyncio.Future[Answer]"
"""Who is told a job's answer. A future is settled as it is: a callback for each costs the loop."""


class Writer(Protocol[Given_contra, Answered]):
    """What the thread drives: opened, used and closed on that thread alone."""

    def open(self) -> None:
        """Connect."""

    def write(self, jobs: Sequence[Given_contra]) -> list[Answered | BaseException]:
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
        self._gathered: list[tuple[Job, Told[Answer]]] = []
        # Ends with None. It is written in C: waking the thread by an Event costs the loop more.
        self._queue: SimpleQueue[list[tuple[Job, Told[Answer]]] | None] = SimpleQueue()
        self._left: list[tuple[Job, Told[Answer]]] = []
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
        self._gather(job, done)

    def write(self, job: Job) -> asyncio.Future[Answer]:
        """Queue a job; await the future for its answer."""
        loop = self._loop or asyncio.get_running_loop()
        future: asyncio.Future[Answer] = loop.create_future()
        self._gather(job, future)
        return future

    async def stop(self) -> None:
        """Write what is queued, then close."""
        self._hand_over()
        self._closing = True
        self._queue.put(None)
        if self._thread.is_alive():
            await asyncio.to_thread(self._thread.join)

    def _gather(self, job: Job, told: Told[Answer]) -> None:
        if self._closing:
            raise Closed
        if not self._gathered and self._loop is not None:
            self._loop.call_soon(self._hand_over)
        self._gathered.append((job, told))

    def _hand_over(self) -> None:
        if self._gathered:
            self._queue.put(self._gathered)
            self._gathered = []

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
        while batch := self._taken():
            self._commit(loop, batch)
        self._writer.close()

    def _taken(self) -> list[tuple[Job, Told[Answer]]]:
        """Wait for jobs and take what was handed over, up to the limit; none when it closes."""
        queue, limit, batch = self._queue, self._limit, self._left
        while not batch or (len(batch) < limit and not queue.empty()):
            given = queue.get()
            if given is None:
                queue.put(None)  # for the next look, when this batch is written
                break
            batch = batch + given if batch else given
        self._left = batch[limit:]
        return batch[:limit] if self._left else batch

    def _commit(
        self, loop: asyncio.AbstractEventLoop, batch: list[tuple[Job, Told[Answer]]]
    ) -> None:
        answers: Sequence[Answer | BaseException]
        try:
            answers = self._writer.write([job for job, _ in batch])
        except Exception as error:  # noqa: BLE001 - every waiting caller gets it; the thread lives on
            answers = [error] * len(batch)

        future = asyncio.Future

        def tell() -> None:
            for (_, told), answer in zip(batch, answers, strict=True):
                try:
                    if not isinstance(told, future):
                        told(answer)
                    elif told.done():  # the caller went away; the job is written all the same
                        continue
                    elif isinstance(answer, BaseException):
                        told.set_exception(answer)
                    else:
                        told.set_result(answer)
                except Exception as error:  # noqa: BLE001 - one caller's bug must not silence the rest
                    loop.call_exception_handler(
                        {"message": "a commit callback failed", "exception": error}
                    )

        try:
            loop.call_soon_threadsafe(tell)
        except RuntimeError:  # the loop has ended; what is committed stays committed
            return
