"""Forgets what is older than the history is to be, document by document, every hour."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import timedelta

import structlog

from sala.collab.domain.replica import Unusable
from sala.collab.handlers.folding import Folding
from sala.collab.handlers.long_work import LongWork, Stopping, WorkBroke
from sala.collab.handlers.rooms import Rooms
from sala.collab.ports import DocumentLog, Options
from sala.kernel.refusals import Refusal

logger = structlog.get_logger("sala.collab")

_PAUSE = 3600.0  # seconds


class Forgetting:
    """Folds a document first; then forgets whole stretches of it. `now` is in microseconds."""

    def __init__(
        self,
        rooms: Rooms,
        log: DocumentLog,
        folding: Folding,
        *,
        work: LongWork,
        options: Options,
        now: Callable[[], int],
    ) -> None:
        self._rooms = rooms
        self._log = log
        self._folding = folding
        self._work = work
        self._days = options.history_days
        self._now = now

    async def run(self) -> None:
        """Forget what is due, again and again, until cancelled; nothing when all is kept."""
        while self._days:
            try:
                await self.forget()
            except Stopping:
                return
            except Refusal as refusal:  # no room on the disk, or no connection
                logger.warning("old history could not be forgotten", code=refusal.code)
            except Exception:
                logger.exception("old history could not be forgotten")
            await asyncio.sleep(_PAUSE)

    async def forget(self) -> None:
        """Forget all that is due now."""
        before = self._now() - timedelta(days=self._days) // timedelta(microseconds=1)
        for number, most in (await self._log.outdated(before)).items():
            try:
                async with self._folding.turn:
                    await self._forget(number, before, most)
            except Unusable:
                logger.warning("a document holds updates that cannot be forgotten", number=number)
            except WorkBroke as broke:
                logger.warning("old history stays", number=number, why=broke.detail)

    async def _forget(self, number: int, before: int, most: int) -> None:
        await self._folding.fold(number)
        segment = await self._log.segment(number)
        if segment is None:
            return
        for opened in self._rooms:  # whoever looks into its log asks for nothing before that
            if opened.room.number == number:
                opened.room.folded = max(opened.room.folded, segment.sequence)
        left = await self._work.forget(segment, before=before, most=most)
        if left.forgotten > segment.forgotten:
            await self._log.fold(number, left)
            logger.info("old history was forgotten", number=number, updates=left.forgotten)
