"""Naming moments of a document, and reading the names."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from sala.collab.contract import (
    ForgetVersion,
    ListVersions,
    NameVersion,
    NoSuchUpdate,
    NoSuchVersion,
    RenameVersion,
    VersionForgotten,
    VersionNamed,
    VersionRenamed,
    VersionView,
)
from sala.collab.domain import versions as rules
from sala.collab.handlers.history import History
from sala.collab.handlers.room import Room
from sala.collab.handlers.rooms import Rooms
from sala.collab.projections.versions import read
from sala.kernel.access import Caller
from sala.kernel.events.deciders import Decider, Settled
from sala.kernel.events.log import EventLog
from sala.kernel.messages import Event
from sala.kernel.tables import Tables


class Versions:
    """The handlers of named versions. A document keeps its versions wherever it moves."""

    def __init__(
        self,
        rooms: Rooms,
        history: History,
        *,
        events: EventLog,
        tables: Tables,
        settled: Settled,
    ) -> None:
        self._rooms = rooms
        self._history = history
        self._tables = tables
        self._versions = Decider(
            events, initial=rules.Versions(), evolve=rules.evolve, settled=settled
        )

    async def name(self, wish: NameVersion, caller: Caller) -> VersionView:
        """Name a moment. Raises NoSuchUpdate, HistoryForgotten."""
        room = (await self._rooms.open(wish.workspace, wish.path)).room
        sequence = room.sequence if wish.sequence is None else wish.sequence
        if sequence > room.sequence:
            raise NoSuchUpdate(f"“{room.path}” has had {room.sequence} updates.")
        await self._history.refuse_forgotten(room, sequence)
        fact = VersionNamed(
            workspace=room.workspace,
            document=room.document,
            version=wish.version,
            path=room.path,
            sequence=sequence,
            name=wish.name,
        )
        await self._decide(room, partial(rules.name, fact=fact), caller)
        return await self._view(room, wish)

    async def rename(self, wish: RenameVersion, caller: Caller) -> VersionView:
        """Give another name."""
        room = (await self._rooms.open(wish.workspace, wish.path)).room
        fact = VersionRenamed(
            workspace=room.workspace,
            document=room.document,
            version=wish.version,
            name=wish.name,
        )
        await self._decide(room, partial(rules.rename, fact=fact), caller)
        return await self._view(room, wish)

    async def forget(self, wish: ForgetVersion, caller: Caller) -> None:
        """Take a name away."""
        room = (await self._rooms.open(wish.workspace, wish.path)).room
        fact = VersionForgotten(
            workspace=room.workspace, document=room.document, version=wish.version
        )
        await self._decide(room, partial(rules.forget, fact=fact), caller)

    async def every(self, query: ListVersions, caller: Caller) -> list[VersionView]:
        """List the versions of a document."""
        del caller
        room = (await self._rooms.open(query.workspace, query.path)).room
        return await self._views(room)

    async def _decide(
        self, room: Room, decide: Callable[[rules.Versions], Sequence[Event]], caller: Caller
    ) -> None:
        await self._versions.execute(rules.stream(room.document), decide, caller)

    async def _views(self, room: Room) -> list[VersionView]:
        rows = await self._tables.run(lambda connection: read(connection, room.document))
        forgotten = await self._history.forgotten(room)
        return [
            VersionView(
                version=row["version"],
                sequence=row["sequence"],
                name=row["name"],
                member=row["member"],
                named=row["named"],
                gone=row["sequence"] < forgotten,
            )
            for row in rows
        ]

    async def _view(self, room: Room, wish: NameVersion | RenameVersion) -> VersionView:
        for view in await self._views(room):
            if view.version == wish.version:
                return view
        raise NoSuchVersion(f"There is no version with the id {wish.version}.")  # forgotten since
