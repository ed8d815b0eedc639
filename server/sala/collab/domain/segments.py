"""The older part of a document's log as one segment: a state with all deleted text, and columns.

The columns say of every update who made it and when, which ids it brought, and which it deleted
that still were there: enough to make the state as of any of them again. Between the first and the
last update of a stretch times are kept to a tenth of a second; all else is kept as it was.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, chain
from typing import NamedTuple
from uuid import UUID

import msgspec

from sala.collab.domain.columns import (
    compress,
    decompress,
    pack,
    pack_steps,
    unpack,
    unpack_steps,
)
from sala.collab.domain.cutting import cut
from sala.collab.domain.ids import Labels, Ranges, Span, Stair, joined
from sala.collab.domain.past import Past
from sala.collab.domain.timeline import Stretch

GRAIN = 100_000
"""To how many µs times within a stretch are kept."""


class Segment(NamedTuple):
    """The updates from the first to `sequence`, as they are stored: all but `stretches` is small.

    `state` is an update with all text there ever was, `runs` tells who wrote what of the text that
    was left. Of the updates up to `forgotten` nothing is known but the text they made together.
    """

    sequence: int
    state: bytes
    moments: bytes
    runs: bytes
    stretches: Sequence[Stretch]
    forgotten: int = 0


class _Moments(msgspec.Struct, array_like=True, frozen=True):
    grain: int
    clients: list[int]
    written: list[bytes]
    deleted: list[bytes]
    repeated: list[bytes]
    first: tuple[int, int] | None
    ticks: bytes


def segment(
    past: Past, state: bytes, runs: Iterable[tuple[int, int]], *, grain: int = GRAIN
) -> Segment:
    """Make a segment of all that was learnt; `runs` are lengths and stretches, counted from 1."""
    record = past.record
    written, deleted = list(record.written.stairs()), list(record.deleted.stairs())
    again = [span for span, _ in record.repeated]
    clients = sorted({client for client, *_ in chain[Stair | Span](written, deleted, again)})
    numbers = {client: number for number, client in enumerate(clients)}
    moments = _Moments(
        grain,
        clients,
        _columns(written, numbers),
        _columns(deleted, numbers),
        [
            pack(numbers[span.client] for span in again),
            pack_steps(span.start for span in again),
            pack(span.end - span.start for span in again),
            pack_steps(sequence for _, sequence in record.repeated),
        ],
        record.first and (record.first.client, record.first.start),
        _ticks(past, grain),
    )
    lengths, labels = zip(*runs, strict=True) if (runs := list(runs)) else ((), ())
    return Segment(
        past.sequence,
        compress(state),
        compress(msgspec.msgpack.encode(moments)),
        compress(msgspec.msgpack.encode((pack(lengths), pack_steps(labels)))),
        list(past.stretches),
        past.forgotten,
    )


def past_of(kept: Segment) -> Past:
    """Give what was learnt of a segment's updates."""
    moments = _moments(kept)
    past = Past(stretches=list(kept.stretches), forgotten=kept.forgotten)
    record = past.record
    for stretch, times in zip(kept.stretches, _times(kept.stretches, moments), strict=True):
        record.members.extend(stretch.member, times)
    record.written = Labels(sorted(_stairs(moments.written, moments.clients)))
    record.deleted = Labels(sorted(_stairs(moments.deleted, moments.clients)))
    clients, starts, lengths, sequences = moments.repeated
    record.repeated = [
        (Span(moments.clients[client], start, start + length), sequence)
        for client, start, length, sequence in zip(
            unpack(clients),
            unpack_steps(starts),
            unpack(lengths),
            unpack_steps(sequences),
            strict=True,
        )
    ]
    if moments.first is not None:
        client, start = moments.first
        record.first = Span(client, start, start + 1)
    _by_stretch(past)
    return past


def unpacked_state(state: bytes) -> bytes:
    """Give the update that a segment's `state` stands for."""
    return decompress(state)


def state_at(kept: Segment, sequence: int) -> bytes:
    """Make the state as of one of a segment's updates."""
    moments = _moments(kept)
    written = _upto(moments.written, moments.clients, sequence)
    deleted = _upto(moments.deleted, moments.clients, sequence)
    vector = {client: ranges[0][1] for client, ranges in written.items() if ranges[0][0] == 0}
    return cut(unpacked_state(kept.state), vector, deleted)


def moment_of(kept: Segment, sequence: int) -> tuple[UUID | None, int]:
    """Tell who made one of a segment's updates, and when, in µs."""
    for stretch, times in zip(kept.stretches, _times(kept.stretches, _moments(kept)), strict=True):
        if stretch.last >= sequence:
            return stretch.member, times[sequence - stretch.first]
    msg = f"there is no update {sequence} in it"
    raise ValueError(msg)


