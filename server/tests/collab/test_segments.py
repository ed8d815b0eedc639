"""The older part of a log, folded at any instant: nothing that was known is lost or changed."""

from itertools import pairwise
from lzma import LZMAError

import pycrdt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sala.collab.domain.attribution import Change, attribute, text_of, told
from sala.collab.domain.columns import pack, pack_steps, unpack, unpack_steps
from sala.collab.domain.folding import fold
from sala.collab.domain.past import Past, authors
from sala.collab.domain.replica import Replica, Unusable, kept
from sala.collab.domain.segments import GRAIN, moment_of, past_of, runs_of, state_at, unpacked_state
from tests.collab.authors import MEMBERS, Authors, folded, steps

ADA, BOB, _ = MEMBERS
instants = st.lists(st.integers(1, 42), min_size=1, max_size=3)
"""At which lengths a log is folded."""


def learnt(log):
    past = Past()
    past.learn(log)
    return past


def facts(past):
    """Give all that is known of a past, to be compared."""
    record = past.record
    return (
        list(record.members.times),
        [record.members[sequence] for sequence in range(len(record.members))],
        *(sorted(labels) for labels in (record.written, record.deleted, past.written)),
        record.repeated,
        record.first,
        past.stretches,
    )


@given(steps, instants, st.sampled_from(["", "one two", "𝄞 seed"]))
@settings(deadline=None)
def test_every_past_text_is_what_it_was(steps, instants, seed):
    log = Authors(seed).run(steps)
    segment, later = folded(log.log, instants)
    told = [text_of(state_at(segment, n)) for n in range(1, segment.sequence + 1)]
    texts = [text for _, text in log.texts()]
    assert told == texts[: segment.sequence]
    assert text_of(kept([one.data for one in later], unpacked_state(segment.state))) == texts[-1]


@given(steps, instants)
@settings(deadline=None)
def test_what_is_known_of_a_folded_past_is_what_was_known(steps, instants):
    log = Authors("0123456789").run(steps).log
    segment, later = folded(log, instants)
    assert facts(past_of(segment)) == facts(learnt(log[: segment.sequence]))
    past = past_of(segment)
    past.learn(later)
    assert facts(past) == facts(learnt(log))
    assert [moment_of(segment, one.sequence) for one in log[: segment.sequence]] == [
        (one.member, one.at) for one in log[: segment.sequence]
    ]


@given(steps, instants)
@settings(deadline=None)
def test_who_wrote_the_text_lies_ready_in_a_segment(steps, instants):
    log = Authors("seed").run(steps)
    segment, _ = folded(log.log, instants)
    past = learnt(log.log[: segment.sequence])
    runs = attribute(log.state(segment.sequence), past.written, past.authors())
    assert told(runs_of(segment), authors(segment.stretches)) == runs


@given(steps, instants)
@settings(deadline=None)
def test_folding_once_is_folding_again_and_again(steps, instants):
    log = Authors("seed").run(steps).log
    segment, later = folded(log, instants)
    at_once, at_last = fold(None, log, grain=1), fold(segment, later, grain=1) if later else segment
    assert facts(past_of(at_once)) == facts(past_of(at_last))
    assert text_of(unpacked_state(at_once.state)) == text_of(unpacked_state(at_last.state))


@given(st.lists(st.tuples(st.sampled_from([ADA, BOB]), st.integers(-9, 130_000_000))))
@settings(deadline=None)
def test_times_are_kept_to_a_tenth_of_a_second_and_those_of_a_stretch_wholly(pauses):
    doc = pycrdt.Doc(client_id=5)
    updates = []
    doc.observe(lambda event: updates.append(event.update))
    at, log = 10**15, []
    for sequence, (member, pause) in enumerate([(ADA, 0), *pauses], 1):
        doc.get("content", type=pycrdt.Text).insert(0, "x")
        at += pause
        log.append(Change(sequence, member, at, updates[-1]))
    segment = fold(fold(None, log[:1]), log[1:]) if log[1:] else fold(None, log)
    past, before = past_of(segment), learnt(log)
    assert past.stretches == before.stretches
    assert past.authors() == before.authors()
    for one in log:
        member, told = past.record.members[one.sequence]
        assert member == one.member
        assert abs(one.at - told) < GRAIN  # either way: a clock may be set back
    for stretch in past.stretches:
        assert past.record.members[stretch.first] == (stretch.member, stretch.begun)


