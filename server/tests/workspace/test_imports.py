"""Imports over git: answered at once, told of while they run, and ended whole or not at all."""

from __future__ import annotations

import os
from uuid import uuid4

import pytest

from sala.workspace.contract import (
    AddressNotAllowed,
    ImportFailed,
    ImportFinished,
    ImportGit,
    ImportProgressed,
    ListFolder,
    ListWorkspaces,
    NotARepository,
    NothingToRetry,
    Origin,
    RetryImport,
    State,
    WorkspaceCreated,
    WorkspaceExists,
    WorkspaceNotReady,
)
from tests.workspace.house import home
from tests.workspace.remotes import serving
from tests.workspace.repositories import bomb, git, repository, write


@pytest.fixture
async def sala(tmp_path):
    """Run a Sala that imports from this machine, as its owner allowed."""
    async with home(tmp_path / "data", internal_addresses=True) as running:
        yield running


@pytest.fixture
def remotes(tmp_path):
    repository(
        tmp_path / "served/tides.git", {"README.md": "# Tides\n", "tides.py": "HEIGHT = 1\n"}
    )
    with serving(tmp_path / "served") as running:
        yield running


def nothing_is_left(sala):
    return not list((sala.data / "imports").glob("*"))


async def test_a_repository_arrives_with_its_history_untrusted_and_told_of(sala, remotes):
    url = remotes.url("tides.git")
    began = await sala.ask(ImportGit(workspace=uuid4(), url=url))
    assert (began.name, began.origin, began.source) == ("tides", Origin.GIT, url)
    view = await sala.ended(began.workspace)
    assert (view.state, view.trusted, view.branch) == (State.READY, False, "main")
    root = sala.data / "workspaces" / str(view.workspace)
    assert git(root, "log", "--format=%s") == "First"
    assert git(root, "status", "--porcelain") == ""
    assert (root / "tides.py").read_text() == "HEIGHT = 1\n"
    assert await sala.facts(ImportProgressed)
    assert nothing_is_left(sala)


async def test_while_it_is_imported_its_files_are_not_there(sala, remotes):
    remotes.go_on.clear()
    workspace = uuid4()
    await sala.ask(ImportGit(workspace=workspace, url=remotes.url("tides.git")))
    with pytest.raises(WorkspaceNotReady, match="still being imported"):
        await sala.ask(ListFolder(workspace=workspace))
    remotes.go_on.set()
    assert (await sala.ended(workspace)).state is State.READY


@pytest.mark.parametrize(
    ("path", "refusal"), [("page", NotARepository), ("no.git", NotARepository)]
)
async def test_an_address_that_is_no_repository_is_refused_and_leaves_no_workspace(
    sala, remotes, path, refusal
):
    with pytest.raises(refusal):
        await sala.ask(ImportGit(workspace=uuid4(), url=remotes.url(path)))
    assert await sala.ask(ListWorkspaces()) == []
    assert await sala.facts(WorkspaceCreated) == []


@pytest.mark.parametrize(
    "url",
    ["http://127.0.0.1:1/x.git", "http://[::ffff:10.0.0.1]/x", "file:///etc", "ssh://git@host/x"],
)
async def test_an_internal_address_is_refused_unless_an_owner_allowed_it(tmp_path, url):
    async with home(tmp_path) as sala:
        with pytest.raises(AddressNotAllowed):
            await sala.ask(ImportGit(workspace=uuid4(), url=url))
        assert await sala.facts(WorkspaceCreated) == []


async def test_an_import_sent_twice_runs_once(sala, remotes):
    wish = ImportGit(workspace=uuid4(), url=remotes.url("tides.git"))
    await sala.ask(wish)
    await sala.ask(wish)
    await sala.ended(wish.workspace)
    assert len(await sala.facts(WorkspaceCreated)) == 1
    repository(remotes.folder / "other.git")
    with pytest.raises(WorkspaceExists):
        await sala.ask(ImportGit(workspace=wish.workspace, url=remotes.url("other.git")))


