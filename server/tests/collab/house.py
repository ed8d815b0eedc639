"""A small server around collab: real files in a folder behind the workspace's messages, on uvicorn.

It stands in for the composed application: tokens are names, and a name's role follows its prefix.
"""

import asyncio
import contextlib
import os
import sys
import time
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from uuid import NAMESPACE_DNS, UUID, uuid5

import uvicorn

from sala.collab.adapters.long_work import LongProcess
from sala.collab.adapters.sqlite_documents import SqliteDocumentLog
from sala.collab.handlers.folding import Folding
from sala.collab.handlers.forgetting import Forgetting
from sala.collab.ports import DocumentLog, Options, Watching
from sala.collab.wiring import CollabContext, Memory, build
from sala.identity.contract import ListMembers, MemberView
from sala.kernel.access import Access, Caller, Role
from sala.kernel.dispatcher import Dispatcher, nobody_from_outside
from sala.kernel.events.log import Entry
from sala.kernel.messages import Event
from sala.kernel.refusals import Forbidden
from sala.workspace.contract import (
    FindProgram,
    GetDiff,
    GetWorkspace,
    LocateFiles,
    NoteMove,
    ReadText,
    TraceFiles,
    WriteText,
)
from tests.collab.folder import Folder

WORKSPACE = UUID("11111111-2222-4333-8444-555555555555")


def member(token: str) -> UUID:
    """Give the member a token stands for: `ada.2` is Ada's second session."""
    return uuid5(NAMESPACE_DNS, token.partition(".")[0])


async def members(query: ListMembers, caller: Caller) -> list[MemberView]:
    """Give those whom a comment may mention."""
    return [
        MemberView(
            member=member(name),
            name=name,
            email=f"{name}@sala.test",
            role=Role.EDITOR,
            slot=1,
            joined=datetime.now(UTC),
        )
        for name in ("ada", "bob", "cleo", "reader-rob")
    ]


async def authenticate(token: str) -> Caller | None:
    """Know everybody by name. `reader-…` may read; `stranger` is nobody."""
    if token == "stranger":
        return None
    role = Role.READER if token.startswith("reader") else Role.EDITOR
    return Caller(
        member=member(token), name=token, role=role, session=token.partition(".")[2] or token
    )


def policy(caller: Caller, access: Access) -> None:
    """Let readers read and editors write."""
    nobody_from_outside(caller, access)
    if access is Access.WRITE and caller.role is Role.READER:
        raise Forbidden


async def not_found(scope, receive, send) -> None:
    """Answer every plain request with 404."""
    if scope["type"] == "http":
        await send({"type": "http.response.start", "status": 404, "headers": []})
        await send({"type": "http.response.body", "body": b"nothing here"})


class House:
    """The server in this process. `port` is known once it runs."""

    def __init__(
        self,
        root: Path,
        log: DocumentLog,
        options: Options,
        port: int = 0,
        certificate: Path | None = None,
        watching: Watching = "notify",
        memory: Memory | None = None,
    ) -> None:
        self.folder, self.log, self.heard = Folder(root, WORKSPACE), log, asyncio.Event()
        self.heard.set()
        self.dispatcher = Dispatcher(policy)
        self.dispatcher.register(GetWorkspace, self.folder.workspace)
        self.dispatcher.register(LocateFiles, self.folder.locate)
        self.dispatcher.register(ListMembers, members)
        self.dispatcher.register(GetDiff, self.folder.diff)
        self.dispatcher.register(ReadText, self.folder.read)
        self.dispatcher.register(WriteText, self.folder.write)
        self.dispatcher.register(TraceFiles, self.folder.trace)
        self.dispatcher.register(FindProgram, self.folder.program)
        self.dispatcher.register(NoteMove, self.folder.note)
        self.folder.happens, self._positions = self.happens, count(1)
        self.collab: CollabContext = build(
            log=log,
            dispatcher=self.dispatcher,
            policy=policy,
            authenticate=authenticate,
            options=options,
            watching=watching,
            memory=memory,
            caught_up=self.heard.wait,
            scratch=root.parent / "run",
        )
        for message, handler in self.collab.context.handlers.items():
            self.dispatcher.register(message, handler)
        self.port, self.rooms = port, self.collab.rooms
        self._server = uvicorn.Server(
            uvicorn.Config(
                not_found,
                host="127.0.0.1",
                port=port,
                ssl_certfile=certificate,
                ws=self.collab.listener,
                http="httptools",
                lifespan="off",
                log_level="warning",
            )
        )
        self._task: asyncio.Task[None] | None = None

    async def happens(self, event: Event, actor: UUID | None = None, position: int = 0) -> int:
        """Let a fact reach the reactions that listen to it, as the follower's runner would."""
        position = position or next(self._positions)
        now = datetime.now(UTC)
        entry = Entry(
            position=position, stream="", version=1, event=event, actor=actor, at=now, cause=""
        )
        for follower in self.collab.context.followers:
            if isinstance(event, follower.listens):
                await follower.act(entry)
        return position

    async def start(self) -> None:
        await self.collab.context.start()
        self._server.install_signal_handlers = lambda: None  # type: ignore[attr-defined]
        self._task = asyncio.create_task(self._server._serve())
        while not self._server.started:  # noqa: ASYNC110 - uvicorn tells nobody
            await asyncio.sleep(0.01)
        self.port = self._server.servers[0].sockets[0].getsockname()[1]

    async def stop(self) -> None:
        self._server.should_exit = True
        if self._task is not None:
            await self._task
        await self.collab.context.stop()

    async def forget(self, options: Options, *, days: int) -> None:
        """Forget what is old, as if so many days had gone by."""
        work = LongProcess(long=options.long_at)
        later = timedelta(days=days) // timedelta(microseconds=1)
        folding = Folding(self.log, options, work)
        forgetting = Forgetting(
            self.rooms,
            self.log,
            folding,
            work=work,
            options=options,
            now=lambda: time.time_ns() // 1000 + later,
        )
        await forgetting.forget()


async def main(root: Path, database: Path, port: int) -> None:
    """Serve until the standard input closes; print the port."""
    house = House(root, SqliteDocumentLog(database), Options(), port)
    await house.start()
    print(house.port, flush=True)  # noqa: T201 - whoever started it reads it
    await (asyncio.Event().wait() if "wait" in sys.argv else asyncio.to_thread(sys.stdin.read))
    await house.stop()


if __name__ == "__main__":
    import uvloop

    with contextlib.suppress(KeyboardInterrupt):
        uvloop.run(main(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])))
    os._exit(0)
