"""A file being written beside its place: nobody sees it, and nothing is left of it, until it lands.

Where the file system allows, the draft has no name at all before it lands (O_TMPFILE), so that even
the death of the process leaves nothing behind.
"""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
from pathlib import PurePath
from types import TracebackType
from typing import Self

from sala.workspace.adapters.tree.system import rename_without_replacing

_NO_NAMELESS = frozenset({errno.EOPNOTSUPP, errno.EISDIR, errno.EINVAL, errno.ENOENT})
PREFIX = ".sala-draft-"


class Draft:
    """A new file in a folder's file system. Leaving the context without landing drops it."""

    def __init__(self, folder: int) -> None:
        self._folder = os.dup(folder)
        self._name = ""
        try:
            self.fd = self._open()
        except OSError:
            os.close(self._folder)
            raise

    def _open(self) -> int:
        if hasattr(os, "O_TMPFILE"):
            try:
                return os.open(
                    ".", os.O_TMPFILE | os.O_RDWR | os.O_CLOEXEC, 0o666, dir_fd=self._folder
                )
            except OSError as error:
                if error.errno not in _NO_NAMELESS:
                    raise
        self._name = f"{PREFIX}{secrets.token_hex(8)}"
        flags = os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_RDWR | os.O_CLOEXEC
        return os.open(self._name, flags, 0o666, dir_fd=self._folder)

    def __enter__(self) -> Self:
        return self

    def write(self, data: bytes) -> None:
        """Write all of the data at the end."""
        left = memoryview(data)
        while left:
            left = left[os.write(self.fd, left) :]

    def like(self, old: os.stat_result, old_fd: int) -> None:
        """Take over permissions, extended attributes and, where allowed, the owner of a file."""
        if os.geteuid() == 0:
            os.fchown(self.fd, old.st_uid, old.st_gid)
        os.fchmod(self.fd, old.st_mode & 0o7777)
        for name in _attributes(old_fd):
            with contextlib.suppress(OSError):  # some belong to the system alone
                os.setxattr(self.fd, name, os.getxattr(old_fd, name))

    def owned_like(self, folder: int) -> None:
        """Give the file to whoever owns the folder it goes to, when Sala runs as root."""
        if os.geteuid() == 0:
            there = os.fstat(folder)
            os.fchown(self.fd, there.st_uid, there.st_gid)

    def land(self, name: str, folder: int) -> None:
        """Give the file its name where nothing is; fail with EEXIST where something is. Durable."""
        os.fsync(self.fd)
        if self._name:
            rename_without_replacing(self._name, name, source_in=self._folder, target_in=folder)
            self._name = ""
        else:
            self._link(name, folder)
        os.fsync(folder)

    def land_over(self, name: str, folder: int) -> None:
        """Give the file its name in one step, in place of what has it now. Durable."""
        os.fsync(self.fd)
        if not self._name:
            self._name = f"{PREFIX}{secrets.token_hex(8)}"
            self._link(self._name, self._folder)
        os.rename(self._name, name, src_dir_fd=self._folder, dst_dir_fd=folder)
        self._name = ""
        os.fsync(folder)

    def _link(self, name: str, folder: int) -> None:
        nameless = PurePath("/proc/self/fd", str(self.fd))
        os.link(nameless, name, dst_dir_fd=folder, follow_symlinks=True)

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Drop the draft, unless it has landed, and let go of it."""
        if self._name:
            with contextlib.suppress(OSError):
                os.unlink(self._name, dir_fd=self._folder)
        os.close(self.fd)
        os.close(self._folder)


def _attributes(fd: int) -> list[str]:
    if not hasattr(os, "listxattr"):
        return []
    try:
        return os.listxattr(fd)
    except OSError:
        return []
