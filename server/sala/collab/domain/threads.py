"""A thread's life: opened at a passage, talked in, moved, resolved and reopened."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeAlias, assert_never
from uuid import UUID

from sala.collab.contract import (
    CommentDeleted,
    CommentEdited,
    CommentEmpty,
    CommentExists,
    CommentNotFound,
    CommentPosted,
    MemberMentioned,
    NotYourComment,
    ThreadAnchored,
    ThreadExists,
    ThreadFull,
    ThreadNotFound,
    ThreadOpened,
    ThreadReopened,
    ThreadResolved,
    TooManyMentions,
)
from sala.kernel.messages import Event

Fact: TypeAlias = (
    ThreadOpened
    | ThreadAnchored
    | CommentPosted
    | CommentEdited
    | CommentDeleted
    | MemberMentioned
    | ThreadResolved
    | ThreadReopened
)

MOST_COMMENTS = 500
"""Comments in one thread, deleted ones too."""
MOST_FACTS = 3_000
"""Facts after which a thread takes no more comments and changes of them."""
MOST_MENTIONS = 20
"""Members mentioned in one comment."""

_MENTION = re.compile(r"<@([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})>", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Comment:
    """What decisions about a comment need. `text` is None once it was deleted."""

    author: UUID
    text: str | None
    mentioned: frozenset[UUID] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Thread:
    """What decisions about a thread need. `workspace` is None before it exists."""

    workspace: UUID | None = None
    anchor: tuple[UUID, int, str, str] | None = None
    resolved: bool = False
    comments: Mapping[UUID, Comment] = field(default_factory=dict)
    facts: int = 0


NONE = Thread()


def stream(thread: UUID) -> str:
    """Name the stream that holds a thread's life."""
    return f"collab/threads/{thread}"


def mentioned(text: str) -> list[UUID]:
    """Give the members a comment's text mentions, each once, in order."""
    return list(dict.fromkeys(UUID(one) for one in _MENTION.findall(text)))


def evolve(thread: Thread, event: Event) -> Thread:
    """Fold one fact of a thread's stream."""
    assert isinstance(event, Fact)  # noqa: S101 - another fact in this stream is a bug
    return replace(_evolve(thread, event), facts=thread.facts + 1)


def _evolve(thread: Thread, fact: Fact) -> Thread:
    match fact:
        case ThreadOpened():
            return Thread(workspace=fact.workspace, anchor=anchor_of(fact))
        case ThreadAnchored():
            return replace(thread, anchor=anchor_of(fact))
        case CommentPosted() | CommentEdited() | CommentDeleted() | MemberMentioned():
            known = thread.comments.get(fact.comment)
            return replace(thread, comments={**thread.comments, fact.comment: _said(known, fact)})
        case ThreadResolved():
            return replace(thread, resolved=True)
        case ThreadReopened():
            return replace(thread, resolved=False)
        case _:
            assert_never(fact)


def _said(
    known: Comment | None, fact: CommentPosted | CommentEdited | CommentDeleted | MemberMentioned
) -> Comment:
    if isinstance(fact, CommentPosted):
        return Comment(author=fact.author, text=fact.text)
    assert known is not None  # noqa: S101 - nothing happens to a comment before it is posted
    match fact:
        case CommentEdited():
            still = known.mentioned.intersection(mentioned(fact.text))
            return replace(known, text=fact.text, mentioned=still)
        case CommentDeleted():
            return replace(known, text=None, mentioned=frozenset())
        case MemberMentioned():
            return replace(known, mentioned=known.mentioned | {fact.member})
        case _:
            assert_never(fact)


def anchor_of(fact: ThreadOpened | ThreadAnchored) -> tuple[UUID, int, str, str]:
    """Give what names a passage: document, epoch and both anchors."""
    return fact.document, fact.epoch, fact.start, fact.end


def open_thread(
    thread: Thread, opened: ThreadOpened, first: CommentPosted, members: Collection[UUID]
) -> Sequence[Fact]:
    """Decide on a new thread with its first comment. The same wish again changes nothing."""
    if was_opened(thread, first):
        return []
    return [opened, *_posted(first, members)]


