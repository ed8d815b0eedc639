"""Whether git left a file as it is now, as far as git's own log of what was checked out tells."""

from __future__ import annotations

from pathlib import Path

import pygit2
from pygit2.enums import FileStatus

from sala.workspace.adapters.git.asks import Left, SeeCheckout
from sala.workspace.adapters.git.opening import opened

_WITHIN = 60
"""Seconds from a file's being written to the end of the checkout that wrote it."""
_CHECKOUTS = (
    "checkout: ",
    "clone: ",
    "cherry-pick: ",
    "merge ",
    "pull",
    "rebase",
    "reset: ",
    "revert: ",
)
"""How git's log of HEAD begins where files were written; a commit writes none."""


def see_checkout(ask: SeeCheckout) -> Left:
    """Answer whether HEAD moved to what the file holds, right after the file was written."""
    with opened(ask.root) as repository:
        try:
            written = (Path(ask.root) / ask.path).lstat().st_mtime
        except FileNotFoundError:
            return Left.UNKNOWN
        if Path(repository.path, "index.lock").exists():
            return Left.BUSY
        if repository.head_is_unborn or not _moved(repository, int(written)):
            return Left.UNKNOWN
        try:
            same = repository.status_file(ask.path) is FileStatus.CURRENT
        except KeyError:
            return Left.UNKNOWN
        return Left.GIT if same else Left.UNKNOWN


def _moved(repository: pygit2.Repository, written: int) -> bool:
    """Tell whether the last move of HEAD was a checkout that a file of this time is part of."""
    for entry in repository.references["HEAD"].log():
        at = entry.committer.time
        return written <= at <= written + _WITHIN and entry.message.startswith(_CHECKOUTS)
    return False
