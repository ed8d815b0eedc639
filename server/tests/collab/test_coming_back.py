"""Clients that were away come back: everything is there once, and foreign histories never merge."""

import asyncio
from uuid import uuid4

import pytest

from sala.collab.adapters.sqlite_documents import SqliteDocumentLog
from sala.collab.contract import (
    DescribeDocument,
    GetAttribution,
    GetTimeline,
    MadeView,
    NoPlaceForText,
    RescueText,
    TakeBackUpdates,
)
from sala.collab.domain.merging import apply
from sala.collab.domain.rescuing import place
from sala.collab.ports import Options
from sala.kernel.access import Caller, Role
from sala.kernel.refusals import Forbidden
from sala.workspace.contract import EntryDeleted
from tests.collab import editors as nodes
from tests.collab.house import WORKSPACE, House, member
from tests.collab.waiting import eventually

HERE = {"workspace": WORKSPACE, "path": "a.txt"}
ADA = Caller(member=member("ada"), name="ada", role=Role.EDITOR)
READER = Caller(member=member("reader-rob"), role=Role.READER)
OLD = "one\ntwo\nthree\nfour\n"


class Standing:
    """A server that can be started again on the same port, with the same log and files."""

    def __init__(self, root, file):
        self._root, self._file = root, file
        self.house = self._made(0)

    def _made(self, port):
        options = Options(
            write_after=0.05,
            write_within=0.2,
            evict_after=0.1,
            linger=0.2,
            ping_every=0.1,
            checkpoint_at=5,
        )
        return House(self._root, SqliteDocumentLog(self._file), options, port)

    async def restart(self):
        await self.house.stop()
        self.house = self._made(self.house.port)
        await self.house.start()


@pytest.fixture
async def standing(root, tmp_path, packages):
    standing = Standing(root, tmp_path / "documents.sqlite")
    await standing.house.start()
    yield standing
    await standing.house.stop()


async def test_a_laptop_that_slept_for_a_week_has_everything_once(standing, root, room):
    (root / "a.txt").write_text("monday\n")
    editors = nodes.Editors(f"ws://127.0.0.1:{standing.house.port}/collab")
    await editors.start()
    await editors.open("laptop", room("a.txt"), token="ada")
    await editors("insert", id="laptop", at=-1, text="sent before sleep\n")
    await editors.open("others", room("a.txt"), token="bob")
    await editors("reads", id="others", text="monday\nsent before sleep\n")
    await editors("freeze", id="laptop")
    await editors("disconnect", id="laptop")
    await editors("insert", id="laptop", at=0, text="unsent\n")
    for day in range(12):  # past several checkpoints
        await editors("insert", id="others", at=-1, text=f"day {day}\n")
        await asyncio.sleep(0.01)
    await editors("delete", id="others", at=0, length=len("monday\n"))
    await eventually(lambda: (root / "a.txt").read_text().endswith("day 11\n"))
    await editors("destroy", id="others")
    await eventually(lambda: standing.house.rooms.at(WORKSPACE, "a.txt") is None)
    await standing.restart()
    await editors("connect", id="laptop")
    wanted = "unsent\nsent before sleep\n" + "".join(f"day {day}\n" for day in range(12))
    await editors("reads", id="laptop", text=wanted)
    await eventually(lambda: (root / "a.txt").read_text() == wanted)
    stored = await standing.house.log.find(WORKSPACE, "a.txt")
    assert stored is not None
    assert stored.sequence - len(stored.updates) > 1, "nothing was checkpointed"
    await standing.restart()
    await editors.open("later", room("a.txt"), token="bob")
    await editors("reads", id="later", text=wanted)
    await editors.stop()


async def test_two_tabs_offline_come_back_one_after_the_other(house, editors, room, root):
    (root / "a.txt").write_text(OLD)
    for tab in ("ada.1", "ada.2"):
        await editors.open(tab, room("a.txt"))
        await editors("disconnect", id=tab)
    await editors("insert", id="ada.1", at=0, text="first tab\n")
    await editors("insert", id="ada.2", at=-1, text="second tab\n")
    await editors("connect", id="ada.2")
    await eventually(lambda: (root / "a.txt").read_text() == f"{OLD}second tab\n")
    await editors("connect", id="ada.1")
    await editors("agree", ids=["ada.1", "ada.2"])
    wanted = f"first tab\n{OLD}second tab\n"
    await editors("reads", id="ada.2", text=wanted)
    await eventually(lambda: (root / "a.txt").read_text() == wanted)


@pytest.fixture
def made_anew(house, root):
    """Delete the file through Sala and make it again: the path has another document then."""

    async def made_anew(text):
        event = EntryDeleted(workspace=WORKSPACE, path="a.txt", deletion=uuid4())
        (root / "a.txt").unlink()
        await house.happens(event)
        (root / "a.txt").write_text(text)

    return made_anew


@pytest.fixture
def rescue(house):
    async def rescue(base, text, caller=ADA):
        return await house.dispatcher.send(RescueText(base=base, text=text, **HERE), caller)

    return rescue


