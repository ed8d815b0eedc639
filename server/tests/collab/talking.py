"""collab with threads: a house, an event log and tables, asked through the dispatcher."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from sala.collab import contract
from sala.collab.adapters.sqlite_documents import SqliteDocumentLog
from sala.collab.contract import (
    ConversationView,
    DescribeDocument,
    GetThread,
    ListThreads,
    OpenThread,
    PostComment,
    ThreadView,
)
from sala.collab.domain.anchors import Character, Range, write_range
from sala.collab.domain.structs import read_structs
from sala.collab.ports import Options
from sala.collab.wiring import Memory
from sala.kernel.access import Caller, Role
from sala.kernel.events.log import EventLog
from sala.kernel.events.postgres import PostgresEventLog
from sala.kernel.events.runner import Followers
from sala.kernel.events.sqlite import SqliteEventLog
from sala.kernel.events.types import EventTypes
from sala.kernel.messages import Event
from sala.kernel.tables import Tables
from sala.workspace import contract as workspace_contract
from tests.collab.house import WORKSPACE, House, member

ADA = Caller(member=member("ada"), name="ada", role=Role.EDITOR)
BOB = Caller(member=member("bob"), name="bob", role=Role.EDITOR)
ROB = Caller(member=member("reader-rob"), name="reader-rob", role=Role.READER)
PATH = "a.txt"


@dataclass(kw_only=True)
class Talk:
    """A workspace whose members talk about its files."""

    house: House
    events: EventLog
    tables: Tables
    followers: Followers

    async def send(self, message: Any, caller: Caller = ADA) -> Any:
        """Send a message as somebody."""
        return await self.house.dispatcher.send(message, caller)

    def write(self, text: str, path: str = PATH) -> None:
        """Put a file there before anybody opens it."""
        (self.house.folder.root / path).write_text(text)

    async def wish(self, begin: int, until: int, at: str = PATH, **given: Any) -> OpenThread:
        """Give the wish to talk about code points of a document nobody has edited."""
        document = await self.send(DescribeDocument(workspace=WORKSPACE, path=at))
        room = self.house.rooms.at(WORKSPACE, at)
        assert room is not None
        (seed,), _ = read_structs(room.room.replica.encode())
        ends = Range(Character(seed.client, begin), Character(seed.client, until - 1))
        first, last = write_range(ends)
        values = {
            "workspace": WORKSPACE,
            "path": at,
            "document": document.document,
            "epoch": document.epoch,
            "start": first,
            "end": last,
            "thread": uuid4(),
            "comment": uuid4(),
            "text": "Why?",
        }
        return OpenThread(**(values | given))

    async def open(self, begin: int, until: int, path: str = PATH, **given: Any) -> ThreadView:
        """Open a thread as Ada."""
        caller = given.pop("caller", ADA)
        told: ConversationView = await self.send(
            await self.wish(begin, until, path, **given), caller
        )
        return told.thread

    async def say(self, thread: ThreadView, text: str, caller: Caller = BOB) -> UUID:
        """Say something in a thread; give its id."""
        comment = uuid4()
        await self.send(
            PostComment(workspace=WORKSPACE, thread=thread.thread, comment=comment, text=text),
            caller,
        )
        return comment

    async def listed(self, caller: Caller = ADA, **which: Any) -> list[ThreadView]:
        """List threads of the workspace."""
        view = await self.send(ListThreads(workspace=WORKSPACE, **which), caller)
        found: list[ThreadView] = view.threads
        return found

    async def told(self, thread: ThreadView, caller: Caller = ADA) -> ConversationView:
        """Show a thread as it is now."""
        view: ConversationView = await self.send(
            GetThread(workspace=WORKSPACE, thread=thread.thread), caller
        )
        return view

    async def happens(self, *facts: Event) -> None:
        """State facts of the workspace, and wait until everybody has followed them."""
        stream = f"workspace/{WORKSPACE}/activity"
        so_far = len(await self.events.read(stream))
        position = await self.events.append(stream, facts, expected=so_far)
        await self.followers.settled(position)


@asynccontextmanager
async def talking(store: str, url: str, folder: Path, options: Options) -> AsyncIterator[Talk]:
    """Run collab with threads on a database."""
    types = EventTypes.of(contract, workspace_contract)
    events: EventLog = (
        PostgresEventLog(url, types)
        if store == "postgres"
        else SqliteEventLog(folder / "events.sqlite", types)
    )
    tables = Tables(url)
    await tables.migrate()
    await events.start()

    async def settled(position: int) -> None:
        await followers.settled(position)

    (folder / "files").mkdir(exist_ok=True)
    house = House(
        folder / "files",
        SqliteDocumentLog(folder / "documents.sqlite"),
        options,
        memory=Memory(events=events, tables=tables, settled=settled),
    )
    followers = Followers(events, tables, house.collab.context.followers)
    await house.start()
    await followers.start()
    try:
        yield Talk(house=house, events=events, tables=tables, followers=followers)
    finally:
        await followers.stop()
        await house.stop()
        await events.stop()
        await tables.stop()
