"""The working tree in memory: the workspace's messages, and a watch that tells late."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from uuid import UUID

from bench.simulation.loop import Agenda, VirtualLoop
from sala.collab.ports import Stamp
from sala.kernel.access import Access, Caller
from sala.kernel.dispatcher import Dispatcher
from sala.workspace.contract import (
    FileChanged,
    FileNotFound,
    GetWorkspace,
    LocateFiles,
    Origin,
    ReadText,
    State,
    TextView,
    TraceFiles,
    TraceView,
    WorkspaceView,
    WriteText,
    WrittenView,
)

WORKSPACE = UUID("11111111-2222-4333-8444-555555555555")
ROOT = "/tree"
_WHEN = datetime(2026, 1, 1, tzinfo=UTC)


class Tree:
    """Files by path. `on_change` hears of every path that changed."""

    def __init__(self, agenda: Agenda) -> None:
        self.files: dict[str, str] = {}
        self.on_change: Callable[[str], None] = lambda _: None
        self._agenda = agenda
        self._stamps: dict[str, int] = {}
        self._changes = 0

    def put(self, path: str, text: str) -> None:
        """Replace a file, or make it."""
        self._changes += 1
        self.files[path] = text
        self._stamps[path] = int(self._agenda.now * 1e9) + self._changes
        self.on_change(path)

    def remove(self, path: str) -> None:
        """Take a file away."""
        if self.files.pop(path, None) is not None:
            self.on_change(path)

    def move(self, source: str, target: str) -> None:
        """Rename a file."""
        self._stamps[target] = self._stamps[source]
        self.files[target] = self.files.pop(source)
        self.on_change(source)
        self.on_change(target)

    def stamp(self, path: str) -> Stamp | None:
        """Give what tells one state of a file from another; None when it is not there."""
        text = self.files.get(path)
        return None if text is None else (self._stamps[path], len(text.encode()))


def digest(text: str) -> str:
    """Give the SHA-256 of a text's bytes."""
    return hashlib.sha256(text.encode()).hexdigest()


class Folder:
    """The handlers of one life of the server. `checked`: a write looks what it replaces."""

    def __init__(self, tree: Tree, *, pause: Callable[[], float], checked: bool = True) -> None:
        self._tree = tree
        self._pause = pause
        self._checked = checked
        self.turn = asyncio.Lock()

    def register(self, dispatcher: Dispatcher) -> None:
        """Answer the workspace's messages."""
        dispatcher.register(GetWorkspace, self._workspace)
        dispatcher.register(LocateFiles, self._locate)
        dispatcher.register(ReadText, self._read)
        dispatcher.register(WriteText, self._write)
        dispatcher.register(TraceFiles, self._trace)

    async def _workspace(self, query: GetWorkspace, caller: Caller) -> WorkspaceView:
        del caller
        return WorkspaceView(
            workspace=query.workspace,
            name="simulated",
            origin=Origin.FOLDER,
            state=State.READY,
            trusted=False,
            created=_WHEN,
            changed=_WHEN,
        )

    async def _locate(self, query: LocateFiles, caller: Caller) -> str:
        del query, caller
        return ROOT

    async def _trace(self, query: TraceFiles, caller: Caller) -> list[TraceView]:
        """Know of no file that a program renamed: none does here."""
        del query, caller
        return []

    async def _read(self, query: ReadText, caller: Caller) -> TextView:
        del caller
        await asyncio.sleep(self._pause())
        text = self._tree.files.get(query.path)
        await asyncio.sleep(self._pause())
        if text is None:
            raise FileNotFound
        return TextView(
            path=query.path,
            text=text,
            digest=digest(text),
            size=len(text.encode()),
            encoding="utf-8",
            bom=False,
            newline="lf",
            editable=True,
        )

    async def _write(self, command: WriteText, caller: Caller) -> WrittenView:
        del caller
        async with self.turn:
            await asyncio.sleep(self._pause())
            now = self._tree.files.get(command.path)
            if self._checked and ("" if now is None else digest(now)) != command.expected:
                raise FileChanged
            self._tree.put(command.path, command.text)
            written = self._tree.stamp(command.path)
            await asyncio.sleep(self._pause())
        assert written is not None
        return WrittenView(digest=digest(command.text), size=written[1], modified=written[0])


class VirtualWatch:
    """Tells which files may have changed, a moment late and several changes at once.

    `deaf`: one change in so many is not told; 0 for a watch that hears everything.
    """

    def __init__(self, tree: Tree, loop: VirtualLoop, agenda: Agenda, *, deaf: int = 0) -> None:
        self.on_change: Callable[[dict[str, Stamp | None]], None] = lambda _: None
        self._tree = tree
        self._loop = loop
        self._agenda = agenda
        self._deaf = deaf
        self._files: set[str] = set()
        self._heard: dict[str, None] = {}
        tree.on_change = self._changed

    def watch(self, files: Iterable[tuple[str, str]]) -> None:
        """Watch these files and no others; those that are new are looked at once."""
        before, self._files = self._files, {path for _, path in files}
        fresh = sorted(self._files - before)
        if fresh:
            delay = self._agenda.dice.uniform(0.001, 0.02)
            self._loop.call_later(delay, self._tell, fresh, False)  # noqa: FBT003 - what is heard

    def stop(self) -> None:
        """Watch nothing."""
        self._files = set()

    def _changed(self, path: str) -> None:
        if self._loop.dead or path not in self._files:
            return
        if self._deaf and self._agenda.dice.randrange(self._deaf) == 0:
            return
        if not self._heard:
            self._loop.call_later(self._agenda.dice.uniform(0.05, 0.12), self._flush)
        self._heard[path] = None

    def _flush(self) -> None:
        heard, self._heard = list(self._heard), {}
        self._tell(heard, True)  # noqa: FBT003 - what is heard

    def _tell(self, paths: list[str], stamped: bool) -> None:  # noqa: FBT001
        found = {
            f"{ROOT}/{path}": self._tree.stamp(path) if stamped else None
            for path in paths
            if path in self._files
        }
        if found:
            self.on_change(found)


def permit(caller: Caller, access: Access) -> None:
    """Let everybody do everything."""
    del caller, access
