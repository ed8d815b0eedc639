"""Unpacking: every entry is judged before it is written, and links are made last.

git's own folders in an archive are left out: an archive brings files, not a history.
"""

from __future__ import annotations

import lzma
import os
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Generator, Iterator, Sequence
from contextlib import closing
from pathlib import Path

from sala.workspace.adapters.archives import tars, zips
from sala.workspace.adapters.archives.budget import Budget
from sala.workspace.adapters.archives.members import CHUNK, Member, Sort, refused
from sala.workspace.adapters.tree.root import WorkingTree, open_file
from sala.workspace.adapters.tree.system import refusing
from sala.workspace.contract import ArchiveNotAllowed, PathNotAllowed
from sala.workspace.domain.links import escapes
from sala.workspace.domain.paths import Parts, fold, is_git, parts, shown

EXTENSIONS = (".zip", ".tar", ".tar.gz", ".tgz", ".tar.bz2", ".tbz2", ".tar.xz", ".txz")
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_COMPRESSED = (b"\x1f\x8b", b"BZh", b"\xfd7zXZ\0")
_USTAR_AT = 257

_DAMAGED = (
    zipfile.BadZipFile,
    tarfile.TarError,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    EOFError,
    NotImplementedError,
    ValueError,  # Unicode's errors among them
    OverflowError,
    MemoryError,
    KeyError,
    IndexError,
    RuntimeError,
)
_LEFT_OUT = frozenset({"__MACOSX", ".DS_Store"})
_LINKS = 10_000
_TARGET_LIMIT = 1024


def unpack(archive: Path, into: Path, budget: Budget) -> Path:
    """Unpack an archive into an empty folder; give the folder that is the project's own.

    That is the single folder in which many archives wrap everything, where there is one. Raises
    ArchiveNotAllowed, saying why, with what was written until then left in `into`.
    """
    try:
        with closing(_members(archive, budget)) as members:
            return _Unpacking(into, budget).run(members)
    except _DAMAGED as error:
        raise ArchiveNotAllowed(f"The archive is damaged: {_words(error)}.") from error
    except OSError as error:
        if error.errno is not None:
            with refusing(archive.name):
                raise
        raise ArchiveNotAllowed(f"The archive is damaged: {_words(error)}.") from error


def _members(archive: Path, budget: Budget) -> Generator[Member, None, None]:
    with archive.open("rb") as opened:
        head = opened.read(_USTAR_AT + 5)
    if head.startswith(_ZIP):
        return zips.members(archive, budget)
    if head.startswith(_COMPRESSED) or head[_USTAR_AT:] == b"ustar":
        return tars.members(archive, budget)
    raise ArchiveNotAllowed(f"This is no archive that Sala imports. It can be {_listed()}.")


