"""Threads stay with their text: while it is edited, when its file moves, goes or comes back."""

from uuid import uuid4

import pytest

from sala.collab.contract import (
    AnchorThread,
    AnchorUnknown,
    DescribeDocument,
    OpenThread,
    PassageView,
    ThreadNotFound,
)
from sala.workspace.contract import EntryDeleted, EntryMoved, EntryRestored
from tests.collab.editors import Editors
from tests.collab.house import WORKSPACE
from tests.collab.talking import BOB, PATH
from tests.collab.waiting import eventually


def of(thread, **given):
    return {"workspace": WORKSPACE, "thread": thread.thread, **given}


async def test_a_thread_goes_where_its_text_goes_as_every_editor_sees_it(talk, packages, room):
    talk.write("first\nความหมาย 🙂 two\nlast\n")
    editors = Editors(f"ws://127.0.0.1:{talk.house.port}/collab")
    await editors.start()
    try:
        await editors.open("ada", room(PATH))
        await editors.open("bob", room(PATH))
        anchors = await editors("anchor", id="ada", **{"from": 6, "to": 17})
        thread = await talk.open(0, 1, **anchors)
        assert thread.quote == "ความหมาย 🙂"
        await editors("insert", id="bob", at=0, text="🙂\n")
        await editors("insert", id="bob", at=12, text="ไทย")
        await editors("delete", id="bob", at=9, length=2)
        text = "🙂\nfirst\nาไทยมหมาย 🙂 two\nlast\n"
        await editors("reads", id="ada", text=text)
        seen = await editors("resolves", id="ada", **anchors)
        passage = (await talk.told(thread)).thread.passage
        assert passage is not None
        assert text[passage.start : passage.start + passage.length] == seen["text"]
        assert passage.line == 3
        await editors("delete", id="ada", at=seen["from"], length=seen["to"] - seen["from"])
        await eventually(
            lambda: "หมาย" not in talk.house.rooms.at(WORKSPACE, PATH).room.replica.text()
        )
        assert (await talk.told(thread)).thread.passage is None
        assert (await talk.told(thread)).thread.quote == "ความหมาย 🙂"
        assert (await editors("resolves", id="bob", **anchors))["text"] == ""
    finally:
        await editors.stop()


async def test_a_passage_is_found_in_a_document_that_nobody_has_open(talk, options):
    talk.write("one two")
    thread = await talk.open(4, 7)
    await eventually(lambda: talk.house.rooms.at(WORKSPACE, PATH) is None)
    assert (await talk.told(thread)).thread.passage == PassageView(line=1, start=4, length=3)


async def test_a_thread_follows_its_file_and_a_folder_it_lies_in(talk):
    (talk.house.folder.root / "src").mkdir()
    talk.write("one two", "src/a.txt")
    talk.write("one two", "src.txt")
    thread = await talk.open(4, 7, "src/a.txt")
    other = await talk.open(0, 3, "src.txt")
    (talk.house.folder.root / "src").rename(talk.house.folder.root / "lib")
    await talk.happens(EntryMoved(workspace=WORKSPACE, source="src", target="lib"))
    await eventually(lambda: talk.house.rooms.at(WORKSPACE, "lib/a.txt"))
    (moved,) = await talk.listed(path="lib/a.txt")
    assert moved.thread == thread.thread
    assert moved.passage == PassageView(line=1, start=4, length=3)
    assert (await talk.told(other)).thread.path == "src.txt"


async def test_a_thread_of_a_deleted_file_says_so_and_a_new_file_there_is_not_taken_for_it(talk):
    talk.write("one two")
    thread = await talk.open(4, 7)
    deletion = uuid4()
    (talk.house.folder.root / PATH).unlink()
    await talk.happens(EntryDeleted(workspace=WORKSPACE, path=PATH, deletion=deletion))
    await eventually(lambda: talk.house.rooms.at(WORKSPACE, PATH) is None)
    assert (await talk.told(thread)).thread.passage is None
    talk.write("one two")
    again = await talk.send(DescribeDocument(workspace=WORKSPACE, path=PATH))
    assert again.document != thread.document
    (listed,) = await talk.listed(path=PATH)
    assert (listed.thread, listed.passage, listed.quote) == (thread.thread, None, "two")


async def test_a_thread_of_a_file_that_came_back_has_its_text_again(talk):
    talk.write("one two")
    thread = await talk.open(4, 7)
    deletion = uuid4()
    (talk.house.folder.root / PATH).unlink()
    await talk.happens(EntryDeleted(workspace=WORKSPACE, path=PATH, deletion=deletion))
    await eventually(lambda: talk.house.rooms.at(WORKSPACE, PATH) is None)
    talk.write("one two")
    await talk.happens(EntryRestored(workspace=WORKSPACE, path=PATH, deletion=deletion))

    async def passage():
        return (await talk.told(thread)).thread.passage

    found = await passage()
    for _ in range(100):
        found = found or await passage()
    assert found == PassageView(line=1, start=4, length=3)


async def test_a_thread_can_be_moved_to_another_passage(talk):
    talk.write("one two three")
    thread = await talk.open(0, 3)
    wish = await talk.wish(8, 13)
    moved = await talk.send(
        AnchorThread(
            **of(thread),
            path=PATH,
            document=wish.document,
            epoch=wish.epoch,
            start=wish.start,
            end=wish.end,
        ),
        BOB,
    )
    assert (moved.quote, moved.passage) == ("three", PassageView(line=1, start=8, length=5))
    with pytest.raises(ThreadNotFound):
        await talk.send(
            AnchorThread(
                workspace=WORKSPACE,
                thread=uuid4(),
                path=PATH,
                document=wish.document,
                epoch=wish.epoch,
                start=wish.start,
                end=wish.end,
            )
        )


async def test_the_wish_of_somebody_who_types_fast_finds_their_letters(talk, packages, room):
    talk.write("")
    editors = Editors(f"ws://127.0.0.1:{talk.house.port}/collab")
    await editors.start()
    try:
        await editors.open("ada", room(PATH))
        await editors("insert", id="ada", at=0, text="new")
        anchors = await editors("anchor", id="ada", **{"from": 0, "to": 3})
        document = await talk.send(DescribeDocument(workspace=WORKSPACE, path=PATH))
        wish = OpenThread(
            workspace=WORKSPACE,
            path=PATH,
            document=document.document,
            epoch=document.epoch,
            thread=uuid4(),
            comment=uuid4(),
            text="x",
            **anchors,
        )
        told = None
        while told is None:
            try:
                told = await talk.send(wish)
            except AnchorUnknown:
                continue  # not arrived yet: the client tries again
        assert told.thread.quote == "new"
    finally:
        await editors.stop()
