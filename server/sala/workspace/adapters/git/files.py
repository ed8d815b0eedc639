"""The files of a working tree as git sees them: tracked or new, and not ignored."""

from __future__ import annotations

import time
from collections import OrderedDict

import pygit2
from pygit2.enums import FileMode, FileStatus

from sala.workspace.adapters.git.asks import FindFiles, ListFiles
from sala.workspace.adapters.git.opening import opened
from sala.workspace.contract import PathMatchView
from sala.workspace.domain.ranking import best

_KEPT_S = 5.0
"""How long a list is used again: people type a query letter by letter."""
_KEPT_TREES = 4
_FILES = (FileMode.BLOB, FileMode.BLOB_EXECUTABLE)

_kept: OrderedDict[str, tuple[float, int, list[str]]] = OrderedDict()


def find_files(ask: FindFiles) -> list[PathMatchView]:
    """Answer with the best matches."""
    paths = _listed(ask.root, ask.generation)
    return [
        PathMatchView(path=path, positions=positions)
        for path, positions in best(ask.query, paths, ask.limit)
    ]


def list_files(ask: ListFiles) -> list[str]:
    """Answer with every file that is not ignored, below a folder when one is given."""
    prefix = f"{ask.folder}/" if ask.folder else ""
    with opened(ask.root) as repository:
        return sorted(
            path
            for path in _read(repository)
            if path.startswith(prefix) and not repository.path_is_ignored(path)
        )


def _listed(root: str, generation: int) -> list[str]:
    now = time.monotonic()
    held = _kept.get(root)
    if held is not None and held[1] == generation and now - held[0] < _KEPT_S:
        _kept.move_to_end(root)
        return held[2]
    with opened(root) as repository:
        paths = _read(repository)
    _kept[root] = now, generation, paths
    _kept.move_to_end(root)
    while len(_kept) > _KEPT_TREES:
        _kept.popitem(last=False)
    return paths


def _read(repository: pygit2.Repository) -> list[str]:
    repository.index.read(force=False)
    paths = {entry.path for entry in repository.index if entry.mode in _FILES}
    for path, flags in repository.status(untracked_files="all").items():
        if flags & FileStatus.WT_DELETED:
            paths.discard(path)
        elif flags & FileStatus.WT_NEW and not path.endswith("/"):
            paths.add(path)
    return [path for path in paths if path.isprintable() or path.encode(errors="ignore")]
