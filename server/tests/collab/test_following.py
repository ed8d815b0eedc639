"""Documents follow their files, and sockets end with their sessions."""

import asyncio
from uuid import UUID, uuid4

import pytest

from sala.identity.contract import MemberRemoved, RoleChanged, SessionClosed, SessionsEnded
from sala.kernel.access import SYSTEM, Role
from sala.kernel.messages import Event
from sala.workspace.contract import (
    BranchSwitched,
    CommitMade,
    EntryDeleted,
    EntryMoved,
    EntryRestored,
    FlushDocuments,
)
from tests.collab.house import WORKSPACE, member
from tests.collab.waiting import eventually


@pytest.fixture
def happens(house):
    """Let a fact reach the reactions that listen to it."""

    async def happens(event: Event, position: int = 0) -> int:
        return await house.happens(event, None, position)

    return happens


@pytest.fixture
def own(house, editors):
    """Open a document as our own client does; give what it hears as notices."""

    async def own(path: str, name: str = "own") -> None:
        url = f"ws://127.0.0.1:{house.port}/collab/{WORKSPACE}/{path}?ack=1"
        await editors("raw", id=name, url=url, token=name)

    return own


async def notices(editors, name="own", count=1):
    found = (await editors("gets", id=name, prefix="66", count=count))["messages"]
    return [bytes.fromhex(message)[2:].lstrip(b"\x01").decode() for message in found]


async def test_a_document_follows_its_file_and_its_editors_are_told(
    house, editors, own, room, root, happens
):
    (root / "a.txt").write_text("text")
    await own("a.txt")
    await editors.open("ada", room("a.txt"))
    (root / "sub").mkdir()
    (root / "a.txt").rename(root / "sub" / "b.txt")
    await happens(EntryMoved(workspace=WORKSPACE, source="a.txt", target="sub/b.txt"))
    [notice] = await notices(editors)
    assert '"moved"' in notice
    assert '"sub/b.txt"' in notice
    await editors("insert", id="ada", at=0, text="moved ")
    await eventually(lambda: (root / "sub" / "b.txt").read_text() == "moved text")
    assert not (root / "a.txt").exists()
    await editors.open("bob", room("sub/b.txt"))
    await editors("insert", id="bob", at=0, text="both ")
    await editors("reads", id="ada", text="both moved text")


async def test_who_opens_a_moved_file_before_the_move_is_heard_of_gets_its_document(
    house, editors, own, root, happens
):
    (root / "a.txt").write_text("text")
    await own("a.txt")
    [before] = (await editors("gets", id="own", prefix="65"))["messages"]
    house.heard.clear()
    (root / "a.txt").rename(root / "b.txt")
    opening = asyncio.create_task(own("b.txt", "again"))
    await asyncio.sleep(0.2)
    await happens(EntryMoved(workspace=WORKSPACE, source="a.txt", target="b.txt"))
    house.heard.set()
    await opening
    [after] = (await editors("gets", id="again", prefix="65"))["messages"]
    assert after == before
    [opened] = house.rooms
    assert len(opened.room.peers) == 2


async def test_documents_follow_a_folder_that_moved(house, editors, room, root, happens):
    (root / "old" / "deep").mkdir(parents=True)
    (root / "old" / "deep" / "a.txt").write_text("text")
    await editors.open("ada", room("old/deep/a.txt"))
    (root / "old").rename(root / "new")
    await happens(EntryMoved(workspace=WORKSPACE, source="old", target="new"))
    await editors("insert", id="ada", at=0, text="more ")
    await eventually(lambda: (root / "new" / "deep" / "a.txt").read_text() == "more text")


async def test_a_move_heard_twice_moves_once(house, editors, room, root, happens):
    (root / "a.txt").write_text("first")
    await editors.open("ada", room("a.txt"))
    (root / "a.txt").rename(root / "b.txt")
    moved = EntryMoved(workspace=WORKSPACE, source="a.txt", target="b.txt")
    position = await happens(moved)
    (root / "a.txt").write_text("second")
    await editors.open("bob", room("a.txt"))
    await happens(moved, position)
    await editors("insert", id="bob", at=0, text="the ")
    await eventually(lambda: (root / "a.txt").read_text() == "the second")
    assert (root / "b.txt").read_text() == "first"


async def test_edits_in_a_deleted_file_stay_with_its_editors_until_it_is_restored(
    house, editors, own, room, root, happens
):
    (root / "a.txt").write_text("text")
    await own("a.txt")
    await editors.open("ada", room("a.txt"))
    (root / "a.txt").unlink()
    deletion = uuid4()
    await happens(EntryDeleted(workspace=WORKSPACE, path="a.txt", deletion=deletion))
    assert '"deleted"' in (await notices(editors))[0]
    await editors("insert", id="ada", at=0, text="kept ")
    await asyncio.sleep(0.4)
    assert not (root / "a.txt").exists()
    (root / "a.txt").write_text("text")
    await happens(EntryRestored(workspace=WORKSPACE, path="a.txt", deletion=deletion))
    await eventually(lambda: (root / "a.txt").read_text() == "kept text")
    assert '"restored"' in (await notices(editors, count=2))[1]


