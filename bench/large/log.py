"""A log of two million operations, made by hand: what keystrokes write, a hundred to an update.

Twenty authors take turns. Each goes to a random place, types eighteen characters there and takes
the last two back. Every character is a struct of its own between its true neighbours, as Yjs
writes keystrokes; only that a hundred operations share one update is rarer in real life.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from random import Random
from uuid import UUID, uuid4

import pycrdt

from sala.collab.adapters.sqlite_documents import SqliteDocumentLog
from sala.collab.domain.replica import ROOT, Replica
from sala.collab.ports import Batch, NewDocument, SeenFile
from sala.gateway.drill.wire import number

AUTHORS = 20
TYPED, TAKEN_BACK = 18, 2
BURSTS = 5
"""In one update: 100 operations."""
_TURN = 50
"""Updates that an author makes before another does, on average."""
_SEED = "here\n"
_SEEDER = 7
_BEGAN = 1_700_000_000_000_000  # µs
_AT_ONCE, _CHECKPOINT_AT = 50, 1_000  # updates
_LETTERS = "abcdefghijklmnopqrstuvwxyz ,.\n"

Id = tuple[bytes, int]
"""A client as it is written, and a clock."""


def seed() -> bytes:
    """Give the server's own first update."""
    doc: pycrdt.Doc[pycrdt.Text] = pycrdt.Doc(client_id=_SEEDER)
    doc.get(ROOT, type=pycrdt.Text).insert(0, _SEED)
    return doc.get_update()


def updates(operations: int) -> Iterator[tuple[int, int, bytes]]:
    """Give updates of 100 operations each: the author's number, the client, and the bytes."""
    chance = Random(1)
    clients = [chance.getrandbits(32) | 1 << 31 for _ in range(AUTHORS)]
    clocks = [0] * AUTHORS
    who, seeder = 0, number(_SEEDER)
    gaps: list[tuple[Id, Id]] = [((seeder, 0), (seeder, 1))]
    for _ in range(operations // (BURSTS * (TYPED + TAKEN_BACK))):
        if not chance.randrange(_TURN):
            who = chance.randrange(AUTHORS)
        client, first = number(clients[who]), clocks[who]
        out = [b"\x01", number(BURSTS * TYPED), client, number(first)]
        for _ in range(BURSTS):
            begin = clocks[who]
            out += _typed(gaps, chance, client, begin)
            clocks[who] = begin + TYPED
        out += [b"\x01", client, number(BURSTS)]
        for burst in range(BURSTS):
            out += [number(first + (burst + 1) * TYPED - TAKEN_BACK), number(TAKEN_BACK)]
        yield who, clients[who], b"".join(out)


def _typed(gaps: list[tuple[Id, Id]], chance: Random, client: bytes, begin: int) -> Iterator[bytes]:
    """Type into a gap between two neighbours; remember some of the gaps that there are then."""
    place = chance.randrange(len(gaps))
    left, right = gaps[place]
    middle = begin + chance.randrange(1, TYPED - TAKEN_BACK)
    gaps[place] = (left, (client, begin))
    gaps.append(((client, middle - 1), (client, middle)))
    gaps.append(((client, begin + TYPED - 1), right))
    after = right[0] + number(right[1])
    for clock in range(begin, begin + TYPED):
        yield b"\xc4" + left[0] + number(left[1]) + after + b"\x01"
        yield chance.choice(_LETTERS).encode()
        left = (client, clock)


async def store(file: Path, workspace: UUID, path: str, operations: int) -> str:
    """Write all of it into a log as a server does that never folded; give the text."""
    log = SqliteDocumentLog(file)
    new = NewDocument(
        document=uuid4(),
        workspace=workspace,
        path=path,
        epoch=1,
        client=_SEEDER,
        seed=seed(),
        digest="",
        at=_BEGAN,
    )
    await log.start()
    number_of = (await log.begin(new)).number
    replica, sequence, bound = Replica(new.seed), 1, {_SEEDER}
    batch: list[tuple[UUID | None, bytes]] = []
    fresh: list[tuple[int, UUID | None]] = []
    for who, client, update in updates(operations):
        member = UUID(int=who + 1)
        if client not in bound:
            bound.add(client)
            fresh.append((client, member))
        batch.append((member, update))
        if len(batch) == _AT_ONCE:
            at = _BEGAN + sequence * 30_000_000
            await _append(log, Batch(number_of, sequence + 1, at, batch, fresh))
            replica.add([data for _, data in batch])
            sequence += len(batch)
            batch, fresh = [], []
            if (sequence - 1) % _CHECKPOINT_AT == 0:
                await log.checkpoint(number_of, sequence, replica.encode())
    text = replica.text()
    await log.saw_file(number_of, SeenFile(sha256(text.encode()).hexdigest(), sequence))
    await log.stop()
    return text


async def _append(log: SqliteDocumentLog, batch: Batch) -> None:
    answer = asyncio.get_running_loop().create_future()
    log.append(batch, answer.set_result)
    said = await answer
    if isinstance(said, BaseException):
        raise said
