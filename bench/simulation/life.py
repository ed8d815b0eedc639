"""One life of the server: the real handlers on virtual adapters, from its start to its death."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from uuid import NAMESPACE_DNS, UUID, uuid5

from bench.simulation.disk import WORKSPACE, Folder, Tree, VirtualWatch, permit
from bench.simulation.log import SimulatedLog, Tables
from bench.simulation.loop import EPOCH, Agenda, VirtualLoop
from sala.collab.adapters.admission import Admission
from sala.collab.adapters.long_work import LongProcess
from sala.collab.adapters.seam import Upgrade
from sala.collab.contract import TakeBack
from sala.collab.handlers.folding import Folding
from sala.collab.handlers.following import Following
from sala.collab.handlers.going_back import GoingBack
from sala.collab.handlers.history import History
from sala.collab.handlers.questions import Questions
from sala.collab.handlers.rooms import Rooms
from sala.collab.handlers.seeking import Seeking
from sala.collab.ports import Options
from sala.collab.reactions import FollowFiles
from sala.kernel.access import Caller, Role
from sala.kernel.dispatcher import Dispatcher
from sala.kernel.events.log import Entry
from sala.kernel.messages import Event
from sala.workspace.contract import FlushDocuments

OPTIONS = Options(
    linger=8.0, evict_after=2.0, ping_every=3.0, checkpoint_at=60, fold_at=20, fold_busy_at=60
)
_TOLD_TWICE = 0.2
"""How often the place in the facts is not kept, so that one is heard again after a death."""


def member(name: str) -> UUID:
    """Give the member a name stands for."""
    return uuid5(NAMESPACE_DNS, name)


@dataclass
class Durable:
    """What outlives a server: tables, the working tree, the facts and how far they were heard."""

    tables: Tables
    tree: Tree
    facts: list[Event] = field(default_factory=list)
    heard: int = 0


@dataclass(frozen=True)
class Disk:
    """How long it takes about, in seconds, and whether small commits do not wait for it."""

    seconds: float
    at_once: bool


@dataclass(frozen=True, kw_only=True)
class Parts:
    """What a server is made of; a faulty part proves that the simulation finds its fault."""

    log: type[SimulatedLog] = SimulatedLog
    checked: bool = True
    deaf: int = 0


async def _everybody(token: str) -> Caller | None:
    return Caller(member=member(token), name=token, role=Role.EDITOR, session=token)


class Life:
    """A running server. Everything of it happens inside `loop`."""

    def __init__(self, agenda: Agenda, durable: Durable, parts: Parts, disk: Disk) -> None:
        self.loop = VirtualLoop(agenda)  # type: ignore[abstract]  # of sockets it knows nothing
        self._agenda = agenda
        self._durable = durable
        dispatcher = Dispatcher(permit)

        def pause() -> float:
            return agenda.dice.expovariate(1 / disk.seconds)

        self._log = log = parts.log(durable.tables, pause=pause, at_once=disk.at_once)
        self.rooms = Rooms(
            log=log,
            dispatcher=dispatcher,
            options=OPTIONS,
            now=self._now,
            caught_up=self._caught_up,
        )
        watch = VirtualWatch(durable.tree, self.loop, agenda, deaf=parts.deaf)
        self._following = Following(
            self.rooms,
            watch,
            seeking=Seeking(self.rooms, log, dispatcher),
            dispatcher=dispatcher,
            options=OPTIONS,
        )
        self.rooms.on_change, watch.on_change = self._following.changed, self._following.look
        self._work = LongProcess(long=OPTIONS.long_at)
        self._folding = Folding(log, OPTIONS, self._work)
        self.rooms.on_quiet = self._folding.quiet
        self.questions = Questions(self.rooms, log)
        self._going_back = GoingBack(self.rooms, log, History(self.rooms, log, self._work, OPTIONS))
        self._admission = Admission(
            self.rooms, authenticate=_everybody, policy=permit, options=OPTIONS
        )
        self.folder = Folder(durable.tree, pause=pause, checked=parts.checked)
        self.folder.register(dispatcher)
        self._files = FollowFiles(
            rooms=self.rooms, log=log, questions=self.questions, dispatcher=dispatcher
        )
        self._heard = durable.heard
        self._stirred: asyncio.Event | None = None
        self.tasks: list[asyncio.Task[Any]] = []
        self.do(self._start())

    def _now(self) -> int:
        return int((EPOCH + self._agenda.now) * 1e6)

    def moment(self, seconds: float) -> datetime:
        """Give a virtual time as a date."""
        return datetime.fromtimestamp(EPOCH + seconds, UTC)

    def do(self, work: Coroutine[Any, Any, Any]) -> asyncio.Task[Any]:
        """Begin something in this life."""
        task = self.loop.create_task(work)
        task.add_done_callback(self._ended)
        self.tasks = [one for one in self.tasks if not one.done()] + [task]
        self.loop.enter(lambda: None)
        return task

    def _ended(self, task: asyncio.Task[Any]) -> None:
        """Keep what a task ended with: those that are held in `tasks` would never be heard of."""
        if not task.cancelled() and (error := task.exception()) is not None:
            self.loop.call_exception_handler({"message": "Task failed", "exception": error})

    async def _start(self) -> None:
        self._stirred = asyncio.Event()
        await self._log.start()
        self._admission.open = True
        self.do(self._follow())
        self.do(self._sweep())
        self.do(self._folding.run())
        await self.rooms.restore()

    async def _sweep(self) -> None:
        while True:
            await asyncio.sleep(OPTIONS.ping_every)
            await self.rooms.sweep()

    async def _follow(self) -> None:
        """Hear every fact at least once, in order."""
        assert self._stirred is not None
        while True:
            while self._heard < len(self._durable.facts):
                await asyncio.sleep(self._agenda.dice.uniform(0.0005, 0.03))
                await self._files.act(_entry(self._heard + 1, self._durable.facts[self._heard]))
                self._heard += 1
                if self._agenda.dice.random() > _TOLD_TWICE:
                    self._durable.heard = self._heard
            self._stirred.clear()
            await self._stirred.wait()

    async def _caught_up(self) -> None:
        head = len(self._durable.facts)
        while self._heard < head:  # noqa: ASYNC110 - virtual time costs nothing
            await asyncio.sleep(0.001)

    def state(self, fact: Event) -> None:
        """Let a fact be true, and heard soon."""
        self._durable.facts.append(fact)
        if self._stirred is not None:
            self._stirred.set()

    async def admit(self, name: str, path: str, document: str) -> Any:
        """Ask for a document's socket, as one who has this document already; empty for none."""
        query = {"ack": "1"} | ({"document": document} if document else {})
        where = f"{WORKSPACE}/{path}"
        return await self._admission(
            Upgrade(path=where, query=query, origin="", host="", token=name, address="")
        )

    async def flush(self) -> None:
        """Write every document, as before a commit or a move."""
        await self.questions.flush(FlushDocuments(workspace=WORKSPACE), Caller())

    async def take_back(self, whose: str, by: str, path: str, since: float, until: float) -> None:
        """Take back what somebody did in a document."""
        wish = TakeBack(
            workspace=WORKSPACE,
            member=member(whose),
            since=self.moment(since),
            until=self.moment(until),
            path=path,
        )
        await self._going_back.take_back(wish, Caller(member=member(by), role=Role.EDITOR))

    async def stop(self) -> None:
        """End in order."""
        self._admission.open = False
        self._work.stop()
        await self.rooms.stop()
        await self._following.stop()
        await self._log.stop()


def _entry(position: int, event: Event) -> Entry:
    return Entry(
        position=position,
        stream="workspace",
        version=position,
        event=event,
        actor=None,
        at=datetime.fromtimestamp(EPOCH, UTC),
        cause="",
    )
