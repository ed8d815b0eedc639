"""Files of a workspace, asked for over the dispatcher: what is done, and the fact it leaves."""

from __future__ import annotations

import asyncio
from uuid import UUID, uuid4

import pytest

from sala.workspace.contract import (
    CreateFile,
    CreateFolder,
    DeleteEntry,
    DescribeEntry,
    EntryCreated,
    EntryDeleted,
    EntryMoved,
    EntryRestored,
    FileExists,
    FileNotFound,
    FindPaths,
    Kind,
    ListFolder,
    MoveEntry,
    PathNotAllowed,
    ReadText,
    RestoreEntry,
    WriteText,
)
from tests.workspace.repositories import git, sha, snapshot, write


@pytest.fixture
async def workspace(sala, harbour):
    return harbour.workspace


@pytest.fixture
def root(harbour):
    return harbour.root


async def read(sala, workspace, path):
    return await sala.ask(ReadText(workspace=workspace, path=path))


async def test_a_file_is_made_moved_deleted_and_brought_back(sala, workspace, root):
    made = await sala.ask(
        CreateFile(workspace=workspace, path="docs/tides.md", text="high\r\nlow\n")
    )
    assert (made.name, made.kind, made.size) == ("tides.md", Kind.FILE, 9)
    moved = await sala.ask(MoveEntry(workspace=workspace, source="docs", target="notes/docs"))
    assert moved.path == "notes/docs"
    deletion = uuid4()
    await sala.ask(DeleteEntry(workspace=workspace, path="notes", deletion=deletion))
    assert not (root / "notes").exists()
    back = await sala.ask(RestoreEntry(workspace=workspace, deletion=deletion))
    assert (back.path, back.kind) == ("notes", Kind.FOLDER)
    assert (root / "notes/docs/tides.md").read_bytes() == b"high\nlow\n"
    kinds = (EntryCreated, EntryMoved, EntryDeleted, EntryRestored)
    entries = [entry for kind in kinds for entry in await sala.facts(kind)]
    assert [type(entry.event) for entry in entries] == list(kinds)
    assert {entry.actor for entry in entries} == {sala.owner.member}


async def test_a_deletion_that_was_sent_twice_leaves_one_fact_and_the_new_file(
    sala, workspace, root
):
    wish = DeleteEntry(workspace=workspace, path="tides.py", deletion=uuid4())
    await sala.ask(wish)
    await sala.ask(CreateFile(workspace=workspace, path="tides.py", text="new"))
    await sala.ask(wish)
    assert (root / "tides.py").read_text() == "new"
    assert len(await sala.facts(EntryDeleted)) == 1
    with pytest.raises(FileExists):
        await sala.ask(RestoreEntry(workspace=workspace, deletion=wish.deletion))


async def test_what_open_documents_hold_is_written_before_a_file_moves_or_goes(sala, workspace):
    await sala.ask(MoveEntry(workspace=workspace, source="tides.py", target="t.py"))
    await sala.ask(DeleteEntry(workspace=workspace, path="t.py", deletion=uuid4()))
    assert sala.flushes == [workspace, workspace]


async def test_a_document_written_during_the_flush_of_a_move_does_not_wait_for_itself(
    sala, workspace, root
):
    async def save(wish):
        digest = sha((root / "tides.py").read_bytes())
        await sala.ask_as_sala(
            WriteText(workspace=wish.workspace, path="tides.py", text="typed\n", expected=digest)
        )

    sala.on_flush = save
    async with asyncio.timeout(20):
        await sala.ask(MoveEntry(workspace=workspace, source="tides.py", target="t.py"))
    assert (root / "t.py").read_text() == "typed\n"


