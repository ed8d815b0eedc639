"""What may happen in a thread, as given, when, then; and what holds in any order."""

from dataclasses import replace
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

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
from sala.collab.domain import threads as rules
from sala.kernel.refusals import Refusal

HERE, ELSEWHERE, THREAD, DOCUMENT = (UUID(int=number) for number in range(1, 5))
ADA, BOB, CLEO, STRANGER = (UUID(int=number) for number in range(11, 15))
FIRST, SECOND, THIRD = (UUID(int=number) for number in range(21, 24))
MEMBERS = {ADA, BOB, CLEO}
AT = {"document": DOCUMENT, "epoch": 1, "path": "a.py", "quote": "x", "length": 1}
OPENED = ThreadOpened(workspace=HERE, thread=THREAD, start="AAAA", end="AAAB", author=ADA, **AT)


def said(comment=FIRST, author=ADA, text="Why?", workspace=HERE):
    return CommentPosted(
        workspace=workspace, thread=THREAD, comment=comment, author=author, text=text
    )


def edited(text, comment=FIRST, workspace=HERE):
    return CommentEdited(workspace=workspace, thread=THREAD, comment=comment, text=text)


def deleted(comment=FIRST):
    return CommentDeleted(workspace=HERE, thread=THREAD, comment=comment)


def told(member, comment=FIRST):
    return MemberMentioned(workspace=HERE, thread=THREAD, comment=comment, member=member)


def folded(*facts):
    state = rules.NONE
    for fact in facts:
        state = rules.evolve(state, fact)
    return state


RESOLVED = ThreadResolved(workspace=HERE, thread=THREAD, member=BOB)
REOPENED = ThreadReopened(workspace=HERE, thread=THREAD, member=CLEO)
MOVED = ThreadAnchored(workspace=HERE, thread=THREAD, start="AAAC", end="AAAD", member=BOB, **AT)
ASKED = (OPENED, said())
TO_BOB = f"Look, <@{BOB}>."


@pytest.mark.parametrize(
    ("past", "decide", "facts"),
    [
        pytest.param([], lambda s: rules.open_thread(s, OPENED, said(), MEMBERS), [OPENED, said()],
                     id="a thread begins with its first comment"),
        pytest.param(ASKED, lambda s: rules.open_thread(s, OPENED, said(), MEMBERS), [],
                     id="a thread opened twice is one"),
        pytest.param(ASKED, lambda s: rules.post(s, said(SECOND, BOB, "So."), MEMBERS),
                     [said(SECOND, BOB, "So.")], id="somebody answers"),
        pytest.param(ASKED, lambda s: rules.post(s, said(), MEMBERS), [],
                     id="a comment sent twice"),
        pytest.param([*ASKED, RESOLVED], lambda s: rules.post(s, said(SECOND, BOB), MEMBERS),
                     [said(SECOND, BOB)], id="an answer after all was settled"),
        pytest.param(ASKED, lambda s: rules.post(s, said(SECOND, ADA, TO_BOB), MEMBERS),
                     [said(SECOND, ADA, TO_BOB), told(BOB, SECOND)], id="a mention is a fact"),
        pytest.param(ASKED,
                     lambda s: rules.post(s, said(SECOND, BOB, f"{TO_BOB} <@{STRANGER}>"), MEMBERS),
                     [said(SECOND, BOB, f"{TO_BOB} <@{STRANGER}>")],
                     id="oneself and strangers are not told"),
        pytest.param(ASKED, lambda s: rules.edit(s, edited(TO_BOB), ADA, MEMBERS),
                     [edited(TO_BOB), told(BOB)], id="an edit that mentions somebody"),
        pytest.param([OPENED, said(text=TO_BOB), told(BOB)],
                     lambda s: rules.edit(s, edited(f"{TO_BOB} <@{CLEO}>"), ADA, MEMBERS),
                     [edited(f"{TO_BOB} <@{CLEO}>"), told(CLEO)],
                     id="who was mentioned before is not told again"),
        pytest.param(ASKED, lambda s: rules.edit(s, edited("Why?"), ADA, MEMBERS), [],
                     id="the same words"),
        pytest.param(ASKED, lambda s: rules.delete(s, deleted(), ADA), [deleted()],
                     id="somebody takes their words back"),
        pytest.param([*ASKED, deleted()], lambda s: rules.delete(s, deleted(), ADA), [],
                     id="words taken back twice"),
        pytest.param(ASKED, lambda s: rules.resolve(s, RESOLVED), [RESOLVED], id="resolving"),
        pytest.param([*ASKED, RESOLVED], lambda s: rules.resolve(s, RESOLVED), [],
                     id="resolving twice"),
        pytest.param([*ASKED, RESOLVED], lambda s: rules.reopen(s, REOPENED), [REOPENED],
                     id="reopening"),
        pytest.param(ASKED, lambda s: rules.reopen(s, REOPENED), [], id="reopening what is open"),
        pytest.param(ASKED, lambda s: rules.anchor(s, MOVED), [MOVED], id="another passage"),
        pytest.param([*ASKED, MOVED], lambda s: rules.anchor(s, MOVED), [], id="the same passage"),
    ],
)  # fmt: skip
def test_what_is_wished_becomes(past, decide, facts):
    assert list(decide(folded(*past))) == facts


FULL = replace(folded(*ASKED), facts=rules.MOST_FACTS)
CROWD = {UUID(int=100 + number) for number in range(rules.MOST_MENTIONS + 1)}
TO_ALL = " ".join(f"<@{one}>" for one in sorted(CROWD))


