"""A workspace's files in a folder: what the workspace's messages promise, without the workspace."""

import asyncio
import hashlib
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

from sala.kernel.access import Caller
from sala.kernel.messages import Event
from sala.kernel.refusals import Refusal
from sala.workspace.adapters.git.asks import FindRenames, Left, SeeCheckout
from sala.workspace.adapters.git.checkouts import see_checkout
from sala.workspace.adapters.git.renames import find_renames
from sala.workspace.adapters.tree.root import WorkingTree
from sala.workspace.contract import (
    EntryMoved,
    FileChanged,
    FileDiffView,
    FileNotFound,
    FindProgram,
    GetDiff,
    GetWorkspace,
    LocateFiles,
    NoteMove,
    NotText,
    Origin,
    ReadText,
    State,
    TextView,
    TraceFiles,
    TraceView,
    WorkspaceNotFound,
    WorkspaceView,
    WriteText,
    WrittenView,
)
from sala.workspace.handlers.tracing import left_by, traced

Happens = Callable[[Event, UUID | None], Awaitable[int]]


class Folder:
    """The workspace's files: what ReadText and WriteText promise, on a real folder."""

    def __init__(self, root: Path, workspace: UUID) -> None:
        self.root = root
        self._workspace = workspace
        self.reads = 0
        self.slow = 0.0
        """How long after a file was read it is answered, in seconds."""
        self.refusal: Refusal | None = None
        """What writing is answered with, as by a full disk."""
        self.committed: list[str] = []
        """What the last commit changed."""
        self.noted: list[NoteMove] = []
        """Moves by programs that were followed."""
        self.happens: Happens

    def _path(self, workspace: UUID, path: str) -> Path:
        if workspace != self._workspace:
            raise WorkspaceNotFound
        return self.root / path

    async def workspace(self, query: GetWorkspace, caller: Caller) -> WorkspaceView:
        if query.workspace != self._workspace:
            raise WorkspaceNotFound
        return WorkspaceView(
            workspace=self._workspace,
            name="test",
            origin=Origin.FOLDER,
            state=State.READY,
            trusted=False,
            created=datetime.now(UTC),
            changed=datetime.now(UTC),
        )

    async def locate(self, query: LocateFiles, caller: Caller) -> str:
        if query.workspace != self._workspace:
            raise WorkspaceNotFound
        return str(self.root)

    async def read(self, query: ReadText, caller: Caller) -> TextView:
        self.reads += 1
        try:
            data = self._path(query.workspace, query.path).read_bytes()
        except (FileNotFoundError, IsADirectoryError, NotADirectoryError):
            raise FileNotFound from None
        try:
            text = data.decode()
        except UnicodeDecodeError:
            raise NotText from None
        await asyncio.sleep(self.slow)
        return TextView(
            path=query.path,
            text=text,
            digest=hashlib.sha256(data).hexdigest(),
            size=len(data),
            encoding="utf-8",
            bom=False,
            newline="\n",
            editable=len(data) <= 5 * 1024 * 1024,
            reason="",
        )

    async def diff(self, query: GetDiff, caller: Caller) -> list[FileDiffView]:
        return [
            FileDiffView(
                path=path, old_path=path, status="M", binary=False, added=1, removed=0, hunks=[]
            )
            for path in self.committed
        ]

    async def trace(self, query: TraceFiles, caller: Caller) -> list[TraceView]:
        """Look and ask git, as the workspace does with a worker process between."""
        root = str(self.root)

        async def alike() -> dict[str, str]:
            return find_renames(FindRenames(root=root, since=query.since))

        return await traced(WorkingTree(root), query, alike)

    async def program(self, query: FindProgram, caller: Caller) -> str:
        """Ask git, as the workspace does with a worker process between."""
        ask = SeeCheckout(root=str(self.root), path=query.path)

        async def look() -> Left:
            return see_checkout(ask)

        return await left_by(look)

    async def note(self, command: NoteMove, caller: Caller) -> bool:
        self.noted.append(command)
        fact = EntryMoved(workspace=command.workspace, source=command.source, target=command.target)
        await self.happens(fact, command.member)
        return True

    async def write(self, command: WriteText, caller: Caller) -> WrittenView:
        if self.refusal is not None:
            raise self.refusal
        path = self._path(command.workspace, command.path)
        now = hashlib.sha256(path.read_bytes()).hexdigest() if path.exists() else ""
        if now != command.expected:
            if not now:
                raise FileNotFound
            raise FileChanged
        data = command.text.encode()
        fresh = path.with_name(path.name + ".new")
        fresh.write_bytes(data)
        fresh.replace(path)
        return WrittenView(
            digest=hashlib.sha256(data).hexdigest(),
            size=len(data),
            modified=path.stat().st_mtime_ns,
        )
