"""The log: commits from a revision on, or those that changed one path."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone

import pygit2
from pygit2.enums import SortMode

from sala.workspace.adapters.git.asks import ReadLog
from sala.workspace.adapters.git.opening import commit_at, head_commit, opened
from sala.workspace.contract import CommitView, PersonView
from sala.workspace.domain.trailers import co_authors_of, summary_and_body

_PATIENCE_S = 10.0
"""How long to look for commits that changed a path: a long history may hold few of them."""
_BODY = 20_000
_FURTHEST_OFFSET = 24 * 60 - 1


def read_log(ask: ReadLog) -> list[CommitView]:
    """Answer with commits, newest first."""
    with opened(ask.root) as repository:
        start = commit_at(repository, ask.start) if ask.start else head_commit(repository)
        if start is None:
            return []
        until = time.monotonic() + _PATIENCE_S
        shown: list[CommitView] = []
        for commit in _walk(repository, start):
            if len(shown) == ask.limit or time.monotonic() > until:
                break
            if not ask.path or _touches(commit, ask.path):
                shown.append(view(commit))
        return shown


def view(commit: pygit2.Commit) -> CommitView:
    """Show a commit; a time beyond all calendars as 1970."""
    message = commit.raw_message.decode(errors="replace")
    summary, body = summary_and_body(message)
    return CommitView(
        commit=str(commit.id),
        summary=summary[:1000],
        body=body[:_BODY],
        author=PersonView(
            name=commit.author.raw_name.decode(errors="replace"),
            email=commit.author.raw_email.decode(errors="replace"),
        ),
        co_authors=[PersonView(name=one.name, email=one.email) for one in co_authors_of(message)],
        at=_moment(commit.author.time, commit.author.offset),
        parents=[str(parent) for parent in commit.parent_ids],
    )


def _walk(repository: pygit2.Repository, start: pygit2.Commit) -> Iterator[pygit2.Commit]:
    yield from repository.walk(start.id, SortMode.TIME | SortMode.TOPOLOGICAL)


def _touches(commit: pygit2.Commit, path: str) -> bool:
    """Tell whether a path differs from what it was in every parent, as `git log -- path` does."""
    here = _entry(commit.tree, path)
    if not commit.parents:
        return here is not None
    return all(_entry(parent.tree, path) != here for parent in commit.parents)


def _entry(tree: pygit2.Tree, path: str) -> tuple[pygit2.Oid, int] | None:
    try:
        found = tree[path]
    except KeyError:
        return None
    return found.id, int(found.filemode)


def _moment(seconds: int, offset: int) -> datetime:
    try:
        zone = timezone(timedelta(minutes=offset)) if abs(offset) <= _FURTHEST_OFFSET else UTC
        return datetime.fromtimestamp(seconds, zone).astimezone(UTC)
    except (OverflowError, ValueError, OSError):
        return datetime.fromtimestamp(0, UTC)
