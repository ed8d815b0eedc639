"""Stamps: what was set up already, by the hash of what it was made from."""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

from launcher.places import ROOT, SCRATCH
from launcher.screen import say


def digest(files: Iterable[Path], *more: str) -> str:
    """Hash the names and bytes of files, in order of name, and some words."""
    total = hashlib.sha256("\0".join(more).encode())
    for file in sorted(files):
        total.update(f"\0{file.relative_to(ROOT)}\0".encode())
        total.update(hashlib.sha256(file.read_bytes()).digest())
    return total.hexdigest()


def read(stamp: Path) -> dict[str, str]:
    """Read a stamp; empty when there is none or it cannot be read."""
    try:
        found = json.loads(stamp.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def write(stamp: Path, content: dict[str, str]) -> None:
    """Write a stamp whole or not at all."""
    fresh = stamp.with_suffix(".new")
    fresh.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")
    fresh.replace(stamp)


def alone() -> AbstractContextManager[None]:
    """Set up alone: a second launcher in the same checkout waits for the first."""
    return alone_in(SCRATCH)


@contextmanager
def alone_in(folder: Path) -> Iterator[None]:
    """Hold the lock that lies in a folder."""
    folder.mkdir(exist_ok=True)
    descriptor = os.open(folder / "setup.lock", os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o644)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("Another ./sala is setting this checkout up; waiting for it.")
            fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)
