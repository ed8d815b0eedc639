"""Saving: one consistent archive of a whole installation, while people edit.

Each database is copied in one read transaction, and the order makes the copies fit each other:

1. `views.sqlite` holds positions in the event log. Copied first, it can only be behind, and
   followers catch up after a restoration. Copied after the log it could be ahead, and facts
   appended later under those positions would never be heard.
2. `documents.sqlite` refers to workspaces, and to positions, that the events tell of.
3. `events.sqlite` therefore comes last of the three and knows all that the others refer to.
4. Working trees come after the documents: a file may be newer than its document, which is then
   merged into it like any change on disk. Were it older, the document would be set back.
"""

from __future__ import annotations

import hashlib
import io
import os
import sqlite3
import stat
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import msgspec
from sqlalchemy import make_url

from sala import __version__
from sala.kernel.backup.archive import (
    FORMAT,
    HEADER,
    MANIFEST,
    ROOT,
    BackupError,
    Header,
    Manifest,
    printable,
)
from sala.kernel.settings import Settings
from sala.kernel.storage_errors import refusal_for

_FIRST = ("views.sqlite", "documents.sqlite")
_LAST = "events.sqlite"
_LEFT_OUT = frozenset({"run"})
"""Folders that mean something to running processes alone."""
_LEVEL = 3  # of gzip: most of what lies in working trees is compressed by git already
_IN_MEMORY = 64 * 1024 * 1024
"""Bytes up to which a file is read as a whole before it is written to the archive."""
_PIECE = 1024 * 1024
_TRIES = 5


