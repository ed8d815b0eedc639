"""Work on documents that would hold up keystrokes: in a thread what is short, or in a process.

A parser that reads or lays out a whole document keeps Python's lock until it is done, and columns
are made number by number: of a long document that is seconds. A process of its own is started for
each such piece of work and ends with it, so its memory goes back. It is given bytes and gives
bytes: when it is killed, nothing was changed.
"""

from __future__ import annotations

import asyncio
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from itertools import chain
from pathlib import Path
from typing import TypeVar

import msgspec

import sala
from sala.collab.adapters.long_worker import LENGTH, Answer, Fold, Forget, Label, ReadPast, Work
from sala.collab.domain.attribution import Change, Copied
from sala.collab.domain.columns import unpack, unpack_steps
from sala.collab.domain.folding import fold
from sala.collab.domain.forgetting import forget
from sala.collab.domain.parts import Rest
from sala.collab.domain.replica import Unusable
from sala.collab.domain.segments import Segment
from sala.collab.domain.timeline import Stretch
from sala.collab.handlers.long_work import Stopping, WorkBroke
from sala.kernel.children import dying_with_us

T = TypeVar("T")

_FOLD_WITHIN, _ANSWER_WITHIN = 900.0, 120.0  # seconds
_BEHIND = 10
"""How much less of the processor folding asks for than those who type: its nice value."""
_WORK, _REST = 0.002, 0.001  # seconds
_PAGE = 200  # changes
_PIECE = 256 * 1024  # bytes


class LongProcess:
    """What `LongWork` promises. `long` is how many bytes make a document a long one."""

    def __init__(self, *, long: int) -> None:
        self._long = long
        self._stopping = False
        self._asked = asyncio.Semaphore(1)
        """Questions are answered one after the other: each may take much memory."""

    def stop(self) -> None:
        """Let what runs in threads come to an end; processes end with who waits for them."""
        self._stopping = True

    def is_long(self, segment: Segment) -> bool:
        """Tell whether questions about a document go to a process; see `LongWork`."""
        return len(segment.state) >= self._long

    async def fold(
        self, before: Segment | None, changes: Sequence[Change], copied: Sequence[Copied]
    ) -> tuple[Segment, Rest | None]:
        """Make one segment of another and what follows it; see `LongWork`."""
        weight = sum(len(change.data) for change in changes) + len(before.state if before else b"")
        if weight < self._long:
            breathe = self._breath()
            return await asyncio.to_thread(fold, before, changes, copied, breathe=breathe), None
        answer = await _elsewhere(
            Fold(before, copied, 2 * self._long), changes, within=_FOLD_WITHIN, behind=_BEHIND
        )
        if answer.unusable:
            raise Unusable
        assert answer.segment is not None  # noqa: S101 - it is what was asked for
        return answer.segment, answer.rest

    async def forget(self, segment: Segment, *, before: int, most: int) -> Segment:
        """Forget what is old; see `LongWork`."""
        if not self.is_long(segment):
            return await asyncio.to_thread(
                forget, segment, before=before, most=most, breathe=self._breath()
            )
        answer = await _elsewhere(
            Forget(segment, before, most), (), within=_FOLD_WITHIN, behind=_BEHIND
        )
        assert answer.segment is not None  # noqa: S101 - it is what was asked for
        return answer.segment

    async def labels(
        self,
        state: bytes,
        before: Segment,
        changes: Sequence[Change],
        copied: Sequence[Copied],
    ) -> tuple[Iterable[tuple[int, int]], Sequence[Stretch]]:
        """Tell who wrote a long text; see `LongWork`."""
        async with self._asked:
            answer = await _elsewhere(Label(state, before, copied), changes, within=_ANSWER_WITHIN)
        assert answer.labelled is not None  # noqa: S101 - it is what was asked for
        lengths, labels, stretches = answer.labelled
        return zip(unpack(lengths), unpack_steps(labels), strict=True), stretches

    async def past_text(self, segment: Segment, sequence: int) -> str:
        """Give an earlier text of a long document; see `LongWork`."""
        async with self._asked:
            answer = await _elsewhere(ReadPast(segment, sequence), (), within=_ANSWER_WITHIN)
        assert answer.text is not None  # noqa: S101 - it is what was asked for
        return answer.text

    def resting(self, items: Iterable[T]) -> Iterator[T]:
        """Pass items on, and let the event loop have the interpreter; see `LongWork`."""
        breathe = self._breath()
        for item in items:
            breathe()
            yield item

    def _breath(self) -> Callable[[], None]:
        """Give what a thread calls again and again: it rests by the clock, and ends with us."""
        worked_from = time.monotonic()

        def breathe() -> None:
            nonlocal worked_from
            if self._stopping:
                raise Stopping
            if time.monotonic() - worked_from >= _WORK:
                time.sleep(_REST)
                worked_from = time.monotonic()

        return breathe


async def _elsewhere(
    work: Work, changes: Sequence[Change], *, within: float, behind: int = 0
) -> Answer:
    """Have a process do it. Raises WorkBroke when it died or took too long."""
    command = ["-P", "-m", "sala.collab.adapters.long_worker", str(behind)]
    process = await asyncio.create_subprocess_exec(
        *dying_with_us([sys.executable, *command]),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        cwd="/",
        env={"PYTHONPATH": str(Path(sala.__file__).parents[1]), "PYTHONUTF8": "1"},
        start_new_session=True,
    )
    try:
        async with asyncio.timeout(within):
            return await _exchange(process, work, changes)
    except (asyncio.IncompleteReadError, BrokenPipeError, ConnectionResetError) as error:
        raise WorkBroke("The process that worked on the document ended early.") from error
    except TimeoutError as error:
        raise WorkBroke(f"It took more than {within:.0f} s.") from error
    finally:
        with suppress(ProcessLookupError):
            process.kill()
        await process.wait()


async def _exchange(
    process: asyncio.subprocess.Process, work: Work, changes: Sequence[Change]
) -> Answer:
    assert process.stdin is not None  # noqa: S101 - both are pipes
    assert process.stdout is not None  # noqa: S101
    encode = msgspec.msgpack.Encoder().encode
    pages = (changes[at : at + _PAGE] for at in range(0, len(changes), _PAGE))
    for frame in chain([encode(work)], map(encode, pages), [b""]):
        process.stdin.write(len(frame).to_bytes(LENGTH, "big"))
        for at in range(0, len(frame), _PIECE):
            process.stdin.write(frame[at : at + _PIECE])
            await process.stdin.drain()
    process.stdin.close()
    size = int.from_bytes(await process.stdout.readexactly(LENGTH), "big")
    reply = await process.stdout.readexactly(size)
    return await asyncio.to_thread(msgspec.msgpack.decode, reply, type=Answer)
