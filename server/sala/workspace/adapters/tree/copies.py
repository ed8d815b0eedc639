"""Copying and removing whole subtrees by folder descriptors, for moves between file systems."""

from __future__ import annotations

import os
import shutil
import stat

_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
_SOURCE = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
_TARGET = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
_CHUNK = 1 << 20


def copy(name: str, *, source_in: int, target: str, target_in: int) -> None:
    """Copy a file, link or folder with modes and times. Pipes and devices are left out. Durable."""
    status = os.lstat(name, dir_fd=source_in)
    if stat.S_ISLNK(status.st_mode):
        os.symlink(os.readlink(name, dir_fd=source_in), target, dir_fd=target_in)
        return
    if stat.S_ISDIR(status.st_mode):
        _copy_folder(name, source_in, target, target_in)
    elif stat.S_ISREG(status.st_mode):
        _copy_file(name, source_in, target, target_in)
    else:
        return
    if os.geteuid() == 0:
        os.chown(target, status.st_uid, status.st_gid, dir_fd=target_in, follow_symlinks=False)
    times = (status.st_atime_ns, status.st_mtime_ns)
    os.utime(target, ns=times, dir_fd=target_in, follow_symlinks=False)


def remove(name: str, folder: int) -> None:
    """Remove a file, link or folder with everything in it, following no link."""
    status = os.lstat(name, dir_fd=folder)
    if stat.S_ISDIR(status.st_mode):
        shutil.rmtree(name, dir_fd=folder)
    else:
        os.unlink(name, dir_fd=folder)


def _copy_folder(name: str, source_in: int, target: str, target_in: int) -> None:
    here = os.open(name, _FOLDER, dir_fd=source_in)
    try:
        os.mkdir(target, 0o700, dir_fd=target_in)
        there = os.open(target, _FOLDER, dir_fd=target_in)
        try:
            for entry in os.listdir(here):  # noqa: PTH208 - a descriptor, not a path
                copy(entry, source_in=here, target=entry, target_in=there)
            os.fchmod(there, os.fstat(here).st_mode & 0o7777)
            os.fsync(there)
        finally:
            os.close(there)
    finally:
        os.close(here)


def _copy_file(name: str, source_in: int, target: str, target_in: int) -> None:
    here = os.open(name, _SOURCE, dir_fd=source_in)
    try:
        there = os.open(target, _TARGET, 0o600, dir_fd=target_in)
        try:
            while piece := os.read(here, _CHUNK):
                left = memoryview(piece)
                while left:
                    left = left[os.write(there, left) :]
            os.fchmod(there, os.fstat(here).st_mode & 0o7777)
            os.fsync(there)
        finally:
            os.close(there)
    finally:
        os.close(here)
