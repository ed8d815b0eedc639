"""Zip archives, entry by entry."""

from __future__ import annotations

import stat
import zipfile
from collections.abc import Generator
from contextlib import suppress
from pathlib import Path

from sala.workspace.adapters.archives.budget import Budget
from sala.workspace.adapters.archives.members import CHUNK, Content, Member, Sort, refused
from sala.workspace.contract import ArchiveNotAllowed

_METHODS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2})
"""LZMA is left out: its entries say how much memory they want, and Python gives it to them."""
_UTF8 = 0x800
_ENCRYPTED = 0x1
_UNIX, _DARWIN = 3, 19
_TARGET_LIMIT = 4096

_END = b"PK\x05\x06"
_END_64 = b"PK\x06\x06"
_IN_ZIP64 = 0xFFFFFFFF
_COMMENT_LIMIT = 65_535 + 22
_DIRECTORY_LIMIT = 48 * 1024 * 1024
"""Python reads the whole directory at once; this bounds the memory that takes."""


def members(archive: Path, budget: Budget) -> Generator[Member, None, None]:
    """Read the entries in the order of the directory."""
    _check_directory(archive)
    with zipfile.ZipFile(archive) as opened:
        for info in opened.infolist():
            budget.entry()
            yield _member(opened, info)


def _member(opened: zipfile.ZipFile, info: zipfile.ZipInfo) -> Member:
    name = _name(info)
    if info.flag_bits & _ENCRYPTED:
        raise refused(name, "is protected by a password")
    if info.compress_type not in _METHODS:
        raise refused(name, "is compressed in a way that Sala does not read")
    mode = info.external_attr >> 16 if info.create_system in (_UNIX, _DARWIN) else 0
    if name.endswith("/") or stat.S_ISDIR(mode):
        return Member(name=name.rstrip("/"), sort=Sort.FOLDER)
    if stat.S_ISLNK(mode):
        if info.file_size > _TARGET_LIMIT:
            raise refused(name, "is a link that is too long")
        with opened.open(info) as data:
            target = data.read(_TARGET_LIMIT).decode(errors="surrogateescape")
        return Member(name=name, sort=Sort.LINK, target=target)
    if stat.S_IFMT(mode) not in (0, stat.S_IFREG):
        raise refused(name, "is a device or a pipe")
    return Member(
        name=name,
        sort=Sort.FILE,
        executable=bool(mode & 0o111),
        content=_content(opened, info),
    )


def _content(opened: zipfile.ZipFile, info: zipfile.ZipInfo) -> Content:
    def read() -> Generator[bytes, None, None]:
        with opened.open(info) as data:
            while piece := data.read(CHUNK):
                yield piece

    return read


def _name(info: zipfile.ZipInfo) -> str:
    """Give the name as its maker meant it; Python cuts names at NUL and guesses their encoding."""
    name = info.orig_filename
    if "\0" in name:
        raise refused(name, "holds a NUL character")
    if not info.flag_bits & _UTF8:
        with suppress(UnicodeError):  # really from another age
            name = name.encode("cp437").decode()
    if "\\" in name and "/" not in name:
        name = name.replace("\\", "/")  # some Windows programs write them so
    return name


def _check_directory(archive: Path) -> None:
    """Refuse a directory so large that reading it would take the memory of everybody else."""
    size = archive.stat().st_size
    with archive.open("rb") as opened:
        opened.seek(max(0, size - _COMMENT_LIMIT))
        tail = opened.read()
    at = tail.rfind(_END)
    if at < 0 or len(tail) < at + 22:
        raise ArchiveNotAllowed("The archive is damaged: it is no complete zip file.")
    directory = int.from_bytes(tail[at + 12 : at + 16], "little")
    if directory == _IN_ZIP64:
        large = tail.rfind(_END_64)
        directory = int.from_bytes(tail[large + 40 : large + 48], "little") if large >= 0 else size
    if min(directory, size) > _DIRECTORY_LIMIT:
        raise ArchiveNotAllowed("The archive holds too many entries.")
