"""The newest facts in memory, so that many followers read the log once between them."""

from __future__ import annotations

import asyncio
from bisect import bisect_right
from collections.abc import Sequence
from operator import attrgetter

from sala.kernel.events.log import Entry, EventLog

_BATCH = 512
_KEPT = 2048

_position = attrgetter("position")


class Tail:
    """Reads forward from the log and keeps what it read last."""

    def __init__(self, log: EventLog) -> None:
        self._log = log
        self._entries: list[Entry] = []
        self._start = 0  # facts after this position, and up to the last kept one, are in memory
        self._reading = asyncio.Lock()

    async def after(self, position: int) -> Sequence[Entry]:
        """Give up to 512 facts that follow `position`; none when there are none."""
        found = self._kept(position)
        if found:
            return found
        async with self._reading:
            found = self._kept(position)  # somebody else read them while this one waited
            if found:
                return found
            end = self._entries[-1].position if self._entries else self._start
            read = await self._log.read_all(after=position, limit=_BATCH)
            if position == end:
                self._entries.extend(read)
                surplus = len(self._entries) - _KEPT
                if surplus > 0:
                    self._start = self._entries[surplus - 1].position
                    del self._entries[:surplus]
            elif position > end and read:
                self._start = position
                self._entries = list(read)
            return read

    def _kept(self, position: int) -> Sequence[Entry]:
        if position < self._start:
            return ()
        first = bisect_right(self._entries, position, key=_position)
        return self._entries[first : first + _BATCH]
