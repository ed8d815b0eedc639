"""The older part of a document's log, folded: one row of small columns, and a row a stretch."""

from __future__ import annotations

from uuid import UUID

from sala.collab.adapters import caused, rests
from sala.collab.adapters.connections import Connection
from sala.collab.domain.replica import collected
from sala.collab.domain.segments import Segment, unpacked_state
from sala.collab.domain.timeline import Stretch

CREATE = (
    """CREATE TABLE IF NOT EXISTS collab_segments (
        document BIGINT PRIMARY KEY,
        sequence BIGINT NOT NULL,
        state {bytes} NOT NULL,
        moments {bytes} NOT NULL,
        runs {bytes} NOT NULL
    )""",
    """CREATE TABLE IF NOT EXISTS collab_stretches (
        document BIGINT NOT NULL,
        first BIGINT NOT NULL,
        last BIGINT NOT NULL,
        member {bytes},
        begun BIGINT NOT NULL,
        ended BIGINT NOT NULL,
        added BIGINT NOT NULL,
        removed BIGINT NOT NULL,
        PRIMARY KEY (document, first)
    ){clustered}""",
    """CREATE TABLE IF NOT EXISTS collab_forgotten (
        document BIGINT PRIMARY KEY,
        sequence BIGINT NOT NULL
    )""",
)


_CLEARED, _CLEARED_BYTES = 1_000, 512 * 1024
"""Updates that are taken away in one transaction, by their number and by what they take."""


class NotThere(RuntimeError):
    """The log does not have just those updates that were folded."""

    def __init__(self, number: int, wanted: int, found: int) -> None:
        super().__init__(f"{wanted} updates of document {number} were folded, the log has {found}")


def sequence(connection: Connection, number: int) -> int:
    """Give the last update that was folded; 0 for none."""
    rows = connection.execute("SELECT sequence FROM collab_segments WHERE document = ?", (number,))
    return next((int(last) for (last,) in rows), 0)


def present(connection: Connection, number: int) -> bytes:
    """Read the state as of the last update that was folded, without what is deleted."""
    [(last, state)] = connection.execute(
        "SELECT sequence, state FROM collab_segments WHERE document = ?", (number,)
    )
    rest = rests.read(connection, number, last)
    return rest.state if rest is not None else collected(unpacked_state(bytes(state)))


def read(connection: Connection, number: int) -> Segment | None:
    """Read what was folded of a document."""
    causes = caused.every(connection, number)
    stretches = [
        Stretch(
            first,
            last,
            None if member is None else UUID(bytes=bytes(member)),
            *(begun, ended, added, removed),
            caused.common(causes, first, last),
        )
        for first, last, member, begun, ended, added, removed in connection.execute(
            "SELECT first, last, member, begun, ended, added, removed FROM collab_stretches"
            " WHERE document = ? ORDER BY first",
            (number,),
        )
    ]
    for last, state, moments, runs in connection.execute(
        "SELECT sequence, state, moments, runs FROM collab_segments WHERE document = ?", (number,)
    ):
        return Segment(
            last,
            bytes(state),
            bytes(moments),
            bytes(runs),
            stretches,
            forgotten(connection, number),
        )
    return None


def forgotten(connection: Connection, number: int) -> int:
    """Give the last update of which nothing is known any more; 0 for none."""
    rows = connection.execute("SELECT sequence FROM collab_forgotten WHERE document = ?", (number,))
    return next((int(last) for (last,) in rows), 0)


