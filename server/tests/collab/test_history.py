"""A document's past, as the members ask for it: over a real server, with real editors."""

import dataclasses
from datetime import UTC, datetime, timedelta

import pytest
from msgspec.structs import replace

from sala.collab.contract import (
    GetAttribution,
    GetPastText,
    GetTimeline,
    MadeView,
    NoSuchUpdate,
    PreviewTakingBack,
    RestoreVersion,
    TakeBack,
    TakeBackUpdates,
)
from sala.collab.domain.files import Cause
from sala.kernel.access import Access, Caller, Role
from sala.kernel.refusals import Forbidden
from tests.collab.house import WORKSPACE, member
from tests.collab.waiting import eventually

HERE = {"workspace": WORKSPACE, "path": "a.txt"}
CLEO = Caller(member=member("cleo"), role=Role.EDITOR)
READER = Caller(member=member("reader-rob"), role=Role.READER)


@pytest.fixture(params=["as it came", "folded"])
def options(options, request):
    """Have every question asked of a log as it came, and of one that is folded all the time."""
    return dataclasses.replace(options, fold_at=1) if request.param == "folded" else options


@pytest.fixture
def ask(house):
    async def ask(message, caller=READER, **given):
        return await house.dispatcher.send(message(**given), caller)

    return ask


@pytest.fixture
async def written(editors, room, root, house, options):
    """A text that Ada and Bob wrote in, one after the other: `zero ONE two three`."""
    (root / "a.txt").write_text("one two")
    await editors.open("ada", room("a.txt"))
    await editors.open("bob", room("a.txt"))
    await editors("reads", id="bob", text="one two")
    await editors("insert", id="ada", at=7, text=" three")
    await editors("reads", id="bob", text="one two three")
    await editors("delete", id="bob", at=0, length=3)
    await editors("insert", id="bob", at=0, text="zero ONE")
    await editors("reads", id="ada", text="zero ONE two three")
    if options.fold_at == 1:
        opened = house.rooms.at(WORKSPACE, "a.txt")
        await eventually(lambda: opened.room.folded == 4)


def span(minutes=5):
    now = datetime.now(UTC)
    return {"since": now - timedelta(minutes=minutes), "until": now + timedelta(minutes=minutes)}


def told(view):
    return [(run.start, run.length, run.member) for run in view.runs]


async def test_everybody_may_see_who_wrote_what(ask, written):
    view = await ask(GetAttribution, **HERE)
    assert told(view) == [(0, 8, member("bob")), (8, 4, None), (12, 6, member("ada"))]
    assert (view.sequence, view.length) == (4, 18)
    assert all(abs(run.at - datetime.now(UTC)) < timedelta(minutes=1) for run in view.runs)


async def test_it_is_asked_again_after_more_was_typed_and_after_that_was_folded(
    ask, editors, written, house, options
):
    assert (await ask(GetAttribution, **HERE)).sequence == 4
    for count in range(1, 4):
        await editors("insert", id="ada", at=4, text="!")
        await editors("reads", id="bob", text=f"zero{'!' * count} ONE two three")
        if options.fold_at == 1 and count > 1:
            opened = house.rooms.at(WORKSPACE, "a.txt")
            await eventually(lambda: opened.room.folded == 4 + count)  # noqa: B023 - at once
        view = await ask(GetAttribution, **HERE)
        assert told(view)[:3] == [
            (0, 4, member("bob")),
            (4, count, member("ada")),
            (4 + count, 4, member("bob")),
        ]
        assert (view.sequence, view.length) == (4 + count, 18 + count)


async def test_what_brought_an_update_may_be_heard_of_after_who_wrote_the_text_was_told(
    ask, written, house
):
    assert [run.cause for run in (await ask(GetAttribution, **HERE)).runs] == [None] * 3
    number = house.rooms.at(WORKSPACE, "a.txt").room.number
    for sequence in (3, 4):
        await house.log.keep_cause(number, sequence, Cause("git", None))
    git, seed, ada = (await ask(GetAttribution, **HERE)).runs
    assert (git.length, git.cause.program, git.member) == (8, "git", None)
    assert (seed.cause, ada.cause, ada.member) == (None, None, member("ada"))


