"""The trash: where deleted files and folders lie until somebody brings them back.

`<trash>/<workspace>/<deletion>/` holds `entry`, what was deleted, and `place.json`, where it was.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from uuid import UUID

import msgspec

from sala.workspace.adapters.tree.changes import made_folder, refuse_taken
from sala.workspace.adapters.tree.copies import copy, remove
from sala.workspace.adapters.tree.drafts import PREFIX
from sala.workspace.adapters.tree.root import Found, WorkingTree, describe
from sala.workspace.adapters.tree.system import exists, refusing, rename_without_replacing
from sala.workspace.contract import FileExists, FileNotFound
from sala.workspace.domain.paths import Parts, parts

_ENTRY = "entry"
_PLACE = "place.json"


class _Place(msgspec.Struct, frozen=True):
    path: str


class Trash:
    """Deleted entries of all workspaces, in one folder. Every method may block."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def holds(self, workspace: UUID, deletion: UUID) -> str | None:
        """Give the path of what was deleted under this id; None when nothing was."""
        lair = self._lair(workspace, deletion)
        if not os.path.lexists(lair / _ENTRY):
            return None
        return msgspec.json.decode((lair / _PLACE).read_bytes(), type=_Place).path

    def take(self, tree: WorkingTree, workspace: UUID, deletion: UUID, split: Parts) -> None:
        """Move an entry of a tree into the trash. Durable; a retry that landed changes nothing."""
        path = "/".join(split)
        held = self.holds(workspace, deletion)
        if held == path:
            return
        if held is not None:
            raise FileExists("Another file was deleted under this id. Choose a new one.")
        tree.look(split)
        lair = self._lair(workspace, deletion)
        with refusing(path):
            lair.mkdir(parents=True, exist_ok=True, mode=0o700)
            _write(lair / _PLACE, msgspec.json.encode(_Place(path)))
        with tree.folder(split[:-1]) as above, _opened(lair) as there, refusing(path):
            _transfer(split[-1], above, _ENTRY, there)

    def give_back(self, tree: WorkingTree, workspace: UUID, deletion: UUID) -> tuple[str, Found]:
        """Move an entry back to its path, if nothing stands there; give the path. Durable."""
        path = self.holds(workspace, deletion)
        if path is None:
            raise FileNotFound("Nothing was deleted under this id, or it is back already.")
        split = parts(path)
        lair = self._lair(workspace, deletion)
        with made_folder(tree, split[:-1]) as above, _opened(lair) as there, refusing(path):
            refuse_taken(above, split)
            _transfer(_ENTRY, there, split[-1], above)
            found = describe(split[-1], above)
        (lair / _PLACE).unlink()
        with suppress(OSError):
            lair.rmdir()
        if found is None:
            raise FileNotFound("What was deleted is no file.")
        return path, found

    def _lair(self, workspace: UUID, deletion: UUID) -> Path:
        return self._folder / str(workspace) / str(deletion)


def _transfer(name: str, here: int, target: str, there: int) -> None:
    """Rename, or copy and then remove where the two lie on different file systems."""
    try:
        rename_without_replacing(name, target, source_in=here, target_in=there)
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
        partial = f"{PREFIX}partial"
        if exists(partial, there):  # a copy that was interrupted
            remove(partial, there)
        try:
            copy(name, source_in=here, target=partial, target_in=there)
            rename_without_replacing(partial, target, source_in=there, target_in=there)
        except OSError:
            with suppress(OSError):
                remove(partial, there)
            raise
        os.fsync(there)
        remove(name, here)
    os.fsync(there)
    os.fsync(here)


@contextmanager
def _opened(folder: Path) -> Iterator[int]:
    fd = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC)
    try:
        yield fd
    finally:
        os.close(fd)


def _write(file: Path, data: bytes) -> None:
    with file.open("wb") as opened:
        opened.write(data)
        opened.flush()
        os.fsync(opened.fileno())
