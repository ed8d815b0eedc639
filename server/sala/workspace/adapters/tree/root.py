"""The working tree as something to read: folders, files and what they are."""

from __future__ import annotations

import errno
import hashlib
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from sala.workspace.adapters.tree.drafts import PREFIX
from sala.workspace.adapters.tree.system import refusing
from sala.workspace.contract import FileNotFound, Kind, PathNotAllowed, WorkspaceNotReady
from sala.workspace.domain.paths import Parts, is_git, shown

_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
# Without O_NONBLOCK, opening a pipe somebody made in the tree would wait for its other end.
_FILE = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """An entry on disk. `target` is where a link points; times are in nanoseconds."""

    name: str
    kind: Kind
    size: int
    changed: int
    target: str = ""


class WorkingTree:
    """A folder whose inside may be used and whose outside may not. Every method may block."""

    def __init__(self, root: str) -> None:
        self.root = root

    @contextmanager
    def folder(self, split: Parts) -> Iterator[int]:
        """Open a folder for as long as the context lasts; give its descriptor.

        Raises PathNotAllowed when a step is a link, FileNotFound when a step is no folder.
        """
        try:
            here = os.open(self.root, _FOLDER)
        except OSError as error:
            raise WorkspaceNotReady("Its folder is not on the disk any more.") from error
        try:
            for depth, name in enumerate(split, start=1):
                below = self._step(name, here, "/".join(split[:depth]))
                os.close(here)
                here = below
            yield here
        finally:
            os.close(here)

    def _step(self, name: str, here: int, path: str) -> int:
        with refusing(path):
            try:
                return os.open(name, _FOLDER, dir_fd=here)
            except OSError as error:
                if error.errno in (errno.ENOTDIR, errno.ELOOP):
                    refuse_link(name, here, path)
                raise

    @contextmanager
    def file(self, split: Parts) -> Iterator[tuple[int, os.stat_result]]:
        """Open a regular file for reading; give its descriptor and what it was when opened."""
        path = "/".join(split)
        with self.folder(split[:-1]) as above:
            fd = open_file(split[-1], above, path)
        try:
            yield fd, os.fstat(fd)
        finally:
            os.close(fd)

    def look(self, split: Parts) -> Found:
        """Tell what is at a path, without following it. Raises FileNotFound."""
        path = "/".join(split)
        with self.folder(split[:-1]) as above, refusing(path):
            found = describe(split[-1], above)
        if found is None:
            raise PathNotAllowed(f"“{shown(path)}” cannot be used: it is a device or a pipe.")
        return found

    def list(self, split: Parts) -> list[Found]:
        """List a folder: folders first, each by name. git's own folder and drafts are left out."""
        found: list[Found] = []
        with self.folder(split) as here, refusing("/".join(split)):
            for name in os.listdir(here):  # noqa: PTH208 - a descriptor, not a path
                if is_git(name) or name.startswith(PREFIX):
                    continue
                try:
                    entry = describe(name, here)
                except FileNotFoundError:  # gone since the folder was read
                    continue
                if entry is not None:
                    found.append(entry)
        found.sort(key=lambda one: (one.kind is not Kind.FOLDER, one.name.casefold(), one.name))
        return found

    def read(self, split: Parts, *, limit: int) -> tuple[bytes, os.stat_result]:
        """Read up to `limit` bytes of a file."""
        with self.file(split) as (fd, status), refusing("/".join(split)):
            return read_up_to(fd, limit), status

    def digest(self, split: Parts) -> str:
        """Give the SHA-256 of a file in hexadecimal."""
        with self.file(split) as (fd, _), refusing("/".join(split)):
            return digest_of(fd)


def open_file(name: str, above: int, path: str) -> int:
    """Open a regular file for reading; refuse links, folders, pipes and devices."""
    with refusing(path):
        status = os.lstat(name, dir_fd=above)
        _refuse_special(status, path)
        fd = os.open(name, _FILE, dir_fd=above)
    try:
        _refuse_special(os.fstat(fd), path)
    except BaseException:
        os.close(fd)
        raise
    return fd


def refuse_link(name: str, above: int, path: str) -> None:
    """Raise PathNotAllowed when the entry is a link."""
    try:
        status = os.lstat(name, dir_fd=above)
    except OSError:
        return
    if stat.S_ISLNK(status.st_mode):
        raise _is_link(path)


def describe(name: str, above: int) -> Found | None:
    """Describe an entry; None for a pipe, socket or device. A name that is no Unicode is shown so.

    Raises OSError.
    """
    status = os.lstat(name, dir_fd=above)
    target = ""
    if stat.S_ISLNK(status.st_mode):
        kind = Kind.LINK
        target = _readable(os.readlink(name, dir_fd=above))
    elif stat.S_ISDIR(status.st_mode):
        kind = Kind.FOLDER
    elif stat.S_ISREG(status.st_mode):
        kind = Kind.FILE
    else:
        return None
    size = status.st_size if kind is Kind.FILE else 0
    return Found(
        name=_readable(name), kind=kind, size=size, changed=status.st_mtime_ns, target=target
    )


def read_up_to(fd: int, limit: int) -> bytes:
    """Read a file from where it stands, up to `limit` bytes."""
    pieces: list[bytes] = []
    while limit > 0 and (piece := os.read(fd, min(limit, _CHUNK))):
        pieces.append(piece)
        limit -= len(piece)
    return b"".join(pieces)


def digest_of(fd: int) -> str:
    """Give the SHA-256 of the rest of a file in hexadecimal."""
    digest = hashlib.sha256()
    while piece := os.read(fd, _CHUNK):
        digest.update(piece)
    return digest.hexdigest()


def _refuse_special(status: os.stat_result, path: str) -> None:
    if stat.S_ISLNK(status.st_mode):
        raise _is_link(path)
    if stat.S_ISDIR(status.st_mode):
        raise FileNotFound(f"“{shown(path)}” is a folder, not a file.")
    if not stat.S_ISREG(status.st_mode):
        raise PathNotAllowed(f"“{shown(path)}” cannot be used: it is a device or a pipe.")


def _is_link(path: str) -> PathNotAllowed:
    detail = f"“{shown(path)}” cannot be used: it is a link, and links are not followed."
    return PathNotAllowed(detail, fields={"path": detail})


def _readable(name: str) -> str:
    return os.fsencode(name).decode(errors="replace")
