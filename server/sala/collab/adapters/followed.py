"""What documents learn from facts of lower contexts, each once: moves, deletions, commits."""

from __future__ import annotations

from uuid import UUID

from sala.collab.adapters.connections import Connection
from sala.collab.adapters.statements import HERE, LAST, UNDER


def _once(connection: Connection, name: str, position: int) -> bool:
    """Move a mark forward; tell whether the position is new."""
    for (seen,) in connection.execute("SELECT position FROM collab_marks WHERE name = ?", (name,)):
        if seen >= position:
            return False
    connection.execute(
        "INSERT INTO collab_marks (name, position) VALUES (?, ?)"
        " ON CONFLICT (name) DO UPDATE SET position = excluded.position",
        (name, position),
    )
    return True


def move(connection: Connection, position: int, workspace: UUID, source: str, target: str) -> bool:
    """Give documents at or under a path another path; what is in the way lets go of its own."""
    if not _once(connection, "paths", position):
        return False
    under = source + "/"
    rows = list(
        connection.execute(
            f"SELECT number, path FROM collab_documents WHERE {UNDER}",  # noqa: S608 - constants
            (workspace.bytes, source, len(under), under),
        )
    )
    for number, path in rows:
        landing = target + path[len(source) :]
        connection.execute(
            "UPDATE collab_documents SET deletion = document"  # noqa: S608 - constants
            f" WHERE {HERE} AND path = ? AND number <> ?",
            (workspace.bytes, landing, number),
        )
        connection.execute(
            "UPDATE collab_documents SET path = ? WHERE number = ?", (landing, number)
        )
    return True


def bury(connection: Connection, position: int, workspace: UUID, path: str, deletion: UUID) -> bool:
    """Mark documents at or under a path as deleted."""
    if not _once(connection, "paths", position):
        return False
    under = path + "/"
    connection.execute(
        f"UPDATE collab_documents SET deletion = ? WHERE {UNDER}",  # noqa: S608 - constants
        (deletion.bytes, workspace.bytes, path, len(under), under),
    )
    return True


def unbury(
    connection: Connection, position: int, workspace: UUID, path: str, deletion: UUID
) -> bool:
    """Bring documents of a deletion back, where their paths are still free."""
    del path  # each document remembers its own
    if not _once(connection, "paths", position):
        return False
    connection.execute(
        "UPDATE collab_documents SET deletion = NULL WHERE workspace = ? AND deletion = ?"
        " AND NOT EXISTS (SELECT 1 FROM collab_documents AS other"
        " WHERE other.workspace = collab_documents.workspace"
        " AND other.path = collab_documents.path AND other.deletion IS NULL)",
        (workspace.bytes, deletion.bytes),
    )
    return True


def authors(connection: Connection, workspace: UUID) -> list[UUID]:
    """Name members with updates newer than what was committed."""
    return [
        UUID(bytes=bytes(member))
        for member, _ in connection.execute(
            "SELECT member, min(at) FROM (SELECT member, at FROM collab_updates"  # noqa: S608 - constants
            f" JOIN collab_documents ON number = collab_updates.document WHERE {HERE}"
            " AND sequence > credited"
            " UNION ALL SELECT member, begun FROM collab_stretches"
            f" JOIN collab_documents ON number = collab_stretches.document WHERE {HERE}"
            " AND last > credited) AS wrote WHERE member IS NOT NULL"
            " GROUP BY member ORDER BY min(at)",
            (workspace.bytes, workspace.bytes),
        )
    ]


def credit(connection: Connection, position: int, workspace: UUID, marks: dict[str, int]) -> None:
    """Remember up to where documents were committed."""
    if not _once(connection, "commits", position):
        return
    for path, sequence in marks.items():
        connection.execute(
            "UPDATE collab_documents SET credited = ?"  # noqa: S608 - constants
            f" WHERE {HERE} AND path = ? AND credited < ?",
            (sequence, workspace.bytes, path, sequence),
        )


def sequences(connection: Connection, workspace: UUID) -> dict[str, int]:
    """Give the last sequence of each document of a workspace."""
    return dict(
        connection.execute(
            f"SELECT path, {LAST} FROM collab_documents WHERE {HERE}",  # noqa: S608 - constants
            (workspace.bytes,),
        )
    )
