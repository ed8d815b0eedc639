"""What brought updates from disk, where Sala itself ran the program that changed the file."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from sala.collab.adapters.connections import Connection
from sala.collab.domain.files import Cause


def keep(connection: Connection, number: int, sequence: int, cause: Cause) -> None:
    """Insert what brought an update."""
    connection.execute(
        "INSERT INTO collab_causes (document, sequence, program, member) VALUES (?, ?, ?, ?)",
        (number, sequence, cause.program, cause.member and cause.member.bytes),
    )


def every(connection: Connection, number: int) -> dict[int, Cause]:
    """Read what brought updates of a document."""
    return {
        sequence: Cause(program, member and UUID(bytes=bytes(member)))
        for sequence, program, member in connection.execute(
            "SELECT sequence, program, member FROM collab_causes WHERE document = ?", (number,)
        )
    }


def common(causes: Mapping[int, Cause], first: int, last: int) -> Cause | None:
    """Give what brought all the updates of a stretch; None when they do not share it."""
    cause = causes.get(first)
    if cause is None or any(causes.get(one) != cause for one in range(first, last + 1)):
        return None
    return cause
