"""Backups of a whole installation: made while people edit, restored whole or not at all."""

import asyncio
import gzip
import io
import os
import shutil
import sqlite3
import subprocess
import sys
import tarfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import msgspec
import pytest

from sala import __version__
from sala.kernel.backup import BackupError, InDatabase, backup, restore
from sala.kernel.backup.archive import FORMAT, HEADER, MANIFEST, is_newer
from sala.kernel.events.runner import Followers
from sala.kernel.events.sqlite import SqliteEventLog
from sala.kernel.settings import Settings, read
from sala.kernel.tables import Tables
from tests.kernel.facts import TYPES, Counted
from tests.kernel.tallies import TALLY, tallied, tallies
from tests.suites.event_log import SERVER


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return read({}, data=tmp_path / "data")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "saved.tar.gz"


def git(folder: Path, *words: str) -> str:
    who = ["-c", "user.name=a", "-c", "user.email=a@b", "-c", "gc.auto=0"]
    done = subprocess.run(
        ["git", *who, *words], cwd=folder, check=True, capture_output=True, text=True
    )
    return done.stdout


async def begin(settings: Settings) -> tuple[SqliteEventLog, Tables, Followers]:
    log, tables = SqliteEventLog(settings.events, TYPES), Tables(settings.tables_url)
    await log.start()
    await tables.migrate()
    await tables.change(lambda connection: tallies.create(connection, checkfirst=True))
    followers = Followers(log, tables, [TALLY])
    await followers.start()
    return log, tables, followers


async def end(log: SqliteEventLog, tables: Tables, followers: Followers) -> None:
    await followers.stop()
    await log.stop()
    await tables.stop()


@pytest.fixture
def installation(settings: Settings) -> Settings:
    async def lived_in() -> None:
        log, tables, followers = await begin(settings)
        await log.append("a", [Counted(by=n) for n in range(50)], expected=0)
        await followers.settled(50)
        await end(log, tables, followers)

    asyncio.run(lived_in())
    data = settings.data
    (data / "sala.toml").write_text("[server]\nport = 8001\n")
    (data / "secrets").mkdir(mode=0o700)
    (data / "secrets" / "key").write_bytes(os.urandom(32))
    (data / "secrets" / "key").chmod(0o600)
    (data / "run").mkdir()
    (data / "run" / "pid").write_text("1")
    (data / "views.sqlite.before-migration-1").write_text("old")
    tree = data / "workspaces" / "one"
    (tree / "empty").mkdir(parents=True)
    (tree / "ศาลา.py").write_text("print('สวัสดี')\n", encoding="utf-8")
    (tree / "run.sh").write_text("#!/bin/sh\n")
    (tree / "run.sh").chmod(0o755)
    (tree / "link").symlink_to("run.sh")
    (tree / "away").symlink_to("/etc/hostname")
    Path(os.fsdecode(os.fsencode(tree) + b"/latin-\xe9.txt")).write_text("x")
    (tree / "notes.sqlite").write_text("a file of the project's own")
    os.mkfifo(tree / "pipe")
    git(tree, "init", "-q")
    git(tree, "add", "run.sh")
    git(tree, "commit", "-qm", "first")
    return settings


def tree_of(data: Path) -> dict[str, object]:
    found: dict[str, object] = {}
    for path in sorted(data.rglob("*")):
        name = str(path.relative_to(data))
        if path.is_symlink():
            found[name] = path.readlink()
        elif path.is_file():
            found[name] = (path.read_bytes(), path.stat().st_mode & 0o777)
        else:
            found[name] = path.stat().st_mode & 0o777
    return found


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


Change = Callable[[list[tuple[tarfile.TarInfo, bytes]]], list[tuple[tarfile.TarInfo, bytes]]]


def rewritten(file: Path, change: Change) -> None:
    """Replace an archive by one with other entries."""
    with tarfile.open(file) as tar:
        read_ = [(e, tar.extractfile(e).read() if e.isreg() else b"") for e in tar]
    with tarfile.open(file, "w:gz") as tar:
        for entry, content in change(read_):
            entry.size = len(content)
            tar.addfile(entry, io.BytesIO(content))


def entry(name: str, content: bytes = b"x", **fields: object) -> tuple[tarfile.TarInfo, bytes]:
    made = tarfile.TarInfo(name)
    for field, value in fields.items():
        setattr(made, field, value)
    return made, content