def write(
    connection: Connection, number: int, new: Segment, rest: rests.Packed | None = None
) -> None:
    """Put a segment before the updates that it does not hold; `clear` takes away those it does.

    Raises NotThere, and nothing is changed, unless it follows what was folded before.
    """
    before = sequence(connection, number)
    [(count,)] = connection.execute(
        "SELECT count(*) FROM collab_updates WHERE document = ? AND sequence > ? AND sequence <= ?",
        (number, before, new.sequence),
    )
    less = new.forgotten > forgotten(connection, number)
    if not (count or less) or count != new.sequence - before:
        raise NotThere(number, new.sequence - before, count)
    connection.execute(
        "INSERT INTO collab_segments (document, sequence, state, moments, runs)"
        " VALUES (?, ?, ?, ?, ?) ON CONFLICT (document) DO UPDATE SET sequence = excluded.sequence,"
        " state = excluded.state, moments = excluded.moments, runs = excluded.runs",
        (number, new.sequence, new.state, new.moments, new.runs),
    )
    since = 0 if less else before
    rests.write(connection, number, new.sequence, rest)
    connection.execute(
        "DELETE FROM collab_stretches WHERE document = ? AND last >= ?", (number, since)
    )
    connection.executemany(
        "INSERT INTO collab_stretches"
        " (document, first, last, member, begun, ended, added, removed)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (number, first, last, member and member.bytes, begun, ended, added, removed)
            for first, last, member, begun, ended, added, removed, _ in new.stretches
            if last >= since
        ],
    )
    for table in ("collab_checkpoints", "collab_snapshots"):
        connection.execute(
            f"DELETE FROM {table} WHERE document = ? AND sequence <= ?",  # noqa: S608 - constants
            (number, new.sequence),
        )
    if less:
        _forget(connection, number, new.forgotten)


def _forget(connection: Connection, number: int, upto: int) -> None:
    """Keep that updates are forgotten, and nothing of what brought them."""
    connection.execute(
        "INSERT INTO collab_forgotten (document, sequence) VALUES (?, ?)"
        " ON CONFLICT (document) DO UPDATE SET sequence = excluded.sequence",
        (number, upto),
    )
    connection.execute(
        "DELETE FROM collab_causes WHERE document = ? AND sequence <= ?", (number, upto)
    )


def outdated(connection: Connection, before: int) -> dict[int, int]:
    """Name documents of which something old is known, with their last update to be forgotten.

    Later ones must be known: the text of a file is, or is to be, what one of them made.
    """
    return {
        number: min(sequence, writing) if writing else sequence
        for number, sequence, writing in connection.execute(
            "SELECT number, file_sequence, writing FROM collab_documents"
            " WHERE (SELECT at FROM collab_updates WHERE document = number"
            " AND sequence > 1 ORDER BY sequence LIMIT 1) < ?"
            " OR EXISTS (SELECT 1 FROM collab_stretches WHERE document = number AND ended < ?"
            " AND last > coalesce((SELECT sequence FROM collab_forgotten"
            " WHERE collab_forgotten.document = number), 1))",
            (before, before),
        )
    }


def clear(connection: Connection, number: int) -> bool:
    """Take away some of the updates that a segment holds; tell whether there are more.

    Until then they say what the segment says. Whoever writes meanwhile waits for this: so it is
    little at a time.
    """
    last = size = 0
    for sequence, length in connection.execute(
        "SELECT sequence, length(data) FROM collab_updates WHERE document = ? AND sequence <="
        " (SELECT sequence FROM collab_segments WHERE collab_segments.document = ?)"
        " ORDER BY sequence LIMIT ?",
        (number, number, _CLEARED),
    ):
        last = sequence
        size += length
        if size >= _CLEARED_BYTES:
            break
    if last:
        connection.execute(
            "DELETE FROM collab_updates WHERE document = ? AND sequence <= ?", (number, last)
        )
    return bool(last)


def uncleared(connection: Connection) -> list[int]:
    """Name documents of which updates were folded that are still there."""
    return [
        number
        for (number,) in connection.execute(
            "SELECT document FROM collab_segments WHERE EXISTS (SELECT 1 FROM collab_updates"
            " WHERE collab_updates.document = collab_segments.document"
            " AND collab_updates.sequence <= collab_segments.sequence)"
        )
    ]


def unfolded(connection: Connection, least: int) -> list[int]:
    """Name documents with at least so many updates that are not folded."""
    return [
        number
        for (number,) in connection.execute(
            "SELECT document FROM collab_updates WHERE sequence > coalesce((SELECT sequence"
            " FROM collab_segments WHERE collab_segments.document = collab_updates.document), 0)"
            " GROUP BY document HAVING count(*) >= ?",
            (least,),
        )
    ]
