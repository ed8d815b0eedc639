"""Drills: one at a time, and the last one kept until Sala stops."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Protocol

import msgspec
import structlog

from sala.collab.contract import (
    DrillFiguresView,
    DrillRunning,
    DrillStepView,
    DrillView,
    GetDrill,
    StartDrill,
)
from sala.kernel.access import Caller

_TO_BEGIN = 60.0
_A_KILL = 45.0
"""Seconds that a drill may take to begin, and then for each death; it needs a tenth."""

log = structlog.get_logger("sala.collab.drill")


class DrillBroke(Exception):
    """A drill could not count; the text is what it said last."""


class Drills(Protocol):
    """What holds a drill."""

    async def hold(
        self, kills: int, *, hear: Callable[[DrillStepView], None], within: float
    ) -> DrillFiguresView:
        """Hold one, and end all that it started. `within` is in seconds.

        Raises DrillBroke when it cannot count, TimeoutError when it takes longer.
        """


class Drilling:
    """Starts drills and tells how they go. `now` is in microseconds since 1970."""

    def __init__(self, drills: Drills, *, now: Callable[[], int]) -> None:
        self._drills = drills
        self._now = now
        self._last = DrillView()
        self._task: asyncio.Task[None] | None = None

    async def start(self, wish: StartDrill, _: Caller) -> DrillView:
        """Begin one. Raises DrillRunning while another one runs."""
        if wish.drill == self._last.drill:
            return self._last
        if self._last.state == "running":
            raise DrillRunning
        self._last = DrillView(state="running", drill=wish.drill, started=self._moment())
        self._task = asyncio.create_task(self._hold(wish.kills), name="drill")
        return self._last

    async def get(self, _: GetDrill, __: Caller) -> DrillView:
        """Tell how the last one goes, or went."""
        return self._last

    async def stop(self) -> None:
        """End the one that runs, with all that it started."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    async def _hold(self, kills: int) -> None:
        within = _TO_BEGIN + kills * _A_KILL
        try:
            figures = await self._drills.hold(kills, hear=self._hear, within=within)
        except TimeoutError:
            self._fail(DrillView(why="too_long", detail=f"It did not end in {within:.0f} s."))
        except (DrillBroke, OSError) as error:
            self._fail(DrillView(why="broke", detail=str(error)))
        except Exception as error:
            log.exception("drill.failed")
            self._fail(DrillView(why="broke", detail=str(error)))
        else:
            self._end(DrillView(state="finished", figures=figures))
            log.info("drill.finished", **msgspec.structs.asdict(figures))

    def _hear(self, step: DrillStepView) -> None:
        self._last = msgspec.structs.replace(self._last, steps=[*self._last.steps, step])

    def _fail(self, how: DrillView) -> None:
        log.warning("drill.failed", why=how.why, detail=how.detail)
        self._end(msgspec.structs.replace(how, state="failed"))

    def _end(self, how: DrillView) -> None:
        last = self._last
        self._last = msgspec.structs.replace(
            how, drill=last.drill, started=last.started, steps=last.steps, ended=self._moment()
        )

    def _moment(self) -> datetime:
        return datetime.fromtimestamp(self._now() / 1e6, UTC)
