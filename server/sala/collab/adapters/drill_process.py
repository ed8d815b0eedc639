"""A drill in a process of its own: it says lines of JSON, and leaves nothing behind.

Whatever is left when we are killed goes at the next start.
"""

from __future__ import annotations

import asyncio
import os
import shutil
import signal
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

import msgspec

from sala.collab.contract import DrillFiguresView, DrillStepView
from sala.collab.handlers.drilling import DrillBroke
from sala.kernel.children import dying_with_us

_WORDS = 500
"""How many characters of what it said last are told."""


class _Line(msgspec.Struct, frozen=True):
    step: DrillStepView | None = None
    figures: DrillFiguresView | None = None


_read = msgspec.json.Decoder(_Line)


class DrillProcess:
    """Runs `sala drill` with this Python, one at a time, in a folder that is there only meanwhile.

    `command` are its words before the options.
    """

    def __init__(self, folder: Path, command: Sequence[str] = ("-m", "sala", "drill")) -> None:
        self._folder = folder
        self._command = [sys.executable, *command, "--json"]

    def clear(self) -> None:
        """Remove what a drill has left whose end nobody saw. Blocks."""
        shutil.rmtree(self._folder, ignore_errors=True)

    async def hold(
        self, kills: int, *, hear: Callable[[DrillStepView], None], within: float
    ) -> DrillFiguresView:
        """Run it to its end, or end it with all that it started."""
        folder = self._folder
        await asyncio.to_thread(self.clear)
        folder.mkdir(mode=0o700, parents=True)
        errors = folder / "errors"
        try:
            with errors.open("wb") as into:
                process = await asyncio.create_subprocess_exec(
                    *dying_with_us([*self._command, "--kills", str(kills), "--folder", folder]),
                    stdin=asyncio.subprocess.DEVNULL,
                    stdout=asyncio.subprocess.PIPE,
                    stderr=into,
                    start_new_session=True,
                )
            try:
                async with asyncio.timeout(within):
                    figures = await _hear(process, hear)
                    status = await process.wait()
            finally:
                # The group outlives its first process for as long as anything in it lives.
                with suppress(ProcessLookupError):
                    os.killpg(process.pid, signal.SIGKILL)
                await process.wait()
            if figures is None or status != _status_of(figures):
                raise DrillBroke(_last_words(errors) or f"It ended with {status}.")
            return figures
        finally:
            self.clear()


async def _hear(
    process: asyncio.subprocess.Process, hear: Callable[[DrillStepView], None]
) -> DrillFiguresView | None:
    """Pass the steps on until it says no more; give the figures, if it came to them."""
    assert process.stdout is not None  # noqa: S101 - a pipe was asked for
    figures = None
    async for said in process.stdout:
        try:
            line = _read.decode(said)
        except msgspec.DecodeError as error:
            raise DrillBroke(f"It said what nobody understands: {error}") from error
        if line.step is not None:
            hear(line.step)
        figures = line.figures or figures
    return figures


def _status_of(figures: DrillFiguresView) -> int:
    """Give the exit status of a drill that counted this."""
    return int(bool(figures.lost or figures.doubled or figures.files_apart))


def _last_words(errors: Path) -> str:
    """Give the last line that is not empty."""
    lines = errors.read_text(errors="replace").split("\n")
    return next((line.strip()[:_WORDS] for line in reversed(lines) if line.strip()), "")
