"""Nothing that a repository says is run or obeyed, and none brings git down."""

from __future__ import annotations

import asyncio
import os
import shutil

import pytest

from sala.workspace.adapters.git import asks
from sala.workspace.adapters.git.workers import GitWorkers
from sala.workspace.contract import (
    BranchNotFound,
    GitFailed,
)
from tests.workspace.repositories import commit, git, repository, trapped, write


class TestHostility:
    async def test_nothing_a_repository_says_is_run_or_obeyed(self, tmp_path, workers):
        marks = tmp_path / "marks"
        folder = trapped(tmp_path / "evil", marks)
        git(folder, "status", check=False)
        assert list(marks.iterdir()), "the traps must be ones that git itself walks into"
        shutil.rmtree(marks)
        marks.mkdir()
        root = str(folder)
        write(folder, "c", "three\n")
        await workers.ask(asks.ReadStatus(root=root))
        await workers.ask(asks.ReadDiff(root=root))
        await workers.ask(asks.ReadDiff(root=root, commit="HEAD"))
        await workers.ask(asks.ReadLog(root=root, limit=5, path="a.txt"))
        await workers.ask(asks.ReadBranches(root=root))
        await workers.ask(asks.FindFiles(root=root, query="a", limit=5))
        await workers.ask(commit(folder))
        await workers.ask(asks.SwitchTo(root=root, name="other"))
        await workers.ask(asks.StartBranch(root=root, name="third"))
        write(folder, "a.txt", "changed\n")
        await workers.ask(asks.ReadStatus(root=root))
        with pytest.raises(GitFailed, match="filter"):
            await workers.ask(commit(folder))
        assert [mark.name for mark in marks.iterdir()] == []

    async def test_a_repository_cannot_say_that_its_files_lie_elsewhere(
        self, folder, tmp_path, workers
    ):
        outside = tmp_path / "outside"
        outside.mkdir()
        git(folder, "config", "core.worktree", str(outside))
        for ask in (asks.ReadStatus(root=str(folder)), commit(folder)):
            with pytest.raises(GitFailed, match="elsewhere"):
                await workers.ask(ask)

    @pytest.mark.parametrize("damage", ["HEAD", "config", "index", "refs/heads/main"])
    async def test_a_damaged_repository_is_refused_and_the_worker_lives_on(
        self, folder, tmp_path, workers, damage
    ):
        (folder / ".git" / damage).write_bytes(b"\xff\0nonsense[")
        write(folder, "a", "x")
        for ask in (asks.ReadStatus(root=str(folder)), asks.ReadLog(root=str(folder), limit=1)):
            try:
                await workers.ask(ask)
            except (GitFailed, BranchNotFound):
                continue
        well = repository(tmp_path / "well")
        assert (await workers.ask(asks.ReadStatus(root=str(well)))).branch == "main"

    async def test_a_worker_that_hangs_is_given_up_and_the_next_request_is_answered(
        self, folder, tmp_path, workers, monkeypatch
    ):
        os.mkfifo(tmp_path / "pipe")
        git(folder, "config", "include.path", str(tmp_path / "pipe"))
        monkeypatch.setattr(asks.ReadStatus, "limit_s", 1.0)
        with pytest.raises(GitFailed, match="1 seconds"):
            await workers.ask(asks.ReadStatus(root=str(folder)))
        well = repository(tmp_path / "well")
        monkeypatch.undo()
        assert (await workers.ask(asks.ReadStatus(root=str(well)))).branch == "main"

    async def test_a_caller_who_leaves_does_not_leave_their_answer_to_the_next(
        self, folder, workers
    ):
        leaving = asyncio.ensure_future(workers.ask(asks.ReadLog(root=str(folder), limit=1)))
        await asyncio.sleep(0.01)
        leaving.cancel()
        status = await workers.ask(asks.ReadStatus(root=str(folder)))
        assert status.branch == "main"

    async def test_idle_workers_go_home_and_come_back(self, folder):
        pool = GitWorkers(count=1, idle_s=0.05)
        await pool.ask(asks.ReadStatus(root=str(folder)))
        process = pool._seats[0]._process
        await asyncio.wait_for(process.wait(), 5)
        assert (await pool.ask(asks.ReadStatus(root=str(folder)))).branch == "main"
        await pool.stop()
