"""Threads as members use them: through the dispatcher, on real documents, facts and tables."""

from uuid import uuid4

import msgspec
import pytest
from sqlalchemy import select

from sala.collab.contract import (
    AnchorNotValid,
    AnchorUnknown,
    CommentNotFound,
    DeleteComment,
    DocumentNotFound,
    DocumentReplaced,
    EditComment,
    GetThread,
    ListThreads,
    NotYourComment,
    OpenThread,
    PassageGone,
    PassageView,
    PostComment,
    ReopenThread,
    ResolveThread,
    Shown,
    ThreadNotFound,
    Whose,
)
from sala.collab.projections.tables import comments, mentions, threads
from sala.collab.projections.threads import THREADS
from sala.kernel.events.followers import Projection
from sala.kernel.events.runner import Followers
from sala.kernel.refusals import Forbidden
from sala.workspace.contract import EntryMoved, WorkspaceNotFound
from tests.collab.house import WORKSPACE, member
from tests.collab.talking import ADA, BOB, PATH, ROB


def of(thread, **given):
    return {"workspace": WORKSPACE, "thread": thread.thread, **given}


async def test_a_thread_keeps_what_it_is_about_and_what_was_said(talk):
    talk.write("one\ntwo three\n")
    thread = await talk.open(4, 7)
    await talk.say(thread, "Because.")
    told = await talk.told(thread)
    assert (told.thread.quote, told.thread.length, told.thread.path) == ("two", 3, PATH)
    assert told.thread.passage == PassageView(line=2, start=4, length=3)
    assert [(c.author, c.text) for c in told.comments] == [
        (member("ada"), "Why?"),
        (member("bob"), "Because."),
    ]
    (listed,) = await talk.listed()
    assert listed == told.thread
    assert (listed.comments, listed.excerpt) == (2, "Why?")
    assert listed.people == [member("ada"), member("bob")]


async def test_everybody_may_read_threads_and_readers_do_not_write_in_them(talk):
    talk.write("one two")
    wish = await talk.wish(0, 3)
    with pytest.raises(Forbidden):
        await talk.send(wish, ROB)
    thread = await talk.open(0, 3)
    assert (await talk.told(thread, ROB)).thread.thread == thread.thread
    for refused in (
        PostComment(**of(thread), comment=uuid4(), text="Me too."),
        EditComment(**of(thread), comment=wish.comment, text="Me."),
        DeleteComment(**of(thread), comment=wish.comment),
        ResolveThread(**of(thread)),
        ReopenThread(**of(thread)),
    ):
        with pytest.raises(Forbidden):
            await talk.send(refused, ROB)


async def test_a_thread_is_not_found_from_another_workspace(talk):
    talk.write("one two")
    thread = await talk.open(0, 3)
    with pytest.raises(ThreadNotFound):
        await talk.send(GetThread(workspace=uuid4(), thread=thread.thread))
    with pytest.raises(ThreadNotFound):
        await talk.send(
            PostComment(workspace=uuid4(), thread=thread.thread, comment=uuid4(), text="x")
        )
    with pytest.raises(WorkspaceNotFound):
        await talk.send(ListThreads(workspace=uuid4()))


async def test_opening_twice_with_the_same_ids_opens_one_thread(talk):
    talk.write("one two")
    wish = await talk.wish(0, 3)
    first = await talk.send(wish)
    assert await talk.send(wish) == first
    assert len(await talk.listed()) == 1


@pytest.mark.parametrize(
    ("given", "refusal"),
    [
        pytest.param({"start": "AQcA"}, AnchorNotValid, id="an anchor that is none"),
        pytest.param({"end": "AAcDAA=="}, AnchorNotValid, id="an end on the wrong side"),
        pytest.param({"start": "AAcDAA=="}, AnchorUnknown, id="a letter nobody typed"),
        pytest.param({"epoch": 2}, DocumentReplaced, id="another epoch"),
        pytest.param({"document": uuid4()}, DocumentReplaced, id="another document"),
        pytest.param({"path": "none.txt"}, DocumentNotFound, id="no file"),
        pytest.param({"path": "../etc"}, DocumentNotFound, id="a path that cannot be"),
    ],
)
async def test_no_thread_is_opened_with(talk, given, refusal):
    talk.write("one two")
    wish = await talk.wish(0, 3, **given)
    with pytest.raises(refusal):
        await talk.send(wish)
    assert await talk.listed() == []


@pytest.mark.parametrize(
    "given",
    [
        pytest.param({"start": "x" * 45}, id="an anchor too long"),
        pytest.param({"start": "ab c"}, id="an anchor with a space"),
        pytest.param({"text": ""}, id="no words"),
        pytest.param({"text": "x" * 8001}, id="too many words"),
        pytest.param({"epoch": 0}, id="no epoch"),
        pytest.param({"thread": "one"}, id="an id that is none"),
    ],
)
async def test_no_wish_is_read_from(talk, given):
    talk.write("one two")
    said = msgspec.to_builtins(await talk.wish(0, 3))
    assert msgspec.convert(said, OpenThread)
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert(said | given, OpenThread)


async def test_a_passage_that_was_deleted_meanwhile_takes_no_thread(talk, room):
    talk.write("one two")
    wish = await talk.wish(0, 3)
    (talk.house.folder.root / PATH).write_text(" two")
    opened = talk.house.rooms.at(WORKSPACE, PATH)
    await opened.saver.check()
    with pytest.raises(PassageGone):
        await talk.send(wish)


async def test_a_long_passage_keeps_the_beginning_of_its_text(talk):
    talk.write("ก" * 5_000)
    thread = await talk.open(0, 5_000)
    assert (len(thread.quote), thread.length) == (2_000, 5_000)


