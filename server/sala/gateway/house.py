"""The house: one process of Sala, its contexts started lowest first and stopped highest first."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass, field

from sala.gateway.peers import Peers, Signatures
from sala.kernel.contexts import Context
from sala.kernel.dispatcher import Dispatcher, Policy
from sala.kernel.events.log import EventLog
from sala.kernel.events.runner import Followers
from sala.kernel.settings import Settings
from sala.kernel.tables import Tables
from sala.kernel.transports.callers import Authenticate, no_sessions


@dataclass(kw_only=True)
class House:
    """One process and its parts, wired by `compose`.

    `here` names the contexts that run in it, `secure` tells that browsers come over TLS, and
    `strict` for how many seconds they shall come no other way.
    `owner_link` gives the token that makes its holder the owner, while nobody is. `sockets` makes
    the protocol that takes a WebSocket upgrade over from uvicorn.
    """

    settings: Settings
    here: frozenset[str]
    secure: bool
    strict: int
    events: EventLog
    tables: Tables
    policy: Policy
    dispatcher: Dispatcher
    signatures: Signatures
    peers: Peers
    sockets: Callable[..., asyncio.Protocol]
    authenticate: Authenticate = no_sessions
    owner_link: Callable[[], str | None] = lambda: None
    contexts: list[Context] = field(default_factory=list)
    followers: Followers | None = None
    _running: AsyncExitStack = field(default_factory=AsyncExitStack)

    async def settled(self, position: int) -> None:
        """Return once this process's projections have applied the facts up to a position."""
        if self.followers is not None:
            await self.followers.settled(position)

    async def caught_up(self, follower: str) -> None:
        """Return once a follower has come to what is the last fact now. Raises Behind."""
        if self.followers is not None:
            await self.followers.caught_up(follower)

    async def start(self) -> None:
        """Open the stores, bring them up to date, and start every context.

        Raises what a store refuses, NewerDatabase among it; what had started is stopped again.
        """
        try:
            await self._start()
        except BaseException:
            await self.stop()
            raise

    async def stop(self) -> None:
        """Stop everything, the last started first."""
        await self._running.aclose()

    async def _start(self) -> None:
        after = self._running.push_async_callback
        after(self.tables.stop)
        await self.tables.migrate()
        await self.events.start()
        after(self.events.stop)
        await self.peers.start()
        after(self.peers.stop)
        if self.followers is not None:
            await self.followers.start()
            after(self.followers.stop)
        for context in self.contexts:
            await context.start()
            after(context.stop)
