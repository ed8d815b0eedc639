"""git: status, differences, the log, branches and commits, with documents flushed first."""

from __future__ import annotations

from uuid import UUID

from sala.kernel.access import Caller
from sala.workspace.adapters.git import asks
from sala.workspace.contract import (
    BranchSwitched,
    BranchView,
    CommitMade,
    CommitView,
    CreateBranch,
    DocumentsNotWritten,
    FileDiffView,
    FlushedView,
    GetDiff,
    GetStatus,
    ListBranches,
    ListCommits,
    MakeCommit,
    StatusView,
    SwitchBranch,
)
from sala.workspace.domain import paths
from sala.workspace.domain.paths import shown
from sala.workspace.domain.trailers import credited
from sala.workspace.handlers.ground import Ground, whole
from sala.workspace.handlers.people import People

_NAMED = 5


class Repositories:
    """Answers for the repository of a workspace."""

    def __init__(self, ground: Ground, people: People) -> None:
        self._ground = ground
        self._people = people

    async def status(self, question: GetStatus, caller: Caller) -> StatusView:
        """Compare the working tree with the last commit."""
        del caller
        project = await self._ground.ready(question.workspace)
        await self._ground.freshen(question.workspace)
        return await self._ground.workers.ask(asks.ReadStatus(root=project.root))

    async def diff(self, question: GetDiff, caller: Caller) -> list[FileDiffView]:
        """Show what changed, in the working tree or in a commit."""
        del caller
        project = await self._ground.ready(question.workspace)
        paths.folder_parts(question.path)
        if not question.commit:
            await self._ground.freshen(question.workspace)
        ask = asks.ReadDiff(root=project.root, commit=question.commit, path=question.path)
        return await self._ground.workers.ask(ask)

    async def log(self, question: ListCommits, caller: Caller) -> list[CommitView]:
        """List commits."""
        del caller
        project = await self._ground.ready(question.workspace)
        paths.folder_parts(question.path)
        return await self._ground.workers.ask(
            asks.ReadLog(
                root=project.root,
                start=question.start,
                path=question.path,
                limit=question.limit,
            )
        )

    async def branches(self, question: ListBranches, caller: Caller) -> list[BranchView]:
        """List branches."""
        del caller
        project = await self._ground.ready(question.workspace)
        return await self._ground.workers.ask(asks.ReadBranches(root=project.root))

    async def commit(self, wish: MakeCommit, caller: Caller) -> CommitView:
        """Commit, with everybody who wrote since the last commit as an author."""
        for path in wish.paths:
            paths.parts(path)
        return await whole(self._commit(wish, caller))

    async def create_branch(self, wish: CreateBranch, caller: Caller) -> BranchView:
        """Make a branch and switch to it; files stay as they are."""
        project = await self._ground.ready(wish.workspace)
        ask = asks.StartBranch(root=project.root, name=wish.name)
        return await whole(self._to_branch(wish.workspace, ask, caller))

    async def switch(self, wish: SwitchBranch, caller: Caller) -> BranchView:
        """Check another branch out."""
        project = await self._ground.ready(wish.workspace)
        _refuse_unwritten(await self._ground.flush(wish.workspace), [])
        ask = asks.SwitchTo(root=project.root, name=wish.name)
        return await whole(self._to_branch(wish.workspace, ask, caller))

    async def _commit(self, wish: MakeCommit, caller: Caller) -> CommitView:
        workspace = wish.workspace
        project = await self._ground.ready(workspace)
        flushed = await self._ground.flush(workspace)
        _refuse_unwritten(flushed, wish.paths)
        co_authors = await self._people.co_authors(flushed.authors, caller)
        ask = asks.Commit(
            root=project.root,
            message=credited(wish.message, co_authors),
            author=await self._people.author(caller),
            paths=wish.paths,
        )
        async with self._ground.turn(workspace):
            view, branch = await self._ground.workers.ask(ask)
            fact = CommitMade(
                workspace=workspace, commit=view.commit, summary=view.summary, branch=branch
            )
            await self._ground.state(workspace, caller, fact)
        return view

    async def _to_branch(
        self, workspace: UUID, ask: asks.StartBranch | asks.SwitchTo, caller: Caller
    ) -> BranchView:
        async with self._ground.turn(workspace):
            await self._ground.expect(workspace, "git", caller)
            try:
                view: BranchView = await self._ground.workers.ask(ask)
            except BaseException:
                await self._ground.expect(workspace, "", caller)
                raise
            fact = BranchSwitched(workspace=workspace, branch=view.name)
            await self._ground.state(workspace, caller, fact)
        return view


def _refuse_unwritten(flushed: FlushedView, wanted: list[str]) -> None:
    """Refuse to go on without text that is only in an open document."""
    missing = [
        path
        for path in flushed.failed
        if not wanted or any(path == one or path.startswith(f"{one}/") for one in wanted)
    ]
    if missing:
        named = ", ".join(map(shown, missing[:_NAMED]))
        raise DocumentsNotWritten(f"These could not be written to disk first: {named}.")
