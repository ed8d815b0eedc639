"""Branches: listed, made and switched, never over changes that are not committed."""

from __future__ import annotations

import pygit2
from pygit2.enums import BranchType, CheckoutNotify, CheckoutStrategy, RepositoryState

from sala.workspace.adapters.git.asks import ReadBranches, StartBranch, SwitchTo
from sala.workspace.adapters.git.opening import branch_name, head_commit, opened
from sala.workspace.contract import (
    BranchExists,
    BranchNameNotValid,
    BranchNotFound,
    BranchView,
    GitFailed,
    WouldOverwrite,
)
from sala.workspace.domain.paths import shown

_NAMED = 5


class _Conflicts(pygit2.callbacks.CheckoutCallbacks):
    """Collects the paths that stand in the way of a checkout."""

    def __init__(self) -> None:
        super().__init__()
        self.paths: list[str] = []

    def checkout_notify_flags(self) -> CheckoutNotify:
        """Ask to hear of conflicts alone."""
        return CheckoutNotify.CONFLICT

    def checkout_notify(self, why: CheckoutNotify, path: str, *_sides: object) -> None:
        """Hear of one."""
        del why
        self.paths.append(path)


def read_branches(ask: ReadBranches) -> list[BranchView]:
    """Answer with every branch; a branch without commits is listed while it is checked out."""
    with opened(ask.root) as repository:
        current = branch_name(repository)
        local = [_view(repository, raw, current) for raw in _names(repository, BranchType.LOCAL)]
        remote = [_view(repository, raw, None) for raw in _names(repository, BranchType.REMOTE)]
        found = [view for view in (*local, *remote) if view is not None]
        if current and not any(view.current for view in found):
            found.insert(0, BranchView(name=current, current=True, remote=False, head=""))
        return found


def start_branch(ask: StartBranch) -> BranchView:
    """Make a branch where HEAD is and check it out; files stay as they are."""
    name = ask.name
    reference = f"refs/heads/{name}"
    if name.startswith("-") or name == "HEAD" or not pygit2.reference_is_valid_name(reference):
        raise BranchNameNotValid(f"git does not allow “{shown(name)}” as the name of a branch.")
    with opened(ask.root) as repository:
        if name in repository.branches.local or name == branch_name(repository):
            raise BranchExists(f"The branch “{name}” is there already.")
        commit = head_commit(repository)
        if commit is not None:
            _create(repository, name, commit)
        repository.set_head(reference)
        return BranchView(
            name=name, current=True, remote=False, head=str(commit.id) if commit else ""
        )


def switch_to(ask: SwitchTo) -> BranchView:
    """Check a local branch out, or a new local one that follows a remote one."""
    with opened(ask.root) as repository:
        if ask.name == branch_name(repository):
            commit = head_commit(repository)
            head = str(commit.id) if commit else ""
            return BranchView(name=ask.name, current=True, remote=False, head=head)
        if repository.state() is not RepositoryState.NONE:
            raise GitFailed("A merge or rebase is in progress here. Finish it first.")
        name, commit, upstream = _find(repository, ask.name)
        conflicts = _Conflicts()
        try:
            repository.checkout_tree(  # type: ignore[no-untyped-call]
                commit, strategy=CheckoutStrategy.SAFE, callbacks=conflicts
            )
        except pygit2.GitError:
            if not conflicts.paths:
                raise
            named = ", ".join(shown(path) for path in conflicts.paths[:_NAMED])
            more = len(conflicts.paths) - _NAMED
            raise WouldOverwrite(
                f"These have changes that are not committed: {named}"
                f"{f' and {more} more' if more > 0 else ''}."
            ) from None
        if upstream is not None:
            _create(repository, name, commit).upstream = upstream
        repository.set_head(f"refs/heads/{name}")
        return BranchView(name=name, current=True, remote=False, head=str(commit.id))


def _find(
    repository: pygit2.Repository, name: str
) -> tuple[str, pygit2.Commit, pygit2.Branch | None]:
    local = repository.branches.local.get(name)
    if local is not None:
        return name, local.peel(pygit2.Commit), None
    remote = repository.branches.remote.get(name)
    if remote is None:
        raise BranchNotFound(f"There is no branch called “{shown(name)}”.")
    short = name.removeprefix(f"{remote.remote_name}/")
    mine = repository.branches.local.get(short)
    if mine is not None:
        return short, mine.peel(pygit2.Commit), None
    return short, remote.peel(pygit2.Commit), remote


def _create(repository: pygit2.Repository, name: str, commit: pygit2.Commit) -> pygit2.Branch:
    try:
        return repository.branches.local.create(name, commit)
    except (pygit2.GitError, OSError, ValueError) as error:
        raise BranchExists(f"A branch called “{name}” or below it is there already.") from error


def _names(repository: pygit2.Repository, kind: BranchType) -> list[bytes]:
    return sorted(repository.raw_listall_branches(kind))


def _view(repository: pygit2.Repository, raw: bytes, current: str | None) -> BranchView | None:
    """Show a branch; None for the pointer that a remote's HEAD is. Remotes have no `current`."""
    kind = BranchType.REMOTE if current is None else BranchType.LOCAL
    try:
        branch = repository.lookup_branch(raw, kind)
        if isinstance(branch.raw_target, bytes):
            return None
        head = str(branch.raw_target)
    except (KeyError, pygit2.GitError):
        return None
    name = raw.decode(errors="replace")
    return BranchView(name=name, current=name == current, remote=current is None, head=head)
