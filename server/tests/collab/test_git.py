"""What git does in a terminal to open files takes effect, and nothing typed is lost."""

import asyncio
import subprocess

import pytest

from sala.collab.adapters.long_work import LongProcess
from sala.collab.contract import GetAttribution, GetTimeline
from sala.collab.handlers.folding import Folding
from sala.collab.ports import Options
from sala.kernel.access import SYSTEM
from sala.kernel.refusals import OutOfSpace
from sala.workspace.contract import BranchSwitched, ExpectChanges, FileNotAccessible
from tests.collab.conftest import TEN
from tests.collab.house import WORKSPACE, member
from tests.collab.waiting import eventually


async def test_checkout_shows_the_other_branch_and_back(git, watched, editors, told):
    opened = await watched()
    git("switch -q other")
    await editors("reads", id="ada", text=TEN.replace("line 2", "another 2"), within=2000)
    git("switch -q main")
    await editors("reads", id="ada", text=TEN, within=2000)
    await told("changed_on_disk")
    assert not opened.saver.detached


async def test_stash_takes_what_was_saved_away_and_pop_brings_it_back(git, watched, editors, root):
    await watched()
    await editors("insert", id="ada", at=0, text="typed\n")
    await eventually(lambda: (root / "a.txt").read_text() == f"typed\n{TEN}")
    git("stash -q")
    await editors("reads", id="ada", text=TEN, within=2000)
    await asyncio.sleep(0.5)
    assert (root / "a.txt").read_text() == TEN
    git("stash pop -q")
    await editors("reads", id="ada", text=f"typed\n{TEN}", within=2000)


async def test_reset_hard_takes_effect_and_what_is_being_typed_survives(
    git, watched, editors, root
):
    await watched()
    await editors("insert", id="ada", at=0, text="saved\n")
    await eventually(lambda: (root / "a.txt").read_text() == f"saved\n{TEN}")
    git("reset -q --hard")
    await editors("insert", id="ada", at=-1, text="being typed")
    await editors("reads", id="ada", text=f"{TEN}being typed", within=2000)
    await eventually(lambda: (root / "a.txt").read_text() == f"{TEN}being typed")


async def test_rebase_shows_its_result(git, watched, editors, root):
    git("switch -q -c third")
    (root / "a.txt").write_text(TEN.replace("line 8", "third 8"))
    git("commit -q -a -m three")
    await watched()
    git("rebase -q other")
    wanted = TEN.replace("line 2", "another 2").replace("line 8", "third 8")
    assert (root / "a.txt").read_text() == wanted
    await editors("reads", id="ada", text=wanted, within=2000)


async def test_a_merge_conflicts_marks_show_in_the_document(git, watched, editors, root):
    (root / "a.txt").write_text(TEN.replace("line 2", "mine 2"))
    git("commit -q -a -m mine")
    await watched()
    with pytest.raises(subprocess.CalledProcessError):
        git("merge -q other")
    await editors("reads", id="ada", text=(root / "a.txt").read_text(), within=2000)
    assert "<<<<<<<" in (root / "a.txt").read_text()


async def test_a_document_whose_file_another_branch_lacks_is_attached_again(
    git, watched, editors, root, told
):
    git("switch -q -c with")
    (root / "b.txt").write_text("only here\n")
    git("add b.txt\ncommit -q -m b")
    opened = await watched("b.txt")
    git("switch -q main")
    await told("file_gone")
    await editors("insert", id="ada", at=0, text="typed\n")
    await asyncio.sleep(0.5)
    assert not (root / "b.txt").exists()
    git("switch -q with")
    await told("file_back")
    await eventually(lambda: (root / "b.txt").read_text() == "typed\nonly here\n")
    await editors("reads", id="ada", text="typed\nonly here\n")
    assert not opened.saver.detached


async def test_thousands_of_files_of_a_branch_cost_the_open_documents_only(
    git, watched, editors, root, house
):
    git("switch -q -c many")
    for number in range(3000):
        (root / f"file{number}").write_text("x")
    (root / "a.txt").write_text(f"many\n{TEN}")
    git("add .\ncommit -q -m many\nswitch -q main")
    await watched()
    reads = house.folder.reads
    git("switch -q many")
    await editors("reads", id="ada", text=f"many\n{TEN}", within=3000)
    await asyncio.sleep(0.3)
    assert house.folder.reads - reads < 100


async def test_a_file_replaced_by_a_folder_and_back(watched, editors, root, told):
    (root / "a.txt").write_text("one\n")
    await watched()
    (root / "a.txt").unlink()
    (root / "a.txt").mkdir()
    await told("file_gone")
    (root / "a.txt").rmdir()
    (root / "a.txt").write_text("two\n")
    await told("file_back")
    await editors("reads", id="ada", text="two\n")


async def test_a_file_that_becomes_binary_is_let_alone_until_it_is_text(
    watched, editors, root, told
):
    (root / "a.txt").write_text("one\n")
    await watched()
    (root / "a.txt").write_bytes(b"\xff\xfe\x00\xff" * 9)
    await told("not_text")
    await editors("insert", id="ada", at=0, text="typed ")
    await asyncio.sleep(0.5)
    assert (root / "a.txt").read_bytes() == b"\xff\xfe\x00\xff" * 9
    (root / "a.txt").write_text("one\ntwo\n")
    await told("file_back")
    await eventually(lambda: (root / "a.txt").read_text() == "typed one\ntwo\n")


