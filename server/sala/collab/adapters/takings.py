"""What takings back leave behind, and who wrote where at a time."""

from __future__ import annotations

from uuid import UUID

import msgspec

from sala.collab.adapters.connections import Connection
from sala.collab.adapters.statements import HERE
from sala.collab.domain.taking_back import Taking


def keep(connection: Connection, number: int, client: int, taking: Taking) -> None:
    """Insert what a taking back under a new client id leaves behind."""
    connection.execute(
        "INSERT INTO collab_takings (document, client, data) VALUES (?, ?, ?)",
        (number, client, msgspec.msgpack.encode(taking)),
    )


def every(connection: Connection, number: int) -> list[Taking]:
    """Read what the takings back of a document left behind."""
    return [
        msgspec.msgpack.decode(bytes(data), type=Taking)
        for (data,) in connection.execute(
            "SELECT data FROM collab_takings WHERE document = ?", (number,)
        )
    ]


def written_by(
    connection: Connection, workspace: UUID, member: UUID | None, since: int, until: int
) -> list[str]:
    """Find documents a member, or no member, wrote in at a time."""
    who, values = ("member IS NULL", ()) if member is None else ("member = ?", (member.bytes,))
    return [
        path
        for (path,) in connection.execute(
            "SELECT path FROM collab_documents"  # noqa: S608 - constants
            f" WHERE {HERE} AND (EXISTS (SELECT 1 FROM collab_updates"
            f" WHERE collab_updates.document = number AND {who} AND at BETWEEN ? AND ?)"
            " OR EXISTS (SELECT 1 FROM collab_stretches WHERE collab_stretches.document = number"
            f" AND {who} AND begun <= ? AND ended >= ?)) ORDER BY path",
            (workspace.bytes, *values, since, until, *values, until, since),
        )
    ]
