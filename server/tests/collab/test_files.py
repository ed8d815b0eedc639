"""A document and its file stay one text, whatever happens to the file meanwhile."""

import asyncio
import json

from sala.kernel.access import SYSTEM
from sala.workspace.contract import FlushDocuments
from tests.collab.house import WORKSPACE, member
from tests.collab.waiting import eventually


async def test_what_changed_on_disk_is_merged_and_nothing_typed_is_lost(house, editors, room, root):
    (root / "a.txt").write_text("one\ntwo\nthree\n")
    await editors.open("ada", room("a.txt"))
    (root / "a.txt").write_text("one\nTWO\nthree\nfour\n")  # somebody's shell
    await editors("insert", id="ada", at=0, text="zero\n")
    await editors("reads", id="ada", text="zero\none\nTWO\nthree\nfour\n")
    await eventually(lambda: (root / "a.txt").read_text() == "zero\none\nTWO\nthree\nfour\n")


async def test_a_change_made_on_both_sides_is_applied_once(house, editors, room, root):
    (root / "a.py").write_text("x=1\ny = 2\n")
    await editors.open("ada", room("a.py"))
    (root / "a.py").write_text("x = 1\ny = 2\nz = 3\n")  # formatted, and a line more
    await editors("delete", id="ada", at=0, length=4)
    await editors("insert", id="ada", at=0, text="x = 1\n")  # formatted here too
    await eventually(lambda: (root / "a.py").read_text().endswith("z = 3\n"))
    await eventually(lambda: (root / "a.py").read_text() == "x = 1\ny = 2\nz = 3\n")
    await editors("reads", id="ada", text="x = 1\ny = 2\nz = 3\n")


async def test_what_is_typed_inside_a_region_deleted_on_disk_survives(house, editors, room, root):
    (root / "a.txt").write_text("keep\nbegin\nmiddle\nend\nkeep\n")
    await editors.open("ada", room("a.txt"))
    (root / "a.txt").write_text("keep\nkeep\n")
    await editors("insert", id="ada", at=15, text=" TYPED")
    await editors("contains", id="ada", text="TYPED")
    await eventually(lambda: "TYPED" in (root / "a.txt").read_text())
    await eventually(lambda: "begin" not in (root / "a.txt").read_text())


async def test_a_file_changed_while_nobody_had_it_open_is_read_anew(
    house, editors, room, root, options
):
    (root / "a.txt").write_text("first")
    await editors.open("ada", room("a.txt"))
    await editors("insert", id="ada", at=5, text="!")
    await eventually(lambda: (root / "a.txt").read_text() == "first!")
    await editors("destroy", id="ada")
    await asyncio.sleep(options.linger + 3 * options.ping_every)
    (root / "a.txt").write_text("second!")
    await editors.open("bob", room("a.txt"))
    await editors("reads", id="bob", text="second!")


async def test_our_own_client_is_told_that_the_file_changed_on_disk(house, editors, root, room):
    (root / "a.txt").write_text("one\n")
    url = f"ws://127.0.0.1:{house.port}/collab/{WORKSPACE}/a.txt?ack=1"
    await editors("raw", id="own", url=url, token="eve")
    await editors.open("ada", room("a.txt"))
    (root / "a.txt").write_text("one\ntwo\n")
    await editors("insert", id="ada", at=0, text="zero\n")
    [notice] = (await editors("gets", id="own", prefix="66"))["messages"]
    assert b'"changed_on_disk"' in bytes.fromhex(notice)


async def test_a_file_deleted_on_disk_leaves_the_document_to_its_editors(
    house, editors, room, root
):
    (root / "a.txt").write_text("one")
    await editors.open("ada", room("a.txt"))
    (root / "a.txt").unlink()
    await editors("insert", id="ada", at=3, text=" two")
    await editors.open("bob", room("a.txt"))
    await editors("reads", id="bob", text="one two")
    await asyncio.sleep(0.4)
    assert not (root / "a.txt").exists()


async def test_flushing_writes_everything_and_names_who_wrote(house, editors, room, root):
    (root / "a.txt").write_text("")
    (root / "b.txt").write_text("")
    await editors.open("ada", room("a.txt"))
    await editors.open("bob", room("b.txt"))
    await editors("insert", id="ada", at=0, text="A")
    await editors("insert", id="bob", at=0, text="B")
    await eventually(lambda: all(one.room.sequence == 2 for one in house.rooms))
    flushed = await house.dispatcher.send(FlushDocuments(workspace=WORKSPACE), SYSTEM)
    assert set(flushed.authors) == {member("ada"), member("bob")}
    assert flushed.failed == []
    assert (root / "a.txt").read_text() == "A"
    assert (root / "b.txt").read_text() == "B"


async def test_an_editor_that_saves_late_does_not_revert_colleagues(house, editors, room, root):
    (root / "a.txt").write_text("one\ntwo\nthree\n")
    await editors.open("ada", room("a.txt"))
    stale = (root / "a.txt").read_text()  # somebody's vim
    for word in ("zero", "minus one"):
        await editors("insert", id="ada", at=0, text=f"{word}\n")
        await eventually(lambda word=word: (root / "a.txt").read_text().startswith(word))
    (root / "a.txt").write_text(stale.replace("three", "THREE"))
    await editors("reads", id="ada", text="minus one\nzero\none\ntwo\nTHREE\n")
    await eventually(lambda: (root / "a.txt").read_text() == "minus one\nzero\none\ntwo\nTHREE\n")


async def test_what_stayed_in_a_rewritten_document_and_moved_in_its_file_stands_there_once(
    house, editors, room, root
):
    (root / "a.txt").write_text("see A\nBC\n")
    await editors.open("ada", room("a.txt"))
    (root / "a.txt").write_text("DEB\n F ")
    for at, text in ((7, "see Z"), (3, "\nY"), (0, "X ")):
        await editors("insert", id="ada", at=at, text=text)
    await eventually(lambda: set("XYZDEF") <= set((root / "a.txt").read_text()))
    assert sorted(set("ABC") & set((root / "a.txt").read_text())) == ["B"]
    assert (root / "a.txt").read_text().count("B") == 1


async def test_where_both_changed_the_same_words_both_are_kept_and_the_line_is_named(
    house, editors, root, room
):
    (root / "a.txt").write_text("one\na red cat\n")
    url = f"ws://127.0.0.1:{house.port}/collab/{WORKSPACE}/a.txt?ack=1"
    await editors("raw", id="own", url=url, token="eve")
    await editors.open("ada", room("a.txt"))
    (root / "a.txt").write_text("one\na green cat\n")
    await editors("delete", id="ada", at=6, length=3)
    await editors("insert", id="ada", at=6, text="blue")
    notices = (await editors("gets", id="own", prefix="66", count=2))["messages"]
    said = [bytes.fromhex(notice)[2:].lstrip(b"\x01") for notice in notices]
    assert json.loads(said[1]) == {"code": "both_changed", "text": "a.txt", "lines": [2]}
    await eventually(lambda: (root / "a.txt").read_text() == "one\na blue green cat\n")
