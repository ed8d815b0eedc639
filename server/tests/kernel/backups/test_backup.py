"""A backup holds a whole installation as of one moment, or is not made."""

import asyncio
import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from sala import __version__
from sala.kernel.backup import BackupError, InDatabase, backup, restore
from sala.kernel.settings import Settings, read
from tests.kernel.facts import Counted
from tests.kernel.installations import begin, end, git, tree_of
from tests.kernel.tallies import tallied
from tests.suites.event_log import SERVER


def test_everything_comes_back_as_it_was(installation: Settings, file: Path, tmp_path: Path):
    saved = backup(installation, file)
    assert (saved.file, saved.size) == (file, file.stat().st_size)
    restored = tmp_path / "elsewhere" / "data"
    assert restore(file, restored).version == __version__
    before, after = tree_of(installation.data), tree_of(restored)
    for name in ("events.sqlite", "views.sqlite"):
        before.pop(name)
        assert after.pop(name)
    for name in ("run", "run/pid", "views.sqlite.before-migration-1", "workspaces/one/pipe"):
        del before[name]
    assert after == before
    assert git(restored / "workspaces" / "one", "log", "--format=%s") == "first\n"

    async def look() -> tuple[int, list[tuple[int, int]]]:
        log, tables, followers = await begin(read({}, data=restored))
        found = len(await log.read("a")), await tallied(tables)
        await end(log, tables, followers)
        return found

    assert asyncio.run(look()) == (50, [(n + 1, n) for n in range(50)])


async def test_a_backup_made_while_people_edit_fits_together(
    installation: Settings, file: Path, tmp_path: Path
):
    log, tables, followers = await begin(installation)
    documents = sqlite3.connect(installation.documents, isolation_level=None)
    documents.execute("PRAGMA journal_mode = WAL")
    documents.execute("CREATE TABLE marks (position INTEGER)")
    tree = installation.workspaces / "one"
    done = asyncio.Event()

    async def append() -> None:
        version = 50
        while not done.is_set():
            position = await log.append("a", [Counted(by=version)], expected=version)
            version += 1
            await followers.settled(position)
            documents.execute("INSERT INTO marks VALUES (?)", (position,))

    def commit() -> None:
        number = 0
        while not done.is_set():
            number += 1
            (tree / "run.sh").write_text(f"#!/bin/sh\necho {number}\n")
            git(tree, "commit", "-qam", f"number {number}")
            if number % 5 == 0:
                git(tree, "repack", "-adq")

    busy = [asyncio.create_task(append()), asyncio.create_task(asyncio.to_thread(commit))]
    for round_ in range(3):
        await asyncio.sleep(0.3)
        await asyncio.to_thread(backup, installation, file.with_suffix(f".{round_}"))
    done.set()
    await asyncio.gather(*busy)
    documents.close()
    await end(log, tables, followers)

    for round_ in range(3):
        data = tmp_path / f"restored-{round_}"
        restore(file.with_suffix(f".{round_}"), data)
        git(data / "workspaces" / "one", "fsck", "--full", "--strict")
        with (
            closing(sqlite3.connect(data / "events.sqlite")) as events,
            closing(sqlite3.connect(data / "documents.sqlite")) as held,
            closing(sqlite3.connect(data / "views.sqlite")) as views,
        ):
            (head,) = events.execute("SELECT max(position) FROM events").fetchone()
            (mark,) = held.execute("SELECT max(position) FROM marks").fetchone()
            (heard,) = views.execute("SELECT position FROM kernel_positions").fetchone()
        assert heard <= mark + 1 <= head + 1
        assert heard > 50
        log, tables, followers = await begin(read({}, data=data))
        assert await tallied(tables) == [(n + 1, n) for n in range(head)]
        await end(log, tables, followers)


def test_an_archive_is_for_its_owner_alone(installation: Settings, file: Path):
    backup(installation, file)
    assert file.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("where", ["inside", "existing", "nowhere"])
def test_a_place_that_cannot_be_used_is_refused(installation: Settings, tmp_path: Path, where: str):
    places = {
        "inside": installation.data / "x.tar.gz",
        "existing": tmp_path / "existing",
        "nowhere": tmp_path / "no" / "such" / "folder" / "x",
    }
    (tmp_path / "existing").write_text("precious")
    with pytest.raises(BackupError, match=str(places[where].parent)):
        backup(installation, places[where])
    assert (tmp_path / "existing").read_text() == "precious"


def test_an_installation_that_is_not_there_is_refused(settings: Settings, file: Path):
    with pytest.raises(BackupError, match="nothing has been installed"):
        backup(settings, file)


def test_a_damaged_database_is_not_saved(installation: Settings, file: Path):
    with installation.events.open("r+b") as database:
        database.seek(100)
        database.write(os.urandom(8000))
    with pytest.raises(BackupError, match=r"events\.sqlite is damaged"):
        backup(installation, file)
    assert list(file.parent.glob("saved*")) == []


def test_an_installation_in_postgres_is_refused_with_the_command_to_use(tmp_path, file):
    settings = read({"SALA_DATABASE_URL": "postgresql://u:hunter2@h/d"}, data=tmp_path)
    with pytest.raises(InDatabase, match=r"pg_dump --format=custom --file=\S+ 'postgresql://u:\*"):
        backup(settings, file)


def test_a_full_disk_leaves_no_archive_behind(installation: Settings, file: Path):
    (installation.workspaces / "large").write_bytes(os.urandom(2_000_000))
    code = """
import resource, sys
from pathlib import Path
from sala.kernel.backup import backup
from sala.kernel.refusals import OutOfSpace
from sala.kernel.settings import read
resource.setrlimit(resource.RLIMIT_FSIZE, (1_000_000, 1_000_000))
try:
    backup(read({}, data=Path(sys.argv[1])), Path(sys.argv[2]))
except OutOfSpace:
    sys.exit(7)
"""
    done = subprocess.run(
        [sys.executable, "-c", code, installation.data, file], cwd=SERVER, check=False
    )
    assert done.returncode == 7
    assert list(file.parent.glob("saved*")) == []


@pytest.mark.parametrize("held", ["a file", "a folder with something in it"])
def test_a_data_directory_that_is_not_empty_is_refused(
    installation: Settings, file: Path, tmp_path: Path, held: str
):
    backup(installation, file)
    target = tmp_path / "target"
    if held == "a file":
        target.write_text("precious")
    else:
        target.mkdir()
        (target / "precious").write_text("precious")
    with pytest.raises(BackupError, match="not empty"):
        restore(file, target)
    assert (target if held == "a file" else target / "precious").read_text() == "precious"


def test_an_empty_data_directory_is_filled(installation: Settings, file: Path, tmp_path: Path):
    backup(installation, file)
    target = tmp_path / "target"
    target.mkdir()
    restore(file, target)
    assert (target / "events.sqlite").is_file()
