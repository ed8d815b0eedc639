"""Text, read and written: the bytes on disk keep their form."""

from __future__ import annotations

import asyncio
import hashlib
import time
from uuid import UUID

import structlog

from sala.kernel.access import Caller
from sala.kernel.refusals import Refusal
from sala.workspace.adapters.tree import changes
from sala.workspace.adapters.tree.changes import Landed
from sala.workspace.adapters.tree.root import WorkingTree
from sala.workspace.contract import (
    TEXT_LIMIT,
    FileChanged,
    FileExists,
    FileNotFound,
    NotText,
    PathNotAllowed,
    ReadText,
    TextTooLarge,
    TextView,
    WriteText,
    WrittenView,
)
from sala.workspace.domain import paths
from sala.workspace.domain.paths import Parts, shown
from sala.workspace.domain.text import Form, Text, decode, encode, normalised, rewritten
from sala.workspace.handlers.ground import Ground, whole
from sala.workspace.projections.list import touch

_SHOWN = 1024 * 1024
"""How much of a text that is too large to edit is shown, in bytes."""
_TOUCHED_EVERY_S = 30.0
_LARGE = (
    "Text larger than 5 MB is shown and not edited. Here is its beginning; download it for all."
)

_log = structlog.get_logger("sala.workspace")


class Texts:
    """Answers for the text of files."""

    def __init__(self, ground: Ground) -> None:
        self._ground = ground
        self._touched: dict[UUID, float] = {}

    async def read(self, question: ReadText, caller: Caller) -> TextView:
        """Read a file as text; what cannot be edited is answered with the reason."""
        del caller
        tree = await self._ground.tree(question.workspace)
        return await asyncio.to_thread(read_text, tree, question.path)

    async def write(self, wish: WriteText, caller: Caller) -> WrittenView:
        """Replace a file's text if the file is still what the writer last saw."""
        del caller
        return await whole(self._write(wish))

    async def _write(self, wish: WriteText) -> WrittenView:
        tree = await self._ground.tree(wish.workspace)
        async with self._ground.turn(wish.workspace):
            written = await asyncio.to_thread(write_text, tree, wish.path, wish.text, wish.expected)
        self._ground.changed(wish.workspace)
        await self._touch(wish.workspace, wish.path)
        return WrittenView(
            digest=hashlib.sha256(written.data).hexdigest(),
            size=len(written.data),
            modified=written.modified,
        )

    async def _touch(self, workspace: UUID, path: str) -> None:
        """Remember what was written last, for the order of the list; never at a write's cost."""
        now = time.monotonic()
        if now - self._touched.get(workspace, -_TOUCHED_EVERY_S) < _TOUCHED_EVERY_S:
            return
        self._touched[workspace] = now
        at = self._ground.clock()
        try:
            await self._ground.tables.change(lambda db: touch(db, workspace, at, path))
        except Refusal as refusal:
            _log.warning("the time of a change could not be noted", code=refusal.code)


def read_text(tree: WorkingTree, path: str) -> TextView:
    """Read a file as `Texts.read` answers it. Blocks."""
    split = paths.parts(path)
    try:
        data, status = tree.read(split, limit=TEXT_LIMIT + 1)
    except FileNotFound:
        _refuse_unportable(path, split)
        raise
    large = len(data) > TEXT_LIMIT
    digest = tree.digest(split) if large else hashlib.sha256(data).hexdigest()
    reason = _LARGE if large else ""
    try:
        text = decode(_beginning(data) if large else data)
    except NotText as refusal:
        text, reason = Text("", Form(encoding="")), refusal.detail
    return TextView(
        path=path,
        text=text.normal,
        digest=digest,
        size=status.st_size,
        encoding=text.form.encoding,
        bom=text.form.bom,
        guessed=text.form.guessed,
        newline=text.newline if text.form.encoding else "",
        editable=not reason,
        reason=reason,
    )


def write_text(tree: WorkingTree, path: str, text: str, expected: str) -> Landed:
    """Write a file as `Texts.write` does. Blocks."""

    def rewrite(old: bytes) -> bytes:
        return _within_limit(path, rewritten(decode(old), text))

    if expected:
        try:
            return changes.replace(tree, paths.parts(path), rewrite, expected=expected)
        except FileNotFound as refusal:
            raise FileChanged(f"“{shown(path)}” is not there any more.") from refusal
    data = _within_limit(path, encode(normalised(text), Form()))
    try:
        return changes.create(tree, paths.new_parts(path), data)
    except FileExists as refusal:
        raise FileChanged(refusal.detail) from refusal


def _within_limit(path: str, data: bytes) -> bytes:
    if len(data) > TEXT_LIMIT:
        raise TextTooLarge(f"“{shown(path)}” would be larger than 5 MB, and could not be edited.")
    return data


def _beginning(data: bytes) -> bytes:
    """Cut after a whole line, so that no character is cut in two."""
    cut = data.rfind(b"\n", 0, _SHOWN) + 1 or _SHOWN
    wide = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    if wide:
        return data[: _SHOWN - _SHOWN % 2]
    return data[:cut]


def _refuse_unportable(path: str, split: Parts) -> None:
    """Say of a name that cannot be made why, rather than that it is not there."""
    reason = paths.unportable(split)
    if reason:
        raise PathNotAllowed(f"“{shown(path)}” cannot be used: {reason}.")
