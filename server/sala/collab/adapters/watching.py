"""Hears from the operating system which of a set of files changed on disk.

Only the folders on the way to those files are watched, not what lies beside or below them: a
branch switch or an installation of packages elsewhere in the tree costs nothing. Where the system
cannot tell (no inotify, no watches left), the files are looked at once a second.
"""

from __future__ import annotations

import asyncio
import os
import threading
from collections.abc import Callable, Iterable
from pathlib import Path

import structlog
from watchfiles import Change
from watchfiles._rust_notify import RustNotify, WatchfilesRustInternalError

from sala.collab.ports import Stamp, Watching

logger = structlog.get_logger("sala.collab")

_STEP_MS = 50
_DEBOUNCE_MS = 60
_POLL_SECONDS = 1.0
_MANY = 1000
"""So many changes at once that the system may have dropped some: every file is looked at."""

Changes = set[tuple[int, str]]


class FileWatch:
    """Tells, on the event loop, which files may have changed: each change at least once."""

    def __init__(self, *, how: Watching = "notify") -> None:
        self.on_change: Callable[[dict[str, Stamp | None]], None] = _nothing
        """Called with files and what is at each now; None for nothing that can be known."""
        self._how: Watching = how
        self._files: frozenset[str] = frozenset()
        self._fresh: set[str] = set()
        self._folders: dict[str, set[str]] = {}
        self._eye: _Eye | None = None

    @property
    def watching(self) -> bool:
        """Whether anything is being watched."""
        return self._eye is not None

    def watch(self, files: Iterable[tuple[str, str]]) -> None:
        """Watch these files and no others: each a root, and a path below it."""
        before = self._folders.keys()
        self._folders = {}
        names = set()
        for root, path in files:
            name = f"{root}/{path}"
            names.add(name)
            folder = Path(name).parent
            for above in (folder, *folder.parents):
                self._folders.setdefault(str(above), set()).add(name)
                if str(above) == root:
                    break
        self._fresh = (self._fresh & names) | (names - self._files)
        self._files = frozenset(names)
        if self._folders.keys() != before:
            self._renew()
        elif self._fresh:
            self.seeing(self._eye)

    def stop(self) -> None:
        """Watch nothing."""
        self.watch([])

    def _renew(self) -> None:
        """Begin anew: folders came or went. What is watched now goes on until the new eye sees."""
        if not self._folders:
            self._close()
            return
        loop = asyncio.get_running_loop()
        old, self._eye = self._eye, _Eye(self, loop, sorted(self._folders), how=self._how)
        self._eye.start(old)

    def _close(self) -> None:
        if self._eye is not None:
            self._eye.close()
            self._eye = None

    def files(self) -> frozenset[str]:
        """Give the files that are watched."""
        return self._files

    def seeing(self, eye: _Eye | None) -> None:
        """Note that an eye is open: what changed in new places before that was not seen."""
        if eye is self._eye and self._fresh:
            fresh, self._fresh = self._fresh, set()
            self.on_change(dict.fromkeys(fresh))

    def heard(self, eye: _Eye, changes: Changes) -> None:
        """Sort what was heard: a file itself, or a folder above some."""
        found: set[str] = set(self._files) if len(changes) >= _MANY else set()
        moved: set[str] = set()
        for kind, name in changes:
            if name in self._files:
                found.add(name)
            if kind != Change.modified:
                moved |= self._folders.get(name, set())
        if found or moved:
            self.on_change({name: _stamp(name) for name in found} | dict.fromkeys(moved))
        if moved and eye is self._eye:  # a folder that came back is another one to the system
            self._fresh |= moved
            self._renew()


class _Eye:
    """One thread that waits for changes in fixed folders."""

    def __init__(
        self, watch: FileWatch, loop: asyncio.AbstractEventLoop, folders: list[str], how: Watching
    ) -> None:
        self._watch = watch
        self._loop = loop
        self._folders = folders
        self._how = how
        self._closed = threading.Event()

    def start(self, old: _Eye | None) -> None:
        """Begin in a thread; close the eye before it once this one is open."""
        threading.Thread(target=self._run, args=(old,), name="sala-watch", daemon=True).start()

    def close(self) -> None:
        """End the thread soon."""
        self._closed.set()

    def _run(self, old: _Eye | None) -> None:
        notify = self._notify() if self._how == "notify" else None
        if old is not None:
            old.close()
        self._say(self._watch.seeing, self)
        try:
            while notify is not None:
                changes = notify.watch(_DEBOUNCE_MS, _STEP_MS, 0, self._closed)
                if isinstance(changes, str):
                    notify.close()
                    return
                self._say(self._watch.heard, self, changes)
        except WatchfilesRustInternalError as error:
            logger.warning("files are polled: the system stopped telling", error=str(error))
        self._poll()

    def _notify(self) -> RustNotify | None:
        """Ask the system to tell; None when it cannot."""
        while True:
            there = [folder for folder in self._folders if Path(folder).is_dir()]
            try:
                return RustNotify(there, False, False, 0, False, True)  # noqa: FBT003 - its own
            except FileNotFoundError:  # gone since it was looked at
                continue
            except (OSError, WatchfilesRustInternalError) as error:
                logger.warning("files are polled: the system does not tell", error=str(error))
                return None

    def _poll(self) -> None:
        """Look at the files themselves, again and again."""
        seen: dict[str, Stamp | None] = {}
        while not self._closed.wait(_POLL_SECONDS):
            now = {name: _stamp(name) for name in self._watch.files()}
            changed = {
                (int(Change.modified), name)
                for name, stamp in now.items()
                if name not in seen or seen[name] != stamp
            }
            seen = now
            if changed:
                self._say(self._watch.heard, self, changed)

    def _say(self, what: Callable[..., None], *words: object) -> None:
        if not self._loop.is_closed():
            self._loop.call_soon_threadsafe(what, *words)


def _stamp(name: str) -> Stamp | None:
    """Give what is different after a file was written or replaced; None when it is not there."""
    try:
        status = os.lstat(name)
    except OSError:
        return None
    return status.st_mtime_ns, status.st_size


def _nothing(_: dict[str, Stamp | None]) -> None:
    """Stand where nobody listens."""