async def test_the_timeline_has_one_entry_for_what_one_did_without_a_pause(ask, written):
    seed, ada, bob = await ask(GetTimeline, **HERE)
    assert (seed.first, seed.last, seed.member, seed.added, seed.removed) == (1, 1, None, 7, 0)
    assert (ada.first, ada.last, ada.member, ada.added, ada.removed) == (2, 2, member("ada"), 6, 0)
    assert (bob.first, bob.last, bob.member, bob.added, bob.removed) == (3, 4, member("bob"), 8, 3)
    assert seed.begun <= ada.begun <= bob.begun <= bob.ended
    assert await ask(GetTimeline, **HERE, after=2) == [bob]
    assert await ask(GetTimeline, **HERE, after=3, limit=1) == [bob]  # it went on
    assert await ask(GetTimeline, **HERE, after=4) == []


async def test_a_past_text_is_what_it_was(ask, written):
    texts = [(await ask(GetPastText, **HERE, sequence=n)).text for n in range(1, 5)]
    assert texts == ["one two", "one two three", " two three", "zero ONE two three"]
    with pytest.raises(NoSuchUpdate):
        await ask(GetPastText, **HERE, sequence=5)


async def test_going_back_to_a_version_is_an_edit_of_whoever_asked(ask, editors, written, root):
    changed = await ask(RestoreVersion, CLEO, **HERE, sequence=2)
    assert changed.sequence == 4
    assert [(edit.start, edit.removed, edit.inserted) for edit in changed.edits]
    for name in ("ada", "bob"):
        await editors("reads", id=name, text="one two three")
    await eventually(lambda: (root / "a.txt").read_text() == "one two three")
    last = (await ask(GetTimeline, **HERE))[-1]
    assert (last.member, last.first, last.last) == (member("cleo"), 5, 5)
    await ask(RestoreVersion, CLEO, **HERE, sequence=4)
    await editors("reads", id="ada", text="zero ONE two three")
    assert (await ask(RestoreVersion, CLEO, **HERE, sequence=4)).edits == []


async def test_what_one_member_did_is_taken_back_as_the_preview_said(ask, editors, written, root):
    wish = {**HERE, "member": member("bob"), **span()}
    preview = await ask(PreviewTakingBack, **wish)
    [(edit,)] = [change.edits for change in preview]
    assert (edit.start, edit.removed, edit.inserted) == (0, "zero ONE", "one")
    [taken] = await ask(TakeBack, CLEO, **wish)
    assert (preview, taken.made) == ([replace(taken, made=None)], 5)
    for name in ("ada", "bob"):
        await editors("reads", id=name, text="one two three")
    await eventually(lambda: (root / "a.txt").read_text() == "one two three")
    assert await ask(TakeBack, CLEO, **wish) == []
    view = await ask(GetAttribution, **HERE)
    assert told(view) == [(0, 7, None), (7, 6, member("ada"))]
    assert (await ask(GetTimeline, **HERE))[-1].member == member("cleo")


async def test_a_taking_back_is_taken_back_and_keeps_what_came_after(ask, editors, written):
    await ask(TakeBack, CLEO, **HERE, member=member("bob"), **span())
    await editors("reads", id="ada", text="one two three")
    await editors("insert", id="ada", at=13, text="!")
    await editors("insert", id="bob", at=8, text="and ")
    await editors("reads", id="ada", text="one two and three!")
    await ask(TakeBack, CLEO, **HERE, member=member("cleo"), **span())
    await editors("reads", id="ada", text="zero ONE two and three!")
    view = await ask(GetAttribution, **HERE)
    assert told(view) == [
        (0, 8, member("bob")),
        (8, 4, None),
        (12, 1, member("ada")),
        (13, 4, member("bob")),
        (17, 6, member("ada")),
    ]


