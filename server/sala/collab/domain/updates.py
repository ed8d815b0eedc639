"""What an update claims, and whether its sender may claim it.

`pycrdt.get_state` parses an update strictly, but names only those clients whose structs begin at
clock 0. So clients are read from the head of the update, and the others are found by dropping the
first one (`pycrdt.get_update` against a vector that knows all of it) until none is left.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum
from uuid import UUID

import pycrdt

from sala.collab.domain.ids import Ranges, joined
from sala.collab.domain.structs import inspect
from sala.collab.domain.varints import (
    Malformed,
    read_varuint,
    read_vector,
    write_varuint,
    write_vector,
)

LARGEST_CLIENT = (1 << 53) - 1
_ALL_CLOCKS = (1 << 32) - 1
_FEW = 2  # clients: the update of a keystroke has one


class Verdict(Enum):
    """What becomes of an update."""

    NEWS = "news"
    NOTHING_NEW = "nothing new"
    FOREIGN = "foreign"


@dataclass(frozen=True, slots=True)
class Judgement:
    """The answer to an update: its verdict, the part that is new, and ids never seen before."""

    verdict: Verdict
    update: bytes = b""
    fresh: tuple[int, ...] = ()


def check(update: bytes) -> None:
    """Parse an update from its first byte to its last; raise Malformed when it is not one.

    Only for what `structs.inspect` let through, and what its callers know to be single letters.
    """
    try:
        pycrdt.get_state(update)
    except ValueError as error:
        raise Malformed(str(error)) from None


def beyond(update: bytes, vector: bytes) -> bytes:
    """Give the part of an update that a state vector does not cover, with all its deletions."""
    try:
        return pycrdt.get_update(update, vector)
    except ValueError as error:
        raise Malformed(str(error)) from None


def head(update: bytes) -> tuple[int, int, int, int, int]:
    """Read the head of an update that has structs.

    Gives how many structs its first client has, where that client's id starts and ends, the id,
    and the first clock.
    """
    structs, start = read_varuint(update, 1)
    client, end = read_varuint(update, start)
    clock, _ = read_varuint(update, end)
    if client > LARGEST_CLIENT:
        msg = "a client id is larger than 53 bits"
        raise Malformed(msg)
    return structs, start, end, client, clock


def clients_of(update: bytes) -> list[int]:
    """Name every client that has structs in an update."""
    found = _begun(update)
    if found is not None:
        return list(found)
    clients: list[int] = []
    rest = update
    while rest[0] != 0:
        client = head(rest)[3]
        if client in clients:
            msg = "a client is named twice"
            raise Malformed(msg)
        clients.append(client)
        rest = beyond(rest, write_vector({client: _ALL_CLOCKS}))
    return clients


def reaches(update: bytes) -> dict[int, int]:
    """Give, for each client of an update, the clock after its last struct."""
    found = _begun(update)
    if found is not None:
        return found
    found = {}
    clients = clients_of(update)
    for client in clients:
        others = {other: _ALL_CLOCKS for other in clients if other != client}
        found[client] = _reach(beyond(update, write_vector(others)) if others else update)
    return found


def _begun(update: bytes) -> dict[int, int] | None:
    """Give how far each client of an update reaches if all begin at clock 0, as in a state.

    The parser names those only; dropping one client after the other is dear in a long state.
    """
    count, _ = read_varuint(update, 0)
    if count < _FEW:
        return None
    try:
        found = read_vector(pycrdt.get_state(update))
    except ValueError as error:
        raise Malformed(str(error)) from None
    return found if len(found) == count and max(found) <= LARGEST_CLIENT else None


def _reach(update: bytes) -> int:
    """Give the clock after the last struct of the only client of an update.

    The parser names a client only from clock 0 on, so one garbage struct that covers the clocks
    before is put in front.
    """
    structs, start, end, _, clock = head(update)
    if clock:
        _, after = read_varuint(update, end)
        update = (
            b"\x01"
            + write_varuint(structs + 1)
            + update[start:end]
            + b"\x00\x00"  # from clock 0: a garbage struct…
            + write_varuint(clock)  # …as long as what came before
            + update[after:]
        )
    state = pycrdt.get_state(update)
    return next(iter(read_vector(state).values()), clock)


def deletions(update: bytes, at: int = 1) -> Ranges:
    """Give what an update deletes; `at` is where its structs end: at once, if it has none."""
    clients, at = read_varuint(update, at)
    found: Ranges = {}
    for _ in range(clients):
        client, at = read_varuint(update, at)
        count, at = read_varuint(update, at)
        ranges: list[tuple[int, int]] = []
        for _ in range(count):
            clock, at = read_varuint(update, at)
            length, at = read_varuint(update, at)
            ranges.append((clock, clock + length))
        found[client] = joined(ranges + found.get(client, []))
    return found


def without_structs(update: bytes) -> bytes:
    """Give an update's deletions alone, as an update."""
    clients = clients_of(update)
    return beyond(update, write_vector(dict.fromkeys(clients, _ALL_CLOCKS)))


def covers(known: Ranges, claimed: Ranges) -> bool:
    """Tell whether every claimed range lies inside a known one."""
    for client, ranges in claimed.items():
        mine = known.get(client, [])
        index = 0
        for start, end in ranges:
            while index < len(mine) and mine[index][1] < end:
                index += 1
            if start < end and (index == len(mine) or mine[index][0] > start):
                return False
    return True


def judge(
    update: bytes,
    *,
    vector: bytes,
    deleted: Callable[[], Ranges],
    owners: Mapping[int, UUID | None],
    member: UUID | None,
) -> Judgement:
    """Decide about any update: drop what is known, then look at who wrote the rest.

    `owners` maps client ids to members (None: the server itself). An id that nobody owns becomes
    the sender's.
    """
    inspect(update)
    check(update)
    if update[0]:
        head(update)  # the parser cuts larger client ids off without a word
    rest = beyond(update, vector)
    fresh: list[int] = []
    clients = clients_of(rest)
    for client in clients:
        if client not in owners:
            fresh.append(client)
        elif owners[client] != member:
            return Judgement(Verdict.FOREIGN)
    if not clients and covers(deleted(), deletions(rest)):
        return Judgement(Verdict.NOTHING_NEW)
    return Judgement(Verdict.NEWS, rest, tuple(fresh))
