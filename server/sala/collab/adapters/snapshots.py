"""Past states of long documents, so that none is far from one that is kept."""

from __future__ import annotations

import zlib

from sala.collab.adapters import segments
from sala.collab.adapters.connections import Connection
from sala.collab.domain.segments import state_at as within

EVERY = 10_000
"""Updates between two snapshots: as many are applied in about a twentieth of a second."""


def keep(connection: Connection, number: int, sequence: int, state: bytes) -> None:
    """Keep a merged state for good, if many updates came since the last that was kept."""
    [(last,)] = connection.execute(
        "SELECT coalesce(max(sequence), 0) FROM collab_snapshots WHERE document = ?", (number,)
    )
    if sequence - max(last, segments.sequence(connection, number)) >= EVERY:
        connection.execute(
            "INSERT INTO collab_snapshots (document, sequence, state) VALUES (?, ?, ?)",
            (number, sequence, zlib.compress(state)),
        )


def state_at(connection: Connection, number: int, sequence: int) -> list[bytes]:
    """Read what makes the state as of a sequence: a kept one that is not newer, and updates."""
    folded = segments.sequence(connection, number)
    if sequence < folded and (segment := segments.read(connection, number)):
        return [within(segment, sequence)]
    start, parts = 0, []
    for start, state in connection.execute(  # noqa: B007 - at most one row
        "SELECT sequence, state FROM collab_checkpoints WHERE document = ? AND sequence <= ?",
        (number, sequence),
    ):
        parts = [bytes(state)]
    if not parts:
        for start, state in connection.execute(  # noqa: B007 - at most one row
            "SELECT sequence, state FROM collab_snapshots"
            " WHERE document = ? AND sequence <= ? ORDER BY sequence DESC LIMIT 1",
            (number, sequence),
        ):
            parts = [zlib.decompress(bytes(state))]
    if folded > start:
        start, parts = folded, [segments.present(connection, number)]
    parts.extend(
        bytes(data)
        for (data,) in connection.execute(
            "SELECT data FROM collab_updates"
            " WHERE document = ? AND sequence > ? AND sequence <= ? ORDER BY sequence",
            (number, start, sequence),
        )
    )
    return parts
