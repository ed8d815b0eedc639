"""Text written while its document was replaced comes into the new one, as its writer's edit."""

from __future__ import annotations

import asyncio
from secrets import randbits

from sala.collab.contract import ChangedView, NoPlaceForText, RescueText
from sala.collab.domain.forking import edited
from sala.collab.domain.messages import Notice
from sala.collab.domain.rescuing import place
from sala.collab.handlers.going_back import GoingBack, changed
from sala.collab.handlers.history import History
from sala.collab.handlers.rooms import Rooms
from sala.kernel.access import Caller


class Rescuing:
    """The handler of `RescueText`: one at a time in a document, so that two tabs double nothing."""

    def __init__(self, rooms: Rooms, history: History, going_back: GoingBack) -> None:
        self._rooms = rooms
        self._history = history
        self._going_back = going_back

    async def rescue(self, command: RescueText, caller: Caller) -> ChangedView:
        """Make the change in the document now at the path. Raises NoPlaceForText."""
        room = (await self._rooms.open(command.workspace, command.path)).room
        async with self._history.known(room.document).lock:
            sequence, text, state = room.sequence, room.replica.text(), room.replica.encode()
            merged = await asyncio.to_thread(place, command.base, text, command.text)
            if merged is None:
                raise NoPlaceForText
            made = None
            if merged.edits:
                client = randbits(32)
                update = edited(state, merged.edits, client=client)
                made = await self._going_back.insert(room, client, update, caller)
        if merged.both:
            room.notify(Notice(code="both_changed", text=room.path, lines=merged.both))
        return changed(room, sequence, text, merged.edits, made)
