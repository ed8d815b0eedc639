"""The document log's SQL, the same for SQLite and PostgreSQL but for the placeholder's spelling."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

from sala.collab.adapters import rests, segments
from sala.collab.adapters.connections import Connection
from sala.collab.ports import Batch, NewDocument, SeenFile, Stored, Written

SCHEMA = 2
"""The layout, kept in `collab_layout`. From 2 on old updates may lie in segments."""

CREATE = (
    "CREATE TABLE IF NOT EXISTS collab_layout (layout INTEGER NOT NULL)",
    """CREATE TABLE IF NOT EXISTS collab_documents (
        number {key},
        document {bytes} NOT NULL UNIQUE,
        workspace {bytes} NOT NULL,
        path TEXT NOT NULL,
        epoch BIGINT NOT NULL,
        began BIGINT NOT NULL,
        deletion {bytes},
        credited BIGINT NOT NULL DEFAULT 0,
        file_digest TEXT NOT NULL,
        file_sequence BIGINT NOT NULL,
        file_text {bytes},
        writing BIGINT NOT NULL DEFAULT 0
    )""",
    """CREATE UNIQUE INDEX IF NOT EXISTS collab_documents_path
        ON collab_documents (workspace, path) WHERE deletion IS NULL""",
    """CREATE TABLE IF NOT EXISTS collab_updates (
        document BIGINT NOT NULL,
        sequence BIGINT NOT NULL,
        member {bytes},
        at BIGINT NOT NULL,
        data {bytes} NOT NULL,
        PRIMARY KEY (document, sequence)
    ){clustered}""",
    """CREATE TABLE IF NOT EXISTS collab_clients (
        document BIGINT NOT NULL,
        client BIGINT NOT NULL,
        member {bytes},
        PRIMARY KEY (document, client)
    ){clustered}""",
    """CREATE TABLE IF NOT EXISTS collab_checkpoints (
        document BIGINT PRIMARY KEY,
        sequence BIGINT NOT NULL,
        state {bytes} NOT NULL
    )""",
    """CREATE TABLE IF NOT EXISTS collab_snapshots (
        document BIGINT NOT NULL,
        sequence BIGINT NOT NULL,
        state {bytes} NOT NULL,
        PRIMARY KEY (document, sequence)
    )""",
    """CREATE TABLE IF NOT EXISTS collab_takings (
        document BIGINT NOT NULL,
        client BIGINT NOT NULL,
        data {bytes} NOT NULL,
        PRIMARY KEY (document, client)
    ){clustered}""",
    """CREATE TABLE IF NOT EXISTS collab_causes (
        document BIGINT NOT NULL,
        sequence BIGINT NOT NULL,
        program TEXT NOT NULL,
        member {bytes},
        PRIMARY KEY (document, sequence)
    ){clustered}""",
    """CREATE TABLE IF NOT EXISTS collab_marks (
        name TEXT PRIMARY KEY,
        position BIGINT NOT NULL
    )""",
    *segments.CREATE,
    *rests.CREATE,
)

HERE = "workspace = ? AND deletion IS NULL"
UNDER = f"{HERE} AND (path = ? OR substr(path, 1, ?) = ?)"
LAST = (
    "coalesce((SELECT max(sequence) FROM collab_updates WHERE collab_updates.document = number),"
    " (SELECT sequence FROM collab_segments WHERE collab_segments.document = number))"
)


Task = Callable[[Connection], Any]
"""A statement or several, run inside the writer's transaction."""


class NewerDocuments(RuntimeError):
    """The layout was made by a newer version of Sala."""

    def __init__(self, where: str, layout: int) -> None:
        super().__init__(
            f"{where} was written by a newer version of Sala (layout {layout}; this version reads "
            f"{SCHEMA}). Start the newer version, or restore a backup made before it."
        )


def check_layout(connection: Connection, where: str) -> None:
    """Stamp new tables with the layout; refuse those of a later one."""
    layouts = [layout for (layout,) in connection.execute("SELECT layout FROM collab_layout")]
    if not layouts:
        connection.execute("INSERT INTO collab_layout VALUES (?)", (SCHEMA,))
    elif layouts[0] > SCHEMA:
        raise NewerDocuments(where, layouts[0])
    elif layouts[0] < SCHEMA:  # the tables that were added are empty
        connection.execute("UPDATE collab_layout SET layout = ?", (SCHEMA,))


_INSERT = "INSERT INTO collab_updates (document, sequence, member, at, data) VALUES "
_ROW = "(?, ?, ?, ?, ?)"
_FEW = 8
_INSERTS = [_INSERT + ", ".join([_ROW] * count) for count in range(_FEW + 1)]


def append_few(connection: Connection, batches: Sequence[Batch]) -> bool:
    """Insert a few updates in one statement, which is a transaction by itself outside of one.

    Gives False, with nothing done, for more than a few or when client ids are to be bound.
    """
    if len(batches) == 1:  # as most ticks have: one keystroke
        number, sequence, at, updates, fresh = batches[0]
        if len(updates) == 1 and not fresh:
            ((member, data),) = updates
            connection.execute(_INSERTS[1], (number, sequence, member and member.bytes, at, data))
            return True
    values: list[object] = []
    count = 0
    for number, sequence, at, updates, fresh in batches:
        count += len(updates)
        if fresh or count > _FEW:
            return False
        for member, data in updates:
            values += (number, sequence, member and member.bytes, at, data)
            sequence += 1  # noqa: PLW2901 - counts on from the batch's first
    connection.execute(_INSERTS[count], values)
    return True


