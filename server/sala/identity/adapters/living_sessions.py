"""Who a session token belongs to, answered from memory, and forgotten as soon as a fact says so."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import datetime

import structlog

from sala.identity.contract import (
    MemberRemoved,
    MemberRenamed,
    RoleChanged,
    SessionClosed,
    SessionsEnded,
)
from sala.identity.domain.tokens import hash_of
from sala.identity.projections import reading
from sala.kernel.access import Caller
from sala.kernel.events.deciders import Settled
from sala.kernel.events.log import EventLog
from sala.kernel.group_commit import Closed
from sala.kernel.tables import Tables

_ENDING = (SessionClosed, SessionsEnded, MemberRemoved, MemberRenamed, RoleChanged)
_BATCH = 1_000
_KEPT = 10_000
_PAUSE = 0.5
_LONGEST_TOKEN = 200

_log = structlog.get_logger("sala.identity")


class LivingSessions:
    """Answers `authenticate` and keeps the answers until something changes.

    Handlers call `forget` before they answer; facts of other processes are heard by following the
    log. All answers are dropped at once: signing out is rare, and asking again is cheap.
    """

    def __init__(
        self, log: EventLog, tables: Tables, settled: Settled, clock: Callable[[], datetime]
    ) -> None:
        self._log = log
        self._tables = tables
        self._settled = settled
        self._clock = clock
        self._known: dict[str, tuple[Caller, datetime]] = {}
        self._generation = 0
        self._task: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Begin to listen for facts that end sessions or change their members."""
        position = await self._log.head()
        self._task = asyncio.create_task(self._listen(position), name="identity sessions")

    async def stop(self) -> None:
        """Stop listening."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)
            self._task = None
        self.forget()

    def forget(self) -> None:
        """Drop every answer, and those that are being looked up at this moment."""
        self._generation += 1
        self._known.clear()

    async def authenticate(self, token: str) -> Caller | None:
        """Give the caller a token speaks for; None when unknown, expired, ended or forged.

        Found by the token's SHA-256, so timing says nothing about tokens that nearly match.
        """
        if not token or len(token) > _LONGEST_TOKEN:
            return None
        key = hash_of(token)
        known = self._known.get(key)
        if known is None:
            known = await self._look_up(key)
            if known is None:
                return None
        caller, expires = known
        return caller if expires > self._clock() else None

    async def _look_up(self, key: str) -> tuple[Caller, datetime] | None:
        generation = self._generation
        found = await self._tables.run(lambda connection: reading.bearer(connection, key))
        if found is None:
            return None
        caller = Caller(
            member=found.member, name=found.name, role=found.role, session=str(found.session)
        )
        # What was read while something ended may be older than the end: answer, but do not keep.
        if generation == self._generation:
            if len(self._known) >= _KEPT:
                self._known.clear()
            self._known[key] = (caller, found.expires)
        return caller, found.expires

    async def _listen(self, position: int) -> None:
        while True:
            try:
                await self._log.wait(position)
                for entry in await self._log.read_all(after=position, limit=_BATCH):
                    if isinstance(entry.event, _ENDING):
                        self.forget()
                        await self._settled(entry.position)
                        self.forget()
                    position = entry.position
            except Closed:
                return
            except Exception:  # noqa: BLE001 - without this loop an ended session would stay known
                self.forget()
                _log.exception("facts about sessions could not be read; trying again")
                await asyncio.sleep(_PAUSE)