async def test_a_file_deleted_and_restored_later_keeps_its_history(
    house, editors, own, room, root, happens
):
    (root / "a.txt").write_text("text")
    await own("a.txt")
    [before] = (await editors("gets", id="own", prefix="65"))["messages"]
    await editors("hang_up", id="own")
    (root / "a.txt").unlink()
    deletion = uuid4()
    await happens(EntryDeleted(workspace=WORKSPACE, path="a.txt", deletion=deletion))
    (root / "a.txt").write_text("text")
    await happens(EntryRestored(workspace=WORKSPACE, path="a.txt", deletion=deletion))
    await own("a.txt", "again")
    [after] = (await editors("gets", id="again", prefix="65"))["messages"]
    assert after == before


async def test_a_new_file_in_a_deleted_ones_place_is_another_document(
    house, editors, own, root, happens
):
    (root / "a.txt").write_text("first")
    await own("a.txt")
    [before] = (await editors("gets", id="own", prefix="65"))["messages"]
    (root / "a.txt").unlink()
    await happens(EntryDeleted(workspace=WORKSPACE, path="a.txt", deletion=uuid4()))
    (root / "a.txt").write_text("second")
    await own("a.txt", "again")
    [after] = (await editors("gets", id="again", prefix="65"))["messages"]
    assert after != before


async def test_open_documents_take_in_another_branch(house, editors, room, root, happens):
    (root / "a.txt").write_text("one\ntwo\n")
    await editors.open("ada", room("a.txt"))
    (root / "a.txt").write_text("one\ntwo on a branch\n")
    await happens(BranchSwitched(workspace=WORKSPACE, branch="other"))
    await editors("reads", id="ada", text="one\ntwo on a branch\n")


async def test_after_a_commit_only_later_authors_are_named(house, editors, room, root, happens):
    for name in ("a.txt", "b.txt"):
        (root / name).write_text("")
    await editors.open("ada", room("a.txt"))
    await editors.open("bob", room("b.txt"))
    await editors("insert", id="ada", at=0, text="A")
    await editors("insert", id="bob", at=0, text="B")
    await eventually(lambda: all(one.room.sequence == 2 for one in house.rooms))
    await house.dispatcher.send(FlushDocuments(workspace=WORKSPACE), SYSTEM)
    house.folder.committed = ["a.txt"]
    await happens(CommitMade(workspace=WORKSPACE, commit="c0ffee", summary="only a", branch="main"))
    flushed = await house.dispatcher.send(FlushDocuments(workspace=WORKSPACE), SYSTEM)
    assert flushed.authors == [member("bob")]


async def test_sockets_end_with_their_session_and_no_other(house, editors, room, root, happens):
    (root / "a.txt").write_text("")
    sessions = {name: str(uuid4()) for name in ("laptop", "phone")}
    for name, session in sessions.items():
        await editors.open(name, room("a.txt"), f"ada.{session}")
    closed = UUID(sessions["laptop"])
    await happens(SessionClosed(session=closed, member=member("ada")))
    await editors("closed", id="laptop", code=4401)
    await editors("insert", id="phone", at=0, text="still here")
    await eventually(lambda: (root / "a.txt").read_text() == "still here")


async def test_the_session_in_which_a_password_was_changed_keeps_its_sockets(
    house, editors, room, root, happens
):
    (root / "a.txt").write_text("")
    sessions = {name: str(uuid4()) for name in ("laptop", "phone")}
    for name, session in sessions.items():
        await editors.open(name, room("a.txt"), f"ada.{session}")
    await happens(SessionsEnded(member=member("ada"), kept=UUID(sessions["phone"])))
    await editors("closed", id="laptop", code=4401)
    await editors("insert", id="phone", at=0, text="still here")
    await eventually(lambda: (root / "a.txt").read_text() == "still here")


@pytest.mark.parametrize(
    ("event", "code"),
    [
        (MemberRemoved(member=member("ada")), 4401),
        (RoleChanged(member=member("ada"), role=Role.READER), 1001),
        (SessionsEnded(member=member("ada")), 4401),
    ],
    ids=["a removed member", "a changed role", "signing out everywhere"],
)
async def test_sockets_end_with(house, editors, room, root, happens, event, code):
    (root / "a.txt").write_text("")
    await editors.open("ada", room("a.txt"))
    await editors.open("bob", room("a.txt"))
    await happens(event)
    await editors("closed", id="ada", code=code)
    await editors("insert", id="bob", at=0, text="still here")
    await eventually(lambda: (root / "a.txt").read_text() == "still here")