def append(connection: Connection, batches: Sequence[Batch]) -> None:
    """Insert the updates of all batches. A sequence that is taken fails the transaction."""
    connection.executemany(
        _INSERTS[1],
        [
            (batch.number, sequence, member and member.bytes, batch.at, data)
            for batch in batches
            for sequence, (member, data) in enumerate(batch.updates, batch.first)
        ],
    )
    fresh = [
        (batch.number, client, member and member.bytes)
        for batch in batches
        for client, member in batch.fresh
    ]
    if fresh:
        connection.executemany(
            "INSERT INTO collab_clients (document, client, member) VALUES (?, ?, ?)", fresh
        )


def begin(connection: Connection, new: NewDocument) -> None:
    """Insert a document with its seed, unless its path is taken."""
    for _ in connection.execute(
        f"SELECT 1 FROM collab_documents WHERE {HERE} AND path = ?",  # noqa: S608 - constants
        (new.workspace.bytes, new.path),
    ):
        return
    [(number,)] = connection.execute(
        "INSERT INTO collab_documents"
        " (document, workspace, path, epoch, began, file_digest, file_sequence)"
        " VALUES (?, ?, ?, ?, ?, ?, 1) RETURNING number",
        (new.document.bytes, new.workspace.bytes, new.path, new.epoch, new.at, new.digest),
    )
    append(
        connection,
        [Batch(number, 1, new.at, [(None, new.seed)], [(new.client, None)])],
    )


def find(connection: Connection, workspace: UUID, path: str) -> Stored | None:
    """Load a document by its path."""
    rows = connection.execute(
        "SELECT number, document, epoch, file_digest, file_sequence, writing, file_text"  # noqa: S608 - constants
        f" FROM collab_documents WHERE {HERE} AND path = ?",
        (workspace.bytes, path),
    )
    for number, document, epoch, digest, file_sequence, writing, file_text in rows:
        folded = segments.sequence(connection, number)
        sequence, state = 0, b""
        for sequence, state in connection.execute(  # noqa: B007 - at most one row
            "SELECT sequence, state FROM collab_checkpoints WHERE document = ?", (number,)
        ):
            pass
        rest = None
        if folded > sequence:
            sequence, rest = folded, rests.read(connection, number, folded)
            state = rest.state if rest is not None else segments.present(connection, number)
        updates = list(
            connection.execute(
                "SELECT sequence, data FROM collab_updates"
                " WHERE document = ? AND sequence > ? ORDER BY sequence",
                (number, sequence),
            )
        )
        owners = {
            client: None if member is None else UUID(bytes=bytes(member))
            for client, member in connection.execute(
                "SELECT client, member FROM collab_clients WHERE document = ?", (number,)
            )
        }
        return Stored(
            number=number,
            document=UUID(bytes=bytes(document)),
            workspace=workspace,
            path=path,
            epoch=epoch,
            sequence=updates[-1][0] if updates else sequence,
            folded=folded,
            checkpoint=bytes(state),
            rest=rest,
            updates=[bytes(data) for _, data in updates],
            owners=owners,
            file=SeenFile(
                digest,
                file_sequence,
                writing,
                None if file_text is None else bytes(file_text).decode(),
            ),
        )
    return None


def checkpoint(connection: Connection, number: int, sequence: int, state: bytes) -> None:
    """Keep the newest merged state, unless what was folded holds it."""
    if segments.sequence(connection, number) >= sequence:
        return
    connection.execute(
        "INSERT INTO collab_checkpoints (document, sequence, state) VALUES (?, ?, ?)"
        " ON CONFLICT (document) DO UPDATE SET sequence = excluded.sequence,"
        " state = excluded.state WHERE excluded.sequence > collab_checkpoints.sequence",
        (number, sequence, state),
    )


_SMALL = " AND file_text IS NULL"


def saw_file(connection: Connection, number: int, seen: SeenFile, *, small: bool = False) -> bool:
    """Remember which file equals which text.

    `small`: only if no text, which may be long, is let go with it. Tells whether it was done.
    """
    text = None if seen.text is None else seen.text.encode()
    done = connection.execute(
        "UPDATE collab_documents"  # noqa: S608 - constants
        " SET file_digest = ?, file_sequence = ?, writing = ?, file_text = ?"
        f" WHERE number = ?{_SMALL if small else ''} RETURNING 1",
        (seen.digest, seen.sequence, seen.writing, text, number),
    )
    return bool(list(done))


def begin_write(connection: Connection, number: int, sequence: int, *, small: bool = False) -> bool:
    """Remember which text is about to be written; `small` is that of `saw_file`."""
    done = connection.execute(
        "UPDATE collab_documents SET writing = ?"  # noqa: S608 - constants
        f" WHERE number = ?{_SMALL if small else ''} RETURNING 1",
        (sequence, number),
    )
    return bool(list(done))


def unwritten(connection: Connection) -> list[tuple[UUID, str]]:
    """Find documents whose last update is newer than their file."""
    return [
        (UUID(bytes=bytes(workspace)), path)
        for workspace, path in connection.execute(
            "SELECT workspace, path FROM collab_documents"  # noqa: S608 - constants
            f" WHERE deletion IS NULL AND ({LAST} > file_sequence OR file_text IS NOT NULL)"
        )
    ]


def history(connection: Connection, number: int, after: int, limit: int) -> list[Written]:
    """Read updates with who and when."""
    return [
        Written(sequence, None if member is None else UUID(bytes=bytes(member)), at, bytes(data))
        for sequence, member, at, data in connection.execute(
            "SELECT sequence, member, at, data FROM collab_updates"
            " WHERE document = ? AND sequence > ? ORDER BY sequence LIMIT ?",
            (number, after, limit),
        )
    ]
