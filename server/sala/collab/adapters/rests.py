"""What a long document is opened from: its state when it was folded, cut in parts.

It could be made of the segment again, which is a third of a second with Python's lock held.
"""

from __future__ import annotations

import zlib
from typing import NamedTuple

import msgspec

from sala.collab.adapters.connections import Connection
from sala.collab.domain.parts import Parts, Rest

CREATE = (
    """CREATE TABLE IF NOT EXISTS collab_rests (
        document BIGINT PRIMARY KEY,
        sequence BIGINT NOT NULL,
        state {bytes} NOT NULL,
        parts {bytes} NOT NULL
    )""",
)


def read(connection: Connection, number: int, sequence: int) -> Rest | None:
    """Read the state as of an update, if it was kept."""
    for state, parts in connection.execute(
        "SELECT state, parts FROM collab_rests WHERE document = ? AND sequence = ?",
        (number, sequence),
    ):
        return Rest(zlib.decompress(bytes(state)), msgspec.msgpack.decode(bytes(parts), type=Parts))
    return None


class Packed(NamedTuple):
    """A rest as its row has it."""

    state: bytes
    parts: bytes


def packed(rest: Rest) -> Packed:
    """Make a rest small, which takes long: not while others wait to write."""
    return Packed(zlib.compress(rest.state), msgspec.msgpack.encode(rest.parts))


def write(connection: Connection, number: int, sequence: int, rest: Packed | None) -> None:
    """Keep the state as of the last update that was folded, and none as of another.

    Without one, what was kept as of that update stays: of an older past, it has nothing.
    """
    kept = -1 if rest is not None else sequence
    connection.execute(
        "DELETE FROM collab_rests WHERE document = ? AND sequence <> ?", (number, kept)
    )
    if rest is not None:
        connection.execute(
            "INSERT INTO collab_rests (document, sequence, state, parts) VALUES (?, ?, ?, ?)",
            (number, sequence, *rest),
        )
