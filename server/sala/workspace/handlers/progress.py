"""How far an import is, stated now and then: at most a fact a second, not one an object."""

from __future__ import annotations

import asyncio
from types import TracebackType
from typing import Self
from uuid import UUID

from sala.kernel.access import SYSTEM
from sala.workspace.contract import ImportProgressed
from sala.workspace.handlers.ground import Ground

_PAUSE_S = 1.0
_STEP = 10
"""A stage that goes on is told of again after as much of a hundred."""


class Progress:
    """Hears of every step and states some of them, for as long as its context lasts."""

    def __init__(self, ground: Ground, workspace: UUID) -> None:
        self._ground = ground
        self._workspace = workspace
        self._heard = ("", 0)
        self._stated = ("", -_STEP)
        self._more = asyncio.Event()
        self._task: asyncio.Task[None] | None = None

    def told(self, stage: str, percent: int) -> None:
        """Hear how far git is."""
        self._heard = (stage, percent)
        if stage != self._stated[0] or abs(percent - self._stated[1]) >= _STEP:
            self._more.set()

    async def __aenter__(self) -> Self:
        """Begin to listen."""
        self._task = asyncio.create_task(self._state())
        return self

    async def _state(self) -> None:
        while True:
            await self._more.wait()
            self._more.clear()
            self._stated = stage, percent = self._heard
            fact = ImportProgressed(workspace=self._workspace, stage=stage, percent=percent)
            await self._ground.state(self._workspace, SYSTEM, fact)
            await asyncio.sleep(_PAUSE_S)

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Say no more."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)