class _Unpacking:
    def __init__(self, into: Path, budget: Budget) -> None:
        self._into = into
        self._tree = WorkingTree(str(into))
        self._budget = budget
        self._seen: dict[Parts, tuple[Parts, Sort]] = {}
        """What is at a path, by the folded path: what some system would confuse counts as equal."""
        self._links: dict[Parts, str] = {}

    def run(self, members: Iterator[Member]) -> Path:
        for member in members:
            split = _split(member)
            if split:
                self._take(member, split)
        tops = {split[0] for split, _ in self._seen.values()}
        if not tops:
            raise ArchiveNotAllowed("The archive is empty.")
        wrapper = tops.pop() if len(tops) == 1 else ""
        wrapped = bool(wrapper) and self._seen[(fold(wrapper),)][1] is Sort.FOLDER
        self._make_links(1 if wrapped else 0)
        return self._into / wrapper if wrapped else self._into

    def _take(self, member: Member, split: Parts) -> None:
        self._make_folders(split[:-1], member.name)
        known = self._seen.get(_key(split))
        if known is not None:
            if member.sort is Sort.FOLDER and known == (split, Sort.FOLDER):
                return
            other = "/".join(known[0])
            raise refused(
                member.name, f"is in it twice, or differs from “{shown(other)}” in case only"
            )
        self._seen[_key(split)] = split, member.sort
        with self._tree.folder(split[:-1]) as above:
            match member.sort:
                case Sort.FOLDER:
                    os.mkdir(split[-1], 0o755, dir_fd=above)
                case Sort.FILE:
                    mode = 0o755 if member.executable else 0o644
                    with closing(member.content()) as content:
                        self._write(above, split, content, mode)
                case Sort.SAME_AS:
                    self._copy(above, split, member)
                case Sort.LINK:
                    self._links[split] = member.target
                    if len(self._links) > _LINKS:
                        raise refused(member.name, f"is one of more than {_LINKS} links")

    def _make_folders(self, split: Parts, name: str) -> None:
        for depth in range(1, len(split) + 1):
            part = split[:depth]
            known = self._seen.get(_key(part))
            if known == (part, Sort.FOLDER):
                continue
            if known is None:
                self._budget.entry()
                self._seen[_key(part)] = part, Sort.FOLDER
                with self._tree.folder(part[:-1]) as above:
                    os.mkdir(part[-1], 0o755, dir_fd=above)
            elif known[0] == part:
                raise refused(name, "lies inside something that is no folder")
            else:
                raise refused(name, f"differs from “{shown('/'.join(known[0]))}” in case only")

    def _write(self, above: int, split: Parts, content: Iterator[bytes], mode: int) -> None:
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
        fd = os.open(split[-1], flags, mode, dir_fd=above)
        try:
            for piece in content:
                self._budget.write(len(piece))
                left = memoryview(piece)
                while left:
                    left = left[os.write(fd, left) :]
        finally:
            os.close(fd)

    def _copy(self, above: int, split: Parts, member: Member) -> None:
        """Write a hard link as a file of its own."""
        source = _parts(member.target)
        known = self._seen.get(_key(source))
        if source == split or known not in ((source, Sort.FILE), (source, Sort.SAME_AS)):
            raise refused(member.name, "is a hard link to something that is not in the archive")
        with self._tree.folder(source[:-1]) as there:
            fd = open_file(source[-1], there, member.target)
        try:
            mode = os.fstat(fd).st_mode & 0o777
            self._write(above, split, iter(lambda: os.read(fd, CHUNK), b""), mode)
        finally:
            os.close(fd)

    def _make_links(self, skipped: int) -> None:
        """Make the links, as seen from the folder that becomes the project's own."""
        links = {split[skipped:]: target for split, target in self._links.items()}
        for split, target in links.items():
            name = "/".join(split)
            if (
                len(target.encode(errors="surrogateescape")) > _TARGET_LIMIT
                or not target.isprintable()
            ):
                raise refused(name, "is a link with a target that cannot be read")
            reason = escapes(split, links)
            if reason:
                raise refused(name, f"is a link, and {reason}")
            if any(is_git(step) for step in target.split("/")):
                raise refused(name, "is a link into git's own folder")
        for split, target in self._links.items():
            with self._tree.folder(split[:-1]) as above:
                os.symlink(target, split[-1], dir_fd=above)


def _split(member: Member) -> Parts:
    """Give the path of an entry; empty for what is left out."""
    steps = [step for step in member.name.split("/") if step != "."]
    if any(is_git(step) for step in steps) or not _LEFT_OUT.isdisjoint(steps):
        return ()
    name = "/".join(steps)
    if not name:
        if member.name.startswith("/") or member.sort is not Sort.FOLDER:
            raise refused(member.name, "has no name")
        return ()
    return _parts(name)


def _parts(name: str) -> Parts:
    try:
        return parts(name.removeprefix("./"))
    except PathNotAllowed as refusal:
        raise ArchiveNotAllowed(f"The archive cannot be imported: {refusal.detail}") from refusal


def _key(split: Parts) -> Parts:
    return tuple(map(fold, split))


def _listed() -> str:
    return ", ".join(EXTENSIONS[:-1]) + f" or {EXTENSIONS[-1]}"


def _words(error: Exception) -> str:
    said: Sequence[str] = [str(part) for part in error.args if isinstance(part, str)]
    return shown(said[0].strip(" .")) if said else type(error).__name__
