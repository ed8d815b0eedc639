"""What git does for Sala: commits, branches and new repositories, compared with git itself."""

from __future__ import annotations

import pytest

from sala.workspace.adapters.git import asks
from sala.workspace.contract import (
    BranchExists,
    BranchNameNotValid,
    BranchNotFound,
    FolderNotAllowed,
    GitFailed,
    NothingToCommit,
    WouldOverwrite,
)
from tests.workspace.repositories import WHO, bomb, commit, disturb, git, write


class TestCommit:
    async def test_everything_is_committed_by_its_author_and_git_agrees(self, folder, workers):
        disturb(folder)
        view, branch = await workers.ask(commit(folder, message="Tidy\n\nBecause.\n"))
        assert branch == "main"
        shown = git(folder, "log", "-1", "--format=%H|%an|%ae|%cn|%ce|%B")
        assert (
            shown
            == f"{view.commit}|Mali R|mr@harbour.example|Mali R|mr@harbour.example|Tidy\n\nBecause."
        )
        assert git(folder, "status", "--porcelain") == ""
        assert git(folder, "fsck", "--strict", "--no-dangling") == ""
        assert "ignored.log" not in git(folder, "ls-files")

    async def test_some_paths_alone_are_committed_whatever_else_is_staged(self, folder, workers):
        disturb(folder)
        await workers.ask(commit(folder, ["new", "e2", "c"]))
        changed = git(
            folder, "-c", "core.quotePath=false", "show", "--name-status", "--format=", "HEAD"
        )
        assert changed.split("\n") == ["D\tc", "R100\te\te2", "A\tnew/หน้า.txt"]
        left = git(folder, "status", "--porcelain")
        assert left.split("\n") == [" M a", "M  b", "D  d", "R  f -> f2", "MM g"]

    async def test_the_first_commit_can_be_made(self, tmp_path, workers):
        git(tmp_path, "init", "-q", "-b", "trunk")
        write(tmp_path, "run.sh", "#!/bin/sh\n", mode=0o755)
        (tmp_path / "link").symlink_to("run.sh")
        view, branch = await workers.ask(commit(tmp_path, message="Begin\n"))
        assert (branch, view.parents) == ("trunk", [])
        tree = git(tmp_path, "ls-tree", "-r", "HEAD")
        assert [line.split()[0] for line in tree.split("\n")] == ["120000", "100755"]

    async def test_nothing_to_commit_is_said_so(self, folder, workers):
        for paths in ([], ["a"], ["not-there"]):
            with pytest.raises(NothingToCommit):
                await workers.ask(commit(folder, paths))

    async def test_a_file_that_needs_a_program_to_be_stored_is_refused(self, folder, workers):
        write(folder, ".gitattributes", "*.bin filter=lfs\n")
        write(folder, "model.bin", "x")
        with pytest.raises(GitFailed, match="filter “lfs”"):
            await workers.ask(commit(folder))
        assert "model.bin" not in git(folder, "ls-files")

    async def test_a_file_behind_a_link_is_not_committed(self, folder, tmp_path, workers):
        secret = write(tmp_path / "outside", "secret", "SECRET")
        (folder / "out").symlink_to(secret.parent)
        with pytest.raises(NothingToCommit):
            await workers.ask(commit(folder, ["out/secret"]))


