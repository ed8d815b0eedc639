"""The working tree as something to change: making, replacing and moving, each in one step."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from sala.workspace.adapters.tree.drafts import Draft
from sala.workspace.adapters.tree.root import WorkingTree, open_file, read_up_to, refuse_link
from sala.workspace.adapters.tree.system import exists, refusing, rename_without_replacing
from sala.workspace.contract import (
    TEXT_LIMIT,
    FileChanged,
    FileExists,
    PathNotAllowed,
    TextTooLarge,
)
from sala.workspace.domain.paths import Parts, fold, shown

Rewrite = Callable[[bytes], bytes]
"""Gives the new bytes of a file from its old ones."""


@dataclass(frozen=True, slots=True)
class Landed:
    """What a file holds after it was written, and when that was: nanoseconds since 1970."""

    data: bytes
    modified: int


def create(tree: WorkingTree, split: Parts, data: bytes) -> Landed:
    """Make a file and its folders; refuse a path where something is. Durable."""
    with made_folder(tree, split[:-1]) as above, refusing("/".join(split)):
        refuse_taken(above, split)
        with Draft(above) as draft:
            draft.owned_like(above)
            draft.write(data)
            draft.land(split[-1], above)
            return Landed(data, os.fstat(draft.fd).st_mtime_ns)


def place(tree: WorkingTree, split: Parts, draft: Draft, *, over: str | None) -> None:
    """Let an uploaded draft land; over the file whose SHA-256 is `over`, or where nothing is."""
    with made_folder(tree, split[:-1]) as above, refusing("/".join(split)):
        if over is None:
            refuse_taken(above, split)
            draft.owned_like(above)
            draft.land(split[-1], above)
            return
        old_fd = open_file(split[-1], above, "/".join(split))
        try:
            if over not in ("*", tree.digest(split)):
                raise FileChanged(f"“{shown('/'.join(split))}” has changed meanwhile.")
            draft.like(os.fstat(old_fd), old_fd)
        finally:
            os.close(old_fd)
        draft.land_over(split[-1], above)


def replace(tree: WorkingTree, split: Parts, rewrite: Rewrite, *, expected: str) -> Landed:
    """Replace a file's bytes in one step if their SHA-256 is `expected`.

    Mode, extended attributes and (as root) owner are kept. Whatever fails, the old file is whole.
    """
    path = "/".join(split)
    with tree.folder(split[:-1]) as above, refusing(path):
        fd = open_file(split[-1], above, path)
        try:
            before = os.fstat(fd)
            if before.st_size > TEXT_LIMIT:
                raise TextTooLarge(f"“{shown(path)}” is larger than 5 MB: it cannot be edited.")
            old = read_up_to(fd, TEXT_LIMIT + 1)
            if hashlib.sha256(old).hexdigest() != expected:
                raise _changed(path)
            new = rewrite(old)
            if new == old:
                return Landed(old, before.st_mtime_ns)
            with Draft(above) as draft:
                draft.write(new)
                draft.like(before, fd)
                now = os.lstat(split[-1], dir_fd=above)
                if _marks(now) != _marks(before):
                    raise _changed(path)
                draft.land_over(split[-1], above)
                return Landed(new, os.fstat(draft.fd).st_mtime_ns)
        finally:
            os.close(fd)


def make_folder(tree: WorkingTree, split: Parts) -> None:
    """Make a folder and those above it; refuse a path where something is. Durable."""
    with made_folder(tree, split[:-1]) as above, refusing("/".join(split)):
        refuse_taken(above, split)
        _mkdir(split[-1], above)


def move(tree: WorkingTree, source: Parts, target: Parts) -> None:
    """Rename a file, folder or link; refuse a target where something is. Durable."""
    if target[: len(source)] == source and target != source:
        detail = f"“{shown('/'.join(target))}” lies inside what would be moved."
        raise PathNotAllowed(detail, fields={"target": detail})
    tree.look(source)
    with tree.folder(source[:-1]) as old_above, made_folder(tree, target[:-1]) as above:
        same = os.path.samestat(os.fstat(old_above), os.fstat(above))
        # A name that changes only its capitals collides with itself alone.
        refuse_taken(above, target, besides=source[-1] if same else None)
        with refusing("/".join(target)):
            rename_without_replacing(source[-1], target[-1], source_in=old_above, target_in=above)
            os.fsync(above)
            os.fsync(old_above)


@contextmanager
def made_folder(tree: WorkingTree, split: Parts) -> Iterator[int]:
    """Open a folder for as long as the context lasts, making what is missing of its path."""
    with tree.folder(()) as root:
        here = os.dup(root)
    try:
        for depth, name in enumerate(split, start=1):
            with refusing("/".join(split[:depth])):
                if not exists(name, here):
                    refuse_taken(here, split[:depth])
                    _mkdir(name, here)
                refuse_link(name, here, "/".join(split[:depth]))
                flags = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
                below = os.open(name, flags, dir_fd=here)
            os.close(here)
            here = below
        yield here
    finally:
        os.close(here)


def refuse_taken(above: int, split: Parts, *, besides: str | None = None) -> None:
    """Refuse a name that is taken, also when only capitals or composition differ."""
    key = fold(split[-1])
    for other in os.listdir(above):
        if other != besides and fold(other) == key:
            there = "/".join((*split[:-1], other))
            if other == split[-1]:
                raise FileExists(f"“{shown(there)}” is there already.")
            raise FileExists(
                f"“{shown(there)}” is there already, and some systems take both names for one."
            )


def _mkdir(name: str, above: int) -> None:
    os.mkdir(name, dir_fd=above)
    if os.geteuid() == 0:
        there = os.fstat(above)
        os.chown(name, there.st_uid, there.st_gid, dir_fd=above, follow_symlinks=False)
    os.fsync(above)


def _marks(status: os.stat_result) -> tuple[int, int, int, int]:
    return status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns


def _changed(path: str) -> FileChanged:
    return FileChanged(f"“{shown(path)}” on disk is not what was last read.")
