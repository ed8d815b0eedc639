"""Searching by content, with documents flushed first."""

from __future__ import annotations

from sala.kernel.access import Caller
from sala.workspace.adapters.git import asks
from sala.workspace.adapters.search import Wanted, search
from sala.workspace.contract import SearchText, SearchView
from sala.workspace.domain import paths
from sala.workspace.handlers.ground import Ground


class Searches:
    """Answers searches. `program` is where ripgrep is; None searches with Python."""

    def __init__(self, ground: Ground, *, program: str | None) -> None:
        self._ground = ground
        self._program = program

    async def search(self, question: SearchText, caller: Caller) -> SearchView:
        """Search the files that are not ignored, in order of path."""
        del caller
        project = await self._ground.ready(question.workspace)
        paths.folder_parts(question.folder)
        await self._ground.freshen(question.workspace)
        files = await self._ground.workers.ask(
            asks.ListFiles(root=project.root, folder=question.folder)
        )
        wanted = Wanted(
            query=question.query, regex=question.regex, case=question.case, word=question.word
        )
        return await search(
            project.root, files, wanted, limit=question.limit, program=self._program
        )