async def test_a_password_in_the_address_is_used_and_written_nowhere(sala, remotes):
    remotes.password = "Basic bmluYTpzZWNyZXQtdG9rZW4="  # nina:secret-token
    url = remotes.url("tides.git").replace("http://", "http://nina:secret-token@")
    view = await sala.ask(ImportGit(workspace=uuid4(), url=url))
    assert (await sala.ended(view.workspace)).state is State.READY
    for file in sala.data.rglob("*"):
        if file.is_file():
            assert b"secret-token" not in file.read_bytes()


async def test_an_import_over_the_limits_fails_with_the_reason_and_leaves_nothing(
    tmp_path, remotes
):
    bomb(remotes.folder / "bomb.git")
    async with home(tmp_path / "data", internal_addresses=True, unpacked_files=500) as sala:
        view = await sala.ask(ImportGit(workspace=uuid4(), url=remotes.url("bomb.git")))
        ended = await sala.ended(view.workspace)
        assert (ended.state, ended.reason) == (
            State.FAILED,
            "The repository holds more than 500 files.",
        )
        assert not (tmp_path / "data/workspaces" / str(view.workspace)).exists()
        assert nothing_is_left(sala)


async def test_a_failed_import_is_tried_again(sala, remotes):
    remotes.broken = True
    view = await sala.ask(ImportGit(workspace=uuid4(), url=remotes.url("tides.git")))
    assert (await sala.ended(view.workspace)).state is State.FAILED
    [failed] = await sala.facts(ImportFailed)
    assert (failed.event.code, bool(failed.event.reason)) == ("workspace.git_failed", True)
    remotes.broken = False
    again = await sala.ask(RetryImport(workspace=view.workspace))
    assert (again.state, again.reason) == (State.IMPORTING, "")
    assert (await sala.ended(view.workspace)).state is State.READY
    with pytest.raises(NothingToRetry):
        await sala.ask(RetryImport(workspace=view.workspace))


async def test_an_import_cut_off_by_a_restart_says_so_and_can_be_tried_again(tmp_path, remotes):
    data = tmp_path / "data"
    async with home(data, internal_addresses=True) as sala:
        remotes.go_on.clear()
        view = await sala.ask(ImportGit(workspace=uuid4(), url=remotes.url("tides.git")))
        assert view.state is State.IMPORTING
    remotes.go_on.set()
    write(data / "imports", "left-by-a-kill/x")
    async with home(data, internal_addresses=True) as sala:
        [listed] = await sala.ask(ListWorkspaces())
        assert (listed.state, "Sala stopped" in listed.reason) == (State.FAILED, True)
        assert nothing_is_left(sala)
        await sala.ask(RetryImport(workspace=view.workspace))
        assert (await sala.ended(view.workspace)).state is State.READY
        assert len(await sala.facts(ImportFinished)) == 1


async def test_an_empty_repository_can_be_imported(sala, remotes):
    empty = remotes.folder / "empty.git"
    empty.mkdir()
    git(empty, "init", "-q", "--bare", "-b", "main")
    view = await sala.ask(ImportGit(workspace=uuid4(), url=remotes.url("empty.git"), name="Empty"))
    ended = await sala.ended(view.workspace)
    assert (ended.state, ended.name, ended.branch) == (State.READY, "Empty", "main")


async def test_hooks_and_filters_of_a_cloned_repository_do_nothing(sala, remotes, tmp_path):
    folder = remotes.folder / "tides.git"
    write(folder, ".gitattributes", "* filter=evil\n")
    write(folder, ".githooks/post-checkout", f"#!/bin/sh\ntouch {tmp_path}/ran\n", mode=0o755)
    git(folder, "add", "-A")
    git(folder, "commit", "-qm", "evil")
    view = await sala.ask(ImportGit(workspace=uuid4(), url=remotes.url("tides.git")))
    assert (await sala.ended(view.workspace)).state is State.READY
    assert not os.path.lexists(tmp_path / "ran")  # noqa: ASYNC240 - a look
    hooks = sala.data / "workspaces" / str(view.workspace) / ".git/hooks"
    assert not hooks.exists() or not any(hooks.iterdir())