@pytest.mark.parametrize(
    "path",
    [
        "../x",
        "/etc/passwd",
        "a/../../x",
        ".git/config",
        "GIT~1/config",
        "a\0",
        "out/secret",
        "link",
    ],
)
async def test_no_message_reaches_outside_the_working_tree(sala, workspace, root, tmp_path, path):
    secret = write(tmp_path / "outside", "secret", "SECRET")
    (root / "out").symlink_to(secret.parent)
    (root / "link").symlink_to(secret)
    for message in (
        ReadText(workspace=workspace, path=path),
        DescribeEntry(workspace=workspace, path=f"{path}/x"),
        ListFolder(workspace=workspace, path=path),
        CreateFile(workspace=workspace, path=f"{path}/new"),
        CreateFolder(workspace=workspace, path=f"{path}/new"),
        MoveEntry(workspace=workspace, source="tides.py", target=f"{path}/new"),
        MoveEntry(workspace=workspace, source=f"{path}/secret", target="mine"),
        DeleteEntry(workspace=workspace, path=f"{path}/secret", deletion=uuid4()),
    ):
        with pytest.raises((PathNotAllowed, FileNotFound)) as refusal:
            await sala.ask(message)
        if path not in ("link", "out/secret"):
            assert refusal.type is PathNotAllowed
    with pytest.raises(PathNotAllowed):
        await sala.ask_as_sala(
            WriteText(workspace=workspace, path=path, text="x", expected=sha(b"SECRET"))
        )
    assert set(snapshot(secret.parent)) == {"secret"}
    assert secret.read_text() == "SECRET"


async def test_a_name_windows_reserves_says_why_and_one_that_is_there_is_read(
    sala, workspace, root
):
    with pytest.raises(PathNotAllowed, match="Windows reserves"):
        await read(sala, workspace, "src/AUX")
    write(root, "aux.c", "int x;\n")
    assert (await read(sala, workspace, "aux.c")).text == "int x;\n"


async def test_a_folder_is_listed_with_gits_letters_as_soon_as_they_change(sala, workspace, root):
    async def letters():
        entries = await sala.ask(ListFolder(workspace=workspace))
        return {entry.name: entry.status for entry in entries if entry.status}

    assert await letters() == {}
    await sala.ask(CreateFile(workspace=workspace, path="new/x.py"))
    assert await letters() == {"new": "?"}
    digest = (await read(sala, workspace, "tides.py")).digest
    await sala.ask_as_sala(
        WriteText(workspace=workspace, path="tides.py", text="changed\n", expected=digest)
    )
    assert await letters() == {"new": "?", "tides.py": "M"}
    write(root, "build.log")
    [ignored] = [e for e in await sala.ask(ListFolder(workspace=workspace)) if e.ignored]
    assert ignored.name == "build.log"


async def test_a_folder_is_listed_even_where_git_is_broken(sala, workspace, root):
    (root / ".git/HEAD").write_bytes(b"\xff")
    assert "tides.py" in {e.name for e in await sala.ask(ListFolder(workspace=workspace))}


async def test_a_new_file_is_found_by_name_at_once(sala, workspace):
    assert await sala.ask(FindPaths(workspace=workspace, query="berth")) == []
    await sala.ask(CreateFile(workspace=workspace, path="harbour/berths.py"))
    [found] = await sala.ask(FindPaths(workspace=workspace, query="berth"))
    assert (found.path, found.positions) == ("harbour/berths.py", [8, 9, 10, 11, 12])


async def test_facts_of_one_workspace_from_many_callers_are_all_stated(sala, workspace):
    await asyncio.gather(
        *(sala.ask(CreateFile(workspace=workspace, path=f"n{n}")) for n in range(20))
    )
    assert len(await sala.facts(EntryCreated)) == 20


async def test_a_caller_who_leaves_leaves_the_fact_of_what_was_done(sala, workspace, root):
    leaving = asyncio.ensure_future(sala.ask(CreateFile(workspace=workspace, path="n")))
    while not (root / "n").exists():  # noqa: ASYNC110 - a thread makes it
        await asyncio.sleep(0)
    leaving.cancel()
    await asyncio.sleep(0.3)
    assert [entry.event.path for entry in await sala.facts(EntryCreated)] == ["n"]


async def test_git_sees_what_sala_wrote(sala, workspace, root):
    await sala.ask(CreateFile(workspace=workspace, path="หน้า.md", text="x"))
    assert git(root, "-c", "core.quotePath=false", "status", "--porcelain") == "?? หน้า.md"
    assert isinstance(workspace, UUID)