def test_a_keystroke_takes_little_room():
    doc = pycrdt.Doc(client_id=5)
    updates = []
    doc.observe(lambda event: updates.append(event.update))
    content = doc.get("content", type=pycrdt.Text)
    for number in range(6_000):
        if number % 10 == 9:
            del content[len(content) - 2 : len(content)]
        else:
            content.insert(len(content), "the quick fox "[number % 14])
    log = [Change(n, ADA, n * 200_000, data) for n, data in enumerate(updates, 1)]
    segment = fold(None, log)
    size = sum(map(len, (segment.state, segment.moments, segment.runs)))
    assert size < sum(len(one.data) for one in log) / 20


def test_what_other_editors_put_into_a_document_is_folded_too():
    doc = pycrdt.Doc(client_id=5)
    updates = []
    doc.observe(lambda event: updates.append(event.update))
    content = doc.get("content", type=pycrdt.Text)
    content += "bold text"
    content.format(0, 4, {"bold": True})
    doc.get("list", type=pycrdt.Array).extend([1, "two", {"three": [3]}])
    doc.get("list", type=pycrdt.Array).append(4)
    del doc.get("list", type=pycrdt.Array)[1]
    content.insert(2, "!")
    log = [Change(n, BOB, n, data) for n, data in enumerate(updates, 1)]
    segment = fold(None, log)
    copy = pycrdt.Doc()
    for one in log:
        copy.apply_update(one.data)
        past = pycrdt.Doc()
        past.apply_update(state_at(segment, one.sequence))
        for name, kind in (("content", pycrdt.Text), ("list", pycrdt.Array)):
            assert str(past.get(name, type=kind)) == str(copy.get(name, type=kind))
        assert past.get_state() == copy.get_state()


def test_what_came_before_what_it_builds_on_is_not_folded():
    doc = pycrdt.Doc(client_id=5)
    updates = []
    doc.observe(lambda event: updates.append(event.update))
    for letter in "abc":
        doc.get("content", type=pycrdt.Text).insert(0, letter)
    log = [Change(1, ADA, 1, updates[0]), Change(2, ADA, 2, updates[2])]
    with pytest.raises(Unusable):
        fold(None, log)
    log.append(Change(3, ADA, 3, updates[1]))
    segment = fold(None, log)
    assert [text_of(state_at(segment, n)) for n in (1, 2, 3)] == ["a", "a", "cba"]


def test_what_an_editor_sends_again_after_a_folding_doubles_nothing():
    log = Authors("seed").run([("type", 0, 0, 3), ("delete", 1, 1, 2), ("hear", 0, 0, 0)])
    segment = fold(None, log.log)
    replica = Replica(unpacked_state(segment.state))
    again = [one.data for one in log.log]
    replica.add(again)
    assert replica.text() == log.text()
    sequence = len(log.log)
    resent = [Change(sequence + n, BOB, 10**6, data) for n, data in enumerate(again, 1)]
    later = fold(segment, resent)
    assert text_of(unpacked_state(later.state)) == log.text()
    written = [sorted(past_of(one).record.written) for one in (segment, later)]
    assert written[0] == written[1]


def test_a_gap_in_the_log_is_not_folded_over():
    log = Authors("seed").run([("type", 0, 0, 3), ("type", 0, 1, 2)]).log
    with pytest.raises(ValueError, match="cannot follow"):
        fold(fold(None, log[:1]), log[2:])


def test_a_damaged_segment_is_not_believed():
    segment = fold(None, Authors("seed").log)
    for name in ("state", "moments"):
        data = bytearray(getattr(segment, name))
        data[len(data) // 2] ^= 1
        with pytest.raises(LZMAError):
            state_at(segment._replace(**{name: bytes(data)}), 1)


@given(st.lists(st.integers(0, 2**63)))
def test_columns_are_read_as_they_were_written(numbers):
    assert list(unpack(pack(numbers))) == numbers
    signed = [number - 2**20 for number in numbers if number < 2**40]
    assert unpack_steps(pack_steps(signed)) == signed
    assert all(len(pack([n])) <= len(pack([m])) for n, m in pairwise(sorted(numbers)))
