"""identity on a real log and real tables, asked through the dispatcher as a transport would."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar
from uuid import UUID, uuid4

from sala.identity import wiring
from sala.identity.adapters.hashing import Argon2Hasher
from sala.identity.contract import (
    ClaimOwnership,
    Invite,
    Join,
    MemberView,
    SignIn,
)
from sala.kernel.access import VISITOR, Caller, Role
from sala.kernel.dispatcher import Dispatcher
from sala.kernel.events.log import EventLog
from sala.kernel.events.runner import Followers
from sala.kernel.messages import Message
from sala.kernel.sessions import WithSession
from sala.kernel.settings import IdentitySettings
from sala.kernel.tables import Tables

R = TypeVar("R")

PASSWORD = "mango-lantern-42-river"
OTHER_PASSWORD = "seven quiet elephants"
INSTALLATION = wiring.Installation(name="Sala", version="0.1.0", secure=True)


class Clock:
    """A clock that a test can move."""

    def __init__(self) -> None:
        self._ahead = timedelta()

    def __call__(self) -> datetime:
        return datetime.now(UTC) + self._ahead

    def pass_(self, time: timedelta) -> None:
        """Move on."""
        self._ahead += time


class RecordingHasher(Argon2Hasher):
    """argon2id made quick for tests; it notes the parameters of every verification."""

    def __init__(self) -> None:
        super().__init__(memory_kib=64, passes=1)
        self.verified: list[str] = []
        self.hashed = 0
        self.pause: asyncio.Event | None = None
        """While set, a password that was verified waits for it before its caller hears."""

    async def verify(self, encoded: str | None, password: str) -> bool:
        right, pause = await super().verify(encoded, password), self.pause
        if pause is not None:
            await pause.wait()
        return right

    def _hash(self, password: str) -> str:
        self.hashed += 1
        return super()._hash(password)

    def _verify(self, encoded: str, password: str) -> bool:
        self.verified.append(encoded.rsplit("$", 2)[0])
        return super()._verify(encoded, password)


class DeafLog:
    """A log that keeps everything and tells nobody of it."""

    def __init__(self, log: EventLog) -> None:
        self._log = log

    def __getattr__(self, name: str) -> Any:
        return getattr(self._log, name)

    async def wait(self, after: int) -> None:
        """Never return."""
        await asyncio.Event().wait()


@dataclass(kw_only=True)
class Stand:
    """One process that runs identity."""

    log: EventLog
    tables: Tables
    followers: Followers
    dispatcher: Dispatcher
    identity: wiring.IdentityContext
    hasher: RecordingHasher
    clock: Clock = field(default_factory=Clock)

    async def send(self, message: Message[R], caller: Caller = VISITOR) -> R:
        """Send a message and give its answer, without the session a transport would keep."""
        answer = await self.dispatcher.send(message, caller)
        if isinstance(answer, WithSession):
            inner: R = answer.answer
            return inner
        return answer

    async def enter(self, message: Message[MemberView], caller: Caller = VISITOR) -> str:
        """Send a message that opens a session; give its token."""
        answer: Any = await self.dispatcher.send(message, caller)
        assert isinstance(answer, WithSession)
        assert answer.token
        return answer.token

    async def caller(self, token: str) -> Caller:
        """Give whom a token speaks for; it must speak for somebody."""
        found = await self.identity.authenticate(token)
        assert found is not None
        return found

    async def owner(self) -> Caller:
        """Claim the installation as Anong."""
        link = self.identity.owner_link()
        assert link is not None
        token = await self.enter(
            ClaimOwnership(
                token=link,
                member=uuid4(),
                name="Anong",
                email="anong@sala.test",
                password=PASSWORD,
            )
        )
        return await self.caller(token)

    async def link(self, owner: Caller, role: Role = Role.EDITOR) -> str:
        """Make an invitation; give its token."""
        made = await self.send(Invite(invitation=uuid4(), role=role), owner)
        return made.token

    async def member(self, owner: Caller, name: str, role: Role = Role.EDITOR) -> Caller:
        """Let somebody join by an invitation."""
        token = await self.enter(joining(await self.link(owner, role), name=name))
        return await self.caller(token)

    async def sign_in(self, name: str, password: str = PASSWORD, **where: str) -> str:
        """Sign a member in; give the session's token."""
        return await self.enter(
            SignIn(email=address(name), password=password),
            Caller(**where),  # type: ignore[arg-type]
        )


def address(name: str) -> str:
    """Give the address of a person of this name."""
    return f"{name.lower()}@sala.test"


def joining(
    token: str, *, name: str = "Boon", member: UUID | None = None, password: str = PASSWORD
) -> Join:
    """Give the wish of somebody who holds an invitation."""
    return Join(
        token=token,
        member=member or uuid4(),
        name=name,
        email=address(name),
        password=password,
    )


@asynccontextmanager
async def standing(
    log: EventLog, tables: Tables, *, deaf: bool = False, read: Tables | None = None
) -> AsyncIterator[Stand]:
    """Run identity on a started log and migrated tables.

    A `deaf` one hears of no fact by itself; `read` are the tables it reads, if not the same.
    """
    clock, hasher = Clock(), RecordingHasher()
    dispatcher = Dispatcher(wiring.policy)

    async def settled(position: int) -> None:
        await followers.settled(position)

    identity = wiring.build(
        log=DeafLog(log) if deaf else log,
        tables=read or tables,
        settled=settled,
        clock=clock,
        settings=IdentitySettings(),
        installation=INSTALLATION,
        hasher=hasher,
    )
    followers = Followers(log, tables, identity.context.followers)
    for message, handler in identity.context.handlers.items():
        dispatcher.register(message, handler)
    await followers.start()
    await identity.context.start()
    try:
        yield Stand(
            log=log,
            tables=tables,
            followers=followers,
            dispatcher=dispatcher,
            identity=identity,
            hasher=hasher,
            clock=clock,
        )
    finally:
        await identity.context.stop()
        await followers.stop()
