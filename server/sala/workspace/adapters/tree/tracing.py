"""Finds what came into a working tree lately: files that are new there, wherever they lie."""

from __future__ import annotations

import os
import stat
from collections.abc import Collection, Iterator
from itertools import islice

from sala.workspace.adapters.tree.drafts import PREFIX
from sala.workspace.adapters.tree.root import WorkingTree, digest_of, open_file
from sala.workspace.contract import (
    TEXT_LIMIT,
    FileNotAccessible,
    FileNotFound,
    PathNotAllowed,
)
from sala.workspace.domain.paths import is_git

_ENTRIES = 100_000
"""Entries looked at; what lies beyond is not found."""
_READ = 500
"""Files that are read and compared."""
_NS = 1_000_000_000


class Lately:
    """Files that came since a time, in seconds since 1970.

    Renaming keeps a file's content and its time of change, but not the time of its inode; what
    lies in a folder that was renamed came along with it.
    """

    def __init__(self, tree: WorkingTree, since: float) -> None:
        self._tree = tree
        self._since = int(since * _NS)

    def like(self, digests: Collection[str]) -> list[tuple[str, str]]:
        """Give path and SHA-256 of those that have one of these."""
        found: list[tuple[str, str]] = []
        for path, name, above in islice(_lately(self._tree, self._since), _READ):
            try:
                fd = open_file(name, above, path)
            except (FileNotFound, FileNotAccessible, PathNotAllowed):
                continue
            try:
                digest = digest_of(fd)
            finally:
                os.close(fd)
            if digest in digests:
                found.append((path, digest))
        return found

    def among(self, paths: Collection[str]) -> set[str]:
        """Give those of some paths that came."""
        return {path for path, _, _ in _lately(self._tree, self._since)} & set(paths)


def _lately(tree: WorkingTree, since: int) -> Iterator[tuple[str, str, int]]:
    """Go through files that came or changed: path, name and the descriptor of their folder."""
    moved: set[str] = set()
    looked_at = 0
    with tree.folder(()) as root:
        for folder, folders, names, here in os.fwalk(".", dir_fd=root):
            at = folder.removeprefix(".").removeprefix("/")
            folders[:] = [name for name in folders if not is_git(name)]
            status = os.fstat(here)
            # Its own entries changing would have changed both of its times.
            if status.st_ctime_ns >= since > status.st_mtime_ns or at.rpartition("/")[0] in moved:
                moved.add(at)
            for name in names:
                looked_at += 1
                if looked_at > _ENTRIES:
                    return
                if name.startswith(PREFIX):
                    continue
                try:
                    entry = os.lstat(name, dir_fd=here)
                except FileNotFoundError:
                    continue
                came = at in moved or entry.st_ctime_ns >= since
                if came and stat.S_ISREG(entry.st_mode) and 0 < entry.st_size <= TEXT_LIMIT:
                    yield (f"{at}/{name}" if at else name), name, here
