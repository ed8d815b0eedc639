"""A file that a program renames stays the same document, with its people and its past."""

import asyncio
import shutil

import pytest

from sala.collab.contract import DescribeDocument, GetAttribution
from sala.kernel.access import SYSTEM
from tests.collab.conftest import TEN
from tests.collab.house import WORKSPACE, member
from tests.collab.waiting import eventually

OTHER = "another line\n" * 10


@pytest.fixture
def describe(house):
    async def describe(path):
        return await house.dispatcher.send(DescribeDocument(workspace=WORKSPACE, path=path), SYSTEM)

    return describe


@pytest.fixture
def noted(house):
    """Wait until moves were followed, or see that none is."""

    async def noted(*wanted, within=8.0):
        found = house.folder.noted
        await eventually(lambda: len(found) >= len(wanted), within)
        assert sorted((one.source, one.target) for one in found) == sorted(wanted)
        found.clear()

    return noted


async def test_git_mv_takes_the_document_along_with_its_past(
    git, watched, editors, root, told, describe, house, noted
):
    await watched()
    before = await describe("a.txt")
    await editors("insert", id="ada", at=0, text="mine\n")
    await eventually(lambda: (root / "a.txt").read_text() == f"mine\n{TEN}")
    git("mv a.txt b.txt")
    await told('moved","text":"b.txt","was":"a.txt')
    await editors("insert", id="ada", at=0, text="more\n")
    await eventually(lambda: (root / "b.txt").read_text() == f"more\nmine\n{TEN}")
    assert not (root / "a.txt").exists()
    after = await describe("b.txt")
    assert (after.document, after.epoch) == (before.document, before.epoch)
    who = await house.dispatcher.send(GetAttribution(workspace=WORKSPACE, path="b.txt"), SYSTEM)
    assert [run.length for run in who.runs if run.member == member("ada")] == [10]
    git("mv b.txt a.txt")
    await noted(("a.txt", "b.txt"), ("b.txt", "a.txt"))
    await eventually(lambda: (root / "a.txt").read_text() == f"more\nmine\n{TEN}")


async def test_mv_to_another_folder_loses_nothing_that_is_being_typed(
    watched, editors, root, noted
):
    (root / "a.txt").write_text(TEN)
    opened = await watched()
    (root / "deep" / "er").mkdir(parents=True)
    await editors("insert", id="ada", at=0, text="just now\n")
    await eventually(lambda: (root / "a.txt").read_text() == f"just now\n{TEN}")
    shutil.move(root / "a.txt", root / "deep" / "er" / "c.txt")
    await editors("insert", id="ada", at=0, text="meanwhile\n")
    await noted(("a.txt", "deep/er/c.txt"))
    wanted = f"meanwhile\njust now\n{TEN}"
    await eventually(lambda: (root / "deep" / "er" / "c.txt").read_text() == wanted)
    await eventually(lambda: not opened.saver.detached)
    assert not (root / "a.txt").exists()


async def test_a_branch_that_renames_and_changes_a_file_shows_its_text_and_back(
    git, watched, editors, root, noted
):
    git("switch -q -c renamed\nmv a.txt b.txt")
    (root / "b.txt").write_text(TEN.replace("line 7", "seven"))
    git("commit -q -a -m renamed\nswitch -q main")
    await watched()
    git("switch -q renamed")
    await noted(("a.txt", "b.txt"))
    await editors("reads", id="ada", text=TEN.replace("line 7", "seven"))
    git("switch -q main")
    await noted(("b.txt", "a.txt"))
    await editors("reads", id="ada", text=TEN)
    await editors("insert", id="ada", at=0, text="on main\n")
    await eventually(lambda: (root / "a.txt").read_text() == f"on main\n{TEN}")
    assert not (root / "b.txt").exists()


async def test_a_folder_that_is_renamed_takes_its_documents_along(
    house, editors, room, root, watched, noted
):
    (root / "src").mkdir()
    for name, text in {"a.txt": TEN, "b.txt": TEN, "c.txt": OTHER}.items():
        (root / "src" / name).write_text(text)
    await watched("src/a.txt")
    await editors.open("bob", room("src/b.txt"))
    await editors.open("cleo", room("src/c.txt"))
    await asyncio.sleep(0.2)
    (root / "src").rename(root / "lib")
    await noted(*((f"src/{name}.txt", f"lib/{name}.txt") for name in "abc"))
    await editors("insert", id="bob", at=0, text="b\n")
    await eventually(lambda: (root / "lib" / "b.txt").read_text() == f"b\n{TEN}")
    assert (root / "lib" / "a.txt").read_text() == TEN


async def test_a_file_that_comes_a_while_after_the_other_went_is_still_found(
    watched, editors, root, told, noted
):
    (root / "a.txt").write_text(TEN)
    await watched()
    (root / "a.txt").unlink()
    await told("file_gone")
    (root / "b.txt").write_text(TEN)
    await noted(("a.txt", "b.txt"))
    await editors("insert", id="ada", at=0, text="found\n")
    await eventually(lambda: (root / "b.txt").read_text() == f"found\n{TEN}")


async def test_a_copy_made_before_is_no_new_name(watched, root, told, house):
    (root / "a.txt").write_text(TEN)
    shutil.copy(root / "a.txt", root / "b.txt")
    await watched()
    await asyncio.sleep(2.2)
    (root / "a.txt").unlink()
    await told("file_gone")
    await asyncio.sleep(2.5)
    assert house.folder.noted == []


async def test_of_two_equal_files_that_came_neither_is_the_one_that_went(
    watched, root, told, house
):
    (root / "a.txt").write_text(TEN)
    await watched()
    shutil.copy(root / "a.txt", root / "b.txt")
    shutil.move(root / "a.txt", root / "c.txt")
    await told("file_gone")
    assert house.folder.noted == []


async def test_a_document_that_lives_at_the_new_path_is_not_pushed_aside(
    watched, editors, room, root, told, house
):
    (root / "a.txt").write_text(TEN)
    (root / "b.txt").write_text(OTHER)
    await watched()
    await editors.open("bob", room("b.txt"))
    (root / "a.txt").replace(root / "b.txt")
    await told("file_gone")
    await editors("reads", id="bob", text=TEN)
    assert house.folder.noted == []
