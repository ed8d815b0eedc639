"""Opening a repository so that it can neither run anything nor point elsewhere."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

import pygit2
from pygit2.enums import ConfigLevel, ObjectType, RepositoryOpenFlag

from sala.workspace.contract import BranchNotFound, GitFailed


def isolate() -> None:
    """Let this process read no configuration but a repository's own, whoever owns it."""
    for level in (ConfigLevel.SYSTEM, ConfigLevel.GLOBAL, ConfigLevel.XDG, ConfigLevel.PROGRAMDATA):
        pygit2.settings.search_path[level] = ""
    pygit2.settings.template_path = ""
    # Opening a folder was an owner's decision; who owns it on disk adds nothing.
    pygit2.settings.owner_validation = False
    pygit2.settings.enable_fsync_gitdir(True)  # noqa: FBT003 - their name says it


@contextmanager
def opened(root: str) -> Iterator[pygit2.Repository]:
    """Open the repository whose working tree is `root`; turn libgit2's errors into refusals."""
    try:
        repository = pygit2.Repository(root, RepositoryOpenFlag.NO_SEARCH)
        worktree = repository.workdir
        if worktree is None:
            raise GitFailed("The repository has no working tree.")
        if os.path.realpath(worktree) != os.path.realpath(root):
            raise GitFailed("The repository's configuration says that its files lie elsewhere.")
        yield repository
    except pygit2.GitError as error:
        raise GitFailed(f"git says: {_words(error)}.") from error
    except UnicodeDecodeError as error:
        raise GitFailed("The repository holds a name that is not Unicode.") from error
    except OSError as error:
        if error.errno is not None:
            raise
        raise GitFailed(f"git says: {_words(error)}.") from error  # libgit2's word for the system's
    except MemoryError as error:
        raise GitFailed("The repository needs more memory than git may use here.") from error


def head_commit(repository: pygit2.Repository) -> pygit2.Commit | None:
    """Give the current commit; None before the first one."""
    if repository.head_is_unborn:
        return None
    return repository.head.peel(pygit2.Commit)


def head_tree(repository: pygit2.Repository) -> pygit2.Tree:
    """Give the current commit's tree; the empty one before the first commit."""
    commit = head_commit(repository)
    if commit is not None:
        return commit.tree
    empty = repository[repository.TreeBuilder().write()]
    assert isinstance(empty, pygit2.Tree)  # noqa: S101 - a tree builder writes trees
    return empty


def branch_name(repository: pygit2.Repository) -> str:
    """Name the branch that is checked out, also before its first commit; empty when detached."""
    head = repository.lookup_reference("HEAD")
    target = head.raw_target
    if not isinstance(target, bytes):
        return ""
    return target.decode(errors="replace").removeprefix("refs/heads/")


def commit_at(repository: pygit2.Repository, revision: str) -> pygit2.Commit:
    """Find the commit a revision names. Raises BranchNotFound."""
    try:
        return repository.revparse_single(revision).peel(ObjectType.COMMIT)
    except (KeyError, ValueError, pygit2.GitError) as error:
        raise BranchNotFound(f"No branch or commit is called “{revision}”.") from error


def _words(error: Exception) -> str:
    return str(error).strip(" .") or "no reason"