async def test_a_member_is_taken_back_in_every_document_at_once(ask, editors, written, room, root):
    (root / "b.txt").write_text("other")
    await editors.open("bob", room("b.txt"), client=4_711)
    await editors("insert", id="bob", at=0, text="an")
    await eventually(lambda: (root / "b.txt").read_text() == "another")
    changed = await ask(TakeBack, CLEO, workspace=WORKSPACE, member=member("bob"), **span())
    assert [one.path for one in changed] == ["a.txt", "b.txt"]
    await eventually(lambda: (root / "a.txt").read_text() == "one two three")
    await eventually(lambda: (root / "b.txt").read_text() == "other")


async def test_a_taking_back_is_undone_without_what_its_maker_wrote_meanwhile(
    ask, editors, written, room
):
    await editors.open("cleo", room("a.txt"))
    await editors("insert", id="cleo", at=19, text="?")
    [taken] = await ask(TakeBack, CLEO, **HERE, member=member("bob"), **span())
    await editors("reads", id="cleo", text="one two three?")
    await editors("insert", id="cleo", at=14, text="!")
    await editors("reads", id="ada", text="one two three?!")
    undo = {"workspace": WORKSPACE, "updates": [MadeView(path="a.txt", made=taken.made)]}
    [undone] = await ask(TakeBackUpdates, CLEO, **undo)
    await editors("reads", id="ada", text="zero ONE two three?!")
    assert await ask(TakeBackUpdates, CLEO, **undo) == []
    again = [MadeView(path="a.txt", made=undone.made)]
    await ask(TakeBackUpdates, CLEO, workspace=WORKSPACE, updates=again)
    await editors("reads", id="ada", text="one two three?!")


async def test_a_restoring_is_undone_and_keeps_what_came_after(ask, editors, written):
    changed = await ask(RestoreVersion, CLEO, **HERE, sequence=2)
    await editors("reads", id="ada", text="one two three")
    await editors("insert", id="ada", at=13, text="!")
    undo = [MadeView(path="a.txt", made=changed.made)]
    await ask(TakeBackUpdates, CLEO, workspace=WORKSPACE, updates=undo)
    await editors("reads", id="ada", text="zero ONE two three!")
    gone = [MadeView(path="a.txt", made=99)]
    with pytest.raises(NoSuchUpdate):
        await ask(TakeBackUpdates, CLEO, workspace=WORKSPACE, updates=gone)


async def test_what_programs_did_on_disk_is_taken_back_and_the_beginning_stays(
    ask, editors, written, root
):
    await eventually(lambda: (root / "a.txt").read_text() == "zero ONE two three")
    (root / "a.txt").write_text("zero ONE two 2.5 three")
    await editors("reads", id="ada", text="zero ONE two 2.5 three")
    wish = {"workspace": WORKSPACE, "member": None, **span()}
    [preview] = await ask(PreviewTakingBack, **wish)
    assert [(edit.removed, edit.inserted) for edit in preview.edits] == [("2.5 ", "")]
    await ask(TakeBack, CLEO, **wish)
    await editors("reads", id="ada", text="zero ONE two three")


async def test_what_lies_outside_of_the_span_stays(ask, written):
    now = datetime.now(UTC)
    wish = {"since": now + timedelta(hours=1), "until": now + timedelta(hours=2)}
    assert await ask(TakeBack, CLEO, **HERE, member=member("bob"), **wish) == []


@pytest.mark.parametrize("message", [RestoreVersion, TakeBack, TakeBackUpdates])
def test_only_editors_may(message):
    assert message.access is Access.WRITE


async def test_a_reader_takes_nothing_back(ask, written):
    with pytest.raises(Forbidden):
        await ask(TakeBack, READER, **HERE, member=member("bob"), **span())
