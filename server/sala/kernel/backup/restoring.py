"""Restoring: everything of an archive into an empty data directory, or nothing at all."""

from __future__ import annotations

import hashlib
import os
import shutil
import tarfile
import zlib
from pathlib import Path, PurePosixPath

from sala import __version__
from sala.kernel.backup.archive import (
    FORMAT,
    HEADER,
    MANIFEST,
    ROOT,
    BackupError,
    Header,
    Manifest,
    decode,
    is_newer,
    printable,
)
from sala.kernel.storage_errors import refusal_for

_PIECE = 1024 * 1024
_LONGEST = 256 * 1024 * 1024
"""Bytes of a header or a manifest, at most."""


def restore(file: Path, data: Path) -> Header:
    """Unpack an archive into `data`, which appears complete or stays as it was.

    Raises BackupError for a data directory that holds something, an archive that is damaged or no
    backup, or one of a newer Sala; OutOfSpace with nothing left behind.
    """
    file, data = file.expanduser().absolute(), data.expanduser().absolute()
    if not file.is_file():
        msg = f"{file} is not there."
        raise BackupError(msg)
    if data.exists() and (not data.is_dir() or any(data.iterdir())):
        msg = f"{data} is not empty. Restore into a new directory, or move this one away first."
        raise BackupError(msg)
    data.parent.mkdir(parents=True, exist_ok=True)
    beside = data.with_name(f".{data.name}.restoring-{os.getpid()}")
    beside.mkdir(mode=0o700)
    try:
        header = _unpack(file, beside)
        os.sync()  # a rename must not become durable before what it names
        if data.exists():
            data.rmdir()
        beside.rename(data)
    except BaseException as error:
        shutil.rmtree(beside)
        explained = _explained(error, file)
        if explained is None:
            raise
        raise explained from error
    return header


def _unpack(file: Path, folder: Path) -> Header:
    files: dict[str, str] = {}
    links: dict[PurePosixPath, str] = {}
    folders: dict[Path, int] = {}
    manifest: Manifest | None = None
    with tarfile.open(file, "r:gz") as tar:
        entries = iter(tar)
        header = _header(tar, next(entries, None), file)
        for entry in entries:
            if entry.name == MANIFEST:
                manifest = decode(_content(tar, entry), Manifest, str(file))
                continue
            path = _inside(entry.name)
            target = folder / path
            # Links are made last: until then no path can lead out of the folder.
            if entry.issym():
                links[path] = entry.linkname
            elif entry.isdir():
                target.mkdir(parents=True, exist_ok=True)
                folders[target] = entry.mode
            elif entry.isreg():
                target.parent.mkdir(parents=True, exist_ok=True)
                files[printable(str(path))] = _write(tar, entry, target)
            else:
                msg = f"{file} holds “{entry.name}”, which no backup holds. Nothing was restored."
                raise BackupError(msg)
    _compare(file, manifest, files, {printable(str(p)): printable(t) for p, t in links.items()})
    for path, linked in links.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).symlink_to(linked)
    for target, mode in folders.items():  # a folder may be one that nobody can write to
        target.chmod(mode & 0o777)
    return header


def _header(tar: tarfile.TarFile, first: tarfile.TarInfo | None, file: Path) -> Header:
    if first is None or first.name != HEADER:
        msg = f"{file} is not a backup of Sala."
        raise BackupError(msg)
    header = decode(_content(tar, first), Header, str(file))
    if header.format > FORMAT or is_newer(header.version, __version__):
        msg = (
            f"{file} was written by Sala {header.version}, and this is {__version__}: "
            "a newer version's data cannot be read. Restore it with that version."
        )
        raise BackupError(msg)
    return header


def _content(tar: tarfile.TarFile, entry: tarfile.TarInfo) -> bytes:
    source = tar.extractfile(entry)
    if source is None or entry.size > _LONGEST:
        msg = f"{entry.name} in the archive cannot be read"
        raise BackupError(msg)
    return source.read()


def _inside(name: str) -> PurePosixPath:
    """Give the path inside the data directory, or refuse one that leads out of it."""
    path = PurePosixPath(name)
    if not name.startswith(ROOT) or path.is_absolute() or ".." in path.parts:
        msg = f"The archive holds “{name}”, which leads out of the data directory."
        raise BackupError(msg)
    return path.relative_to(ROOT)


def _write(tar: tarfile.TarFile, entry: tarfile.TarInfo, target: Path) -> str:
    digest = hashlib.sha256()
    source = tar.extractfile(entry)
    assert source is not None  # noqa: S101 - it is a regular file
    with target.open("xb") as file:
        while piece := source.read(_PIECE):
            digest.update(piece)
            file.write(piece)
    target.chmod(entry.mode & 0o777)
    os.utime(target, (entry.mtime, entry.mtime))
    return digest.hexdigest()


def _compare(
    file: Path, manifest: Manifest | None, files: dict[str, str], links: dict[str, str]
) -> None:
    if manifest is None:
        msg = f"{file} is cut off: its end is missing. Nothing was restored."
        raise BackupError(msg)
    if manifest.files != files or manifest.links != links:
        differing = {name for name, _ in manifest.files.items() ^ files.items()}
        differing |= {name for name, _ in manifest.links.items() ^ links.items()}
        named = ", ".join(sorted(differing)[:5])
        msg = f"{file} is damaged: {named} is not what was saved. Nothing was restored."
        raise BackupError(msg)


def _explained(error: BaseException, file: Path) -> Exception | None:
    if isinstance(error, tarfile.TarError | EOFError | zlib.error) or (
        isinstance(error, OSError) and error.errno is None  # gzip's own
    ):
        return BackupError(f"{file} is damaged or not a backup of Sala: {error}")
    return refusal_for(error)
