"""One piece of long work on a document, given on standard input and answered on standard output.

Frames are a length of four bytes (big endian) and MessagePack. First comes the work, then changes
in any number of frames, then an empty frame; the answer is one frame.
"""

from __future__ import annotations

import gc
import os
import resource
import signal
import sys
from collections.abc import Iterator, Sequence
from typing import BinaryIO, NamedTuple, assert_never

import msgspec

from sala.collab.domain.attribution import Change, Copied, labelled, text_of
from sala.collab.domain.columns import pack, pack_steps
from sala.collab.domain.crediting import credit_of, told_on
from sala.collab.domain.folding import fold
from sala.collab.domain.forgetting import forget
from sala.collab.domain.parts import Rest, clocks_at, cut_in_parts, make_the_same
from sala.collab.domain.past import Past
from sala.collab.domain.replica import Unusable, collected
from sala.collab.domain.segments import Segment, past_of, state_at, unpacked_state
from sala.collab.domain.timeline import Stretch

LENGTH = 4  # bytes before each frame
_MEMORY = 4 << 30
"""Bytes of addresses: a document that needs more stays as it is."""


class Fold(msgspec.Struct, frozen=True, tag=True):
    """Make one segment of another and the changes that follow it.

    `part` is about how many bytes of the state are to be read in at a time.
    """

    before: Segment | None
    copied: Sequence[Copied]
    part: int


class Label(msgspec.Struct, frozen=True, tag=True):
    """Tell who wrote a state's text; `state` is as of a segment and the changes that follow."""

    state: bytes
    before: Segment
    copied: Sequence[Copied]


class ReadPast(msgspec.Struct, frozen=True, tag=True):
    """Give the text as of one of a segment's updates."""

    segment: Segment
    sequence: int


class Forget(msgspec.Struct, frozen=True, tag=True):
    """Forget what was done before a time, in µs, and is no later than an update."""

    segment: Segment
    before: int
    most: int


Work = Fold | Label | ReadPast | Forget


class Labelled(NamedTuple):
    """Lengths and stretches, counted from 1, of a text, as columns; and the stretches."""

    lengths: bytes
    labels: bytes
    stretches: list[Stretch]


class Answer(msgspec.Struct, frozen=True, omit_defaults=True):
    """What came of it: one of these, or that the updates cannot be taken in."""

    segment: Segment | None = None
    rest: Rest | None = None
    labelled: Labelled | None = None
    text: str | None = None
    unusable: bool = False


def answer(work: Work, changes: Sequence[Change]) -> Answer:
    """Do a piece of work. Raises what the domain raises, but for Unusable."""
    try:
        match work:
            case Fold():
                segment = fold(work.before, changes, work.copied)
                return Answer(segment=segment, rest=_rest(segment, work.part))
            case Label():
                return Answer(labelled=_labelled(work, changes))
            case ReadPast():
                return Answer(text=text_of(state_at(work.segment, work.sequence)))
            case Forget():
                return Answer(segment=forget(work.segment, before=work.before, most=work.most))
            case _:
                assert_never(work)
    except Unusable:
        return Answer(unusable=True)


def _rest(segment: Segment, part: int) -> Rest | None:
    """Give what a document is opened from; None where the segment does as well.

    That is where there would be one part, and where parts do not make the same again.
    """
    state = collected(unpacked_state(segment.state))
    parts = 1 + len(state) // part
    if parts == 1:
        return None
    times = [segment.sequence * index // parts for index in range(1, parts)]
    cut = cut_in_parts(state, clocks_at(past_of(segment).record.written, times))
    return Rest(state, cut) if make_the_same(state, cut) else None


def _labelled(work: Label, changes: Sequence[Change]) -> Labelled:
    """Tell on from what lies ready in the segment, or, where that does not do, lay all out."""
    before, copied = credit_of(work.before), work.copied
    past = _learnt(work.before, changes) if copied else None
    credit = told_on(before, changes, work.state, copied, past.written if past else None)
    if credit is not None:
        return _columns(credit.runs, credit.stretches)
    past = past or _learnt(work.before, changes)
    return _columns(list(labelled(work.state, past.written, copied)), past.stretches)


def _learnt(segment: Segment, changes: Sequence[Change]) -> Past:
    past = past_of(segment)
    past.learn(changes)
    return past


def _columns(runs: Sequence[tuple[int, int]], stretches: Sequence[Stretch]) -> Labelled:
    lengths, labels = pack(length for length, _ in runs), pack_steps(which for _, which in runs)
    return Labelled(lengths, labels, list(stretches))


def main(given: BinaryIO, answered: BinaryIO) -> None:
    """Do the one piece of work that is given."""
    frames = _frames(given)
    work = msgspec.msgpack.decode(next(frames), type=Work)
    read = msgspec.msgpack.Decoder(list[Change]).decode
    changes = [change for frame in frames for change in read(frame)]
    reply = msgspec.msgpack.encode(answer(work, changes))
    answered.write(len(reply).to_bytes(LENGTH, "big"))
    answered.write(reply)
    answered.flush()


def _frames(given: BinaryIO) -> Iterator[bytes]:
    """Read frames up to the empty one. Raises EOFError when whoever asks is gone before it."""
    while True:
        head = given.read(LENGTH)
        size = int.from_bytes(head, "big")
        frame = given.read(size)
        if len(head) < LENGTH or len(frame) < size:
            raise EOFError
        if not size:
            return
        yield frame


if __name__ == "__main__":
    # Ctrl-C in a terminal reaches the whole group; the process that asked ends us in its time.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    gc.disable()  # what is made here lives until the end, and has no cycles worth a search
    os.nice(int(sys.argv[1]))
    main(sys.stdin.buffer, sys.stdout.buffer)