def was_opened(thread: Thread, first: CommentPosted) -> bool:
    """Tell whether the same wish was granted before. Raises ThreadExists for another's thread."""
    if thread.workspace is None:
        return False
    known = thread.comments.get(first.comment)
    if thread.workspace == first.workspace and known and known.author == first.author:
        return True
    raise ThreadExists(f"A thread with the id {first.thread} is there already.")


def anchor(thread: Thread, anchored: ThreadAnchored) -> Sequence[Fact]:
    """Decide to move a thread to another passage."""
    _there(thread, anchored.workspace)
    if thread.anchor == anchor_of(anchored):
        return []
    _not_full(thread)
    return [anchored]


def post(thread: Thread, posted: CommentPosted, members: Collection[UUID]) -> Sequence[Fact]:
    """Decide on another comment. A retry of one that is there changes nothing."""
    _there(thread, posted.workspace)
    known = thread.comments.get(posted.comment)
    if known is not None:
        if known.author == posted.author:
            return []
        raise CommentExists(f"A comment with the id {posted.comment} is there already.")
    _not_full(thread)
    if len(thread.comments) >= MOST_COMMENTS:
        raise ThreadFull(f"A thread takes {MOST_COMMENTS} comments. Open another one.")
    return _posted(posted, members)


def edit(
    thread: Thread, edited: CommentEdited, author: UUID, members: Collection[UUID]
) -> Sequence[Fact]:
    """Decide on other words. Who was mentioned in the old ones is not mentioned again."""
    known = _own(thread, edited.workspace, edited.comment, author)
    if known.text == edited.text:
        return []
    _not_full(thread)
    _worded(edited.text)
    return [edited, *_mentions(edited, known.author, members, before=known.mentioned)]


def delete(thread: Thread, deleted: CommentDeleted, author: UUID) -> Sequence[Fact]:
    """Decide to take a comment back. One that was taken back is so already."""
    _there(thread, deleted.workspace)
    known = thread.comments.get(deleted.comment)
    if known is not None and known.author == author and known.text is None:
        return []
    _own(thread, deleted.workspace, deleted.comment, author)
    return [deleted]


def resolve(thread: Thread, resolved: ThreadResolved) -> Sequence[Fact]:
    """Decide that a thread needs no more attention."""
    _there(thread, resolved.workspace)
    return [] if thread.resolved else [resolved]


def reopen(thread: Thread, reopened: ThreadReopened) -> Sequence[Fact]:
    """Decide that a resolved thread needs attention after all."""
    _there(thread, reopened.workspace)
    return [reopened] if thread.resolved else []


def _there(thread: Thread, workspace: UUID) -> None:
    if thread.workspace != workspace:
        raise ThreadNotFound


def _own(thread: Thread, workspace: UUID, comment: UUID, author: UUID) -> Comment:
    _there(thread, workspace)
    known = thread.comments.get(comment)
    if known is None:
        raise CommentNotFound
    if known.author != author:
        raise NotYourComment
    if known.text is None:
        raise CommentNotFound("You deleted this comment.")
    return known


def _not_full(thread: Thread) -> None:
    if thread.facts >= MOST_FACTS:
        raise ThreadFull(f"A thread takes {MOST_FACTS} changes. Open another one.")


def _worded(text: str) -> None:
    if not text.strip():
        raise CommentEmpty("Write at least one word.", fields={"text": "Write at least one word."})


def _posted(posted: CommentPosted, members: Collection[UUID]) -> Sequence[Fact]:
    _worded(posted.text)
    return [posted, *_mentions(posted, posted.author, members)]


def _mentions(
    said: CommentPosted | CommentEdited,
    author: UUID,
    members: Collection[UUID],
    before: Collection[UUID] = (),
) -> Sequence[MemberMentioned]:
    """Give a fact for each member who is newly mentioned. Ids of nobody mention nobody."""
    named = [one for one in mentioned(said.text) if one in members]
    if len(named) > MOST_MENTIONS:
        raise TooManyMentions(f"One comment mentions {MOST_MENTIONS} members at most.")
    return [
        MemberMentioned(
            workspace=said.workspace, thread=said.thread, comment=said.comment, member=one
        )
        for one in named
        if one != author and one not in before
    ]
