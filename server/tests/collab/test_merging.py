"""What changed on disk comes into a document once, and takes nothing away that was typed."""

from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from sala.collab.domain.forking import edited
from sala.collab.domain.merging import Edit, apply, edits_between, merge
from sala.collab.domain.messages import EMPTY_UPDATE
from sala.collab.domain.replica import Replica

LINES = st.lists(st.sampled_from(["a", "b", "", "x = 1", "ศาลา", "🌳"]), max_size=8)
TEXTS = st.one_of(
    LINES.map(lambda lines: "".join(f"{line}\n" for line in lines)),
    st.text(st.characters(codec="utf-8"), max_size=30),
)


def merged(base: str, document: str, file: str) -> str:
    """Give the document after what changed on disk came in."""
    return apply(document, merge(base, document, file))


@given(TEXTS, TEXTS)
def test_edits_turn_one_text_into_the_other(old, new):
    edits = edits_between(old, new)
    assert apply(old, edits) == new
    for one, following in pairwise(edits):
        assert one.end < following.start or (one.end == following.start and one != following)


@given(TEXTS, TEXTS, TEXTS)
@example("one\n", "e\n", "xnx")
@example("btwoonesix\n", "zz zo\nix\n", "btyyone")
def test_edits_that_bring_a_file_in_never_overlap(base, document, file):
    edits = merge(base, document, file)
    for one, following in pairwise(edits):
        assert one.start <= one.end <= following.start


@given(TEXTS)
def test_a_text_differs_from_itself_in_nothing(text):
    assert edits_between(text, text) == []


@given(TEXTS, TEXTS)
def test_a_file_that_changed_alone_becomes_the_document(base, file):
    assert merged(base, base, file) == file


@given(TEXTS, TEXTS)
def test_a_document_that_changed_alone_stays_as_it_is(base, document):
    assert merged(base, document, base) == document


@given(TEXTS, TEXTS)
def test_the_same_change_on_both_sides_is_made_once(base, both):
    assert merged(base, both, both) == both


@pytest.mark.parametrize(
    ("base", "document", "file", "expected"),
    [
        pytest.param("a\nb\n", "a\nb\nc\n", "A\nb\n", "A\nb\nc\n", id="different lines"),
        pytest.param("one two", "one two!", "ONE two", "ONE two!", id="different words of a line"),
        pytest.param(
            "x=1\ny=2\n",
            "x = 1\ny=2\n",
            "x = 1\ny = 2\n",
            "x = 1\ny = 2\n",
            id="a formatter on both",
        ),
        pytest.param("", "typed", "", "typed", id="a file that is still empty"),
        pytest.param("a\nb\nc\n", "a\nbX\nc\n", "a\nc\n", "a\nXc\n", id="typing in a deleted line"),
        pytest.param(
            "a\n", "a\nsame\n", "a\nsame\nmore\n", "a\nsame\nmore\n", id="one goes further"
        ),
        pytest.param("a\n", "a\nsame\nmore\n", "a\nsame\n", "a\nsame\nmore\n", id="the other does"),
        pytest.param("hel", "hello wor", "hello", "hello wor", id="a late copy of what was typed"),
        pytest.param("a b", "a X b", "a Y b", "a X Y b", id="two words in one place"),
        pytest.param("abc", "aXc", "aYc", "aXc aYc", id="one word replaced twice"),
        pytest.param(
            "a\nb\nc\nd\n", "a\nd\n", "a\nb\nC\nd\n", "a\nC\nd\n", id="changed where deleted"
        ),
    ],
)
def test_both_sides_are_kept_when_they_changed(base, document, file, expected):
    assert merged(base, document, file) == expected


@given(TEXTS, TEXTS, TEXTS)
def test_bringing_a_file_in_again_changes_nothing(base, document, file):
    once = merged(base, document, file)
    assert merged(file, once, file) == once


@given(TEXTS, TEXTS, TEXTS)
def test_nothing_typed_is_taken_away(base, document, file):
    result = iter(merged(base, document, file))
    typed = "".join(edit.text for edit in edits_between(base, document))
    assert all(any(mine == there for there in result) for mine in typed)


@given(LINES, st.data())
def test_lines_added_on_one_side_and_on_the_other_are_all_there_once(lines, data):
    base = "".join(f"{index} {line}\n" for index, line in enumerate(lines))
    kept = base.splitlines(keepends=True)

    def with_added(word: str) -> str:
        out = list(kept)
        out.insert(data.draw(st.integers(0, len(out))), f"{word}\n")
        return "".join(out)

    result = merged(base, with_added("typed here"), with_added("changed on disk"))
    assert sorted(result.splitlines()) == sorted(
        [*base.splitlines(), "typed here", "changed on disk"]
    )


def test_a_large_file_is_compared_in_reasonable_time():
    old = "".join(f"line {number} of many\n" for number in range(40_000))
    new = old.replace("line 20000 of", "the line 20000 of").replace("line 39999 of many\n", "")
    edits = edits_between(old, new)
    assert apply(old, edits) == new
    assert sum(len(edit.text) + edit.end - edit.start for edit in edits) < 100


@given(LINES, st.lists(st.sampled_from(["TYPED", "HERE"]), max_size=3), st.data())
def test_every_line_the_file_added_and_every_line_typed_is_there(lines, typed, data):
    def changed(words: list[str]) -> str:
        out = [f"{line}\n" for line in lines if data.draw(st.booleans())]
        for word in words:
            out.insert(data.draw(st.integers(0, len(out))), f"{word}\n")
        return "".join(out)

    added = data.draw(st.lists(st.sampled_from(["ΑΒΓ", "ΔΕΖ"]), max_size=3))
    base = "".join(f"{line}\n" for line in lines)
    result = merged(base, changed(typed), changed(added)).replace("\n", "")
    for word in [*typed, *added]:
        assert result.count(word) == [*typed, *added].count(word)


@given(TEXTS, TEXTS, TEXTS)
def test_edits_through_a_fork_of_the_document_give_the_same_text(base, document, file):
    edits = merge(base, document, file)
    replica = Replica()
    replica.add([edited(EMPTY_UPDATE, [Edit(0, 0, document)], client=1)])
    late = edited(replica.encode(), [Edit(len(document), len(document), " meanwhile")], client=2)
    brought = edited(replica.encode(), edits, client=3)
    replica.add([late])
    replica.add([brought])
    text = replica.text()
    assert " meanwhile" in text
    assert text.replace(" meanwhile", "", 1) == apply(document, edits)


def test_lines_that_both_brought_at_one_place_come_once_though_others_lie_between():
    base = "end\n"
    document = "new\nmore\nof it\nend\n"
    file = "more\nbut this\nof it\nend\n"
    assert merged(base, document, file) == "new\nmore\nbut this\nof it\nend\n"


@settings(deadline=None, max_examples=50)
@given(st.data())
def test_what_neither_the_document_nor_the_file_has_does_not_come_back(data):
    letters = iter("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")
    gaps = st.sampled_from(["", "", " ", " ", "\n"])
    base = "".join(next(letters) + data.draw(gaps) for _ in range(data.draw(st.integers(1, 10))))

    def changed() -> str:
        text = base
        for _ in range(data.draw(st.integers(1, 3))):
            start, end = sorted(data.draw(st.integers(0, len(text))) for _ in range(2))
            text = text[:start] + data.draw(st.sampled_from(["", "1", "2 ", "3\n"])) + text[end:]
        return text

    document, file = changed(), changed()
    back = set(merged(base, document, file)) - set(document) - set(file)
    assert not back & set(base) - {" ", "\n"}
