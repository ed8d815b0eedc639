"""git over the dispatcher: documents flushed first, everybody credited, and nothing obeyed."""

from __future__ import annotations

import shutil
from uuid import uuid4

import pytest

from sala.workspace.contract import (
    BranchSwitched,
    CommitMade,
    CreateBranch,
    CreateFile,
    DeleteEntry,
    DocumentsNotWritten,
    FlushedView,
    GetDiff,
    GetStatus,
    GitFailed,
    ListBranches,
    ListCommits,
    ListFolder,
    MakeCommit,
    NothingToCommit,
    OpenFolder,
    PathNotAllowed,
    PatternNotValid,
    SearchText,
    SwitchBranch,
    TrustWorkspace,
    WorkspaceTrusted,
    WouldOverwrite,
)
from tests.workspace.repositories import git, trapped, write


@pytest.fixture
async def workspace(sala, harbour):
    return harbour.workspace


@pytest.fixture
def root(harbour):
    return harbour.root


async def test_a_commit_is_by_its_maker_and_credits_everybody_who_wrote(sala, workspace, root):
    mali = await sala.join("Mali R", "mr@harbour.example")
    sala.flushed = FlushedView(authors=[sala.owner.member, mali, uuid4()])
    write(root, "tides.py", "HEIGHT = 2\n")
    view = await sala.ask(MakeCommit(workspace=workspace, message="Measure the tide"))
    assert (view.summary, view.author.name) == ("Measure the tide", "Ada L")
    assert [one.email for one in view.co_authors] == ["mr@harbour.example"]
    assert git(root, "log", "-1", "--format=%an <%ae>|%cn|%B") == (
        "Ada L <ada@harbour.example>|Ada L|"
        "Measure the tide\n\nCo-authored-by: Mali R <mr@harbour.example>"
    )
    [fact] = await sala.facts(CommitMade)
    assert (fact.event.commit, fact.event.branch) == (git(root, "rev-parse", "HEAD"), "main")
    assert fact.actor == sala.owner.member
    assert (await sala.ask(ListCommits(workspace=workspace, limit=1)))[0].commit == view.commit


async def test_looking_and_committing_flush_documents_first(sala, workspace, root):
    async def save(_):
        write(root, "typed.py", "x = 'needle'\n")

    sala.on_flush = save
    status = await sala.ask(GetStatus(workspace=workspace))
    assert [change.path for change in status.changes] == ["typed.py"]
    (root / "typed.py").unlink()
    assert [diff.path for diff in await sala.ask(GetDiff(workspace=workspace))] == ["typed.py"]
    (root / "typed.py").unlink()
    [match] = (await sala.ask(SearchText(workspace=workspace, query="needle"))).matches
    assert (match.path, match.line) == ("typed.py", 1)
    (root / "typed.py").unlink()
    await sala.ask(MakeCommit(workspace=workspace, message="m"))
    assert "typed.py" in git(root, "ls-tree", "--name-only", "HEAD")
    assert len(sala.flushes) == 4


async def test_a_commit_that_would_miss_unwritten_text_is_refused(sala, workspace, root):
    write(root, "tides.py", "x")
    sala.flushed = FlushedView(authors=[], failed=["docs/plan.md"])
    for paths in ([], ["docs"], ["docs/plan.md"]):
        with pytest.raises(DocumentsNotWritten, match=r"docs/plan\.md"):
            await sala.ask(MakeCommit(workspace=workspace, message="m", paths=paths))
    with pytest.raises(DocumentsNotWritten):
        await sala.ask(SwitchBranch(workspace=workspace, name="other"))
    await sala.ask(MakeCommit(workspace=workspace, message="m", paths=["tides.py"]))


async def test_nothing_to_commit_leaves_no_fact(sala, workspace):
    with pytest.raises(NothingToCommit):
        await sala.ask(MakeCommit(workspace=workspace, message="m"))
    with pytest.raises(PathNotAllowed):
        await sala.ask(MakeCommit(workspace=workspace, message="m", paths=["../x"]))
    assert await sala.facts(CommitMade) == []


