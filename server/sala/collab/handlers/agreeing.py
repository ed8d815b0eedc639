"""Which text, of those that a document and its file both were, a changed file was made from."""

from __future__ import annotations

import asyncio
from functools import partial

from sala.collab.domain.bases import Bases, brought_in, closest
from sala.collab.domain.merging import Merge
from sala.collab.domain.replica import text_made_by
from sala.collab.handlers.room import Room
from sala.collab.ports import DocumentLog, SeenFile

_LARGE = 200_000  # characters: compared in a thread
_HEAVY = 1_000_000  # bytes of a state: reading an older one would keep others waiting


async def merged(
    room: Room, log: DocumentLog, seen: SeenFile, bases: Bases, file: str
) -> tuple[bytes, int, Merge]:
    """Give a state of the document, its sequence, and the edits that bring the file into it."""
    newest = seen.text
    if newest is None:
        newest = text_made_by(await log.state_at(room.number, seen.sequence))
    large = len(room.replica.text()) > _LARGE
    choose = partial(closest, newest, bases.texts(), file)
    base = await asyncio.to_thread(choose) if large else choose()
    before: list[bytes] = []  # without it texts alone are compared
    sequence, heavy = bases.sequence(base), len(room.replica.encode()) > _HEAVY
    if sequence > room.folded and not (large or heavy) and base != room.replica.text():
        before = await log.state_at(room.number, sequence)
    text, state, sequence = room.replica.text(), room.replica.encode(), room.sequence
    merge = partial(brought_in, base, before, text, state, file)
    return state, sequence, await asyncio.to_thread(merge) if large else merge()
