"""Files and folders: listed, made, moved, deleted and brought back."""

from __future__ import annotations

import asyncio

from sala.kernel.access import Caller
from sala.kernel.refusals import Refusal, TooLarge
from sala.workspace.adapters.git import asks
from sala.workspace.adapters.tree import changes
from sala.workspace.adapters.tree.drafts import Draft
from sala.workspace.adapters.tree.root import Found, WorkingTree
from sala.workspace.contract import (
    CheckUpload,
    CreateFile,
    CreateFolder,
    DeleteEntry,
    DescribeEntry,
    EntryCreated,
    EntryDeleted,
    EntryMoved,
    EntryRestored,
    EntryView,
    FileExists,
    FileNotFound,
    FindPaths,
    Kind,
    ListFolder,
    MoveEntry,
    PathMatchView,
    RestoreEntry,
    WorkspaceId,
)
from sala.workspace.domain import paths
from sala.workspace.domain.paths import Parts, shown
from sala.workspace.domain.text import Form, encode, normalised
from sala.workspace.handlers.ground import Ground, whole

_MB = 1_000_000


class Files:
    """Answers for the tree of files. `upload_limit` is in bytes."""

    def __init__(self, ground: Ground, *, upload_limit: int) -> None:
        self._ground = ground
        self._upload_limit = upload_limit

    async def list_folder(self, question: ListFolder, caller: Caller) -> list[EntryView]:
        """List a folder with git's letters; without them when git cannot say."""
        del caller
        project = await self._ground.ready(question.workspace)
        split = paths.folder_parts(question.path)
        found = await asyncio.to_thread(WorkingTree(project.root).list, split)
        marks = await self._marks(question, project.root, found)
        ignored = set(marks.ignored)
        return [
            view(
                split,
                entry,
                status=marks.letters.get(entry.name, ""),
                ignored=entry.name in ignored,
            )
            for entry in found
        ]

    async def describe(self, question: DescribeEntry, caller: Caller) -> EntryView:
        """Describe one entry."""
        del caller
        tree = await self._ground.tree(question.workspace)
        split = paths.parts(question.path)
        return view(split[:-1], await asyncio.to_thread(tree.look, split))

    async def find(self, question: FindPaths, caller: Caller) -> list[PathMatchView]:
        """Find files by a fuzzy query."""
        del caller
        project = await self._ground.ready(question.workspace)
        return await self._ground.workers.ask(
            asks.FindFiles(
                root=project.root,
                query=question.query,
                limit=question.limit,
                generation=self._ground.generation(question.workspace),
            )
        )

    async def create_file(self, wish: CreateFile, caller: Caller) -> EntryView:
        """Make a file."""
        split = paths.new_parts(wish.path)
        data = encode(normalised(wish.text), Form())
        return await whole(self._create(wish.workspace, split, data, caller))

    async def create_folder(self, wish: CreateFolder, caller: Caller) -> EntryView:
        """Make a folder."""
        split = paths.new_parts(wish.path)
        return await whole(self._create(wish.workspace, split, None, caller))

    async def move(self, wish: MoveEntry, caller: Caller) -> EntryView:
        """Rename or move; what open documents hold is written first and so moves along."""
        source, target = paths.parts(wish.source), paths.new_parts(wish.target)
        return await whole(self._move(wish, source, target, caller))

    async def delete(self, wish: DeleteEntry, caller: Caller) -> None:
        """Put an entry in the trash, with what open documents hold."""
        await whole(self._delete(wish, paths.parts(wish.path), caller))

    async def restore(self, wish: RestoreEntry, caller: Caller) -> EntryView:
        """Bring an entry back."""
        return await whole(self._restore(wish, caller))

    async def check_upload(self, question: CheckUpload, caller: Caller) -> None:
        """Refuse an upload that could not land."""
        del caller
        tree = await self._ground.tree(question.workspace)
        split = paths.parts(question.path) if question.replace else paths.new_parts(question.path)
        self.within_limit(question.size)
        await asyncio.to_thread(_check_place, tree, split, replace=question.replace)

    def within_limit(self, size: int) -> None:
        """Refuse an upload that is too large."""
        if size > self._upload_limit:
            limit = self._upload_limit // _MB
            raise TooLarge(f"A file may have up to {limit} MB; this one is larger.")

    async def land(
        self, workspace: WorkspaceId, path: str, draft: Draft, over: str | None, caller: Caller
    ) -> EntryView:
        """Let an upload land at its path."""
        return await whole(self._land(workspace, path, draft, over, caller))

    async def _marks(self, question: ListFolder, root: str, found: list[Found]) -> asks.Marks:
        try:
            return await self._ground.workers.ask(
                asks.ReadMarks(
                    root=root,
                    folder=question.path,
                    names=[entry.name for entry in found],
                    folders=[entry.name for entry in found if entry.kind is Kind.FOLDER],
                    generation=self._ground.generation(question.workspace),
                )
            )
        except Refusal:  # a tree is worth showing even where git is broken
            return asks.Marks(letters={}, ignored=[])

    async def _create(
        self, workspace: WorkspaceId, split: Parts, data: bytes | None, caller: Caller
    ) -> EntryView:
        tree = await self._ground.tree(workspace)
        path = "/".join(split)
        async with self._ground.turn(workspace):
            if data is None:
                await asyncio.to_thread(changes.make_folder, tree, split)
            else:
                await asyncio.to_thread(changes.create, tree, split, data)
            kind = Kind.FOLDER if data is None else Kind.FILE
            fact = EntryCreated(workspace=workspace, path=path, kind=kind)
            await self._ground.state(workspace, caller, fact)
        return await self._view(tree, split)

    async def _move(
        self, wish: MoveEntry, source: Parts, target: Parts, caller: Caller
    ) -> EntryView:
        workspace = wish.workspace
        tree = await self._ground.tree(workspace)
        if source == target:
            return await self._view(tree, target)
        await self._ground.flush(workspace)
        async with self._ground.turn(workspace):
            await asyncio.to_thread(changes.move, tree, source, target)
            fact = EntryMoved(workspace=workspace, source=wish.source, target=wish.target)
            await self._ground.state(workspace, caller, fact)
        return await self._view(tree, target)

    async def _delete(self, wish: DeleteEntry, split: Parts, caller: Caller) -> None:
        workspace, trash = wish.workspace, self._ground.trash
        tree = await self._ground.tree(workspace)
        if await asyncio.to_thread(trash.holds, workspace, wish.deletion) == wish.path:
            return  # a retry of a deletion that already landed
        await self._ground.flush(workspace)
        async with self._ground.turn(workspace):
            await asyncio.to_thread(trash.take, tree, workspace, wish.deletion, split)
            fact = EntryDeleted(workspace=workspace, path=wish.path, deletion=wish.deletion)
            await self._ground.state(workspace, caller, fact)

    async def _restore(self, wish: RestoreEntry, caller: Caller) -> EntryView:
        workspace, deletion = wish.workspace, wish.deletion
        tree = await self._ground.tree(workspace)
        async with self._ground.turn(workspace):
            path, found = await asyncio.to_thread(
                self._ground.trash.give_back, tree, workspace, deletion
            )
            fact = EntryRestored(workspace=workspace, path=path, deletion=deletion)
            await self._ground.state(workspace, caller, fact)
        return view(paths.parts(path)[:-1], found)

    async def _land(
        self, workspace: WorkspaceId, path: str, draft: Draft, over: str | None, caller: Caller
    ) -> EntryView:
        tree = await self._ground.tree(workspace)
        split = paths.new_parts(path) if over is None else paths.parts(path)
        async with self._ground.turn(workspace):
            await asyncio.to_thread(changes.place, tree, split, draft, over=over)
            fact = EntryCreated(workspace=workspace, path=path, kind=Kind.FILE)
            await self._ground.state(workspace, caller, fact)
        return await self._view(tree, split)

    async def _view(self, tree: WorkingTree, split: Parts) -> EntryView:
        return view(split[:-1], await asyncio.to_thread(tree.look, split))


def view(folder: Parts, found: Found, *, status: str = "", ignored: bool = False) -> EntryView:
    """Show an entry of a folder."""
    return EntryView(
        path="/".join((*folder, found.name)),
        name=found.name,
        kind=found.kind,
        size=found.size,
        status=status,
        ignored=ignored,
        target=found.target,
    )


def _check_place(tree: WorkingTree, split: Parts, *, replace: bool) -> None:
    path = "/".join(split)
    try:
        found = tree.look(split)
    except FileNotFound:
        if replace:
            raise
        return
    if not replace:
        raise FileExists(f"“{shown(path)}” is there already. Send If-Match to replace it.")
    if found.kind is not Kind.FILE:
        raise FileExists(f"“{shown(path)}” is no file that could be replaced.")
