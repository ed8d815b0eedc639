"""Commits: of every change, or of some paths alone, whatever else is staged."""

from __future__ import annotations

import os
import stat
import time
from collections.abc import Iterable, Sequence
from pathlib import Path

import pygit2
from pygit2.enums import RepositoryState

from sala.workspace.adapters.git.asks import Commit, Who
from sala.workspace.adapters.git.changes import changed, conflicting
from sala.workspace.adapters.git.history import view
from sala.workspace.adapters.git.opening import branch_name, head_commit, head_tree, opened
from sala.workspace.contract import (
    ChangeView,
    CommitView,
    ConflictsRemain,
    GitFailed,
    NothingToCommit,
)
from sala.workspace.domain.paths import shown

_MARKS_WITHIN = 5 * 1024 * 1024
_FOREIGN = ("filter", "working-tree-encoding")
"""Attributes whose programs or conversions libgit2 does not apply: the commit would differ."""


def commit(ask: Commit) -> tuple[CommitView, str]:
    """Make a commit; answer with it and its branch. Nothing of the repository's is run."""
    with opened(ask.root) as repository:
        state = repository.state()
        merging = state is RepositoryState.MERGE
        if not merging and state is not RepositoryState.NONE:
            raise GitFailed("A rebase, cherry-pick or revert is in progress here. Finish it first.")
        if merging and ask.paths:
            raise GitFailed("A merge is in progress: it is committed as a whole.")
        changes = _selected(changed(repository, counted=0)[0], ask.paths)
        _refuse_conflicts(repository, ask.root)
        _refuse_foreign(repository, changes)
        paths = ask.paths
        tree = _tree_of(repository, ask.root, changes) if paths else _whole_tree(repository)
        before = head_commit(repository)
        parents = [before.id] if before else []
        merged = repository.listall_mergeheads() if merging else []
        if not merged and tree == head_tree(repository).id:
            raise NothingToCommit
        author = _signature(ask.author)
        repository.set_ident(author.name, author.email)
        made = repository.create_commit(
            "HEAD", author, author, ask.message, tree, [*parents, *merged]
        )
        if merged:
            repository.state_cleanup()
        return view(repository[made].peel(pygit2.Commit)), branch_name(repository)


def commit_everything(repository: pygit2.Repository, author: Who, message: str) -> str:
    """Commit the whole tree as the first commit."""
    signature = _signature(author)
    tree = _whole_tree(repository)
    return str(repository.create_commit("HEAD", signature, signature, message, tree, []))


def _selected(changes: Iterable[ChangeView], paths: Sequence[str]) -> list[ChangeView]:
    """Keep the changes at or below the paths; a rename belongs to both of its ends."""
    if not paths:
        return list(changes)
    wanted = {path.rstrip("/") for path in paths}

    def holds(path: str) -> bool:
        steps = path.split("/")
        return any("/".join(steps[:depth]) in wanted for depth in range(1, len(steps) + 1))

    return [one for one in changes if holds(one.path) or (one.old_path and holds(one.old_path))]


def _whole_tree(repository: pygit2.Repository) -> pygit2.Oid:
    index = repository.index
    index.read(force=False)
    index.add_all()
    index.write()
    tree: pygit2.Oid = index.write_tree()
    return tree


def _tree_of(repository: pygit2.Repository, root: str, changes: Sequence[ChangeView]) -> pygit2.Oid:
    """Lay the changes over the last commit's tree, and stage them as `git commit -- paths` does."""
    alone = pygit2.Index()
    alone.read_tree(head_tree(repository))
    index = repository.index
    for change in changes:
        if change.old_path:
            _drop(alone, index, change.old_path)
        if os.path.lexists(Path(root, change.path)):
            index.add(change.path)
            alone.add(index[change.path])
        else:
            _drop(alone, index, change.path)
    index.write()
    tree: pygit2.Oid = alone.write_tree(repository)
    return tree


def _drop(alone: pygit2.Index, index: pygit2.Index, path: str) -> None:
    for one in (alone, index):
        if path in one:
            one.remove(path)


def _refuse_conflicts(repository: pygit2.Repository, root: str) -> None:
    marked = [path for path in conflicting(repository) if _has_marks(Path(root, path))]
    if marked:
        named = ", ".join(map(shown, marked[:5]))
        raise ConflictsRemain(f"These still hold the marks of a merge: {named}.")


def _has_marks(file: Path) -> bool:
    try:
        if not stat.S_ISREG(file.lstat().st_mode):
            return False
        with file.open("rb") as opened_file:
            lines = opened_file.read(_MARKS_WITHIN).splitlines()
    except OSError:
        return False
    return any(line.startswith((b"<<<<<<< ", b">>>>>>> ")) for line in lines)


def _refuse_foreign(repository: pygit2.Repository, changes: Sequence[ChangeView]) -> None:
    for change in changes:
        for attribute in _FOREIGN:
            value = repository.get_attr(change.path, attribute)
            if isinstance(value, str):
                raise GitFailed(
                    f"“{shown(change.path)}” needs git's {attribute} “{shown(value)}”, which Sala "
                    "does not run. Commit it with git itself."
                )


def _signature(who: Who) -> pygit2.Signature:
    now = time.time()
    offset = time.localtime(now).tm_gmtoff // 60
    return pygit2.Signature(who.name, who.email or "nobody@localhost", int(now), offset)
