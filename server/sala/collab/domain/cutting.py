"""An earlier state, cut out of one that has all text there ever was."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import groupby

from sala.collab.domain.ids import Ranges
from sala.collab.domain.structs import Struct, cut_short, read_structs
from sala.collab.domain.varints import write_varuint


def cut(state: bytes, vector: Mapping[int, int], deleted: Ranges) -> bytes:
    """Give a state's first clocks, as many of each client as a vector says, and what is deleted.

    Raises ValueError when the state has fewer.
    """
    structs, _ = read_structs(state)
    parts: list[bytes] = []
    clients = 0
    left = {client: clock for client, clock in vector.items() if clock}
    for client, theirs in groupby(structs, lambda struct: struct.client):
        upper = left.pop(client, 0)
        if upper:
            clients += 1
            parts += _first(state, list(theirs), upper)
    if left:
        msg = f"the state knows nothing of {sorted(left)}"
        raise ValueError(msg)
    return b"".join([write_varuint(clients), *parts, write_ranges(deleted)])


def _first(state: bytes, structs: list[Struct], upper: int) -> list[bytes]:
    """Give the structs of a client before a clock: they follow one another from 0 on."""
    last = next(
        (index for index, one in enumerate(structs) if one.clock + one.length >= upper), None
    )
    if structs[0].clock or last is None:
        msg = f"the state does not reach clock {upper} of client {structs[0].client}"
        raise ValueError(msg)
    whole, half = structs[last], b""
    begin, end = structs[0].start, whole.end
    if whole.clock + whole.length > upper:
        end, half = whole.start, cut_short(state, whole, upper - whole.clock)
    head = write_varuint(last + 1) + write_varuint(whole.client) + write_varuint(0)
    return [head, state[begin:end], half]


def write_ranges(ranges: Ranges) -> bytes:
    """Write deletions as they follow an update's structs."""
    out = bytearray(write_varuint(len(ranges)))
    for client, theirs in ranges.items():
        out += write_varuint(client) + write_varuint(len(theirs))
        for start, end in theirs:
            out += write_varuint(start) + write_varuint(end - start)
    return bytes(out)
