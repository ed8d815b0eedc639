"""Files that a program moved: where they went, and the fact that they did."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

from msgspec.structs import replace

from sala.kernel.access import Caller
from sala.kernel.refusals import Refusal
from sala.workspace.adapters.git import asks
from sala.workspace.adapters.tree.root import WorkingTree
from sala.workspace.adapters.tree.tracing import Lately
from sala.workspace.contract import (
    EntryMoved,
    FileNotFound,
    FindProgram,
    Kind,
    NoteMove,
    TraceFiles,
    TraceView,
)
from sala.workspace.domain import paths
from sala.workspace.domain.paths import Parts
from sala.workspace.domain.tracing import pair
from sala.workspace.handlers.ground import Ground, whole

_PAUSE, _WITHIN = 0.1, 2.0  # seconds


class Tracing:
    """Answers whoever follows files by name: where they went, and who left them so."""

    def __init__(self, ground: Ground) -> None:
        self._ground = ground

    async def trace(self, question: TraceFiles, caller: Caller) -> list[TraceView]:
        """Say where files went."""
        del caller
        tree = await self._ground.tree(question.workspace)

        async def alike() -> dict[str, str]:
            ask = asks.FindRenames(root=tree.root, since=question.since)
            return await self._ground.workers.ask(ask)

        return await traced(tree, question, alike)

    async def program(self, question: FindProgram, caller: Caller) -> str:
        """Tell whether git left a file as it is; while git works it is asked again."""
        del caller
        tree = await self._ground.tree(question.workspace)
        ask = asks.SeeCheckout(root=tree.root, path=question.path)
        return await left_by(lambda: self._ground.workers.ask(ask))

    async def note(self, wish: NoteMove, caller: Caller) -> bool:
        """State a move that a program made."""
        source, target = paths.parts(wish.source), paths.parts(wish.target)
        return await whole(self._note(wish, source, target, replace(caller, member=wish.member)))

    async def _note(self, wish: NoteMove, source: Parts, target: Parts, caller: Caller) -> bool:
        workspace = wish.workspace
        tree = await self._ground.tree(workspace)
        async with self._ground.turn(workspace):
            if not await asyncio.to_thread(_moved, tree, source, target):
                return False
            fact = EntryMoved(workspace=workspace, source=wish.source, target=wish.target)
            await self._ground.state(workspace, caller, fact)
        return True


async def traced(
    tree: WorkingTree, question: TraceFiles, alike: Callable[[], Awaitable[dict[str, str]]]
) -> list[TraceView]:
    """Look for the same content; then ask git, which knows of files that changed on their way."""
    missing = {one.path: one.digest for one in question.missing}
    lately = Lately(tree, question.since)
    found = pair(missing, await asyncio.to_thread(lately.like, set(missing.values())))
    if len(found) < len(missing):
        try:
            renames = await alike()
        except Refusal:  # no repository, or one that git cannot read: content alone tells
            renames = {}
        wanted = {
            old: new
            for old, new in renames.items()
            if old in missing and old not in found and new not in found.values()
        }
        came = await asyncio.to_thread(lately.among, wanted.values()) if wanted else set()
        found |= {old: new for old, new in wanted.items() if new in came}
    return [TraceView(source=old, target=new) for old, new in found.items()]


async def left_by(look: Callable[[], Awaitable[asks.Left]]) -> str:
    """Name who left a file as it is, "" for nobody that is known; while git works, look again.

    Whoever asks goes on with the file afterwards: what takes long is not waited for.
    """
    left = asks.Left.BUSY
    try:
        async with asyncio.timeout(_WITHIN):
            while left is asks.Left.BUSY:
                left = await look()
                await asyncio.sleep(_PAUSE if left is asks.Left.BUSY else 0)
    except (Refusal, TimeoutError):  # no repository, one that git cannot read, or much to do
        return ""
    return "git" if left is asks.Left.GIT else ""


def _moved(tree: WorkingTree, source: Parts, target: Parts) -> bool:
    if tree.look(target).kind is not Kind.FILE:
        return False
    try:
        tree.look(source)
    except FileNotFound:
        return True
    return False
