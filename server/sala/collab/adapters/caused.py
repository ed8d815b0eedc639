"""What brought updates from disk, where Sala itself ran the program that changed the file."""

from __future__ import annotations

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
