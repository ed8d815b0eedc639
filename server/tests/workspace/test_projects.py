"""Workspaces: made here, opened in place, renamed, trusted, put away, and listed."""

from __future__ import annotations

from uuid import uuid4

import pytest

from sala.kernel.access import SYSTEM, Caller, Role
from sala.kernel.refusals import BadRequest, Forbidden
from sala.workspace.contract import (
    ArchiveWorkspace,
    CreateFile,
    CreateSample,
    CreateWorkspace,
    FolderNotAllowed,
    GetStatus,
    GetWorkspace,
    ImportFinished,
    ListFolder,
    ListWorkspaces,
    LocateFiles,
    OpenFolder,
    Origin,
    ReadText,
    RenameWorkspace,
    State,
    TrustWorkspace,
    UnarchiveWorkspace,
    WorkspaceCreated,
    WorkspaceExists,
    WorkspaceNotFound,
    WorkspaceNotReady,
    WriteText,
)
from tests.workspace.house import home
from tests.workspace.repositories import git, repository, sha, write

READER = Caller(name="Reader", role=Role.READER, member=uuid4(), session="r")


async def test_a_new_workspace_is_a_repository_with_a_readme_by_its_maker(sala):
    view = await sala.ask(CreateWorkspace(workspace=uuid4(), name="  tide   tables "))
    assert (view.name, view.origin, view.state) == ("tide tables", Origin.EMPTY, State.READY)
    assert (view.trusted, view.branch) == (True, "main")
    root = sala.data / "workspaces" / str(view.workspace)
    assert (
        git(root, "log", "--format=%an <%ae> %s")
        == "Ada L <ada@harbour.example> Begin with a README"
    )
    assert (root / "README.md").read_text().startswith("# tide tables\n")
    assert list((sala.data / "imports").iterdir()) == []


async def test_making_a_workspace_again_changes_nothing_and_another_one_is_refused(sala):
    wish = CreateWorkspace(workspace=uuid4(), name="one")
    assert await sala.ask(wish) == await sala.ask(wish)
    assert len(await sala.facts(WorkspaceCreated)) == 1
    with pytest.raises(WorkspaceExists):
        await sala.ask(CreateSample(workspace=wish.workspace))


async def test_the_sample_is_a_project_whose_tests_pass(sala):
    view = await sala.ask(CreateSample(workspace=uuid4()))
    assert (view.name, view.origin, view.trusted) == ("harbour", Origin.SAMPLE, True)
    assert view.description
    names = {entry.name for entry in await sala.ask(ListFolder(workspace=view.workspace))}
    assert {"README.md", "pyproject.toml", "harbour", "tests"} <= names
    assert (await sala.ask(GetStatus(workspace=view.workspace))).changes == []


