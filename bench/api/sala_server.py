"""Sala as `sala serve` runs it, with the benchmark's messages mounted: `DATA PORT`."""

from __future__ import annotations

import sys
from pathlib import Path
from uuid import uuid4

import uvloop
from sqlalchemy import Boolean, Column, Integer, MetaData, String, Table, insert, select

from bench.api.messages import (
    GetItem,
    GetItemSignedIn,
    Item,
    PostMessage,
    PostMessageSignedIn,
    Receipt,
)
from sala.gateway import listening
from sala.gateway.house import House
from sala.gateway.serving import Plan, serve
from sala.kernel import logs, settings
from sala.kernel.access import Caller

_items = Table(
    "bench_items",
    MetaData(),
    Column("item", Integer, primary_key=True),
    Column("title", String, nullable=False),
    Column("done", Boolean, nullable=False),
)
_by_key = select(_items.c.item, _items.c.title, _items.c.done)


def mount(house: House) -> None:
    """Register the handlers."""

    async def post(message: PostMessage, caller: Caller) -> Receipt:
        del caller
        return Receipt(
            message=message.message, room=message.room, length=len(message.body), accepted=True
        )

    async def get(message: GetItem, caller: Caller) -> Item:
        del caller
        statement = _by_key.where(_items.c.item == message.item)
        row = await house.tables.run(lambda connection: connection.execute(statement).one())
        return Item(item=row.item, title=row.title, done=row.done)

    house.dispatcher.register(PostMessage, post)
    house.dispatcher.register(PostMessageSignedIn, post)
    house.dispatcher.register(GetItem, get)
    house.dispatcher.register(GetItemSignedIn, get)


async def _run(plan: Plan) -> None:
    await serve(plan, _started, mounted=mount)


def _started(house: House) -> None:
    engine = house.tables._write_engine  # noqa: SLF001 - the benchmark's table is no migration's
    with engine.begin() as connection:
        _items.metadata.create_all(connection)
        connection.execute(insert(_items), [
            {"item": number, "title": f"Item {number} {uuid4()}", "done": False}
            for number in range(1000)
        ])  # fmt: skip
    print(f"ready {house.owner_link()}", flush=True)


def main() -> None:
    """Serve until stopped."""
    read = settings.read({}, data=Path(sys.argv[1]), given={"logs": {"level": "warning"}})
    logs.configure(read.logs)
    port = listening.bind("127.0.0.1", int(sys.argv[2]), or_next=False)
    uvloop.run(_run(Plan(settings=read, port=port, only=("identity",))))


if __name__ == "__main__":
    main()