class InDatabase(BackupError):
    """Facts, documents and tables are in PostgreSQL, which has a tool of its own for this."""

    def __init__(self, settings: Settings, file: Path) -> None:
        address = make_url(settings.storage.database_url).render_as_string(hide_password=True)
        super().__init__(
            "This installation keeps its facts and documents in PostgreSQL. Save them first and "
            f"the files after them:\n  pg_dump --format=custom --file={file}.dump '{address}'\n"
            f"  tar -czf {file} -C {settings.data} .\n"
            "and bring them back with pg_restore and tar."
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Saved:
    """What an archive holds: how many files, and its own size in bytes."""

    file: Path
    files: int
    size: int


def backup(settings: Settings, file: Path) -> Saved:
    """Write an archive of the installation to `file`, which appears only when it is complete.

    Raises BackupError (InDatabase for PostgreSQL), or OutOfSpace with nothing left behind.
    """
    if settings.storage.database_url:
        raise InDatabase(settings, file)
    data, file = settings.data.resolve(), file.expanduser().absolute()
    _refuse_unusable(data, file)
    partial = file.with_name(f"{file.name}.partial-{os.getpid()}")
    try:
        with partial.open("xb") as raw:
            partial.chmod(0o600)
            files = _write(raw, data)
            raw.flush()
            os.fsync(raw.fileno())
        partial.rename(file)
    except BaseException as error:
        partial.unlink(missing_ok=True)
        if isinstance(error, PermissionError):
            msg = f"{error.filename} may not be read by this user. Nothing was saved."
            raise BackupError(msg) from error
        refusal = refusal_for(error)
        if refusal is None:
            raise
        raise refusal from error
    return Saved(file=file, files=files, size=file.stat().st_size)


def _refuse_unusable(data: Path, file: Path) -> None:
    if not data.is_dir():
        msg = f"{data} is not there: nothing has been installed in it yet."
        raise BackupError(msg)
    if file.exists():
        msg = f"{file} exists already. Name another file, or move it away."
        raise BackupError(msg)
    if file.parent.resolve().is_relative_to(data):
        msg = f"{file} lies inside the data directory {data}. Name a file outside of it."
        raise BackupError(msg)
    if not file.parent.is_dir():
        msg = f"{file.parent} is not a directory."
        raise BackupError(msg)


def _write(raw: io.BufferedWriter, data: Path) -> int:
    files: dict[str, str] = {}
    links: dict[str, str] = {}
    header = Header(format=FORMAT, version=__version__, at=datetime.now(UTC).isoformat())
    with tarfile.open(fileobj=raw, mode="w:gz", compresslevel=_LEVEL) as tar:
        _add(tar, HEADER, msgspec.json.encode(header))
        for database in _databases(data):
            with tempfile.TemporaryDirectory(prefix="sala-backup-") as folder:
                copy = Path(folder) / database.name
                _copy(database, copy)
                files[database.name] = _add_file(tar, copy, database.name)
        for path in _everything_else(data):
            name = path.relative_to(data).as_posix()
            with suppress(FileNotFoundError):  # deleted since it was listed
                mode = path.lstat().st_mode
                if stat.S_ISREG(mode):
                    files[printable(name)] = _add_file(tar, path, name)
                elif stat.S_ISDIR(mode) or stat.S_ISLNK(mode):  # a socket or a pipe holds nothing
                    entry = tar.gettarinfo(path, ROOT + name)
                    tar.addfile(entry)
                    if entry.issym():
                        links[printable(name)] = printable(entry.linkname)
        _add(tar, MANIFEST, msgspec.json.encode(Manifest(files=files, links=links)))
    return len(files)


def _databases(data: Path) -> list[Path]:
    order = {name: place for place, name in enumerate(_FIRST)} | {_LAST: len(_FIRST) + 1}
    found = data.glob("*.sqlite")
    return sorted(found, key=lambda path: (order.get(path.name, len(_FIRST)), path.name))


def _copy(database: Path, copy: Path) -> None:
    """Copy a database as it is at one moment; writers go on meanwhile."""
    try:
        with (
            closing(sqlite3.connect(database, timeout=10)) as source,
            closing(sqlite3.connect(copy)) as target,
        ):
            source.backup(target)  # all pages in one step: one read transaction
            target.execute("PRAGMA journal_mode = DELETE")
            (answer,) = target.execute("PRAGMA quick_check(1)").fetchone()
    except sqlite3.DatabaseError as error:
        if isinstance(error, sqlite3.OperationalError):
            raise
        answer = str(error)
    if answer != "ok":
        msg = f"{database} is damaged: {answer}. It was not saved."
        raise BackupError(msg)


def _everything_else(data: Path) -> Iterator[Path]:
    for path in sorted(data.iterdir()):
        name = path.name
        if name in _LEFT_OUT or (".sqlite" in name and path.is_file()):
            continue  # databases, what lies beside them, and copies made before migrations
        yield path
        if path.is_dir() and not path.is_symlink():
            yield from _walk(path)


def _walk(folder: Path) -> Iterator[Path]:
    """List a tree so that a git repository in it can be copied while it is written to.

    References before objects: what is referred to exists, so it is found afterwards. Loose
    objects before packs: git moves them in this direction only, and never deletes before.
    """
    late = {"objects": 1, "pack": 2}
    with suppress(FileNotFoundError):
        entries = sorted(folder.iterdir(), key=lambda path: (late.get(path.name, 0), path.name))
        seen = set(entries)
        while entries:
            for path in entries:
                yield path
                if path.is_dir() and not path.is_symlink():
                    yield from _walk(path)
            # A repack may have replaced packs by one that was not there when they were listed.
            entries = [] if folder.name != "pack" else sorted(set(folder.iterdir()) - seen)
            seen.update(entries)


def _add(tar: tarfile.TarFile, name: str, content: bytes) -> None:
    entry = tarfile.TarInfo(name)
    entry.size = len(content)
    entry.mode = 0o600
    tar.addfile(entry, io.BytesIO(content))


def _add_file(tar: tarfile.TarFile, path: Path, name: str) -> str:
    """Add a file as it is at one moment and give its hash. Read again if it changed meanwhile."""
    with tempfile.SpooledTemporaryFile(_IN_MEMORY) as held:
        for _ in range(_TRIES):
            digest = hashlib.sha256()
            held.seek(0)
            held.truncate()
            with path.open("rb") as source:
                before = os.fstat(source.fileno())
                while piece := source.read(_PIECE):
                    digest.update(piece)
                    held.write(piece)
                after = os.fstat(source.fileno())
            if (before.st_size, before.st_mtime_ns) == (after.st_size, after.st_mtime_ns):
                break
        entry = tarfile.TarInfo(ROOT + name)
        entry.size, entry.mtime = held.tell(), after.st_mtime
        entry.mode = stat.S_IMODE(after.st_mode)
        held.seek(0)
        tar.addfile(entry, held)
    return digest.hexdigest()
