"""Anchors: a passage is found where its characters are, whatever was written around it."""

from base64 import b64encode

import pycrdt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sala.collab.domain.anchors import Character, Located, Range, read_range, write_range
from sala.collab.domain.varints import Malformed

LAST_OF_THE_PLANE = 0xFFFF
"""Characters beyond it take two UTF-16 units."""

LETTERS = st.text(st.sampled_from("ab\nกำé🙂"), max_size=8)


class Paper:
    """A text that several people write in; it knows the id of each UTF-16 unit.

    Units stand in `units` as (client, clock, letter): a model that knows no CRDT, only lists.
    """

    def __init__(self, *, keeps_deleted: bool = False) -> None:
        self.doc: pycrdt.Doc[pycrdt.Text] = pycrdt.Doc(client_id=1, skip_gc=keeps_deleted)
        self.text = self.doc.get("content", type=pycrdt.Text)
        self.units: list[tuple[int, int, str]] = []
        self.clock = 0

    def insert(self, at: int, letters: str) -> None:
        before = "".join(letter for _, _, letter in self.units)
        at = min(at, len(before))
        size = len(before[:at].encode())
        if letters:
            self.text.insert(size, letters)
        fresh = []
        for letter in letters:
            fresh.append((1, self.clock, letter))
            self.clock += 2 if ord(letter) > LAST_OF_THE_PLANE else 1
        self.units[at:at] = fresh

    def delete(self, at: int, length: int) -> None:
        before = "".join(letter for _, _, letter in self.units)
        start, end = min(at, len(before)), min(at + length, len(before))
        first, last = len(before[:start].encode()), len(before[:end].encode())
        if last > first:
            del self.text[first:last]
        del self.units[start:end]

    def passage(self, start: int, end: int) -> Range:
        _, first, _ = self.units[start]
        _, last, letter = self.units[end - 1]
        return Range(Character(1, first), Character(1, last + (ord(letter) > LAST_OF_THE_PLANE)))


EDITS = st.lists(
    st.one_of(
        st.tuples(st.just("insert"), st.integers(0, 30), LETTERS),
        st.tuples(st.just("delete"), st.integers(0, 30), st.integers(1, 6)),
    ),
    max_size=12,
)


@settings(max_examples=150, deadline=None)
@given(before=LETTERS.filter(bool), after=EDITS, keeps=st.booleans(), data=st.data())
def test_a_passage_is_from_its_first_living_character_to_its_last(before, after, keeps, data):
    paper = Paper(keeps_deleted=keeps)
    paper.insert(0, before)
    start = data.draw(st.integers(0, len(before) - 1))
    end = data.draw(st.integers(start + 1, len(before)))
    passage = paper.passage(start, end)
    kept = set(paper.units[start:end])
    for kind, at, what in after:
        paper.insert(at, what) if kind == "insert" else paper.delete(at, what)
    found = Located(paper.doc.get_update(), [passage]).passage(passage)
    text = "".join(letter for _, _, letter in paper.units)
    assert text == str(paper.text)
    living = [index for index, unit in enumerate(paper.units) if unit in kept]
    if living and found is None:
        pytest.fail("a passage with living characters is gone")
    if found is not None:
        assert found.text == text[found.start : found.start + found.length]
        assert found.line == text.count("\n", 0, found.start) + 1
        assert all(found.start <= index < found.start + found.length for index in living)
        # An end that lives is the end, whatever was written beside it.
        ids = [clock + (ord(letter) > LAST_OF_THE_PLANE) for _, clock, letter in paper.units]
        if passage.first.clock in [clock for _, clock, _ in paper.units]:
            assert paper.units[found.start][1] == passage.first.clock
        if passage.last.clock in ids:
            assert ids[found.start + found.length - 1] == passage.last.clock


def test_two_passages_that_share_a_character_are_both_found():
    paper = Paper()
    paper.insert(0, "one two three")
    both = [paper.passage(4, 7), paper.passage(4, 13), paper.passage(4, 7)]
    paper.insert(0, "zero\n")
    located = Located(paper.doc.get_update(), both)
    assert [located.passage(one) for one in both] == [
        (9, 3, 2, "two"),
        (9, 9, 2, "two three"),
        (9, 3, 2, "two"),
    ]


def test_a_passage_whose_text_was_deleted_is_gone_and_still_known():
    paper = Paper()
    paper.insert(0, "one two three")
    passage = paper.passage(4, 7)
    paper.delete(3, 5)
    located = Located(paper.doc.get_update(), [passage])
    assert located.knows(passage)
    assert located.passage(passage) is None


def test_half_of_a_character_stands_for_the_whole():
    paper = Paper()
    paper.insert(0, "a🙂b")
    low = Range(Character(1, 2), Character(1, 2))  # the second half of the smile
    high = Range(Character(1, 1), Character(1, 1))
    located = Located(paper.doc.get_update(), [low, high])
    assert located.passage(low) == located.passage(high) == (1, 1, 1, "🙂")


@pytest.mark.parametrize("character", [Character(1, 3), Character(9, 0), Character(1, 2**63)])
def test_what_was_never_written_is_unknown(character):
    paper = Paper()
    paper.insert(0, "abc")
    passage = Range(Character(1, 0), character)
    located = Located(paper.doc.get_update(), [passage])
    assert not located.knows(passage)
    assert located.passage(passage) is None


def test_a_document_that_was_only_ever_deleted_from_still_knows_its_characters():
    paper = Paper()
    paper.insert(0, "abc")
    passage = paper.passage(0, 3)
    paper.delete(0, 3)
    assert Located(paper.doc.get_update(), [passage]).knows(passage)


@settings(deadline=None)
@given(client=st.integers(0, 2**53), first=st.integers(0, 2**40), last=st.integers(0, 2**40))
def test_what_is_written_is_read_back(client, first, last):
    passage = Range(Character(client, first), Character(client, last))
    assert read_range(*write_range(passage)) == passage


GOOD = write_range(Range(Character(7, 3), Character(7, 6)))


@pytest.mark.parametrize(
    "start",
    [
        pytest.param("not base64!", id="not base64"),
        pytest.param(GOOD[1], id="the other end's side"),
        pytest.param(b64encode(b"\x01\x07content\x00").decode(), id="the end of the text"),
        pytest.param(b64encode(b"\x02\x07\x03\x00").decode(), id="a place in another type"),
        pytest.param(b64encode(b"\x00\x07\x03\x00\x00").decode(), id="more than an anchor"),
        pytest.param(b64encode(b"\x00\x87\x00\x03\x00").decode(), id="a number in a longer form"),
        pytest.param(b64encode(b"\x00\x07").decode(), id="an end too early"),
        pytest.param(b64encode(b"\x00" + b"\xff" * 20).decode(), id="a number without an end"),
        pytest.param("", id="nothing"),
    ],
)
def test_no_anchor_is_read_from(start):
    with pytest.raises(Malformed):
        read_range(start, GOOD[1])


@settings(deadline=None)
@given(st.binary(max_size=33))
def test_any_bytes_are_an_anchor_or_refused(data):
    encoded = b64encode(data).decode()
    try:
        passage = read_range(encoded, GOOD[1])
    except Malformed:
        return
    assert write_range(passage) == (encoded, GOOD[1])