@pytest.mark.parametrize(
    "refusal",
    [
        pytest.param(OutOfSpace("The disk is full."), id="a full disk"),
        pytest.param(FileNotAccessible("Read only."), id="a read-only file system"),
    ],
)
async def test_what_cannot_be_written_is_told_once_kept_and_written_later(
    watched, editors, root, told, house, refusal
):
    (root / "a.txt").write_text("one\n")
    await watched()
    house.folder.refusal = refusal
    await editors("insert", id="ada", at=0, text="typed ")
    await told("not_written")
    assert (root / "a.txt").read_text() == "one\n"
    house.folder.refusal = None
    await told("written_again")
    assert (root / "a.txt").read_text() == "typed one\n"
    said = (await editors("messages", id="own"))["messages"]
    assert sum(b'"not_written"' in bytes.fromhex(one) for one in said) == 1


async def test_a_branch_that_a_member_switches_to_here_is_told_and_kept_as_theirs(
    git, watched, editors, told, house, root
):
    await watched()
    ada = member("ada")
    await house.dispatcher.send(
        ExpectChanges(workspace=WORKSPACE, program="git", member=ada), SYSTEM
    )
    git("switch -q other")
    await told("by_git")
    await house.happens(BranchSwitched(workspace=WORKSPACE, branch="other"), ada)
    wanted = TEN.replace("line 2", "another 2")
    await editors("reads", id="ada", text=wanted)
    (root / "a.txt").write_text(wanted.replace("line 7", "a program's 7"))
    await told("changed_on_disk")
    here = {"workspace": WORKSPACE, "path": "a.txt"}
    stretches = await house.dispatcher.send(GetTimeline(**here), SYSTEM)
    causes = [(cause.program, cause.member) for one in stretches for cause in one.causes]
    assert causes == [("git", ada)]
    assert len(stretches) == 3  # the beginning, git's and the program's, without any pause
    assert {one.member for one in stretches} == {None}
    assert await house.log.authors(WORKSPACE) == []


async def test_a_switch_that_failed_causes_nothing(git, watched, told, house):
    await watched()
    for program in ("git", ""):
        await house.dispatcher.send(
            ExpectChanges(workspace=WORKSPACE, program=program, member=member("ada")), SYSTEM
        )
    git("switch -q other")
    await told("changed_on_disk")


@pytest.fixture
def third(git, root):
    """A branch that adds a line."""
    git("switch -q -c third")
    (root / "a.txt").write_text(f"{TEN}by git\n")
    git("commit -q -a -m three\nswitch -q main")


@pytest.fixture
def wrote(house):
    """Tell what of a.txt is whose: text by program, whom that ran for, and member."""

    async def wrote():
        view = await house.dispatcher.send(
            GetAttribution(workspace=WORKSPACE, path="a.txt"), SYSTEM
        )
        text = house.rooms.at(WORKSPACE, "a.txt").room.replica.text()
        found = {}
        for run in view.runs:
            cause = run.cause and (run.cause.program, run.cause.member)
            here = text[run.start : run.start + run.length]
            found[cause, run.member] = found.get((cause, run.member), "") + here
        return found

    return wrote


async def test_who_wrote_tells_git_from_members_and_from_programs_and_folding_keeps_it(
    git, third, watched, editors, told, house, root, wrote
):
    opened = await watched()
    ada = member("ada")
    await house.dispatcher.send(
        ExpectChanges(workspace=WORKSPACE, program="git", member=ada), SYSTEM
    )
    git("switch -q third")
    await house.happens(BranchSwitched(workspace=WORKSPACE, branch="third"), ada)
    await editors("reads", id="ada", text=f"{TEN}by git\n")
    (root / "a.txt").write_text(f"{TEN}by git\nby a program\n")
    await told("changed_on_disk")
    await editors("insert", id="ada", at=-1, text="typed")
    await eventually(lambda: opened.room.sequence == 4)
    whose = {
        (("git", ada), None): "by git\n",
        (None, None): f"{TEN}by a program\n",
        (None, ada): "typed",
    }
    assert await wrote() == whose
    await Folding(house.log, Options(), LongProcess(long=1)).fold(opened.room.number)
    assert await house.log.history(opened.room.number, after=0, limit=9) == []
    assert await wrote() == whose
    await editors("insert", id="ada", at=-1, text="; more")
    await eventually(lambda: opened.room.sequence == 5)
    assert await wrote() == whose | {(None, ada): "typed; more"}


async def test_git_in_a_terminal_is_seen_and_nobodys(git, third, watched, told, wrote):
    await watched()
    git("switch -q third")
    await told("changed_on_disk")
    for _ in range(40):  # what changed a file is known a moment later
        whose = await wrote()
        if len(whose) > 1:
            break
        await asyncio.sleep(0.05)
    assert whose == {(None, None): TEN, (("git", None), None): "by git\n"}


async def test_what_a_program_writes_right_after_a_checkout_is_not_gits(
    git, third, watched, told, wrote, root
):
    git("switch -q third\nswitch -q main")
    await watched()
    (root / "a.txt").write_text(f"{TEN}by a program\n")
    await told("changed_on_disk")
    await asyncio.sleep(0.3)
    assert await wrote() == {(None, None): f"{TEN}by a program\n"}
