"""Landing: a working tree is made where nobody sees it and appears complete, or not at all."""

from __future__ import annotations

import asyncio
import os
import secrets
import shutil
from pathlib import Path
from types import TracebackType
from typing import Self

from sala.workspace.adapters.tree.system import refusing, sync_file_system

_STAGE = "imports"


class Landing:
    """A folder to fill; leaving the context removes what did not land."""

    def __init__(self, data: Path) -> None:
        self._data = data
        self._place = data / _STAGE / secrets.token_hex(8)
        self.folder = self._place / "tree"

    async def __aenter__(self) -> Self:
        """Make the folder, empty."""
        await asyncio.to_thread(self._make)
        return self

    def _make(self) -> None:
        with refusing(_STAGE):
            self._place.mkdir(parents=True, mode=0o700)
            self.folder.mkdir()

    def land(self, folder: Path, root: Path) -> None:
        """Move a folder of ours to where the workspace keeps it, durably. Blocks.

        What a crash left there, before any fact spoke of it, is put in the trash.
        """
        with refusing(root.name):
            root.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            if root.exists():
                left = self._data / "trash" / root.name / f"unfinished-{secrets.token_hex(4)}"
                left.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
                root.rename(left)
            fd = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
            try:
                sync_file_system(fd)
            finally:
                os.close(fd)
            folder.rename(root)
            above = os.open(root.parent, os.O_RDONLY | os.O_DIRECTORY)
            try:
                os.fsync(above)
            finally:
                os.close(above)

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Remove what is left."""
        await asyncio.to_thread(shutil.rmtree, self._place, ignore_errors=True)


def sweep(data: Path) -> None:
    """Remove what imports of a process that died have left. Blocks."""
    shutil.rmtree(data / _STAGE, ignore_errors=True)