async def test_branches_are_made_and_switched_and_stated(sala, workspace, root):
    await sala.ask(CreateBranch(workspace=workspace, name="ideas"))
    write(root, "tides.py", "other\n")
    await sala.ask(MakeCommit(workspace=workspace, message="m"))
    await sala.ask(SwitchBranch(workspace=workspace, name="main"))
    assert [b.name for b in await sala.ask(ListBranches(workspace=workspace)) if b.current] == [
        "main"
    ]
    assert [f.event.branch for f in await sala.facts(BranchSwitched)] == ["ideas", "main"]
    write(root, "tides.py", "not committed\n")
    with pytest.raises(WouldOverwrite, match=r"tides\.py"):
        await sala.ask(SwitchBranch(workspace=workspace, name="ideas"))
    assert (root / "tides.py").read_text() == "not committed\n"


async def test_a_commit_is_shown_by_its_id(sala, workspace, root):
    write(root, "tides.py", "other\n")
    made = await sala.ask(MakeCommit(workspace=workspace, message="m"))
    flushes = len(sala.flushes)
    [diff] = await sala.ask(GetDiff(workspace=workspace, commit=made.commit))
    assert (diff.path, diff.added, diff.removed) == ("tides.py", 1, 1)
    assert len(sala.flushes) == flushes, "a commit does not depend on open documents"


async def test_searching_leaves_ignored_files_out_and_stays_in_its_folder(sala, workspace, root):
    for name in ("a/x.py", "b/x.py", "build.log"):
        write(root, name, "needle\n")
    found = await sala.ask(SearchText(workspace=workspace, query="NEEDLE"))
    assert [match.path for match in found.matches] == ["a/x.py", "b/x.py"]
    found = await sala.ask(SearchText(workspace=workspace, query="needle", folder="b"))
    assert [match.path for match in found.matches] == ["b/x.py"]
    with pytest.raises(PatternNotValid):
        await sala.ask(SearchText(workspace=workspace, query="(", regex=True))
    with pytest.raises(PathNotAllowed):
        await sala.ask(SearchText(workspace=workspace, query="x", folder="../.."))


async def test_a_hostile_repository_opened_in_place_runs_nothing_trusted_or_not(sala, tmp_path):
    marks = tmp_path / "marks"
    folder = trapped(tmp_path / "evil", marks)
    git(folder, "status", check=False)
    assert list(marks.iterdir()), "the traps must be ones that git itself walks into"
    shutil.rmtree(marks)
    marks.mkdir()
    workspace = (await sala.ask(OpenFolder(workspace=uuid4(), path=str(folder)))).workspace
    for _ in range(2):
        await sala.ask(ListFolder(workspace=workspace))
        await sala.ask(GetStatus(workspace=workspace))
        await sala.ask(GetDiff(workspace=workspace))
        await sala.ask(ListCommits(workspace=workspace, path="a.txt"))
        await sala.ask(SearchText(workspace=workspace, query="o"))
        await sala.ask(CreateFile(workspace=workspace, path=f"{uuid4()}.md", text="x"))
        await sala.ask(MakeCommit(workspace=workspace, message="m"))
        await sala.ask(CreateBranch(workspace=workspace, name=f"b-{uuid4()}"))
        await sala.ask(SwitchBranch(workspace=workspace, name="other"))
        filtered = await sala.ask(CreateFile(workspace=workspace, path="f.txt", text="x"))
        with pytest.raises(GitFailed, match="filter"):
            await sala.ask(MakeCommit(workspace=workspace, message="m"))
        await sala.ask(DeleteEntry(workspace=workspace, path=filtered.path, deletion=uuid4()))
        assert list(marks.iterdir()) == []
        await sala.ask(TrustWorkspace(workspace=workspace))
    assert len(await sala.facts(WorkspaceTrusted)) == 1
