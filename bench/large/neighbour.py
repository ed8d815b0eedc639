"""Somebody in a process of their own who types into another document, and is timed."""

from __future__ import annotations

import asyncio
import multiprocessing
import time
from multiprocessing.synchronize import Event
from typing import TYPE_CHECKING

from sala.gateway.drill.editor import Editor

if TYPE_CHECKING:
    from multiprocessing.queues import Queue

_SPAWN = multiprocessing.get_context("spawn")
_EVERY = 0.02  # seconds


class Neighbour:
    """Types from the moment it is made until `leave`."""

    def __init__(self, url: str, token: str) -> None:
        self._stop = _SPAWN.Event()
        self._waits: Queue[list[float]] = _SPAWN.Queue()
        ready = _SPAWN.Event()
        self._process = _SPAWN.Process(
            target=_type, args=(url, token, ready, self._stop, self._waits)
        )
        self._process.start()
        if not ready.wait(60):
            msg = "the neighbour could not come in"
            raise TimeoutError(msg)

    def leave(self) -> list[float]:
        """Stop; give how many ms each keystroke took to be safe."""
        self._stop.set()
        waits = self._waits.get(timeout=120)
        self._process.join()
        return waits


async def typed(editor: Editor, at: int, text: str = "y") -> float:
    """Type something; give how many ms it took to be safe. Raises when the editor was closed."""
    begun = time.perf_counter()
    editor.edit(lambda: editor.text.insert(at, text))
    while editor.acknowledged < editor.edits:
        if editor.closed_with is not None:
            msg = f"the editor was closed with {editor.closed_with}"
            raise RuntimeError(msg)
        await asyncio.sleep(0.0005)
    return (time.perf_counter() - begun) * 1000


def _type(url: str, token: str, ready: Event, stop: Event, waits: Queue[list[float]]) -> None:
    async def typing() -> list[float]:
        editor = Editor(url, token)
        await editor.connect(within=60)
        await typed(editor, 0)
        ready.set()
        took = []
        while not stop.is_set():
            took.append(await typed(editor, 0))
            await asyncio.sleep(_EVERY)
        editor.hang_up()
        return took

    waits.put(asyncio.run(typing()))