async def test_members_change_and_take_back_their_own_words_alone(talk):
    talk.write("one two")
    thread = await talk.open(0, 3)
    comment = await talk.say(thread, "Becuase.")
    with pytest.raises(NotYourComment):
        await talk.send(EditComment(**of(thread, comment=comment, text="No.")), ADA)
    view = await talk.send(EditComment(**of(thread, comment=comment, text="Because.")), BOB)
    assert (view.text, view.edited is not None, view.deleted) == ("Because.", True, False)
    await talk.send(DeleteComment(**of(thread, comment=comment)), BOB)
    told = await talk.told(thread)
    assert [(c.text, c.deleted) for c in told.comments] == [("Why?", False), ("", True)]
    assert told.thread.comments == 1
    with pytest.raises(CommentNotFound):
        await talk.send(EditComment(**of(thread, comment=comment, text="Yes.")), BOB)


async def test_a_thread_whose_every_comment_was_taken_back_is_listed_no_more(talk):
    talk.write("one two")
    wish = await talk.wish(0, 3)
    thread = (await talk.send(wish)).thread
    await talk.send(DeleteComment(**of(thread, comment=wish.comment)))
    view = await talk.send(ListThreads(workspace=WORKSPACE, shown=Shown.ALL))
    assert (view.threads, view.open) == ([], 0)
    assert (await talk.told(thread)).comments[0].deleted


async def test_threads_are_listed_by_their_state_and_by_who_they_concern(talk):
    talk.write("one two three")
    talk.write("else", "b.txt")
    first = await talk.open(0, 3, text=f"<@{member('bob')}>, why?")
    second = await talk.open(4, 7, caller=BOB)
    third = await talk.open(0, 4, "b.txt")
    await talk.send(ResolveThread(**of(third)), BOB)

    async def ids(caller=ADA, **which):
        return [one.thread for one in await talk.listed(caller, **which)]

    assert await ids() == [second.thread, first.thread]
    assert await ids(shown=Shown.RESOLVED) == [third.thread]
    assert await ids(shown=Shown.ALL, path="b.txt") == [third.thread]
    assert await ids(BOB, whose=Whose.MENTIONS) == [first.thread]
    assert await ids(BOB, whose=Whose.MINE) == [second.thread]
    assert await ids(limit=1) == [second.thread]
    assert await ids(before=(await talk.listed())[0].activity) == [first.thread]
    await talk.say(first, "See above.", BOB)
    assert await ids() == [first.thread, second.thread]
    view = await talk.send(ListThreads(workspace=WORKSPACE), BOB)
    assert (view.open, view.resolved, view.mentioning) == (2, 1, 1)
    assert [one.mentions_you for one in view.threads] == [True, False]
    await talk.send(ResolveThread(**of(first)), BOB)
    view = await talk.send(ListThreads(workspace=WORKSPACE, shown=Shown.RESOLVED), BOB)
    assert (view.open, view.resolved, view.mentioning) == (1, 2, 0)
    resolved = next(one for one in view.threads if one.thread == first.thread)
    assert resolved.resolver == member("bob")
    await talk.send(ReopenThread(**of(first)))
    assert (await talk.told(first)).thread.resolver is None


async def test_a_mention_goes_with_the_words_that_made_it(talk):
    talk.write("one two")
    wish = await talk.wish(0, 3, text=f"<@{member('bob')}>?")
    thread = (await talk.send(wish)).thread
    assert (await talk.told(thread, BOB)).thread.mentions_you
    await talk.send(EditComment(**of(thread, comment=wish.comment, text="Anybody?")))
    assert not (await talk.told(thread, BOB)).thread.mentions_you


def rows(connection):
    return {
        table.name: sorted(map(tuple, connection.execute(select(table))), key=repr)
        for table in (threads, comments, mentions)
    }


async def test_rebuilding_gives_the_same_tables_on_each_database(talk_anywhere):
    talk = talk_anywhere
    talk.write("one two three")
    first = await talk.open(0, 3, text=f"<@{member('bob')}> <@{member('cleo')}>")
    second = await talk.open(4, 7)
    comment = await talk.say(second, f"<@{member('ada')}> said so.")
    await talk.send(EditComment(**of(second, comment=comment, text=f"<@{member('cleo')}>")), BOB)
    await talk.send(DeleteComment(**of(second, comment=await talk.say(second, "Oh."))), BOB)
    await talk.send(ResolveThread(**of(first)))
    await talk.send(ReopenThread(**of(first)))
    await talk.send(ResolveThread(**of(second)), BOB)
    await talk.happens(EntryMoved(workspace=WORKSPACE, source=PATH, target="b.txt"))
    before = await talk.tables.run(rows)
    assert {one[4] for one in before["collab_threads"]} == {"b.txt"}
    assert len(before["collab_mentions"]) == 3
    await talk.followers.stop()
    newer = Projection(
        name=THREADS.name,
        listens=THREADS.listens,
        tables=THREADS.tables,
        apply=THREADS.apply,
        version=THREADS.version + 1,
    )
    again = Followers(talk.events, talk.tables, [newer])
    await again.start()
    assert await talk.tables.run(rows) == before
    entries = [
        entry
        for entry in await talk.events.read_all(after=0, limit=100)
        if isinstance(entry.event, THREADS.listens)
    ]

    def twice(connection):
        for entry in entries:
            THREADS.apply(connection, entry)
            THREADS.apply(connection, entry)

    await talk.tables.change(twice)
    assert await talk.tables.run(rows) == before
    await again.stop()
