"""Saving: a document's text into its file soon after an edit, a changed file into the document.

The file is replaced only if it still is what was last seen. Otherwise what changed on disk comes
into the document first, as edits of the text both last agreed on.
"""

from __future__ import annotations

import asyncio
import time
from dataclasses import replace
from secrets import randbits

import structlog

from sala.collab.domain.bases import Bases, plain
from sala.collab.domain.files import Sight
from sala.collab.domain.forking import edited
from sala.collab.domain.messages import Notice
from sala.collab.domain.replica import text_made_by
from sala.collab.handlers.agreeing import merged
from sala.collab.handlers.causes import Causes
from sala.collab.handlers.room import Room
from sala.collab.ports import DocumentLog, Options, SeenFile, Stamp
from sala.kernel.access import SYSTEM
from sala.kernel.dispatcher import Dispatcher
from sala.kernel.refusals import BadRequest, NotFound, Refusal
from sala.workspace.contract import (
    FileChanged,
    NotText,
    ReadText,
    TextTooLarge,
    TextView,
    WriteText,
)

logger = structlog.get_logger("sala.collab")

_TRIES = 5
_LONGEST_PAUSE = 30.0


class Saver:
    """Keeps one room and its file the same. `seen` says what the file last was."""

    def __init__(
        self,
        room: Room,
        seen: SeenFile,
        *,
        log: DocumentLog,
        dispatcher: Dispatcher,
        options: Options,
        causes: Causes,
    ) -> None:
        self._causes = causes
        self.seen = seen
        self.detached = False
        """There is no such text file now: the document goes on, the file does not."""
        self._buried = False  # it was deleted here, not on disk: only `attach` brings it back
        self.bases = Bases()
        self._stamp: Stamp | None = None
        self._room = room
        self._log = log
        self._dispatcher = dispatcher
        self._options = options
        self._timer: asyncio.TimerHandle | None = None
        self._task: asyncio.Task[bool] | None = None
        self._lock = asyncio.Lock()
        self._first = self._last = self._settled = self._pause = 0.0

    @property
    def written(self) -> bool:
        """Whether the file holds everything the document does."""
        return self.seen.sequence >= self._room.sequence and self.seen.text is None

    def touch(self) -> None:
        """Note an edit."""
        self._last = time.monotonic()
        if self._timer is None and not self.detached:
            self._first = self._settled = self._last
            self._timer = asyncio.get_running_loop().call_later(
                self._options.write_after, self._due
            )

    def _due(self) -> None:
        """Save now, or a little later while somebody is typing."""
        self._timer = None
        now = time.monotonic()
        quiet = self._last + self._options.write_after
        latest = self._first + self._options.write_within
        if now < quiet and now < latest:
            if now - self._settled >= self._options.apply_after and not self._room.replica.asleep:
                self._settled = now
                self._room.replica.settle()
            self._timer = asyncio.get_running_loop().call_later(
                max(0.01, min(quiet, latest) - now), self._due
            )
        elif not self._room.failed and (self._task is None or self._task.done()):
            self._task = asyncio.get_running_loop().create_task(self.save())

    def cancel(self) -> None:
        """Plan nothing more."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def detach(self) -> None:
        """Write nothing any more: the file was deleted."""
        self.detached = self._buried = True
        self.cancel()

    def is_own(self, stamp: Stamp) -> bool:
        """Tell whether a file that looks like this is what was last written here."""
        return stamp == self._stamp and not self.detached

    def attach(self) -> None:
        """Write again, at the path the room has now."""
        self.detached = self._buried = False
        if not self.written:
            self.touch()

    async def save(self) -> bool:
        """Write the text if the file lacks any of it; tell whether they are equal now."""
        async with self._lock:
            self.cancel()
            try:
                for _ in range(_TRIES):
                    if self.detached or self._room.failed:
                        return False
                    if self.written:
                        return True
                    if self.seen.writing:  # begun, and never heard of: look first
                        await self._merge()
                    if await self._write():
                        self._well()
                        if not self.written:  # edited meanwhile
                            self.touch()
                        return True
                    await self._merge()
            except Refusal as refusal:
                self._refused(refusal)
            return False

    async def glance(self) -> Sight:
        """Tell what is at the path now."""
        if self._buried or self._room.failed:
            return Sight.TEXT
        try:
            view = await self._read()
        except NotFound:
            return Sight.NOTHING
        except Refusal:
            return Sight.NO_TEXT
        return Sight.TEXT if view.text or view.digest == self.seen.digest else Sight.EMPTY

    async def check(self) -> None:
        """Look whether the file changed; take in what did, and write what it lacks."""
        async with self._lock:
            if self._buried or self._room.failed:
                return
            try:
                await self._merge()
            except Refusal as refusal:
                self._refused(refusal)
                return
            finally:
                self._causes.settled(self._room.number)
            if self.detached and not self._buried:
                self.detached = False
                self._room.notify(Notice(code="file_back", text=self._room.path))
        if not self.written:
            self.touch()

    async def _write(self) -> bool:
        """Replace the file; give False when it is not what was last seen."""
        room = self._room
        await room.waking.awake()
        text, sequence = room.replica.text(), room.sequence
        await self._log.begin_write(room.number, sequence)
        self.seen = replace(self.seen, writing=sequence)
        try:
            written = await self._dispatcher.send(
                WriteText(
                    workspace=room.workspace, path=room.path, text=text, expected=self.seen.digest
                ),
                SYSTEM,
            )
        except FileChanged:
            self.seen = replace(self.seen, writing=0)
            return False
        self._stamp = (written.modified, written.size)
        await self._saw(SeenFile(written.digest, sequence))
        self.bases.remember(plain(text), sequence)
        return True

    async def _merge(self) -> None:
        """Bring what changed on disk into the document."""
        room = self._room
        view = await self._calm()
        if view.digest == self.seen.digest:
            self.seen = replace(self.seen, writing=0)
            return
        own = await self._own(view)
        if own is not None:
            await self._saw(SeenFile(view.digest, own))
            return
        await room.settled()
        await room.waking.awake()
        text, sequence = room.replica.text(), room.sequence
        if plain(view.text) == plain(text):
            await self._saw(SeenFile(view.digest, sequence))
            return
        state, sequence, found = await merged(room, self._log, self.seen, self.bases, view.text)
        if found.edits:
            client = randbits(32)
            update = edited(state, found.edits, client=client)
            await self._causes.bring(room, self._log, client, update)
            if found.both:
                room.notify(Notice(code="both_changed", text=room.path, lines=found.both))
            sequence = room.sequence
            logger.info("a file changed on disk", path=room.path, edits=len(found.edits))
        # The document has all of the file's text now; the next write may replace it.
        await self._saw(SeenFile(view.digest, self.seen.sequence, text=view.text))
        self.bases.remember(view.text, sequence)

    async def _own(self, view: TextView) -> int | None:
        """Recognise a write of ours that was not heard of again; give its sequence."""
        writing = self.seen.writing
        if not writing:
            return None
        parts = await self._log.state_at(self._room.number, writing)
        return writing if plain(text_made_by(parts)) == plain(view.text) else None

    async def _saw(self, seen: SeenFile) -> None:
        self.seen = seen
        await self._log.saw_file(self._room.number, seen)

    async def _calm(self) -> TextView:
        """Read the file; while it is gone or empty, as programs leave it for a moment, again."""
        end = time.monotonic() + self._options.believe_after
        while True:
            try:
                view = await self._read()
            except Refusal:
                if self.detached or time.monotonic() >= end:
                    raise
            else:
                if view.text or view.digest == self.seen.digest or time.monotonic() >= end:
                    return view
            await asyncio.sleep(self._options.believe_after / 10)

    async def _read(self) -> TextView:
        """Read the file. Raises NotText also for what is text and cannot be edited."""
        query = ReadText(workspace=self._room.workspace, path=self._room.path)
        view = await self._dispatcher.send(query, SYSTEM)
        if not view.editable:
            raise NotText(view.reason)
        return view

    def _refused(self, refusal: Refusal) -> None:
        """Stop writing where there is no such text file any more; else try again."""
        if isinstance(refusal, NotFound | BadRequest):  # gone, or a link or a folder now
            self._lost("file_gone")
        elif isinstance(refusal, NotText | TextTooLarge):
            self._lost("not_text")
        else:
            self._later(refusal)

    def _lost(self, code: str) -> None:
        """Stop writing; the document stays, and is attached again when its file is back."""
        if not self.detached:
            self.detached = True
            self.cancel()
            self._room.notify(Notice(code=code, text=self._room.path))

    def _later(self, refusal: Refusal) -> None:
        """Try again after a growing pause; the text is safe in the log meanwhile."""
        logger.warning("a file could not be written", path=self._room.path, code=refusal.code)
        if not self._pause:
            self._room.notify(Notice(code="not_written", text=refusal.detail))
        self._pause = min(_LONGEST_PAUSE, max(1.0, self._pause * 2))
        if self._timer is None:
            self._first = time.monotonic()
            self._timer = asyncio.get_running_loop().call_later(self._pause, self._due)

    def _well(self) -> None:
        """Note that the file could be written; tell it if for a while it could not."""
        if self._pause:
            self._pause = 0.0
            self._room.notify(Notice(code="written_again", text=self._room.path))
