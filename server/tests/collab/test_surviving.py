"""What stayed in a document while it was rewritten is known, and not guessed from two texts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sala.collab.domain.bases import brought_in
from sala.collab.domain.forking import edited
from sala.collab.domain.merging import Edit, apply, edits_between, merge
from sala.collab.domain.replica import Replica
from sala.collab.domain.surviving import edits_since

TEXTS = st.text(st.sampled_from("ab \nศ🌳"), max_size=20)


class Typed:
    """A document that somebody types in."""

    def __init__(self, text: str) -> None:
        self.replica = Replica()
        self.updates: list[bytes] = []
        self.replace(0, 0, text)

    def replace(self, start: int, end: int, text: str) -> None:
        client = len(self.updates) + 1
        update = edited(self.replica.encode(), [Edit(start, end, text)], client=client)
        self.updates.append(update)
        self.replica.add([update])

    @property
    def text(self) -> str:
        return self.replica.text()

    def since(self, base: str, count: int = 1) -> list[Edit]:
        return edits_since(base, self.updates[:count], self.replica.encode())


@given(TEXTS, TEXTS, st.lists(st.tuples(st.floats(0, 1), st.floats(0, 1), TEXTS), max_size=6))
def test_the_edits_since_a_text_make_the_present_one_of_it(begun, base, typing):
    document = Typed(begun)
    for one, other, text in typing:
        start, end = sorted(int(place * len(document.text)) for place in (one, other))
        document.replace(start, end, text)
    for old in (begun, base):
        edits = document.since(old)
        assert apply(old, edits) == document.text
        assert edits == sorted(edits)


def rewritten() -> Typed:
    document = Typed("see A\nBC\n")
    document.replace(7, 7, "see Z")
    document.replace(3, 3, "\nY")
    document.replace(0, 0, "X ")
    return document


def test_what_a_comparison_takes_for_moved_is_known_to_have_stayed():
    document = rewritten()
    assert document.text == "X see\nY A\nBsee ZC\n"
    assert any("B" in edit.text for edit in edits_between("see A\nBC\n", document.text))
    assert document.since("see A\nBC\n") == [
        Edit(0, 0, "X "),
        Edit(3, 3, "\nY"),
        Edit(7, 7, "see Z"),
    ]


def test_a_letter_that_stayed_here_and_comes_elsewhere_with_a_file_stands_there_once():
    document, base, file = rewritten(), "see A\nBC\n", "DEB\n F "
    state = document.replica.encode()
    merged = apply(
        document.text, brought_in(base, document.updates[:1], document.text, state, file).edits
    )
    assert merged.count("B") == 1
    for letter in "XYZDEF":
        assert merged.count(letter) == 1
    assert apply(document.text, merge(base, document.text, file)).count("B") == 2  # compared only


@pytest.mark.parametrize("place", [0, 2])
def test_a_line_put_beside_its_like_is_the_same_edit_wherever_it_was_put(place):
    document = Typed("a\na\n")
    document.replace(place, place, "a\n")
    assert document.since("a\na\n") == edits_between("a\na\n", "a\na\na\n")


def test_what_was_deleted_and_typed_again_is_no_edit():
    document = Typed("one\ntwo\nthree\n")
    document.replace(4, 8, "")
    document.replace(4, 4, "two\n")
    assert document.since("one\ntwo\nthree\n") == []
