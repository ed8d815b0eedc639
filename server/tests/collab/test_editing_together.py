"""Unchanged y-websocket clients edit one document."""

import asyncio


async def eventually(condition, within=5.0):
    for _ in range(int(within / 0.02)):
        if condition():
            return
        await asyncio.sleep(0.02)
    assert condition()


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