async def described(house):
    return await house.dispatcher.send(DescribeDocument(**HERE), READER)


async def test_a_foreign_history_is_refused_and_its_text_comes_in_once_as_its_writers(
    house, editors, room, root, made_anew, rescue
):
    (root / "a.txt").write_text(OLD)
    before = await described(house)
    identity = {"document": str(before.document), "epoch": str(before.epoch)}
    await editors.open("ada", room("a.txt"), params=identity)
    await editors("disconnect", id="ada")
    await editors("insert", id="ada", at=len("one\n"), text="unsent\n")
    await made_anew("one\ntwo\nTHREE and more\nfour\n")
    await editors.open("bob", room("a.txt"))
    assert (await described(house)).document != before.document

    await editors("connect", id="ada")
    await editors("closed", id="ada", code=4409)
    await editors("disconnect", id="ada")
    text = (await editors("text", id="ada"))["text"]
    first = await rescue(OLD, text)
    again = await rescue(OLD, text)
    wanted = "one\nunsent\ntwo\nTHREE and more\nfour\n"
    await editors("reads", id="bob", text=wanted)
    await eventually(lambda: (root / "a.txt").read_text() == wanted)
    assert (len(first.edits), again.edits) == (1, [])

    who = await house.dispatcher.send(GetAttribution(**HERE), READER)
    mine = [run for run in who.runs if run.member == member("ada")]
    assert [(run.start, run.length) for run in mine] == [(4, len("unsent\n"))]
    stretches = await house.dispatcher.send(GetTimeline(**HERE), READER)
    assert [(one.member, one.first == one.last) for one in stretches][1:] == [(member("ada"), True)]

    undo = [MadeView(path="a.txt", made=first.made)]
    await house.dispatcher.send(TakeBackUpdates(workspace=WORKSPACE, updates=undo), ADA)
    await editors("reads", id="bob", text="one\ntwo\nTHREE and more\nfour\n")


async def test_two_tabs_that_rescue_the_same_text_at_once_write_it_once(
    house, root, made_anew, rescue
):
    (root / "a.txt").write_text(OLD)
    await described(house)
    await made_anew(OLD)
    text = OLD.replace("two\n", "two\nunsent\n")
    await asyncio.gather(*(rescue(OLD, text) for _ in range(4)))
    await eventually(lambda: (root / "a.txt").read_text() == text)


async def test_text_without_a_place_changes_nothing(house, root, made_anew, rescue):
    (root / "a.txt").write_text(OLD)
    await described(house)
    await made_anew("something else altogether\n")
    with pytest.raises(NoPlaceForText):
        await rescue(OLD, OLD.replace("two\n", "two\nunsent\n"))
    assert (await described(house)).sequence == 1


async def test_who_may_only_read_rescues_nothing(house, root, rescue):
    (root / "a.txt").write_text(OLD)
    with pytest.raises(Forbidden):
        await rescue(OLD, f"{OLD}graffiti\n", READER)


@pytest.mark.parametrize(
    ("base", "document", "text", "wanted"),
    [
        pytest.param("", "", "typed\n", "typed\n", id="into a file that was and is empty"),
        pytest.param("", "other\n", "typed\n", None, id="into a file that was empty and is not"),
        pytest.param(OLD, "", f"{OLD}typed\n", None, id="into a file that is empty now"),
        pytest.param(
            OLD, f"{OLD}five\n", f"typed\n{OLD}", f"typed\n{OLD}five\n", id="at the other end"
        ),
        pytest.param(
            "a = 1\nb = 2\n",
            "a = 1\nb = 20\n",
            "a = 1\nb = 2  # mine\n",
            "a = 1\nb = 20  # mine\n",
            id="in a line that is much like it was",
        ),
        pytest.param(
            "a = 1\nb = 2\nc = 3\n",
            "a = 1\nsomething wholly different\nc = 3\n",
            "a = 1\nb = 2 and more of it\nc = 3\n",
            None,
            id="in a line that is another one now",
        ),
        pytest.param(
            OLD, "one\nfour\n", "one\ntwo\ntyped\nthree\nfour\n", None, id="between lines that went"
        ),
        pytest.param(OLD, "one\nnew\nfour\n", "one\n", None, id="gone here, others there"),
        pytest.param(OLD, "one\nfour\n", "one\n", "one\n", id="lines that went on both sides"),
    ],
)
def test_text_is_placed_by_the_lines_around_it(base, document, text, wanted):
    found = place(base, document, text)
    assert (found and apply(document, found.edits)) == wanted


@pytest.mark.parametrize("document", [OLD, f"zero\n{OLD}", "one\ntwo\nfour\n"])
def test_what_was_placed_is_not_placed_again(document):
    text = "one\nmine\ntwo\nthree\nfour\nmore of mine\n"
    once = place(OLD, document, text)
    assert once is not None
    made = apply(document, once.edits)
    again = place(OLD, made, text)
    assert again is not None
    assert again.edits == []
