"""Tar archives, plain or compressed, entry by entry and without going back."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import tarfile
from collections.abc import Generator
from pathlib import Path
from typing import Any, BinaryIO, cast

from sala.workspace.adapters.archives.budget import Budget
from sala.workspace.adapters.archives.members import CHUNK, Content, Member, Sort, refused

_XZ_MEMORY = 128 * 1024 * 1024
_HEADER_LIMIT = 256 * 1024
_LONG = frozenset(
    {
        tarfile.XHDTYPE,
        tarfile.XGLTYPE,
        tarfile.SOLARIS_XHDTYPE,
        tarfile.GNUTYPE_LONGNAME,
        tarfile.GNUTYPE_LONGLINK,
    }
)
"""Entries whose whole content Python reads into memory, because it describes the next entry."""


def members(archive: Path, budget: Budget) -> Generator[Member, None, None]:
    """Read the entries as they come. Raises what the decompressors and tarfile raise."""
    with archive.open("rb") as packed:
        stream = cast("BinaryIO", io.BufferedReader(_Counted(_inflated(packed), budget), CHUNK))
        with tarfile.open(fileobj=stream, mode="r|", tarinfo=_BoundedInfo) as opened:
            while (info := opened.next()) is not None:
                budget.entry()
                yield _member(opened, info)
                # Or all headers of a large archive stay in memory.
                opened.members = []  # type: ignore[attr-defined]


def _member(opened: tarfile.TarFile, info: tarfile.TarInfo) -> Member:
    if info.isdir():
        return Member(name=info.name, sort=Sort.FOLDER)
    if info.issym():
        return Member(name=info.name, sort=Sort.LINK, target=info.linkname)
    if info.islnk():
        return Member(name=info.name, sort=Sort.SAME_AS, target=info.linkname)
    if info.issparse():
        raise refused(info.name, "is a sparse file")
    if not info.isreg():
        raise refused(info.name, "is a device or a pipe")
    executable = bool(info.mode & 0o111)
    content = _content(opened, info)
    return Member(name=info.name, sort=Sort.FILE, executable=executable, content=content)


def _content(opened: tarfile.TarFile, info: tarfile.TarInfo) -> Content:
    def read() -> Generator[bytes, None, None]:
        data = opened.extractfile(info)
        if data is None:
            return
        left = info.size
        while left > 0:
            piece = data.read(min(CHUNK, left))
            if not piece:
                raise refused(info.name, "ends too early")
            left -= len(piece)
            yield piece

    return read


class _BoundedInfo(tarfile.TarInfo):
    """A header that may not ask for much memory, nor send the reader backwards."""

    def _proc_member(self, archive: tarfile.TarFile) -> tarfile.TarInfo:
        """Look at a header before what it announces is read: every Python comes by here."""
        if self.size < 0:
            raise refused(self.name, "has a negative size")
        if self.type in _LONG and self.size > _HEADER_LIMIT:
            raise refused(self.name, "has a description that is too long")
        member: tarfile.TarInfo = super()._proc_member(archive)  # type: ignore[misc]
        return member


class _Counted(io.RawIOBase):
    """A stream that counts what comes out of it against the budget."""

    def __init__(self, source: io.BufferedIOBase, budget: Budget) -> None:
        self._source = source
        self._budget = budget

    def readable(self) -> bool:
        """Say that it can be read."""
        return True

    def readinto(self, buffer: Any) -> int:  # noqa: ANN401 - any writable buffer
        """Read what fits."""
        view = memoryview(buffer)
        data = self._source.read(len(view))
        self._budget.inflate(len(data))
        view[: len(data)] = data
        return len(data)


def _inflated(packed: BinaryIO) -> io.BufferedIOBase:
    magic = packed.read(6)
    packed.seek(0)
    if magic.startswith(b"\x1f\x8b"):
        return gzip.GzipFile(fileobj=packed)
    if magic.startswith(b"BZh"):
        return bz2.BZ2File(packed)
    if magic == b"\xfd7zXZ\0":
        return _Xz(packed)
    return cast("io.BufferedIOBase", packed)


class _Xz(io.BufferedIOBase):
    """An xz stream that is refused the gigabytes its header may ask for."""

    def __init__(self, packed: BinaryIO) -> None:
        self._packed = packed
        self._new()

    def _new(self) -> None:
        self._inflate = lzma.LZMADecompressor(lzma.FORMAT_XZ, memlimit=_XZ_MEMORY)

    def read(self, size: int | None = -1, /) -> bytes:
        """Read up to `size` bytes; fewer than asked for, and none, only at the end."""
        wanted = CHUNK if size is None or size < 0 else size
        while True:
            if self._inflate.eof:
                rest = self._inflate.unused_data.lstrip(b"\0") or self._packed.read(CHUNK).lstrip(
                    b"\0"
                )
                if not rest:
                    return b""
                self._new()
                data = self._inflate.decompress(rest, wanted)
            elif self._inflate.needs_input:
                more = self._packed.read(CHUNK)
                if not more:
                    raise EOFError("the compressed data ends too early")
                data = self._inflate.decompress(more, wanted)
            else:
                data = self._inflate.decompress(b"", wanted)
            if data:
                return data
