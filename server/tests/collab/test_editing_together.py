"""Unchanged y-websocket clients edit one document."""

import asyncio

import pytest

from tests.collab.house import member
from tests.collab.waiting import eventually


async def test_two_people_edit_one_file_at_once_and_it_is_written(house, editors, room, root):
    (root / "a.txt").write_text("hello\n")
    await editors.open("ada", room("a.txt"))
    await editors.open("bob", room("a.txt"))
    await editors("reads", id="bob", text="hello\n")
    await asyncio.gather(
        editors("type", id="ada", at=0, text="Ada was here. ", pause=2),
        editors("type", id="bob", at=5, text=", Bob too", pause=2),
    )
    agreed = await editors("agree", ids=["ada", "bob"])
    assert agreed["text"] == "Ada was here. hello, Bob too\n"
    await eventually(lambda: (root / "a.txt").read_text() == agreed["text"])


async def test_text_of_every_plane_arrives_and_is_written_as_typed(house, editors, room, root):
    (root / "a.txt").write_text("ก🌳é")
    await editors.open("ada", room("a.txt"))
    await editors.open("bob", room("a.txt"))
    await editors("insert", id="ada", at=3, text="ศาลา👩‍👩‍👧 𝔘")  # after the tree: two code units
    await editors("reads", id="bob", text="ก🌳ศาลา👩‍👩‍👧 𝔘é")
    await eventually(lambda: (root / "a.txt").read_text() == "ก🌳ศาลา👩‍👩‍👧 𝔘é")


async def test_somebody_who_comes_later_reads_everything(house, editors, room, root):
    (root / "a.txt").write_text("one\n")
    await editors.open("ada", room("a.txt"))
    for line in ("two\n", "three\n"):
        await editors("insert", id="ada", at=-1, text=line)
    await editors("delete", id="ada", at=0, length=4)
    await editors.open("bob", room("a.txt"))
    await editors("reads", id="bob", text="two\nthree\n")


async def test_edits_made_offline_merge_when_the_editor_returns(house, editors, room, root):
    (root / "a.txt").write_text("0123456789")
    await editors.open("ada", room("a.txt"))
    await editors.open("bob", room("a.txt"))
    await editors("disconnect", id="ada")
    await editors("insert", id="ada", at=0, text="ada>")
    await editors("delete", id="ada", at=6, length=3)
    await editors("insert", id="bob", at=10, text="<bob")
    await editors("delete", id="bob", at=3, length=1)
    await editors("connect", id="ada")
    agreed = await editors("agree", ids=["ada", "bob"])
    assert agreed["text"] == "ada>0156789<bob"
    await eventually(lambda: (root / "a.txt").read_text() == agreed["text"])


async def test_edits_made_offline_merge_after_the_document_was_let_go(
    house, editors, room, root, options
):
    (root / "a.txt").write_text("base")
    await editors.open("ada", room("a.txt"))
    await editors("insert", id="ada", at=-1, text="+")
    await editors("disconnect", id="ada")
    await editors("insert", id="ada", at=-1, text="offline")
    await eventually(lambda: (root / "a.txt").read_text() == "base+")
    await asyncio.sleep(options.linger + 3 * options.ping_every)  # swept out of memory
    await editors("connect", id="ada")
    await eventually(lambda: (root / "a.txt").read_text() == "base+offline")


async def test_awareness_travels_both_ways_and_ends_with_the_socket(house, editors, room, root):
    (root / "a.txt").write_text("")
    await editors.open("ada", room("a.txt"))
    await editors.open("bob", room("a.txt"))
    await editors("say", id="ada", state={"user": {"name": "Ada"}})
    await editors("say", id="bob", state={"user": {"name": "Bob"}})
    await editors(
        "hears",
        id="bob",
        other="ada",
        state={"user": {"name": "Ada"}, "member": str(member("ada"))},
    )
    await editors(
        "hears",
        id="ada",
        other="bob",
        state={"user": {"name": "Bob"}, "member": str(member("bob"))},
    )
    await editors.open("eve", room("a.txt"))
    await editors(
        "hears",
        id="eve",
        other="ada",
        state={"user": {"name": "Ada"}, "member": str(member("ada"))},
    )
    await editors("disconnect", id="ada")
    await editors("hears", id="bob", other="ada", state=None)


async def test_nobody_appears_in_anothers_name(house, editors, room, root):
    (root / "a.txt").write_text("")
    await editors.open("ada", room("a.txt"))
    await editors.open("bob", room("a.txt"))
    await editors("say", id="bob", state={"member": str(member("ada")), "user": {}})
    await editors("hears", id="ada", other="bob", state={"member": str(member("bob")), "user": {}})


async def test_a_workspaces_presence_carries_awareness_and_no_document(house, editors, room):
    await editors.open("ada", room(""))
    await editors.open("bob", room(""))
    await editors("say", id="ada", state={"path": "a.txt"})
    await editors(
        "hears", id="bob", other="ada", state={"path": "a.txt", "member": str(member("ada"))}
    )
    await editors("insert", id="bob", at=0, text="no document here")
    await editors("closed", id="bob", code=4403)


async def test_a_dropped_socket_is_noticed_without_a_close(house, editors, room, root):
    (root / "a.txt").write_text("")
    await editors.open("ada", room("a.txt"))
    await editors.open("bob", room("a.txt"))
    await editors("say", id="ada", state={"here": True})
    await editors(
        "hears", id="bob", other="ada", state={"here": True, "member": str(member("ada"))}
    )
    await editors("freeze", id="ada")
    await editors("hears", id="bob", other="ada", state=None, within=3000)


@pytest.mark.parametrize("count", [60])
async def test_a_crowd_converges(house, editors, room, root, count):
    (root / "a.txt").write_text("\n")
    names = [f"editor{number}" for number in range(count)]
    await asyncio.gather(*(editors.open(name, room("a.txt")) for name in names))
    await asyncio.gather(*(editors("insert", id=name, at=0, text=f"{name}\n") for name in names))
    agreed = await editors("agree", ids=names)
    assert sorted(agreed["text"].split()) == sorted(names)
    await eventually(lambda: (root / "a.txt").read_text() == agreed["text"])