class TestOpeningAFolder:
    async def test_a_repository_is_used_in_place_and_not_trusted(self, sala, tmp_path):
        folder = repository(
            tmp_path / "harbour", {"README.md": "# Harbour\n\nTide *windows* for ships. More.\n"}
        )
        view = await sala.ask(OpenFolder(workspace=uuid4(), path=str(folder)))
        assert (view.name, view.origin, view.trusted) == ("harbour", Origin.FOLDER, False)
        assert (view.branch, view.description) == ("main", "Tide windows for ships.")
        await sala.ask(CreateFile(workspace=view.workspace, path="new.py", text="x = 1\n"))
        assert (folder / "new.py").read_text() == "x = 1\n"

    async def test_a_folder_that_is_no_repository_becomes_one_and_keeps_its_files(
        self, sala, tmp_path
    ):
        write(tmp_path / "plain", "a.txt", "x")
        view = await sala.ask(
            OpenFolder(workspace=uuid4(), path=str(tmp_path / "plain"), name="Notes")
        )
        assert (view.name, view.branch) == ("Notes", "main")
        assert git(tmp_path / "plain", "status", "--porcelain") == "?? a.txt"

    async def test_a_folder_that_is_open_already_is_the_workspace_it_is(self, sala, tmp_path):
        folder = repository(tmp_path / "harbour")
        (tmp_path / "alias").symlink_to(folder)
        first = await sala.ask(OpenFolder(workspace=uuid4(), path=str(folder)))
        await sala.ask(ArchiveWorkspace(workspace=first.workspace))
        again = await sala.ask(OpenFolder(workspace=uuid4(), path=str(tmp_path / "alias")))
        assert (again.workspace, again.state) == (first.workspace, State.READY)

    @pytest.mark.parametrize(
        ("path", "reason"),
        [
            ("/", "holds Sala's own data"),
            ("/etc", "belongs to the system"),
            ("/proc/self", "belongs to the system"),
            ("relative/path", "not absolute"),
            ("/nowhere/at/all", "no folder"),
            ("~nobody-at-all/x", "nobody's home"),
            ("{data}", "Sala's own data"),
            ("{data}/workspaces", "Sala's own data"),
            ("{above}", "Sala's own data"),
            ("{above}/file", "a file"),
            ("{above}/repo/.git", "git's own folder"),
            ("{above}/repo/inner", "part of the repository"),
        ],
    )
    async def test_other_folders_are_refused_with_the_reason(self, sala, tmp_path, path, reason):
        write(repository(tmp_path / "repo"), "inner/x")
        write(tmp_path, "file")
        (sala.data / "workspaces").mkdir(exist_ok=True)
        path = path.format(data=sala.data, above=tmp_path)
        with pytest.raises(FolderNotAllowed, match=reason):
            await sala.ask(OpenFolder(workspace=uuid4(), path=path))
        assert await sala.facts(WorkspaceCreated) == []

    async def test_only_an_owner_opens_folders_of_the_machine(self, sala, tmp_path):
        editor = Caller(name="E", role=Role.EDITOR, member=uuid4(), session="e")
        with pytest.raises(Forbidden):
            await sala.ask(OpenFolder(workspace=uuid4(), path=str(tmp_path)), editor)


async def test_only_the_server_itself_is_told_where_files_lie(sala, tmp_path):
    folder = repository(tmp_path / "harbour")
    view = await sala.ask(OpenFolder(workspace=uuid4(), path=str(folder)))
    own = await sala.ask(CreateWorkspace(workspace=uuid4(), name="own"))
    assert await sala.ask(LocateFiles(workspace=view.workspace), SYSTEM) == str(folder)
    where = await sala.ask(LocateFiles(workspace=own.workspace), SYSTEM)
    assert where == str(sala.data / "workspaces" / str(own.workspace))
    with pytest.raises(Forbidden):
        await sala.ask(LocateFiles(workspace=view.workspace), READER)


async def test_a_reader_looks_and_does_not_change(sala):
    view = await sala.ask(CreateWorkspace(workspace=uuid4(), name="one"))
    assert await sala.ask(GetWorkspace(workspace=view.workspace), READER) == view
    for wish in (
        CreateFile(workspace=view.workspace, path="a"),
        RenameWorkspace(workspace=view.workspace, name="x"),
        TrustWorkspace(workspace=view.workspace),
    ):
        with pytest.raises(Forbidden):
            await sala.ask(wish, READER)


async def test_a_workspace_is_renamed_and_trusted(sala, tmp_path):
    folder = repository(tmp_path / "harbour")
    view = await sala.ask(OpenFolder(workspace=uuid4(), path=str(folder)))
    await sala.ask(TrustWorkspace(workspace=view.workspace))
    renamed = await sala.ask(RenameWorkspace(workspace=view.workspace, name="Port"))
    assert (renamed.name, renamed.trusted) == ("Port", True)
    with pytest.raises(BadRequest):
        await sala.ask(RenameWorkspace(workspace=view.workspace, name=" \t "))