def runs_of(kept: Segment) -> Iterator[tuple[int, int]]:
    """Give lengths and stretches, counted from 1, of the text as of a segment's last update."""
    lengths, labels = msgspec.msgpack.decode(decompress(kept.runs), type=tuple[bytes, bytes])
    return zip(unpack(lengths), unpack_steps(labels), strict=True)


def _moments(kept: Segment) -> _Moments:
    return msgspec.msgpack.decode(decompress(kept.moments), type=_Moments)


def _columns(stairs: Sequence[Stair], numbers: dict[int, int]) -> list[bytes]:
    """Write stairs in the order of their updates, each from its first update on."""
    rows: list[tuple[int, int, int, int, int]] = []
    for client, start, end, label, step in stairs:
        length = end - start
        if step < 0:
            rows.append((label - length + 1, numbers[client], end - 1, length, step))
        else:
            rows.append((label, numbers[client], start, length, step))
    rows.sort()
    done = [0] * len(numbers)
    places: list[int] = []
    labels: list[int] = []
    before = 0
    for label, number, place, length, step in rows:
        move = place - done[number]
        places.append(move << 1 if move >= 0 else ~(move << 1))
        done[number] = place + step * (length - 1) if step else place
        labels.append(label - before)
        before = label
    return [
        pack(labels),
        pack(number for _, number, _, _, _ in rows),
        pack(places),
        pack(length - 1 for _, _, _, length, _ in rows),
        pack(step % 3 for _, _, _, _, step in rows),
    ]


def _stairs(columns: Sequence[bytes], clients: Sequence[int]) -> Iterator[Stair]:
    """Read what `_columns` wrote."""
    done = [0] * len(clients)
    labels, *others = map(unpack, columns)
    for label, number, move, more, way in zip(accumulate(labels), *others, strict=True):
        place = done[number] + (move >> 1 if not move & 1 else ~(move >> 1))
        if way == 2:  # noqa: PLR2004 - one down
            done[number] = place - more
            yield Stair(clients[number], place - more, place + 1, label + more, -1)
        else:
            done[number] = place + more if way else place
            yield Stair(clients[number], place, place + more + 1, label, way)


def _upto(columns: Sequence[bytes], clients: Sequence[int], sequence: int) -> Ranges:
    """Give what those columns say of an update and of all before it."""
    found: Ranges = {}
    for client, start, end, label, step in _stairs(columns, clients):
        first = label - (end - start) + 1 if step < 0 else label
        if first > sequence:
            break  # as all that follow
        count = min(end - start, sequence - first + 1) if step else end - start
        ranges = found.setdefault(client, [])
        ranges.append((end - count, end) if step < 0 else (start, start + count))
    return {client: joined(ranges) for client, ranges in found.items()}


def _ticks(past: Past, grain: int) -> bytes:
    """Write the times of all updates, each stretch's from its beginning."""
    times = past.record.members.times
    steps: list[int] = []
    for stretch in past.stretches:
        before = 0
        for at in times[stretch.first : stretch.last + 1]:
            tick = (at - stretch.begun) // grain
            step = tick - before
            steps.append(step << 1 if step >= 0 else ~(step << 1))
            before = tick
    return pack(steps)


def _times(stretches: Sequence[Stretch], moments: _Moments) -> Iterator[array[int]]:
    """Read what `_ticks` wrote: for each stretch the times of its updates."""
    grain = moments.grain
    steps = unpack(moments.ticks)
    # There are many updates, and few times that pass between two.
    moves = {n: grain * (n >> 1 if not n & 1 else ~(n >> 1)) for n in set(steps)}
    done = 0
    for stretch in stretches:
        count = stretch.last - stretch.first + 1
        some = map(moves.__getitem__, steps[done : done + count])
        done += count
        times = array("q", list(accumulate(some, initial=stretch.begun)))[1:]
        if 0 <= stretch.ended - times[-1] < grain:
            times[-1] = stretch.ended
        yield times


def _by_stretch(past: Past) -> None:
    """Learn in which stretch what was written."""
    firsts = [stretch.first for stretch in past.stretches]
    for client, start, end, label, step in past.record.written.stairs():
        at = start
        while at < end:
            here = label + step * (at - start)
            which = bisect_right(firsts, here)
            stretch = past.stretches[which - 1]
            upper = end
            if step > 0:
                upper = min(end, at + stretch.last - here + 1)
            elif step < 0:
                upper = min(end, at + here - stretch.first + 1)
            past.written.add(Span(client, at, upper), which)
            at = upper
