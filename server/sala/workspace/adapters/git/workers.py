"""The pool of workers: started when needed, given up on when slow, stopped when idle."""

from __future__ import annotations

import asyncio
import contextlib
import os
import sys
from pathlib import Path
from typing import Any, TypeVar
from zlib import crc32

import msgspec
import structlog

import sala
from sala.kernel.refusals import OutOfSpace, Refusal
from sala.workspace import contract
from sala.workspace.adapters.git.asks import Ask, Refused, answer_of

R = TypeVar("R")

_ANSWER_LIMIT = 256 * 1024 * 1024
_encode = msgspec.msgpack.Encoder().encode
_log = structlog.get_logger("sala.workspace.git")


class GitWorkers:
    """Answers requests about repositories; requests about one repository tend to one worker."""

    def __init__(self, *, count: int = 2, idle_s: float = 60.0) -> None:
        self._seats = [_Seat(idle_s) for _ in range(count)]

    async def ask(self, ask: Ask[R]) -> R:
        """Send a request and wait for its answer, even if the caller is cancelled meanwhile.

        Raises the refusal the worker met, or GitFailed when it took too long or died.
        """
        first = crc32(ask.root.encode()) % len(self._seats)
        seats = self._seats[first:] + self._seats[:first]
        seat = next((one for one in seats if not one.busy), seats[0])
        # Half an exchange would leave the next caller with this one's answer.
        answer: R = await asyncio.shield(asyncio.ensure_future(seat.exchange(ask)))
        return answer

    async def stop(self) -> None:
        """Let what runs finish, and end every worker."""
        await asyncio.gather(*(seat.stop() for seat in self._seats))


class _Seat:
    """One worker at a time, and those who wait for it."""

    def __init__(self, idle_s: float) -> None:
        self._idle_s = idle_s
        self._turn = asyncio.Lock()
        self._process: asyncio.subprocess.Process | None = None
        self._leave: asyncio.TimerHandle | None = None
        self._leaving: asyncio.Task[None] | None = None

    @property
    def busy(self) -> bool:
        return self._turn.locked()

    async def exchange(self, ask: Ask[Any]) -> Any:  # noqa: ANN401 - R at the caller
        async with self._turn:
            if self._leave is not None:
                self._leave.cancel()
            try:
                async with asyncio.timeout(ask.limit_s):
                    refused, value = await self._once(ask)
            except TimeoutError:
                await self._end()
                _log.warning("git took too long", ask=type(ask).__name__, limit_s=ask.limit_s)
                raise contract.GitFailed(
                    f"git did not finish within {ask.limit_s:.0f} seconds."
                ) from None
            except (asyncio.IncompleteReadError, BrokenPipeError, ConnectionResetError):
                await self._end()
                _log.warning("a git worker died", ask=type(ask).__name__)
                raise contract.GitFailed("git failed on this repository and was stopped.") from None
            loop = asyncio.get_running_loop()
            self._leave = loop.call_later(self._idle_s, self._depart)
        if refused is not None:
            raise _refusal(refused)
        return value

    async def _once(self, ask: Ask[Any]) -> tuple[Refused | None, Any]:
        process = self._process
        if process is None or process.returncode is not None:
            process = self._process = await _started()
        assert process.stdin is not None  # noqa: S101 - both are pipes
        assert process.stdout is not None  # noqa: S101
        data = _encode(ask)
        process.stdin.write(len(data).to_bytes(4, "big") + data)
        await process.stdin.drain()
        size = int.from_bytes(await process.stdout.readexactly(4), "big")
        if size > _ANSWER_LIMIT:
            raise asyncio.IncompleteReadError(b"", size)
        reply = await process.stdout.readexactly(size)
        kind = tuple[Refused | None, msgspec.Raw]
        refused, raw = msgspec.msgpack.decode(reply, type=kind)
        if refused is not None:
            return refused, None
        return None, msgspec.msgpack.decode(raw, type=answer_of(type(ask)))

    def _depart(self) -> None:
        self._leaving = asyncio.get_running_loop().create_task(self.stop())

    async def stop(self) -> None:
        async with self._turn:
            if self._leave is not None:
                self._leave.cancel()
            process = self._process
            if process is not None and process.stdin is not None:
                process.stdin.close()
                with contextlib.suppress(TimeoutError):
                    async with asyncio.timeout(2):
                        await process.wait()
            await self._end()

    async def _end(self) -> None:
        process, self._process = self._process, None
        if process is not None and process.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                process.kill()
            await process.wait()


async def _started() -> asyncio.subprocess.Process:
    package = Path(sala.__file__).parent.parent
    environment = {
        "HOME": os.devnull,
        "LANG": "C.UTF-8",
        "PATH": os.defpath,
        "PYTHONPATH": str(package),
        "PYTHONUTF8": "1",
    }
    return await asyncio.create_subprocess_exec(
        sys.executable,
        "-P",
        "-m",
        "sala.workspace.adapters.git.worker",
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        cwd="/",
        env=environment,
        start_new_session=True,
    )


def _refusal(refused: Refused) -> Refusal:
    kind = {OutOfSpace.__name__: OutOfSpace}.get(refused.name) or getattr(contract, refused.name)
    assert issubclass(kind, Refusal)  # noqa: S101 - a worker names refusals alone
    return kind(refused.detail)