@pytest.mark.parametrize(
    ("state", "decide", "refusal"),
    [
        pytest.param(folded(), lambda s: rules.post(s, said(), MEMBERS), ThreadNotFound,
                     id="no thread"),
        pytest.param(folded(*ASKED),
                     lambda s: rules.post(s, said(SECOND, workspace=ELSEWHERE), MEMBERS),
                     ThreadNotFound, id="a thread of another workspace"),
        pytest.param(folded(*ASKED),
                     lambda s: rules.edit(s, edited("x", workspace=ELSEWHERE), ADA, MEMBERS),
                     ThreadNotFound, id="a comment of another workspace"),
        pytest.param(folded(*ASKED),
                     lambda s: rules.open_thread(s, OPENED, said(author=BOB), MEMBERS),
                     ThreadExists, id="another's thread has the id"),
        pytest.param(folded(*ASKED), lambda s: rules.post(s, said(author=BOB), MEMBERS),
                     CommentExists, id="another's comment has the id"),
        pytest.param(folded(*ASKED), lambda s: rules.edit(s, edited("x"), BOB, MEMBERS),
                     NotYourComment, id="another's words changed"),
        pytest.param(folded(*ASKED), lambda s: rules.delete(s, deleted(), BOB), NotYourComment,
                     id="another's words taken back"),
        pytest.param(folded(*ASKED), lambda s: rules.edit(s, edited("x", SECOND), ADA, MEMBERS),
                     CommentNotFound, id="words nobody said"),
        pytest.param(folded(*ASKED, deleted()), lambda s: rules.edit(s, edited("x"), ADA, MEMBERS),
                     CommentNotFound, id="words that were taken back"),
        pytest.param(folded(*ASKED), lambda s: rules.post(s, said(SECOND, text=" \n"), MEMBERS),
                     CommentEmpty, id="nothing said"),
        pytest.param(folded(*ASKED), lambda s: rules.edit(s, edited("\t"), ADA, MEMBERS),
                     CommentEmpty, id="nothing left to say"),
        pytest.param(folded(*ASKED), lambda s: rules.post(s, said(SECOND, text=TO_ALL), CROWD),
                     TooManyMentions, id="everybody mentioned"),
        pytest.param(FULL, lambda s: rules.post(s, said(SECOND), MEMBERS), ThreadFull,
                     id="a thread that is full"),
        pytest.param(FULL, lambda s: rules.edit(s, edited("x"), ADA, MEMBERS), ThreadFull,
                     id="an edit in a thread that is full"),
    ],
)  # fmt: skip
def test_it_is_refused_with(state, decide, refusal):
    with pytest.raises(refusal):
        decide(state)


def test_a_full_thread_can_still_be_settled_and_words_taken_back():
    assert rules.resolve(FULL, RESOLVED) == [RESOLVED]
    assert rules.delete(FULL, deleted(), ADA) == [deleted()]


def test_a_thread_takes_so_many_comments_and_no_more():
    state = folded(OPENED, *(said(UUID(int=n)) for n in range(rules.MOST_COMMENTS)))
    with pytest.raises(ThreadFull):
        rules.post(state, said(UUID(int=rules.MOST_COMMENTS)), MEMBERS)


@pytest.mark.parametrize(
    ("text", "members"),
    [
        pytest.param(f"<@{BOB}> and <@{ADA}>, <@{BOB}>", [BOB, ADA], id="each once, in order"),
        pytest.param(f"<@{str(BOB).upper()}>", [BOB], id="whatever its letters' case"),
        pytest.param("<@bob> @bob <@> <@1234>", [], id="what is no id"),
    ],
)
def test_a_text_mentions(text, members):
    assert rules.mentioned(text) == members


TEXTS = st.sampled_from(["Why?", TO_BOB, f"<@{ADA}> <@{CLEO}>", f"`<@{CLEO}>`", " "])
WHO = st.sampled_from([ADA, BOB, CLEO])
COMMENT = st.sampled_from([FIRST, SECOND, THIRD])


@st.composite
def wishes(draw):
    who, text, comment = draw(WHO), draw(TEXTS), draw(COMMENT)
    return draw(
        st.sampled_from(
            [
                lambda s: rules.post(s, said(comment, who, text), MEMBERS),
                lambda s: rules.edit(s, edited(text, comment), who, MEMBERS),
                lambda s: rules.delete(s, deleted(comment), who),
                lambda s: rules.resolve(s, RESOLVED),
                lambda s: rules.reopen(s, REOPENED),
                lambda s: rules.anchor(s, MOVED),
            ]
        )
    )


@settings(max_examples=200, deadline=None)
@given(st.lists(wishes(), max_size=15))
def test_whatever_is_wished_only_authors_change_their_words_and_a_retry_changes_nothing(wished):
    state = folded(*ASKED)
    for wish in wished:
        before = state
        try:
            facts = wish(state)
        except Refusal:
            continue
        for fact in facts:
            state = rules.evolve(state, fact)
        for comment, known in before.comments.items():
            assert state.comments[comment].author == known.author
        for known in state.comments.values():
            assert known.text is None or known.text.strip()
            shown = {*rules.mentioned(known.text or "")} & MEMBERS - {known.author}
            assert known.mentioned == shown
        assert state.facts == before.facts + len(facts)
        assert list(wish(state)) == []
