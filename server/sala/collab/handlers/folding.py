"""Folds what is old in the log of quiet documents into segments, one after the other."""

from __future__ import annotations

import asyncio
from collections import deque

import structlog

from sala.collab.domain.attribution import Change
from sala.collab.domain.replica import Unusable
from sala.collab.handlers.long_work import LongWork, Stopping, WorkBroke
from sala.collab.handlers.room import Room
from sala.collab.ports import DocumentLog, Options
from sala.kernel.refusals import Refusal

logger = structlog.get_logger("sala.collab")

_AT_ONCE, _BYTES_AT_ONCE = 10_000, 32 * 1024 * 1024
"""Updates that are folded in one go, by their number and by what they take."""
_PAGE = 500  # updates


class Folding:
    """One document at a time, where nobody waits for it."""

    def __init__(self, log: DocumentLog, options: Options, work: LongWork) -> None:
        self._log = log
        self._options = options
        self._work = work
        self._rooms: deque[Room] = deque()
        self._wanted = asyncio.Event()
        self.turn = asyncio.Lock()
        """Held while a document's log is made anew."""
        self._refused: dict[int, int] = {}
        """Documents that could not be folded, and how long their log was then."""

    def quiet(self, room: Room, idle: float) -> None:
        """Fold a room's document when it is its turn, if that is worth it; `idle` in seconds."""
        quiet = idle > self._options.evict_after
        least = self._options.fold_at if quiet else self._options.fold_busy_at
        done = max(room.folded, self._refused.get(room.number, 0))
        if room.sequence - done < least or room in self._rooms:
            return
        if room.replica.evicted or room.replica.whole:
            self._rooms.append(room)
            self._wanted.set()

    async def run(self) -> None:
        """Fold what the last process left, then whatever is due, until cancelled."""
        try:
            left = await self._log.unfolded(self._options.fold_at)
        except Refusal as refusal:
            logger.warning("documents to fold could not be found", code=refusal.code)
            left = []
        for number in left:
            await self._guarded(number, 0)
        while True:
            await self._wanted.wait()
            self._wanted.clear()
            while self._rooms:
                room = self._rooms[0]
                folded = await self._guarded(room.number, room.sequence)
                self._rooms.popleft()
                room.folded = max(room.folded, folded)
                room.checkpointed = max(room.checkpointed, folded)
                await self._put_to_rest(room)

    async def _put_to_rest(self, room: Room) -> None:
        """Have a long document that nobody works on lie in the parts that were kept of it."""
        replica = room.replica
        if not replica.evicted or replica.weight < self._options.long_at:
            return
        try:
            stored = await self._log.find(room.workspace, room.path)
        except Refusal:
            return  # as it lies it does, too
        if stored is None or stored.number != room.number or stored.rest is None:
            return
        if room.sequence - replica.waiting == stored.folded:
            replica.put_to_rest(stored.rest)

    async def _guarded(self, number: int, sequence: int) -> int:
        """Fold a document; give up to where. What cannot be folded stays as it is."""
        try:
            async with self.turn:
                return await self.fold(number)
        except Unusable:
            self._refused[number] = sequence
            logger.warning("a document holds updates that cannot be folded", number=number)
        except WorkBroke as broke:
            self._refused[number] = sequence
            logger.warning("a document could not be folded", number=number, why=broke.detail)
        except Stopping:
            pass
        except Refusal as refusal:
            # No room on the disk, or no connection: the next sweep asks again.
            logger.warning("a document could not be folded", number=number, code=refusal.code)
        except Exception:
            self._refused[number] = sequence
            logger.exception("a document could not be folded", number=number)
        return 0

    async def fold(self, number: int) -> int:
        """Fold all that is durable of a document; give its last update.

        Raises Unusable, with its log as it was, when an update cannot be taken in.
        """
        before = await self._log.segment(number)
        more = True
        while more:
            changes, more = await self._next(number, before.sequence if before else 0)
            if changes:
                copied = [
                    one for taking in await self._log.takings(number) for one in taking.copied
                ]
                before, rest = await self._work.fold(before, changes, copied)
                await self._log.fold(number, before, rest)
        return before.sequence if before else 0

    async def _next(self, number: int, after: int) -> tuple[list[Change], bool]:
        """Read what is to be folded in one go; tell whether there is more."""
        changes: list[Change] = []
        size = 0
        causes = await self._log.causes(number)
        while len(changes) < _AT_ONCE and size < _BYTES_AT_ONCE:
            limit = min(_PAGE, _AT_ONCE - len(changes))
            rows = await self._log.history(number, after=after, limit=limit)
            changes += [
                Change(one.sequence, one.member, one.at, one.data, causes.get(one.sequence))
                for one in rows
            ]
            if len(rows) < limit:
                return changes, False
            after = rows[-1].sequence
            size += sum(len(one.data) for one in rows)
        return changes, True
