"""Where every follower stands, kept beside the read tables so that both change together."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    Integer,
    String,
    Table,
    insert,
    select,
    text,
    update,
)

from sala.kernel.tables import metadata

positions = Table(
    "kernel_positions",
    metadata,
    Column("follower", String(100), primary_key=True),
    Column("position", BigInteger, nullable=False),
    Column("version", Integer, nullable=False),
)


class Place(NamedTuple):
    """How far a follower has come, and which version of it came so far."""

    position: int
    version: int


def places(connection: Connection) -> Mapping[str, Place]:
    """Read where every follower stands, and keep other processes from starting theirs meanwhile."""
    if connection.dialect.name == "postgresql":  # SQLite's writers are alone already
        connection.execute(text("LOCK TABLE kernel_positions IN SHARE ROW EXCLUSIVE MODE"))
    rows = connection.execute(
        select(positions.c.follower, positions.c.position, positions.c.version)
    )
    return {name: Place(position, version) for name, position, version in rows}


def held(connection: Connection, follower: str) -> int:
    """Read one position and hold its row until the transaction ends.

    Another process that runs the same follower waits here, and then sees what this one did.
    """
    position: int = connection.execute(
        select(positions.c.position).where(positions.c.follower == follower).with_for_update()
    ).scalar_one()
    return position


def put(connection: Connection, follower: str, place: Place) -> None:
    """Write where a follower stands, whether or not it had a row."""
    values = {"position": place.position, "version": place.version}
    changed = connection.execute(
        update(positions).where(positions.c.follower == follower).values(values)
    )
    if changed.rowcount == 0:
        connection.execute(insert(positions).values(follower=follower, **values))


def advance(connection: Connection, follower: str, position: int) -> None:
    """Move a follower forward; never back, whichever process is late."""
    connection.execute(
        update(positions)
        .where(positions.c.follower == follower, positions.c.position < position)
        .values(position=position)
    )
