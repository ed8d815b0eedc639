"""What every handler stands on: projects, their trees, their turn, and documents flushed."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable, Coroutine
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar
from uuid import UUID
from weakref import WeakValueDictionary

import structlog

from sala.kernel.access import SYSTEM, Caller
from sala.kernel.dispatcher import Dispatcher
from sala.kernel.events.deciders import Decider, Settled
from sala.kernel.events.log import EventLog, VersionConflict
from sala.kernel.messages import Event
from sala.kernel.refusals import Unavailable
from sala.kernel.tables import Tables
from sala.workspace.adapters.git.workers import GitWorkers
from sala.workspace.adapters.tree.root import WorkingTree
from sala.workspace.adapters.tree.trash import Trash
from sala.workspace.contract import ExpectChanges, FlushDocuments, FlushedView, Origin
from sala.workspace.domain import project as rules
from sala.workspace.domain.project import Project

_TRIES = 5
_log = structlog.get_logger("sala.workspace")
R = TypeVar("R")


async def whole(work: Coroutine[Any, Any, R]) -> R:
    """Run work to its end even if whoever waits for it goes away: a change, and its fact."""
    return await asyncio.shield(asyncio.ensure_future(work))


def kept(data: Path, workspace: UUID) -> Path:
    """Say where Sala keeps the working tree of a workspace that is not a folder used in place."""
    return data / "workspaces" / str(workspace)


class Ground:
    """Shared by the handlers of one process."""

    def __init__(
        self,
        *,
        log: EventLog,
        tables: Tables,
        settled: Settled,
        dispatcher: Dispatcher,
        workers: GitWorkers,
        data: Path,
        clock: Callable[[], datetime],
    ) -> None:
        self.projects = Decider(log, initial=rules.NONE, evolve=rules.evolve, settled=settled)
        self.tables = tables
        self.dispatcher = dispatcher
        self.workers = workers
        self.data = data
        self.clock = clock
        self.trash = Trash(data / "trash")
        self._log = log
        self._settled = settled
        self._turns: WeakValueDictionary[UUID, asyncio.Lock] = WeakValueDictionary()
        self._versions: dict[str, int] = {}
        self._generations: Counter[UUID] = Counter()

    def root(self, workspace: UUID) -> Path:
        """Say where the working tree of a workspace lies that Sala keeps itself."""
        return kept(self.data, workspace)

    async def project(self, workspace: UUID) -> Project:
        """Look a project up; a project that is not there is one without an id."""
        project = (await self.projects.load(rules.stream(workspace)))[0]
        if project.workspace is None or project.origin is Origin.FOLDER:
            return project
        # A fact says where the tree lay then; an installation restored elsewhere took it along.
        return replace(project, root=str(self.root(workspace)))

    async def ready(self, workspace: UUID) -> Project:
        """Look a project up whose files are to be used. Raises WorkspaceNotReady or NotFound."""
        project = await self.project(workspace)
        rules.ready(project, workspace)
        return project

    async def tree(self, workspace: UUID) -> WorkingTree:
        """Give the working tree of a project whose files are to be used."""
        return WorkingTree((await self.ready(workspace)).root)

    def turn(self, workspace: UUID) -> asyncio.Lock:
        """Give the lock that whoever changes a working tree holds.

        Never held while documents are flushed: flushing writes files, and so takes it.
        """
        lock = self._turns.get(workspace)
        if lock is None:
            lock = self._turns[workspace] = asyncio.Lock()
        return lock

    def generation(self, workspace: UUID) -> int:
        """Count what was changed in a working tree from here: what was read before it is old."""
        return self._generations[workspace]

    def changed(self, workspace: UUID) -> None:
        """Note that something in a working tree was changed from here."""
        self._generations[workspace] += 1

    async def flush(self, workspace: UUID) -> FlushedView:
        """Let whoever holds open documents write them to their files now.

        Raises Unavailable when they cannot be asked: what is done next would miss their text.
        """
        if not self.dispatcher.answers(FlushDocuments):
            return FlushedView(authors=[])
        return await self.dispatcher.send(FlushDocuments(workspace=workspace), SYSTEM)

    async def freshen(self, workspace: UUID) -> None:
        """Flush documents for somebody who only looks: without them they see what is on disk."""
        try:
            await self.flush(workspace)
        except Unavailable as refusal:
            _log.warning("documents could not be flushed", code=refusal.code)

    async def expect(self, workspace: UUID, program: str, caller: Caller) -> None:
        """Tell whoever holds documents that a program changes files for somebody; "" for none."""
        if not self.dispatcher.answers(ExpectChanges):
            return
        wish = ExpectChanges(workspace=workspace, program=program, member=caller.member)
        try:
            await self.dispatcher.send(wish, SYSTEM)
        except Unavailable as refusal:  # then they say that another program did it
            _log.warning("documents could not be told of a program", code=refusal.code)

    async def state(self, workspace: UUID, caller: Caller, fact: Event) -> None:
        """State what was done to files or branches; return when the caller's queries show it."""
        self.changed(workspace)
        stream = rules.activity(workspace)
        for attempt in range(_TRIES):
            version = self._versions.get(stream)
            if version is None:
                version = len(await self._log.read(stream))
            try:
                position = await self._log.append(
                    stream, [fact], expected=version, actor=caller.member, cause=caller.request
                )
            except VersionConflict:
                self._versions.pop(stream, None)
                if attempt == _TRIES - 1:
                    raise
                continue
            self._versions[stream] = version + 1
            await self._settled(position)
            return
