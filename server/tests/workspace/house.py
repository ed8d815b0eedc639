"""A composed Sala without a network, for wishes and questions sent by a member."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from sala.gateway.compose import compose
from sala.gateway.house import House
from sala.identity.contract import ClaimOwnership, MemberJoined
from sala.kernel import settings
from sala.kernel.access import SYSTEM, Caller, Role
from sala.kernel.events.log import Entry
from sala.kernel.messages import Event
from sala.workspace.contract import FlushDocuments, FlushedView, GetWorkspace, State, WorkspaceView

PASSWORD = "korrekt horse 42"


@dataclass(kw_only=True)
class Home:
    """A house, and its owner. What `flushed` holds is what open documents answer with."""

    house: House
    owner: Caller
    data: Path
    flushed: FlushedView = field(default_factory=lambda: FlushedView(authors=[]))
    flushes: list[UUID] = field(default_factory=list)
    on_flush: Callable[[FlushDocuments], Awaitable[None]] | None = None

    async def ask(self, message: Any, caller: Caller | None = None) -> Any:
        """Send a message as the owner, or as somebody else."""
        return await self.house.dispatcher.send(message, caller or self.owner)

    async def ask_as_sala(self, message: Any) -> Any:
        """Send a message as another context does."""
        return await self.house.dispatcher.send(message, SYSTEM)

    async def facts(self, kind: type[Event] = Event) -> list[Entry]:
        """Read what was stated, of one kind."""
        entries = await self.house.events.read_all(after=0, limit=10_000)
        return [entry for entry in entries if isinstance(entry.event, kind)]

    async def flush(self, wish: FlushDocuments, caller: Caller) -> FlushedView:
        """Answer as open documents do."""
        assert caller.system
        self.flushes.append(wish.workspace)
        if self.on_flush is not None:
            await self.on_flush(wish)
        return self.flushed

    async def join(self, name: str, email: str) -> UUID:
        """Let somebody become a member."""
        member = uuid4()
        joined = MemberJoined(member=member, name=name, email=email, role=Role.EDITOR, slot=2)
        position = await self.house.events.append(f"test/{member}", [joined], expected=0)
        await self.house.settled(position)
        return member

    async def ended(self, workspace: UUID) -> WorkspaceView:
        """Wait until an import has ended."""
        async with asyncio.timeout(30):
            while True:
                view: WorkspaceView = await self.ask(GetWorkspace(workspace=workspace))
                if view.state is not State.IMPORTING:
                    return view
                await asyncio.sleep(0.02)


@asynccontextmanager
async def home(data: Path, **given: Any) -> AsyncIterator[Home]:
    """Run a house with identity and workspace; `given` are workspace's settings."""
    read = settings.read({}, data=data, given={"workspace": given})
    house = compose(read, ("identity", "workspace"))
    await house.start()
    try:
        token = house.owner_link()
        owner = Caller(name="Ada", role=Role.OWNER, member=UUID(int=5), session="s")
        if token:
            await house.dispatcher.send(
                ClaimOwnership(
                    token=token,
                    member=UUID(int=5),
                    name="Ada L",
                    email="ada@harbour.example",
                    password=PASSWORD,
                ),
                Caller(),
            )
        running = Home(house=house, owner=owner, data=data)
        house.dispatcher.register(FlushDocuments, running.flush)
        yield running
    finally:
        await house.stop()
