"""Renames as git sees them: files that are alike, one gone and the other new."""

from __future__ import annotations

from itertools import islice, takewhile

import pygit2
from pygit2.enums import DeltaStatus, DiffFind

from sala.workspace.adapters.git.asks import FindRenames
from sala.workspace.adapters.git.changes import RENAMED_AMONG, working_diff
from sala.workspace.adapters.git.opening import opened

_STEPS = 20
"""Moves of HEAD that are looked at: a rebase makes one for each commit."""


def find_renames(ask: FindRenames) -> dict[str, str]:
    """Answer with new paths by old ones; what was checked out last counts before the rest."""
    with opened(ask.root) as repository:
        found = _pairs(working_diff(repository))
        if repository.head_is_unborn:
            return found
        now = repository.head.peel(pygit2.Tree)
        for before in reversed(_left(repository, ask.since)):
            diff = before.diff_to_tree(now)
            if len(diff) <= RENAMED_AMONG:
                diff.find_similar(DiffFind.FIND_RENAMES)
                found |= _pairs(diff)
        return found


def _left(repository: pygit2.Repository, since: float) -> list[pygit2.Tree]:
    """Give what was checked out before HEAD moved, for each move since a time, the last first."""
    moves = takewhile(
        lambda entry: entry.committer.time >= int(since), repository.references["HEAD"].log()
    )
    return [
        repository[entry.oid_old].peel(pygit2.Tree)
        for entry in islice(moves, _STEPS)
        if entry.oid_old in repository
    ]


def _pairs(diff: pygit2.Diff) -> dict[str, str]:
    return {
        delta.old_file.path: delta.new_file.path
        for delta in diff.deltas
        if delta.status is DeltaStatus.RENAMED
    }