def with_header(**fields: object) -> Change:
    header = {"format": FORMAT, "version": __version__, "at": ""} | fields
    return lambda all_: [entry(HEADER, msgspec.json.encode(header)), *all_[1:]]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        pytest.param(with_header(version="99.0.0"), r"Sala 99\.0\.0", id="a newer version"),
        pytest.param(with_header(format=FORMAT + 1), "newer version", id="a newer form"),
        pytest.param(lambda all_: all_[1:], "not a backup of Sala", id="no header"),
        pytest.param(lambda all_: all_[:-1], "cut off", id="no manifest"),
        pytest.param(
            lambda all_: [(e, c.replace(b"8001", b"8002")) for e, c in all_],
            "sala.toml is not what was saved",
            id="a changed file",
        ),
        pytest.param(
            lambda all_: [pair for pair in all_ if pair[0].name != "data/secrets/key"],
            "secrets/key is not what was saved",
            id="a missing file",
        ),
        pytest.param(
            lambda all_: [all_[0], entry("data/extra"), *all_[1:]],
            "extra is not what was saved",
            id="a file too many",
        ),
        pytest.param(
            lambda all_: [all_[0], entry("data/../../escaped"), *all_[1:]],
            "leads out",
            id="a path that climbs",
        ),
        pytest.param(
            lambda all_: [all_[0], entry("/tmp/escaped"), *all_[1:]], "leads out", id="absolute"
        ),
        pytest.param(
            lambda all_: [
                all_[0],
                entry("data/d", b"", type=tarfile.SYMTYPE, linkname="../escape"),
                entry("data/d/escaped"),
                *all_[1:],
            ],
            "is not what was saved",
            id="a path through a link",
        ),
        pytest.param(
            lambda all_: [
                all_[0],
                entry("data/d", b"", type=tarfile.LNKTYPE, linkname="/etc/passwd"),
                *all_[1:],
            ],
            "which no backup holds",
            id="a hard link",
        ),
        pytest.param(
            lambda all_: [*all_[:-1], entry(MANIFEST, b'{"files": 1}')],
            "is damaged",
            id="a manifest that is none",
        ),
    ],
)
def test_an_archive_that_is_not_as_it_was_written_restores_nothing(
    installation: Settings, file: Path, tmp_path: Path, change: Change, said: str
):
    backup(installation, file)
    rewritten(file, change)
    (tmp_path / "escape").mkdir()
    with pytest.raises(BackupError, match=said):
        restore(file, tmp_path / "new" / "data")
    assert list((tmp_path / "new").iterdir()) == []
    assert list((tmp_path / "escape").iterdir()) == []
    assert list(tmp_path.rglob("escaped")) == []


@pytest.mark.parametrize("damage", ["cut", "flipped", "empty", "text", "gzip of text", "missing"])
def test_bytes_that_are_no_archive_restore_nothing(
    installation: Settings, file: Path, tmp_path: Path, damage: str
):
    backup(installation, file)
    whole = file.read_bytes()
    middle = len(whole) // 2
    flipped = whole[:middle] + bytes([whole[middle] ^ 0xFF]) + whole[middle + 1 :]
    contents = {
        "cut": whole[:middle], "flipped": flipped, "empty": b"", "text": b"hello" * 1000,
        "gzip of text": gzip.compress(b"hello" * 1000), "missing": b"",
    }  # fmt: skip
    file.write_bytes(contents[damage])
    if damage == "missing":
        file.unlink()
    with pytest.raises(BackupError):
        restore(file, tmp_path / "new" / "data")
    assert list(tmp_path.glob("new/*")) == []


def test_a_restored_installation_can_be_saved_again(
    installation: Settings, file: Path, tmp_path: Path
):
    backup(installation, file)
    restore(file, tmp_path / "new")
    backup(read({}, data=tmp_path / "new"), tmp_path / "again.tar.gz")
    shutil.rmtree(tmp_path / "new")
    restore(tmp_path / "again.tar.gz", tmp_path / "new")
    assert (tmp_path / "new" / "sala.toml").is_file()


@pytest.mark.parametrize(
    ("version", "than", "newer"),
    [
        ("0.10.0", "0.9.3", True),
        ("0.1.0", "0.1.0", False),
        ("0.1.0-rc.1", "0.1.0", False),
        ("1.0.0", "0.9.9", True),
        ("0.1.0", "0.2.0", False),
    ],
)
def test_versions_are_compared_by_number(version: str, than: str, *, newer: bool):
    assert is_newer(version, than) is newer
