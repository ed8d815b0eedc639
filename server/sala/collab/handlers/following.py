"""Follows the files of open documents while they change on disk, in whatever way they do."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import Mapping
from uuid import UUID

import structlog

from sala.collab.domain.files import Sight
from sala.collab.handlers.rooms import Open, Rooms
from sala.collab.handlers.seeking import Seeking
from sala.collab.ports import Options, Stamp, Watch
from sala.kernel.access import SYSTEM
from sala.kernel.dispatcher import Dispatcher
from sala.kernel.refusals import Refusal
from sala.workspace.contract import LocateFiles

logger = structlog.get_logger("sala.collab")


class Following:
    """Keeps the watch on the files that are open, and lets each document look at its own."""

    def __init__(
        self,
        rooms: Rooms,
        watch: Watch,
        *,
        seeking: Seeking,
        dispatcher: Dispatcher,
        options: Options,
    ) -> None:
        self._seeking = seeking
        self._rooms = rooms
        self._watch = watch
        self._dispatcher = dispatcher
        self._options = options
        self._roots: dict[UUID, str] = {}
        self._opened: dict[str, Open] = {}
        self._task: asyncio.Task[None] | None = None
        self._again = False
        self._looking: dict[int, _Look] = {}

    def changed(self) -> None:
        """Note that documents were opened, moved or let go."""
        self._again = True
        if self._task is None or self._task.done():
            self._task = asyncio.get_running_loop().create_task(self._follow())

    async def _follow(self) -> None:
        while self._again:
            self._again = False
            workspaces = {opened.room.workspace for opened in self._rooms}
            self._roots = {one: root for one, root in self._roots.items() if one in workspaces}
            for workspace in workspaces - self._roots.keys():
                try:
                    root = await self._dispatcher.send(LocateFiles(workspace=workspace), SYSTEM)
                except Refusal as refusal:
                    logger.warning("files cannot be watched", code=refusal.code)
                else:
                    self._roots[workspace] = root.rstrip("/")
        places = {
            (self._roots[opened.room.workspace], opened.room.path): opened
            for opened in self._rooms
            if opened.room.workspace in self._roots
        }
        self._looking = {n: look for n, look in self._looking.items() if not look.task.done()}
        self._opened = {f"{root}/{path}": opened for (root, path), opened in places.items()}
        self._watch.watch(places)

    def look(self, files: Mapping[str, Stamp | None]) -> None:
        """Let the documents of these files look whether they changed, but for our own writes."""
        for name, stamp in files.items():
            opened = self._opened.get(name)
            if opened is None or (stamp is not None and opened.saver.is_own(stamp)):
                continue
            look = self._looking.get(opened.room.number)
            if look is None or look.task.done():
                look = self._looking[opened.room.number] = _Look(
                    opened, self._seeking, self._options
                )
            look.stirred.set()

    async def stop(self) -> None:
        """Watch no more."""
        tasks = [look.task for look in self._looking.values()]
        if self._task is not None:
            tasks.append(self._task)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        self._watch.stop()


class _Look:
    """One document looking at its file until that keeps still.

    Many programs take a file away, or empty it, a moment before they write it: such a state is
    believed only when it lasts.
    """

    def __init__(self, opened: Open, seeking: Seeking, options: Options) -> None:
        self.stirred = asyncio.Event()
        self._opened = opened
        self._seeking = seeking
        self._options = options
        self._since = time.time()
        self.task = asyncio.get_running_loop().create_task(self._run())

    async def _run(self) -> None:
        while self.stirred.is_set():  # nothing is awaited between this and the task's end
            await self._look()

    async def _look(self) -> None:
        saver = self._opened.saver
        believed = 0.0
        now = asyncio.get_running_loop().time
        while self.stirred.is_set() or believed:
            self.stirred.clear()
            sight = await saver.glance()
            if sight is Sight.EMPTY or (sight is not Sight.TEXT and not saver.detached):
                believed = believed or now() + self._options.believe_after
                if now() < believed:
                    await self._wait(believed - now())
                    continue
            believed = 0.0
            if await self._moved(sight):
                return
            await saver.check()
        if await saver.glance() is Sight.NOTHING:
            # Of a large branch, files come for a while after others went.
            await self._wait(self._options.seek_again_after)
            if not self.stirred.is_set():
                await self._moved(await saver.glance())

    async def _moved(self, sight: Sight) -> bool:
        """Tell whether the file is gone and was found at another path."""
        if sight is not Sight.NOTHING:
            return False
        return await self._seeking.follow(self._opened, self._since)

    async def _wait(self, seconds: float) -> None:
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self.stirred.wait(), seconds)
