"""What git is asked: status, differences, the log and files, compared with git itself."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from sala.workspace.adapters.git import asks
from sala.workspace.contract import (
    BranchNotFound,
    ConflictsRemain,
    GitFailed,
)
from tests.workspace.repositories import commit, disturb, git, write


class TestStatus:
    async def test_it_names_what_a_commit_of_everything_would_change(self, folder, workers):
        disturb(folder)
        status = await workers.ask(asks.ReadStatus(root=str(folder)))
        assert (status.branch, status.head) == ("main", git(folder, "rev-parse", "HEAD"))
        assert [(c.path, c.status, c.old_path) for c in status.changes] == [
            ("a", "M", ""),
            ("b", "M", ""),
            ("c", "D", ""),
            ("d", "D", ""),
            ("e2", "R", "e"),
            ("f2", "R", "f"),
            ("new/หน้า.txt", "?", ""),
        ]
        assert {c.path: (c.added, c.removed) for c in status.changes}["new/หน้า.txt"] == (2, 0)

    async def test_a_repository_without_commits_has_a_branch_and_no_head(self, tmp_path, workers):
        git(tmp_path, "init", "-q", "-b", "trunk")
        write(tmp_path, "a", "x\n")
        status = await workers.ask(asks.ReadStatus(root=str(tmp_path)))
        assert (status.branch, status.head) == ("trunk", "")
        assert [(c.path, c.status, c.added) for c in status.changes] == [("a", "?", 1)]

    async def test_a_merge_conflict_is_shown_and_stays_until_its_marks_are_gone(
        self, folder, workers
    ):
        git(folder, "checkout", "-q", "-b", "side")
        write(folder, "a", "side\n")
        git(folder, "commit", "-qam", "side")
        git(folder, "checkout", "-q", "main")
        write(folder, "a", "main\n")
        git(folder, "commit", "-qam", "main")
        git(folder, "merge", "side", check=False)
        status = await workers.ask(asks.ReadStatus(root=str(folder)))
        assert [(c.path, c.status) for c in status.changes] == [("a", "U")]
        with pytest.raises(ConflictsRemain, match="a"):
            await workers.ask(commit(folder))
        with pytest.raises(GitFailed, match="merge"):
            await workers.ask(commit(folder, ["a"]))
        write(folder, "a", "both\n")
        view, _ = await workers.ask(commit(folder, message="Merge side\n"))
        assert len(view.parents) == 2
        assert git(folder, "status", "--porcelain") == ""

    async def test_it_counts_commits_against_the_upstream(self, folder, tmp_path, workers):
        clone = tmp_path / "clone"
        git(tmp_path, "clone", "-q", str(folder), str(clone))
        write(clone, "a", "mine\n")
        git(clone, "commit", "-qam", "mine")
        for text in ("one", "two"):
            write(folder, "b", text)
            git(folder, "commit", "-qam", text)
        git(clone, "fetch", "-q")
        status = await workers.ask(asks.ReadStatus(root=str(clone)))
        assert (status.ahead, status.behind) == (1, 2)

    async def test_marks_say_what_changed_below_each_folder_and_what_is_ignored(
        self, folder, workers
    ):
        write(folder, "dir/x", "other\n")
        write(folder, "dir/sub/new", "")
        write(folder, "ignored.log", "")
        ask = asks.ReadMarks(
            root=str(folder), folder="", names=["dir", "a", "ignored.log"], folders=["dir"]
        )
        marks = await workers.ask(ask)
        assert marks == asks.Marks(letters={"dir": "M"}, ignored=["ignored.log"])


class TestDiff:
    async def test_it_has_hunks_with_line_numbers(self, folder, workers):
        write(folder, "a", "a\n" * 10 + "new\n" + "a\n" * 10)
        [diff] = await workers.ask(asks.ReadDiff(root=str(folder)))
        assert (diff.path, diff.status, diff.added, diff.removed) == ("a", "M", 1, 0)
        [line] = [line for line in diff.hunks[0].lines if line.sign == "+"]
        assert (line.old, line.new, line.text) == (0, 11, "new")
        assert diff.hunks[0].header.startswith("@@ -8,6 +8,7 @@")

    async def test_new_deleted_renamed_and_binary_files_are_shown(self, folder, workers):
        disturb(folder)
        (folder / "pic").write_bytes(b"\0\1\2")
        diffs = {d.path: d for d in await workers.ask(asks.ReadDiff(root=str(folder)))}
        assert diffs["new/หน้า.txt"].hunks[0].lines[1].text == "there"
        assert diffs["c"].removed == 20
        assert (diffs["e2"].old_path, diffs["e2"].hunks) == ("e", [])
        assert (diffs["pic"].binary, diffs["pic"].hunks) == (True, [])
        assert "g" not in diffs

    async def test_one_path_can_be_asked_for(self, folder, workers):
        disturb(folder)
        for path, shown in (("new", ["new/หน้า.txt"]), ("a", ["a"]), ("e", ["e2"])):
            diffs = await workers.ask(asks.ReadDiff(root=str(folder), path=path))
            assert [diff.path for diff in diffs] == shown

    async def test_a_commit_is_compared_with_its_parent_and_the_first_one_with_nothing(
        self, folder, workers
    ):
        first = await workers.ask(asks.ReadDiff(root=str(folder), commit="HEAD", path="a"))
        assert [(d.path, d.status, d.added) for d in first] == [("a", "A", 20)]
        write(folder, "a", "new\n")
        git(folder, "commit", "-qam", "second")
        second = await workers.ask(asks.ReadDiff(root=str(folder), commit="main"))
        assert [(d.path, d.status, d.added, d.removed) for d in second] == [("a", "M", 1, 20)]
        with pytest.raises(BranchNotFound):
            await workers.ask(asks.ReadDiff(root=str(folder), commit="nothing"))

    async def test_a_large_change_is_cut_and_says_so(self, folder, workers):
        write(folder, "long", "line\n" * 10_000)
        write(folder, "vast", "x" * 3_000_000)
        write(folder, "wide", "y" * 100_000)
        diffs = {d.path: d for d in await workers.ask(asks.ReadDiff(root=str(folder)))}
        assert not diffs["long"].complete
        assert len(diffs["long"].hunks[0].lines) == 2000
        assert (diffs["vast"].complete, diffs["vast"].hunks) == (False, [])
        assert len(diffs["wide"].hunks[0].lines[0].text) == 2001


class TestLog:
    async def test_it_gives_commits_newest_first_with_their_people(self, folder, workers):
        write(folder, "a", "new\n")
        git(
            folder,
            "commit",
            "-qam",
            "Second\n\nBody.\n\nCo-authored-by: Mali R <mr@harbour.example>",
        )
        log = await workers.ask(asks.ReadLog(root=str(folder), limit=10))
        assert [view.summary for view in log] == ["Second", "First"]
        assert log[0].author.name == "Kamon T"
        assert [person.email for person in log[0].co_authors] == ["mr@harbour.example"]
        assert log[0].parents == [log[1].commit]
        assert abs((datetime.now(UTC) - log[0].at).total_seconds()) < 120

    async def test_it_can_follow_one_path(self, folder, workers):
        for name in ("a", "b", "dir/x"):
            write(folder, name, "new\n")
            git(folder, "commit", "-qam", name)
        for path, expected in (("a", ["a", "First"]), ("dir", ["dir/x", "First"])):
            log = await workers.ask(asks.ReadLog(root=str(folder), limit=10, path=path))
            assert [view.summary for view in log] == expected

    async def test_strange_commits_do_not_break_it(self, folder, workers):
        tree = git(folder, "rev-parse", "HEAD^{tree}")
        raw = (
            f"tree {tree}\nauthor \udce9\udcff <> 999999999999999 +9999\n"
            f"committer x <x> 1 +0000\nencoding nonsense\n\n\udcff\n"
        )
        file = folder / ".git" / "strange"
        file.write_bytes(raw.encode(errors="surrogateescape"))
        made = git(folder, "hash-object", "-t", "commit", "-w", "--literally", str(file))
        git(folder, "update-ref", "refs/heads/main", made)
        [view] = await workers.ask(asks.ReadLog(root=str(folder), limit=10))
        assert view.summary == "\ufffd"


class TestFiles:
    async def test_files_are_tracked_or_new_and_neither_ignored_nor_deleted(self, folder, workers):
        disturb(folder)
        write(folder, "ignored-but-tracked", "")
        git(folder, "add", "-f", "ignored-but-tracked")
        (folder / "link").symlink_to("a")
        listed = await workers.ask(asks.ListFiles(root=str(folder)))
        assert listed == [".gitignore", "a", "b", "dir/x", "e2", "f2", "g", "link", "new/หน้า.txt"]
        assert await workers.ask(asks.ListFiles(root=str(folder), folder="dir")) == ["dir/x"]

    async def test_a_file_is_found_as_soon_as_the_list_is_fresh(self, folder, workers):
        ask = asks.FindFiles(root=str(folder), query="windows", limit=5)
        assert await workers.ask(ask) == []
        write(folder, "harbour/windows.py", "")
        fresh = asks.FindFiles(root=str(folder), query="windows", limit=5, generation=1)
        assert [found.path for found in await workers.ask(fresh)] == ["harbour/windows.py"]
