"""The projection of threads: one, because a comment changes its thread's row too."""

from __future__ import annotations

from typing import Any, assert_never
from uuid import UUID

from sqlalchemy import Connection, delete, func, insert, select, update

from sala.collab.contract import (
    CommentDeleted,
    CommentEdited,
    CommentPosted,
    MemberMentioned,
    ThreadAnchored,
    ThreadOpened,
    ThreadReopened,
    ThreadResolved,
)
from sala.collab.domain.threads import Fact, mentioned
from sala.collab.projections.tables import comments, mentions, threads
from sala.kernel.events.followers import Projection
from sala.kernel.events.log import Entry
from sala.workspace.contract import EntryMoved


def apply(connection: Connection, entry: Entry) -> None:
    """Apply one fact to the tables."""
    fact = entry.event
    if isinstance(fact, EntryMoved):
        _moved(connection, fact)
    elif isinstance(fact, Fact):
        _apply(connection, entry, fact)
    else:
        msg = f"the projection of threads does not listen to {type(fact).__name__}"
        raise TypeError(msg)


def _apply(connection: Connection, entry: Entry, fact: Fact) -> None:
    match fact:
        case ThreadOpened():
            _opened(connection, entry, fact)
        case ThreadAnchored():
            _change(connection, fact.thread, path=fact.path, **_passage(fact))
        case CommentPosted():
            _posted(connection, entry, fact)
        case CommentEdited():
            _change_comment(connection, fact, text=fact.text, edited=entry.at)
            _forget_mentions(connection, fact, but=mentioned(fact.text))
        case CommentDeleted():
            _change_comment(connection, fact, text="", deleted=True)
            _forget_mentions(connection, fact, but=[])
            _count(connection, fact.thread)
        case MemberMentioned():
            _mentioned(connection, fact)
        case ThreadResolved():
            _change(connection, fact.thread, resolver=fact.member, resolved=entry.at)
        case ThreadReopened():
            _change(connection, fact.thread, resolver=None, resolved=None)
        case _:
            assert_never(fact)


THREADS = Projection(
    name="collab.threads",
    listens=(
        ThreadOpened,
        ThreadAnchored,
        CommentPosted,
        CommentEdited,
        CommentDeleted,
        MemberMentioned,
        ThreadResolved,
        ThreadReopened,
        EntryMoved,
    ),
    tables=(threads, comments, mentions),
    apply=apply,
)


def _passage(fact: ThreadOpened | ThreadAnchored) -> dict[str, Any]:
    return {
        "document": fact.document,
        "epoch": fact.epoch,
        "start": fact.start,
        "end": fact.end,
        "quote": fact.quote,
        "length": fact.length,
    }


def _opened(connection: Connection, entry: Entry, fact: ThreadOpened) -> None:
    connection.execute(delete(threads).where(threads.c.thread == fact.thread))
    connection.execute(
        insert(threads).values(
            thread=fact.thread,
            workspace=fact.workspace,
            path=fact.path,
            **_passage(fact),
            author=fact.author,
            opened=entry.at,
            latest=entry.at,
            activity=entry.position,
            living=0,
        )
    )


def _posted(connection: Connection, entry: Entry, fact: CommentPosted) -> None:
    connection.execute(
        delete(comments).where(comments.c.thread == fact.thread, comments.c.comment == fact.comment)
    )
    connection.execute(
        insert(comments).values(
            thread=fact.thread,
            comment=fact.comment,
            position=entry.position,
            author=fact.author,
            text=fact.text,
            posted=entry.at,
            deleted=False,
        )
    )
    _change(connection, fact.thread, latest=entry.at, activity=entry.position)
    _count(connection, fact.thread)


def _count(connection: Connection, thread: UUID) -> None:
    living = select(func.count()).where(comments.c.thread == thread, ~comments.c.deleted)
    _change(connection, thread, living=living.scalar_subquery())


def _mentioned(connection: Connection, fact: MemberMentioned) -> None:
    values = {"thread": fact.thread, "comment": fact.comment, "member": fact.member}
    connection.execute(
        delete(mentions).where(*(mentions.c[name] == value for name, value in values.items()))
    )
    connection.execute(insert(mentions).values(**values))


def _forget_mentions(
    connection: Connection, fact: CommentEdited | CommentDeleted, *, but: list[UUID]
) -> None:
    connection.execute(
        delete(mentions).where(
            mentions.c.thread == fact.thread,
            mentions.c.comment == fact.comment,
            mentions.c.member.not_in(but),
        )
    )


def _change(connection: Connection, thread: UUID, **values: Any) -> None:  # noqa: ANN401 - columns
    connection.execute(update(threads).where(threads.c.thread == thread).values(**values))


def _change_comment(
    connection: Connection,
    fact: CommentEdited | CommentDeleted,
    **values: Any,  # noqa: ANN401 - columns
) -> None:
    connection.execute(
        update(comments)
        .where(comments.c.thread == fact.thread, comments.c.comment == fact.comment)
        .values(**values)
    )


def _moved(connection: Connection, fact: EntryMoved) -> None:
    """Follow a file, or a folder with all that lies under it."""
    inside = fact.source + "/"
    there = threads.c.path == fact.source
    under = func.substr(threads.c.path, 1, len(inside)) == inside
    rest = func.substr(threads.c.path, len(fact.source) + 1)
    connection.execute(
        update(threads)
        .where(threads.c.workspace == fact.workspace, there | under)
        .values(path=fact.target + rest)
    )
