"""Has the live copy of a long document made a part at a time, so that others have their turn."""

from __future__ import annotations

import asyncio

from sala.collab.domain.parts import Rest
from sala.collab.domain.replica import Replica

_PAUSE = 0.002
"""Seconds between two parts: what others began meanwhile comes to its end."""


class Waking:
    """One document's. Whoever needs the live copy at once makes it at once: then that one stays."""

    __slots__ = ("_replica", "_task")

    def __init__(self, replica: Replica) -> None:
        self._replica = replica
        self._task: asyncio.Task[None] | None = None

    async def awake(self) -> None:
        """Return once there is a live copy, or when it can only be made at once."""
        rest = self._replica.rest
        if self._task is None and rest is not None and self._replica.asleep:
            self._task = asyncio.get_running_loop().create_task(self._wake(rest))
        if self._task is not None:
            await asyncio.shield(self._task)

    async def _wake(self, rest: Rest) -> None:
        doc = None
        try:
            for doc in rest.made():  # noqa: B007 - the last is whole
                await asyncio.sleep(_PAUSE)
            if doc is not None:
                self._replica.wake(rest, doc)
        finally:
            self._task = None
