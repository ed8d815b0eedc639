"""New repositories: a folder made one, and a clone checked out once it is known to be bearable."""

from __future__ import annotations

import os

import pygit2
from pygit2.enums import CheckoutStrategy, FileMode, RepositoryInitFlag, RepositoryOpenFlag

from sala.workspace.adapters.git.asks import CheckOutClone, StartRepository
from sala.workspace.adapters.git.commits import commit_everything
from sala.workspace.adapters.git.opening import branch_name, head_commit, opened
from sala.workspace.contract import FolderNotAllowed, GitFailed
from sala.workspace.domain.paths import shown

_MB = 1024 * 1024


def start_repository(ask: StartRepository) -> str:
    """Make a folder a repository on the branch `main`, unless it is one; answer with its branch.

    Refuses a folder inside another repository: its files belong to that one already.
    """
    try:
        pygit2.Repository(ask.root, RepositoryOpenFlag.NO_SEARCH)
    except pygit2.GitError:
        if os.path.lexists(os.path.join(ask.root, ".git")):  # noqa: PTH118 - the root is a str here
            raise GitFailed("The folder has a .git that git cannot read.") from None
        if ask.author is None:
            _refuse_inside(ask.root)
        pygit2.init_repository(ask.root, flags=RepositoryInitFlag.MKPATH, initial_head="main")
    with opened(ask.root) as repository:
        if ask.author is not None and repository.head_is_unborn:
            # A commit of a whole import would wait for the disk once for each of its files; whoever
            # asked makes all of them durable together.
            pygit2.settings.enable_fsync_gitdir(False)  # noqa: FBT003 - their name says it
            try:
                commit_everything(repository, ask.author, ask.message)
            finally:
                pygit2.settings.enable_fsync_gitdir(True)  # noqa: FBT003
        return branch_name(repository)


def check_out_clone(ask: CheckOutClone) -> str:
    """Check the branch of a new clone out, unless it holds too much; answer with its branch.

    A small pack can hold a tree that names one blob a billion times.
    """
    with opened(ask.root) as repository:
        commit = head_commit(repository)
        if commit is not None:
            _measure(repository, commit.tree, ask)
            repository.checkout_head(strategy=CheckoutStrategy.FORCE)  # type: ignore[no-untyped-call]
        return branch_name(repository)


def _measure(repository: pygit2.Repository, tree: pygit2.Tree, ask: CheckOutClone) -> None:
    entries = size = 0
    sizes: dict[pygit2.Oid, int] = {}
    waiting = [tree]
    while waiting:
        for entry in waiting.pop():
            entries += 1
            if entry.filemode == FileMode.TREE:
                below = repository[entry.id]
                assert isinstance(below, pygit2.Tree)  # noqa: S101 - its mode says so
                waiting.append(below)
            elif entry.filemode != FileMode.COMMIT:
                if entry.id not in sizes:
                    sizes[entry.id] = repository.odb.read_header(entry.id)[1]
                size += sizes[entry.id]
            if entries > ask.entries:
                raise GitFailed(f"The repository holds more than {ask.entries} files.")
            if size > ask.size:
                raise GitFailed(f"The repository's files are larger than {ask.size // _MB} MB.")


def _refuse_inside(root: str) -> None:
    found = pygit2.discover_repository(root)
    if found is None:
        return
    outer = os.path.dirname(found.rstrip("/"))  # noqa: PTH120 - git gives a str
    raise FolderNotAllowed(
        f"This folder is part of the repository at “{shown(outer)}”. Open that one instead."
    )
