"""Calls Python does not offer, and what the operating system's own errors mean to a caller."""

from __future__ import annotations

import ctypes
import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager

from sala.kernel.refusals import OutOfSpace
from sala.workspace.contract import FileExists, FileNotAccessible, FileNotFound, PathNotAllowed
from sala.workspace.domain.paths import shown

NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_DENIED = frozenset({errno.EACCES, errno.EPERM, errno.EROFS, errno.ETXTBSY})
_TAKEN = frozenset({errno.EEXIST, errno.ENOTEMPTY, errno.EISDIR})

_AT_FDCWD = -100
_RENAME_NOREPLACE = 1
_libc = ctypes.CDLL(None, use_errno=True)


@contextmanager
def refusing(path: str) -> Iterator[None]:
    """Turn the system's errors about a path into refusals; anything unknown stays what it is."""
    try:
        yield
    except OSError as error:
        name = shown(path)
        if error.errno in (errno.ENOENT, errno.ENOTDIR):
            raise FileNotFound(f"There is nothing at “{name}”.") from error
        if error.errno == errno.ELOOP:
            raise PathNotAllowed(f"“{name}” cannot be used: it is a link.") from error
        if error.errno == errno.ENAMETOOLONG:
            raise PathNotAllowed(f"“{name}” cannot be used: it is too long here.") from error
        if error.errno in _DENIED:
            raise FileNotAccessible(f"The system does not let Sala do this to “{name}”.") from error
        if error.errno in _TAKEN:
            raise FileExists(f"Something is at “{name}” already.") from error
        if error.errno in NO_ROOM:
            raise OutOfSpace("The disk is full: nothing was changed.") from error
        raise


def rename_without_replacing(source: str, target: str, *, source_in: int, target_in: int) -> None:
    """Rename, and fail with EEXIST when something is at the target: one step, not a look before.

    File systems that cannot do this in one step get the look before.
    """
    renameat2 = getattr(_libc, "renameat2", None)
    if renameat2 is not None:
        names = os.fsencode(source), os.fsencode(target)
        if renameat2(source_in, names[0], target_in, names[1], _RENAME_NOREPLACE) == 0:
            return
        code = ctypes.get_errno()
        if code not in (errno.ENOSYS, errno.EINVAL, errno.EOPNOTSUPP):
            raise OSError(code, os.strerror(code), target)
    if exists(target, target_in):
        raise OSError(errno.EEXIST, os.strerror(errno.EEXIST), target)
    os.rename(source, target, src_dir_fd=source_in, dst_dir_fd=target_in)


def exists(name: str, folder: int) -> bool:
    """Tell whether a folder has an entry of this name, be it a link that leads nowhere."""
    try:
        os.lstat(name, dir_fd=folder)
    except FileNotFoundError:
        return False
    return True


def sync_file_system(folder: int) -> None:
    """Make everything written to the file system that holds `folder` durable."""
    syncfs = getattr(_libc, "syncfs", None)
    if syncfs is None or syncfs(folder) != 0:
        os.sync()
