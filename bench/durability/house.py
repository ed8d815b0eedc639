"""A real server that can be killed and comes back on the same port with the same data."""

from __future__ import annotations

import asyncio
import os
import signal
import time
from collections.abc import Mapping
from pathlib import Path

from bench.collab.servers import Sala, await_port


class House(Sala):
    """Sala in a process of its own. `extra` is added to its environment at the next start."""

    def __init__(self, folder: Path, extra: Mapping[str, str] | None = None) -> None:
        self.extra = dict(extra or {})
        super().__init__(folder)

    def environment(self) -> dict[str, str]:
        """Add what this house was given."""
        return {**super().environment(), **self.extra}

    @property
    def data(self) -> Path:
        """The data directory."""
        return self.folder / "data"

    def url(self, room: int) -> str:
        """Where a room's editors connect."""
        return f"ws://127.0.0.1:{self.port}{self.path}{room}"

    def file(self, room: int) -> Path:
        """Find a room's file in the working tree."""
        return next(self.data.glob(f"workspaces/**/r{room}"))

    def wait(self) -> None:
        """Wait until it answers."""
        await_port(self.port, self.process)

    def kill(self) -> None:
        """End it as nothing can notice: SIGKILL."""
        os.kill(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def end(self) -> None:
        """End it in order: it writes its files and checkpoints."""
        self.process.terminate()
        self.process.wait(30)

    async def back(self) -> None:
        """Start it and wait until it answers, while the editors go on."""
        self.start()
        await asyncio.to_thread(self.wait)

    async def file_holds(self, room: int, text: str, *, within: float = 10.0) -> bool:
        """Tell whether a room's file comes to hold a text."""
        end = time.monotonic() + within
        while self.file(room).read_text() != text:
            if time.monotonic() > end:
                return False
            await asyncio.sleep(0.02)
        return True