class TestBranches:
    async def test_a_branch_is_made_and_switched_between(self, folder, workers):
        root = str(folder)
        made = await workers.ask(asks.StartBranch(root=root, name="ลอง/1"))
        assert (made.name, made.current) == ("ลอง/1", True)
        write(folder, "a", "on the branch\n")
        await workers.ask(commit(folder))
        back = await workers.ask(asks.SwitchTo(root=root, name="main"))
        assert (back.name, (folder / "a").read_text()) == ("main", "a\n" * 20)
        names = [
            (b.name, b.current, b.remote) for b in await workers.ask(asks.ReadBranches(root=root))
        ]
        assert names == [("main", True, False), ("ลอง/1", False, False)]

    async def test_switching_never_overwrites_what_is_not_committed(self, folder, workers):
        git(folder, "checkout", "-q", "-b", "side")
        write(folder, "a", "side\n")
        write(folder, "only-there", "side\n")
        git(folder, "add", "-A")
        git(folder, "commit", "-qm", "side")
        git(folder, "checkout", "-q", "main")
        write(folder, "a", "not committed\n")
        write(folder, "only-there", "not even tracked\n")
        with pytest.raises(WouldOverwrite, match="a, only-there"):
            await workers.ask(asks.SwitchTo(root=str(folder), name="side"))
        assert (folder / "a").read_text() == "not committed\n"
        assert (folder / "only-there").read_text() == "not even tracked\n"
        assert git(folder, "branch", "--show-current") == "main"

    async def test_changes_that_are_in_nobodys_way_come_along(self, folder, workers):
        git(folder, "branch", "side")
        write(folder, "a", "mine\n")
        await workers.ask(asks.SwitchTo(root=str(folder), name="side"))
        assert (folder / "a").read_text() == "mine\n"

    async def test_a_remote_branch_becomes_a_local_one(self, folder, tmp_path, workers):
        git(folder, "branch", "side")
        git(tmp_path, "clone", "-q", str(folder), str(tmp_path / "clone"))
        clone = tmp_path / "clone"
        remote = [b.name for b in await workers.ask(asks.ReadBranches(root=str(clone))) if b.remote]
        assert remote == ["origin/main", "origin/side"]
        view = await workers.ask(asks.SwitchTo(root=str(clone), name="origin/side"))
        assert view.name == "side"
        assert git(clone, "rev-parse", "--abbrev-ref", "side@{upstream}") == "origin/side"

    @pytest.mark.parametrize(
        "name", ["-x", "a b", "a..b", "HEAD", "/a", "a.lock", "@{", "a~1", "\x01"]
    )
    async def test_names_git_does_not_allow_are_refused(self, folder, workers, name):
        with pytest.raises(BranchNameNotValid):
            await workers.ask(asks.StartBranch(root=str(folder), name=name))

    async def test_a_name_that_is_taken_or_missing_is_refused(self, folder, workers):
        for name in ("main", "main/below"):
            with pytest.raises(BranchExists):
                await workers.ask(asks.StartBranch(root=str(folder), name=name))
        with pytest.raises(BranchNotFound):
            await workers.ask(asks.SwitchTo(root=str(folder), name="nowhere"))

    async def test_a_branch_can_be_renamed_before_its_first_commit(self, tmp_path, workers):
        git(tmp_path, "init", "-q", "-b", "main")
        await workers.ask(asks.StartBranch(root=str(tmp_path), name="trunk"))
        [branch] = await workers.ask(asks.ReadBranches(root=str(tmp_path)))
        assert (branch.name, branch.current, branch.head) == ("trunk", True, "")


class TestStarting:
    async def test_a_folder_becomes_a_repository_on_main_with_one_commit(self, tmp_path, workers):
        write(tmp_path, "README.md", "# Harbour\n")
        ask = asks.StartRepository(root=str(tmp_path), author=WHO, message="Begin\n")
        assert await workers.ask(ask) == "main"
        assert git(tmp_path, "log", "--format=%an %s") == "Mali R Begin"
        assert git(tmp_path, "status", "--porcelain") == ""
        assert await workers.ask(ask) == "main"
        assert git(tmp_path, "rev-list", "--count", "HEAD") == "1"

    async def test_a_folder_inside_a_repository_is_not_made_another(self, folder, workers):
        with pytest.raises(FolderNotAllowed, match="part of the repository"):
            await workers.ask(asks.StartRepository(root=str(folder / "dir")))
        assert not (folder / "dir/.git").exists()

    async def test_a_clone_that_explodes_is_not_checked_out(self, tmp_path, workers):
        bomb(tmp_path)
        with pytest.raises(GitFailed, match="more than 1000 files"):
            await workers.ask(asks.CheckOutClone(root=str(tmp_path), entries=1000, size=10**9))
        assert [entry.name for entry in tmp_path.iterdir()] == [".git"]
