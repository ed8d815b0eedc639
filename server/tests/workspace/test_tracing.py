"""Where files went that a program moved: told by content, by git, and never by guessing."""

from __future__ import annotations

import asyncio
import hashlib
import time
from uuid import uuid4

import pytest

from sala.kernel.refusals import Forbidden
from sala.workspace.contract import (
    EntryMoved,
    FileNotFound,
    MissingFile,
    NoteMove,
    SwitchBranch,
    TraceFiles,
)
from sala.workspace.domain.tracing import pair
from tests.workspace.repositories import git, write

LONG = "".join(f"height {number}\n" for number in range(20))


@pytest.fixture
def trace(sala, harbour):
    async def trace(**missing):
        files = [
            MissingFile(path=path, digest=hashlib.sha256(text.encode()).hexdigest())
            for path, text in missing.items()
        ]
        views = await sala.ask_as_sala(
            TraceFiles(workspace=harbour.workspace, missing=files, since=time.time() - 1)
        )
        return {view.source: view.target for view in views}

    return trace


async def test_a_file_is_found_by_its_content_in_any_folder_even_where_git_ignores_it(
    harbour, trace
):
    write(harbour.root, "old.log", LONG)
    write(harbour.root, "deep/other", "other\n")
    (harbour.root / "old.log").rename(harbour.root / "deep" / "new.log")
    assert await trace(**{"old.log": LONG}) == {"old.log": "deep/new.log"}


async def test_a_file_that_changed_while_a_branch_renamed_it_is_found_by_git(sala, harbour, trace):
    root = harbour.root
    write(root, "a", LONG)
    git(root, "add", "a")
    git(root, "commit", "-q", "-m", "a")
    home = git(root, "branch", "--show-current").strip()
    git(root, "switch", "-q", "-c", "renamed")
    git(root, "mv", "a", "b")
    write(root, "b", LONG.replace("height 7", "seven"))
    git(root, "commit", "-q", "-a", "-m", "b")
    git(root, "switch", "-q", home)
    await sala.ask(SwitchBranch(workspace=harbour.workspace, name="renamed"))
    assert await trace(a=LONG) == {"a": "b"}


async def test_a_file_that_was_there_all_along_is_nobodys_new_name(harbour, trace):
    write(harbour.root, "a", LONG)
    write(harbour.root, "b", LONG)
    await asyncio.sleep(1.1)
    (harbour.root / "a").unlink()
    assert await trace(a=LONG) == {}


async def test_a_move_is_stated_once_it_is_true(sala, harbour):
    wish = NoteMove(
        workspace=harbour.workspace, source="tides.py", target="moon.py", member=uuid4()
    )
    with pytest.raises(FileNotFound):
        await sala.ask_as_sala(wish)
    write(harbour.root, "moon.py", "x")
    assert await sala.ask_as_sala(wish) is False
    (harbour.root / "tides.py").unlink()
    assert await sala.ask_as_sala(wish) is True
    [fact] = await sala.facts(EntryMoved)
    assert (fact.event.source, fact.event.target) == ("tides.py", "moon.py")
    assert fact.actor == wish.member


async def test_nobody_outside_states_a_move(sala, harbour):
    wish = NoteMove(workspace=harbour.workspace, source="tides.py", target="moon.py")
    with pytest.raises(Forbidden):
        await sala.ask(wish)


@pytest.mark.parametrize(
    ("missing", "came", "wanted"),
    [
        pytest.param({"a/x": "1"}, [("b/x", "1"), ("b/y", "1")], {"a/x": "b/x"}, id="same name"),
        pytest.param({"a/x": "1"}, [("b/y", "1"), ("b/z", "1")], {}, id="no telling"),
        pytest.param(
            {"a/x": "1", "a/y": "1"},
            [("b/x", "1"), ("b/y", "1")],
            {"a/x": "b/x", "a/y": "b/y"},
            id="a folder of equal files",
        ),
        pytest.param({"x": "1"}, [("x", "1")], {}, id="itself"),
        pytest.param({"x": "1"}, [("y", "2")], {}, id="other content"),
    ],
)
def test_files_are_paired_by_content_and_then_by_name(missing, came, wanted):
    assert pair(missing, came) == wanted