async def test_an_archived_workspace_is_out_of_the_list_and_its_files_rest(sala):
    view = await sala.ask(CreateWorkspace(workspace=uuid4(), name="one"))
    await sala.ask(ArchiveWorkspace(workspace=view.workspace))
    assert await sala.ask(ListWorkspaces()) == []
    [archived] = await sala.ask(ListWorkspaces(archived=True))
    assert archived.state is State.ARCHIVED
    with pytest.raises(WorkspaceNotReady, match="archive"):
        await sala.ask(ListFolder(workspace=view.workspace))
    await sala.ask(UnarchiveWorkspace(workspace=view.workspace))
    assert len(await sala.ask(ListWorkspaces())) == 1


async def test_the_workspace_changed_last_comes_first(sala):
    one, two, three = [
        (await sala.ask(CreateWorkspace(workspace=uuid4(), name=name))).workspace
        for name in ("one", "two", "three")
    ]

    async def names():
        return [view.name for view in await sala.ask(ListWorkspaces())]

    assert await names() == ["three", "two", "one"]
    await sala.ask(CreateFile(workspace=one, path="a"))
    assert await names() == ["one", "three", "two"]
    readme = await sala.ask(ReadText(workspace=two, path="README.md"))
    await sala.ask_as_sala(
        WriteText(workspace=two, path="README.md", text="typed", expected=readme.digest)
    )
    views = await sala.ask(ListWorkspaces())
    assert [view.name for view in views] == ["two", "one", "three"]
    assert [view.changed_path for view in views] == ["README.md", "a", ""]
    assert three == views[2].workspace


async def test_the_list_survives_a_restart_and_can_be_rebuilt(tmp_path):
    async with home(tmp_path) as sala:
        view = await sala.ask(CreateWorkspace(workspace=uuid4(), name="one"))
        await sala.ask(CreateFile(workspace=view.workspace, path="a"))
        before = await sala.ask(ListWorkspaces())
    (tmp_path / "views.sqlite").unlink()
    for leftover in tmp_path.glob("views.sqlite-*"):
        leftover.unlink()
    async with home(tmp_path) as sala:
        assert await sala.ask(ListWorkspaces()) == before


async def test_a_workspace_nobody_made_is_not_there(sala):
    for question in (GetWorkspace, ListFolder, GetStatus):
        with pytest.raises(WorkspaceNotFound):
            await sala.ask(question(workspace=uuid4()))


async def test_a_folder_that_vanished_is_said_to_be_gone_and_harms_no_other(sala, tmp_path):
    folder = repository(tmp_path / "harbour")
    view = await sala.ask(OpenFolder(workspace=uuid4(), path=str(folder)))
    folder.rename(tmp_path / "away")
    with pytest.raises(WorkspaceNotReady, match="not on the disk"):
        await sala.ask(ListFolder(workspace=view.workspace))
    assert len(await sala.ask(ListWorkspaces())) == 1


async def test_a_half_made_workspace_of_a_crash_is_put_aside(sala):
    workspace = uuid4()
    left = sala.data / "workspaces" / str(workspace)
    write(left, "half", "x")
    await sala.ask(CreateWorkspace(workspace=workspace, name="one"))
    assert [entry.name for entry in left.iterdir() if entry.name != ".git"] == ["README.md"]
    assert (await sala.facts(ImportFinished))[0].event.workspace == workspace
    [aside] = (sala.data / "trash" / str(workspace)).iterdir()
    assert (aside / "half").read_text() == "x"


async def test_only_sala_itself_writes_text(sala):
    view = await sala.ask(CreateWorkspace(workspace=uuid4(), name="one"))
    with pytest.raises(Forbidden):
        await sala.ask(WriteText(workspace=view.workspace, path="a", text="", expected=sha(b"")))
    names = {entry.name for entry in await sala.ask(ListFolder(workspace=view.workspace))}
    assert names == {"README.md"}
