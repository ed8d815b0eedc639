"""The server's copy of a document holds what was committed, in whatever order and form it came."""

import itertools

import pycrdt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sala.collab.domain.forking import edited
from sala.collab.domain.merging import Edit
from sala.collab.domain.replica import Replica
from sala.collab.domain.updates import reaches


def typed(*texts, client):
    """Give the updates of one client that types texts one after another at the end."""
    doc = pycrdt.Doc(client_id=client)
    content = doc.get("content", type=pycrdt.Text)
    updates = []
    for text in texts:
        before = doc.get_state()
        content += text
        updates.append(doc.get_update(before))
    return updates


def test_an_update_that_came_before_what_it_builds_on_survives_eviction():
    one, two, three = typed("one ", "two ", "three", client=5)
    replica = Replica()
    replica.add([one, three])
    assert replica.text() == "one "
    assert not replica.whole  # so no checkpoint may stand for what the log holds
    replica.evict()
    replica.add([two])
    assert replica.whole
    assert replica.text() == "one two three"


def test_a_deletion_of_something_not_yet_known_is_kept_while_in_memory():
    doc = pycrdt.Doc(client_id=5)
    content = doc.get("content", type=pycrdt.Text)
    content += "hello"
    insertion, before = doc.get_update(), doc.get_state()
    del content[0:2]
    replica = Replica()
    replica.add([doc.get_update(before)])
    replica.settle()
    replica.add([insertion])
    assert replica.text() == "llo"


def test_a_reader_gets_only_what_it_lacks():
    one, two = typed("one ", "two", client=5)
    replica = Replica()
    replica.add([one, two])
    reader = pycrdt.Doc()
    reader.apply_update(one)
    missing = replica.difference(reader.get_state())
    assert len(missing) < len(replica.encode())
    reader.apply_update(missing)
    assert str(reader.get("content", type=pycrdt.Text)) == "one two"


@pytest.mark.parametrize("client", [1, 127, 128, 16_384, 2**31, 2**32 - 1, 2**53 - 1])
def test_the_reach_of_a_continuation_is_the_clock_after_its_last_struct(client):
    updates = typed("héllo", "🌳", "x" * 300, client=client)
    ends = itertools.accumulate([5, 2, 300])  # clocks count UTF-16 units
    assert [reaches(update)[client] for update in updates] == list(ends)


def test_the_reach_names_every_client():
    merged = pycrdt.merge_updates(*typed("ab", client=9), *typed("c", "d", client=2**40))
    assert reaches(merged) == {9: 2, 2**40: 2}
    _, later = typed("ef", "ghi", client=11)
    assert reaches(pycrdt.merge_updates(merged, later)) == {9: 2, 2**40: 2, 11: 5}


TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=12)


@given(TEXTS, st.lists(st.tuples(st.integers(0, 12), st.integers(0, 4), TEXTS), max_size=6))
def test_edits_in_code_points_land_where_they_are_meant(text, wishes):
    doc = pycrdt.Doc()
    doc.get("content", type=pycrdt.Text).insert(0, text)
    edits, at = [], 0
    for skip, length, new in wishes:
        start = min(at + skip, len(text))
        end = min(start + length, len(text))
        if (end > start or new) and (not edits or start > edits[-1].end):
            edits.append(Edit(start, end, new))
            at = end + 1
    client = 77
    update = edited(doc.get_update(), edits, client=client)
    expected = text
    for edit in reversed(edits):
        expected = expected[: edit.start] + edit.text + expected[edit.end :]
    doc.apply_update(update)
    assert str(doc.get("content", type=pycrdt.Text)) == expected
    assert client != doc.client_id


@st.composite
def conversations(draw):
    """Two to four editors type, delete and hear of one another; give everything they sent."""
    docs = [pycrdt.Doc(client_id=index + 1) for index in range(draw(st.integers(2, 4)))]
    texts = [doc.get("content", type=pycrdt.Text) for doc in docs]
    sent: list[bytes] = []
    for _ in range(draw(st.integers(1, 12))):
        index = draw(st.integers(0, len(docs) - 1))
        doc, text = docs[index], texts[index]
        for update in draw(st.lists(st.sampled_from(sent), max_size=3)) if sent else []:
            doc.apply_update(update)
        before, length = doc.get_state(), len(text)
        if length and draw(st.booleans()):
            start = draw(st.integers(0, length - 1))
            del text[start : min(length, start + draw(st.integers(1, 3)))]
        else:
            text.insert(draw(st.integers(0, length)), draw(st.text("abc", min_size=1, max_size=3)))
        sent.append(doc.get_update(before))
    return sent


@settings(max_examples=150, deadline=None)
@given(conversations(), st.data())
def test_replicas_converge_in_any_order_with_anything_delivered_twice(sent, data):
    plain = pycrdt.Doc()
    for update in sent:
        plain.apply_update(update)
    expected = str(plain.get("content", type=pycrdt.Text))
    order = data.draw(
        st.permutations(sent + data.draw(st.lists(st.sampled_from(sent), max_size=4)))
    )
    replica = Replica()
    for update in order:
        replica.add([update])
        match data.draw(st.integers(0, 5)):
            case 0:
                replica.settle()
            case 1:
                replica.evict()
            case 2 if replica.whole:
                replica = Replica(replica.encode())
            case 3:
                replica.text()
            case _:
                pass
    assert replica.text() == expected
    reader = Replica()
    reader.add([replica.difference(reader.vector())])
    assert reader.text() == expected
