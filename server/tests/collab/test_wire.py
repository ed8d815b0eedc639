"""The messages on a document's socket, byte for byte, and what bad bytes do to their readers."""

import json
from contextlib import suppress
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sala.collab.domain.awareness import Awareness, Excess, read_states, stamped, write_states
from sala.collab.domain.frames import frame
from sala.collab.domain.messages import (
    acknowledgement,
    document_message,
    step_1,
    step_2,
    update_message,
)
from sala.collab.domain.offsets import byte_offsets, utf16_length
from sala.collab.domain.structs import inspect
from sala.collab.domain.updates import covers, judge
from sala.collab.domain.varints import (
    Malformed,
    read_varbytes,
    read_varuint,
    read_vector,
    write_varbytes,
    write_varuint,
    write_vector,
)

NUMBERS = st.integers(0, 2**53 - 1)
STATES = st.lists(
    st.tuples(NUMBERS, NUMBERS, st.dictionaries(st.text(), st.integers(0, 9)).map(json.dumps)),
    max_size=4,
).map(lambda states: [(client, clock, state.encode()) for client, clock, state in states])


@given(NUMBERS, st.binary())
def test_a_number_is_read_as_it_was_written(number, rest):
    data = write_varuint(number)
    assert read_varuint(data + rest, 0) == (number, len(data))


@given(st.binary(), st.binary())
def test_bytes_are_read_as_they_were_written(data, rest):
    written = write_varbytes(data)
    assert read_varbytes(written + rest, 0) == (data, len(written))


@given(st.dictionaries(NUMBERS, NUMBERS))
def test_a_state_vector_is_read_as_it_was_written(vector):
    assert read_vector(write_vector(vector)) == vector


@given(STATES)
def test_awareness_is_read_as_it_was_written(states):
    assert read_states(write_states(states)) == states


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        (step_1(b"\x00"), "00000100"),
        (step_2(b"\x00\x00"), "0001020000"),
        (update_message(b"ab"), "0002026162"),
        (acknowledgement(300, 5), "64ac0205"),
    ],
)
def test_messages_are_those_of_y_protocols(message, expected):
    assert message.hex() == expected


def test_the_document_message_holds_id_epoch_and_right():
    document = UUID("11111111-2222-4333-8444-555555555555")
    message = document_message(document, 1, writable=True)
    assert message == b"\x65\x24" + str(document).encode() + b"\x01\x01"


@pytest.mark.parametrize("size", [0, 1, 125, 126, 65_535, 65_536])
def test_a_frame_says_its_length_in_the_shortest_way(size):
    data = frame(b"x" * size)
    header = {0: 2, 1: 2, 125: 2, 126: 4, 65_535: 4, 65_536: 10}[size]
    assert len(data) == header + size
    assert data[0] == 0x82
    assert data[1] < 128  # not masked


READERS = {
    "a number": lambda data: read_varuint(data, 0),
    "bytes": lambda data: read_varbytes(data, 0),
    "a state vector": read_vector,
    "awareness": lambda data: read_states(b"\x01" + data),
    "an awareness state": lambda data: stamped(data, "member"),
    "an update": inspect,
}


@pytest.mark.parametrize("reader", READERS)
@settings(deadline=None)
@given(data=st.binary(max_size=60))
def test_bad_bytes_are_malformed_and_nothing_worse_for(reader, data):
    with suppress(Malformed, Excess):
        READERS[reader](data)


@settings(deadline=None)
@given(st.binary(max_size=60))
def test_judging_bad_bytes_is_malformed_and_nothing_worse(data):
    with suppress(Malformed):
        judge(data, vector=b"\x00", deleted=dict, owners={}, member=None)


RANGES = st.dictionaries(
    st.integers(0, 2),
    st.lists(st.tuples(st.integers(0, 15), st.integers(1, 5)), min_size=1, max_size=4),
    max_size=2,
)


def points(ranges):
    return {
        (client, at) for client, spans in ranges.items() for a, b in spans for at in range(a, b)
    }


def joined(ranges):
    """Give ranges as `deletions` does: sorted, and touching ones joined."""
    out = {}
    for client, spans in ranges.items():
        clocks = sorted({at for start, length in spans for at in range(start, start + length)})
        merged = []
        for at in clocks:
            if merged and merged[-1][1] == at:
                merged[-1] = (merged[-1][0], at + 1)
            else:
                merged.append((at, at + 1))
        out[client] = merged
    return out


@given(RANGES, RANGES)
def test_deletions_are_known_when_every_deleted_clock_is(known, claimed):
    known, claimed = joined(known), joined(claimed)
    assert covers(known, claimed) == (points(claimed) <= points(known))


@given(st.text(), st.data())
def test_an_offset_in_bytes_is_that_of_the_text_before_it(text, data):
    wanted = data.draw(st.lists(st.integers(0, len(text)), max_size=5))
    offsets = byte_offsets(text.encode("utf-8", "replace").decode(), wanted)
    for point in wanted:
        assert offsets[point] == len(text[:point].encode("utf-8", "replace"))


@given(st.text(st.characters(codec="utf-8")))
def test_length_is_counted_as_browsers_do(text):
    assert utf16_length(text) == len(text.encode("utf-16-le")) // 2


@given(st.text(), st.data())
def test_an_offset_outside_a_text_is_an_error(text, data):
    outside = data.draw(st.integers(len(text) + 1))
    with pytest.raises(IndexError):
        byte_offsets(text, [outside])


class TestAwareness:
    def test_an_echo_of_anothers_state_changes_nothing(self):
        here = Awareness()
        here.hear("ada", "ada", [(1, 1, b"{}")])
        here.changes()
        assert not here.hear("bob", "bob", [(1, 5, b'{"a":1}')])
        assert here.changes() is None

    def test_an_echo_does_not_bring_back_who_left(self):
        here = Awareness()
        here.hear("ada", "ada", [(1, 3, b"{}")])
        here.leave("ada")
        here.changes()
        assert not here.hear("bob", "bob", [(1, 3, b"{}")])
        assert here.everything() is None

    def test_somebody_who_comes_back_before_the_old_socket_is_missed_takes_over(self):
        here = Awareness()
        here.hear("old", "ada", [(1, 3, b"{}")])
        assert here.hear("new", "ada", [(1, 4, b'{"a":1}')])
        here.changes()
        assert not here.leave("old")
        assert here.everything() is not None

    def test_what_is_forgotten_in_the_end_is_only_who_left(self):
        here = Awareness()
        here.hear("ada", "ada", [(0, 1, b"{}")])
        for client in range(1, 1500):
            here.hear(client, "bob", [(client, 1, b"{}")])
            here.leave(client)
            here.changes()
        assert len(here._held) < 1100
        assert read_states(here.everything())[0][0] == 0
