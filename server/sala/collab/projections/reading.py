"""What is read back from the tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, RowMapping, func, select

from sala.collab.contract import CommentView, ListThreads, Shown, Whose
from sala.collab.projections.tables import comments, mentions, threads

_EXCERPT = 280  # characters
_PEOPLE = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A thread's row with what its comments tell."""

    row: RowMapping
    excerpt: str
    people: list[UUID]
    mentions_you: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page of threads, and how many there are of each kind."""

    threads: list[Told]
    open: int
    resolved: int
    mentioning: int


def page(connection: Connection, query: ListThreads, member: UUID | None) -> Page:
    """Read what a member asked for."""
    within = [threads.c.workspace == query.workspace, threads.c.living > 0]
    if query.path is not None:
        within.append(threads.c.path == query.path)
    wanted = [*within, *_shown(query.shown), *_whose(query.whose, member)]
    if query.before is not None:
        wanted.append(threads.c.activity < query.before)
    rows = connection.execute(
        select(threads)
        .where(*wanted)
        .order_by(threads.c.activity.desc(), threads.c.thread)
        .limit(query.limit)
    ).mappings()
    unresolved = threads.c.resolved.is_(None)

    def count(*which: ColumnElement[bool]) -> int:
        return connection.execute(
            select(func.count()).select_from(threads).where(*within, *which)
        ).scalar_one()

    return Page(
        threads=told(connection, rows.all(), member),
        open=count(unresolved),
        resolved=count(~unresolved),
        mentioning=count(unresolved, *_whose(Whose.MENTIONS, member)),
    )


def one(connection: Connection, workspace: UUID, thread: UUID, member: UUID | None) -> Told | None:
    """Read one thread of a workspace; None when it has none with this id."""
    rows = connection.execute(
        select(threads).where(threads.c.workspace == workspace, threads.c.thread == thread)
    ).mappings()
    found = told(connection, rows.all(), member)
    return found[0] if found else None


def told(connection: Connection, rows: Sequence[RowMapping], member: UUID | None) -> list[Told]:
    """Read what the comments of some threads tell."""
    ids = [row["thread"] for row in rows]
    said = connection.execute(
        select(
            comments.c.thread,
            comments.c.author,
            func.substr(comments.c.text, 1, _EXCERPT).label("excerpt"),
        )
        .where(comments.c.thread.in_(ids), ~comments.c.deleted)
        .order_by(comments.c.position)
    ).all()
    excerpts: dict[UUID, str] = {}
    people: dict[UUID, dict[UUID, None]] = {}
    for comment in said:
        excerpts.setdefault(comment.thread, comment.excerpt)
        people.setdefault(comment.thread, {})[comment.author] = None
    about = set(
        connection.execute(
            select(mentions.c.thread).where(mentions.c.thread.in_(ids), mentions.c.member == member)
        ).scalars()
    )
    return [
        Told(
            row=row,
            excerpt=excerpts.get(row["thread"], ""),
            people=list(people.get(row["thread"], ()))[:_PEOPLE],
            mentions_you=row["thread"] in about,
        )
        for row in rows
    ]


def conversation(connection: Connection, thread: UUID) -> list[CommentView]:
    """Read all that was said in a thread, from the first."""
    rows = connection.execute(
        select(comments).where(comments.c.thread == thread).order_by(comments.c.position)
    ).mappings()
    return [_comment(row) for row in rows]


def comment(connection: Connection, thread: UUID, wanted: UUID) -> CommentView:
    """Read one comment that is known to be there."""
    row = connection.execute(
        select(comments).where(comments.c.thread == thread, comments.c.comment == wanted)
    ).mappings()
    return _comment(row.one())


def _comment(row: RowMapping) -> CommentView:
    posted: datetime = row["posted"]
    return CommentView(
        comment=row["comment"],
        author=row["author"],
        text=row["text"],
        posted=posted,
        edited=row["edited"],
        deleted=row["deleted"],
    )


def _shown(shown: Shown) -> list[ColumnElement[Any]]:
    unresolved = threads.c.resolved.is_(None)
    match shown:
        case Shown.OPEN:
            return [unresolved]
        case Shown.RESOLVED:
            return [~unresolved]
        case Shown.ALL:
            return []


def _whose(whose: Whose, member: UUID | None) -> list[ColumnElement[Any]]:
    match whose:
        case Whose.ANYBODY:
            return []
        case Whose.MINE:
            mine = select(comments.c.thread).where(comments.c.author == member, ~comments.c.deleted)
            return [threads.c.thread.in_(mine)]
        case Whose.MENTIONS:
            about = select(mentions.c.thread).where(mentions.c.member == member)
            return [threads.c.thread.in_(about)]
