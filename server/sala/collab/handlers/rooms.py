"""The rooms of this process: opened once for all, kept while somebody is there, then let go."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from uuid import UUID

import structlog

from sala.collab.contract import DocumentNotFound, NotEditable
from sala.collab.domain.messages import CloseCode
from sala.collab.handlers.causes import Causes
from sala.collab.handlers.presence import Presence
from sala.collab.handlers.room import Room
from sala.collab.handlers.saving import Saver
from sala.collab.handlers.seeding import seeded
from sala.collab.ports import DocumentLog, Options, SeenFile, Stored
from sala.kernel.access import SYSTEM
from sala.kernel.dispatcher import Dispatcher
from sala.kernel.refusals import BadRequest, NotFound, Refusal
from sala.workspace.contract import GetWorkspace, NotText, ReadText, TextTooLarge, TextView

logger = structlog.get_logger("sala.collab")


@dataclass(frozen=True, slots=True)
class Open:
    """A room with what keeps its file."""

    room: Room
    saver: Saver

    @property
    def usable(self) -> bool:
        """Whether somebody new may come in; if not, the document is opened anew from the log."""
        return not (self.room.failed or self.room.replica.unusable)


class Rooms:
    """Every open document by workspace and path. All methods run on the event loop."""

    def __init__(
        self,
        *,
        log: DocumentLog,
        dispatcher: Dispatcher,
        options: Options,
        now: Callable[[], int],
        caught_up: Callable[[], Awaitable[None]],
    ) -> None:
        self._log, self._dispatcher = log, dispatcher
        self._options, self._now, self._caught_up = options, now, caught_up
        self._open: dict[tuple[UUID, str], Open] = {}
        self._opening: dict[tuple[UUID, str], asyncio.Task[Open]] = {}
        self._presences: dict[UUID, Presence] = {}
        self._detached: list[Open] = []
        self.causes = Causes(dispatcher)
        self.on_change: Callable[[], None] = lambda: None
        """Called when another set of files is open."""
        self.on_quiet: Callable[[Room, float], None] = lambda _room, _idle: None
        """Called now and then with a room and its idle seconds."""

    def __iter__(self) -> Iterator[Open]:
        """Iterate over what is open now."""
        return iter(list(self._open.values()))

    def within(self, workspace: UUID, path: str = "") -> list[Open]:
        """Give what is open at a path or under it; the whole workspace for an empty path."""
        return [
            opened
            for (where, at), opened in list(self._open.items())
            if where == workspace and (not path or at == path or at.startswith(path + "/"))
        ]

    def at(self, workspace: UUID, path: str) -> Open | None:
        """Give the open document at a path."""
        return self._open.get((workspace, path))

    async def presence(self, workspace: UUID) -> Presence:
        """Give a workspace's presence. Raises the workspace's refusal when there is none."""
        await self._dispatcher.send(GetWorkspace(workspace=workspace), SYSTEM)
        found = self._presences.get(workspace)
        if found is None:
            largest = self._options.largest_awareness
            found = self._presences[workspace] = Presence(workspace, largest_awareness=largest)
        return found

    async def open(self, workspace: UUID, path: str) -> Open:
        """Give the room of a document, loaded or seeded when it is not open.

        Raises DocumentNotFound, NotEditable, or the workspace's refusals.
        """
        key = (workspace, path)
        opened = self._open.get(key)
        if opened is not None and opened.usable:
            opened.room.touched = time.monotonic()
            return opened
        task = self._opening.get(key)
        if task is None:
            task = asyncio.get_running_loop().create_task(self._load(workspace, path))
            self._opening[key] = task
            task.add_done_callback(
                lambda done: self._opening.get(key) is done and self._opening.pop(key)
            )
        return await asyncio.shield(task)

    async def _load(self, workspace: UUID, path: str) -> Open:
        view, stored = await self._read(workspace, path), await self._log.find(workspace, path)
        if view is None or stored is None or any(one.room.number == stored.number for one in self):
            await self._caught_up()  # the file may just have been moved here, or away
            view, stored = await self._read(workspace, path), await self._log.find(workspace, path)
        if (opened := self.at(workspace, path)) is not None and opened.usable:
            return opened
        if stored is None:
            if view is None:
                raise DocumentNotFound(f"There is no file “{path}”.")
            stored = await self._log.begin(seeded(workspace, path, view, at=self._now()))
        if self._opening.get((workspace, path)) is not asyncio.current_task():
            return await self.open(workspace, path)
        return await self._opened(workspace, path, view, stored)

    async def _opened(
        self, workspace: UUID, path: str, view: TextView | None, stored: Stored
    ) -> Open:
        room = Room(stored, log=self._log, options=self._options, now=self._now)
        seen = stored.file
        if view is None and seen is not None:
            if seen.sequence >= stored.sequence and not seen.writing:
                raise DocumentNotFound(f"There is no file “{path}” any more.")
            seen = SeenFile("", seen.sequence)  # its last text never reached the disk
        saver = Saver(
            room,
            seen or SeenFile("", 0),
            log=self._log,
            dispatcher=self._dispatcher,
            options=self._options,
            causes=self.causes,
        )
        if room.replica.waiting:
            await room.waking.awake()
            if self._opening.get((workspace, path)) is not asyncio.current_task():
                return await self.open(workspace, path)
        room.replica.settle()
        if room.replica.skipped:
            logger.error("stored updates cannot be taken in", path=path, count=room.replica.skipped)
        room.on_change = saver.touch
        opened = self._open[(workspace, path)] = Open(room, saver)
        self.on_change()
        if view is not None and view.digest == saver.seen.digest:
            saver.bases.remember(view.text, saver.seen.sequence)
            if saver.written:
                room.space.hold(len(view.text.encode()))
        if view is not None and (view.digest != saver.seen.digest or not saver.written):
            await saver.check()
        elif view is None:
            saver.touch()
        return opened

    async def _read(self, workspace: UUID, path: str) -> TextView | None:
        """Read the file; None when there is none. Raises NotEditable for what is not short text."""
        try:
            view = await self._dispatcher.send(ReadText(workspace=workspace, path=path), SYSTEM)
        except (NotText, TextTooLarge) as refusal:
            raise NotEditable(refusal.detail) from refusal
        except BadRequest as refusal:  # a path that cannot be
            raise DocumentNotFound(refusal.detail) from refusal
        except NotFound:
            return None
        if not view.editable:
            raise NotEditable(view.reason)
        return view

    # Letting go

    async def sweep(self) -> None:
        """Evict what is idle, keep checkpoints, let go of rooms that nobody is in."""
        now = time.monotonic()
        self._presences = {w: presence for w, presence in self._presences.items() if presence.peers}
        for opened in self:
            room, saver = opened.room, opened.saver
            idle = now - room.touched
            if not opened.usable:
                room.give_up(RuntimeError("this copy is of no more use"))
                self._drop(opened)
            elif not room.peers and idle > self._options.linger:
                touched = room.touched
                if (saver.detached or await saver.save()) and room.touched == touched:
                    await self.let_go(opened)
            elif idle > self._options.evict_after and not room.replica.evicted:
                room.replica.evict()
            if room.sequence - room.checkpointed >= self._options.checkpoint_at:
                await self._checkpoint(room)
            self.on_quiet(room, idle)

    async def let_go(self, opened: Open) -> None:
        """Forget a room that is saved and empty; keep it when somebody came meanwhile."""
        room = opened.room
        touched = room.touched
        few = room.folded and room.sequence - room.folded < self._options.fold_at
        if room.sequence > room.checkpointed and not few:
            await self._checkpoint(room)
        if not room.peers and room.touched == touched:
            self._drop(opened)

    async def _checkpoint(self, room: Room) -> None:
        few = room.sequence - room.folded < self._options.fold_busy_at
        if (few and room.replica.rest is not None) or not room.replica.whole:
            return  # what was kept in parts and what came since is opened sooner than one state
        sequence = room.sequence
        await self._log.checkpoint(room.number, sequence, room.replica.encode())
        room.checkpointed = sequence

    def _drop(self, opened: Open) -> None:
        opened.saver.cancel()
        key = (opened.room.workspace, opened.room.path)
        if self._open.get(key) is opened:
            del self._open[key]
        self.on_change()

    def stir(self, workspace: UUID, *paths: str) -> None:
        """Let whoever is opening these paths, or what is under them, look again what is there."""
        for where, at in list(self._opening):
            if where == workspace and any(f"{at}/".startswith(f"{path}/") for path in paths):
                del self._opening[(where, at)]

    def rename(self, opened: Open, path: str) -> None:
        """Put an open document at another path."""
        room = opened.room
        if self._open.get((room.workspace, room.path)) is opened:
            del self._open[(room.workspace, room.path)]
        room.path = path
        other, self._open[(room.workspace, path)] = self.at(room.workspace, path) or opened, opened
        if other is not opened:  # begun here in the moment before the move was heard of
            other.saver.detach()
            for peer in list(other.room.peers):
                peer.close(CloseCode.GOING, "another document is here now")
        self.on_change()

    def detach(self, opened: Open) -> None:
        """Free the path of a deleted file; whoever is in its room stays there."""
        room = opened.room
        opened.saver.detach()
        if self._open.get((room.workspace, room.path)) is opened:
            del self._open[(room.workspace, room.path)]
        if room.peers:
            self._detached.append(opened)
        self.on_change()

    def detached(self, workspace: UUID, path: str) -> list[Open]:
        """Give rooms whose file was deleted, at a path or under it, while somebody is in them."""
        self._detached = [opened for opened in self._detached if opened.room.peers]
        return [
            opened
            for opened in self._detached
            if opened.room.workspace == workspace
            and (opened.room.path == path or opened.room.path.startswith(path + "/"))
        ]

    async def reattach(self, opened: Open) -> bool:
        """Take a room back whose file is there again, unless another took its path."""
        key = (opened.room.workspace, opened.room.path)
        if self._open.setdefault(key, opened) is not opened:
            return False
        self._detached.remove(opened)
        self.on_change()
        opened.saver.attach()
        await opened.saver.check()
        return True

    async def restore(self) -> None:
        """Open what the last process could not write, so that its text reaches the files."""
        for workspace, path in await self._log.unwritten():
            try:
                opened = await self.open(workspace, path)
                await opened.saver.save()
            except Refusal as refusal:
                logger.warning("a document could not be written", path=path, code=refusal.code)

    async def stop(self) -> None:
        """Write everything, keep checkpoints, and close every socket."""
        for opened in [*self, *self._detached]:
            for peer in list(opened.room.peers):
                peer.close(CloseCode.GOING, "the server is going away")
        for presence in self._presences.values():
            for peer in list(presence.peers):
                peer.close(CloseCode.GOING, "the server is going away")
        for opened in self:
            try:
                await opened.room.settled()
                await opened.saver.save()
                await self.let_go(opened)
            except (Refusal, RuntimeError) as error:
                logger.warning("a document could not be closed", error=repr(error))
