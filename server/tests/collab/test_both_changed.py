"""Where both sides changed the same words, both are kept and the line is named."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sala.collab.domain.merging import apply, merge_both

WORDS = st.lists(st.sampled_from(["alpha", "beta", "ศาลา", "x1"]), min_size=1, max_size=4)
TEXTS = st.lists(WORDS.map(" ".join), max_size=6).map(lambda lines: "\n".join([*lines, ""]))


@pytest.mark.parametrize(
    ("base", "document", "file", "lines"),
    [
        pytest.param("a\nred cat\n", "a\nblue cat\n", "a\ngreen cat\n", [2], id="one word"),
        pytest.param("colour = 1\n", "color = 1\n", "colours = 1\n", [1], id="parts of one word"),
        pytest.param("red cat\n", "blue cat\n", "red dog\n", [], id="other words of one line"),
        pytest.param("a\nb\n", "a\nx\nb\n", "a\ny\nb\n", [], id="lines added in one place"),
        pytest.param("a b\n", "a c\n", "a c\n", [], id="the same change"),
        pytest.param("hel", "hello wor", "hello", [], id="a late copy of what was typed"),
        pytest.param("x=1\ny=2\n", "x = 1\ny=2\n", "x = 1\ny = 2\n", [], id="a formatter"),
        pytest.param("ศาลา", "ศาลาไทย", "ศาลาวัด", [1], id="Thai"),
        pytest.param("a\nb\nc\n", "a\nbX\nc\n", "a\nc\n", [2], id="typed where deleted"),
        pytest.param("l1\nl2\nl3\n", "l1\nL2\nl3\nl4\n", "new\nl1\nm2\nl3\n", [3], id="moved"),
    ],
)
def test_lines_are_named(base, document, file, lines):
    assert merge_both(base, document, file).both == lines


@given(TEXTS, TEXTS)
def test_nothing_is_named_when_one_side_alone_changed(base, other):
    assert merge_both(base, base, other).both == []
    assert merge_both(base, other, base).both == []
    assert merge_both(base, other, other).both == []


@given(TEXTS, TEXTS, TEXTS)
def test_named_lines_are_lines_of_the_result(base, document, file):
    merged = merge_both(base, document, file)
    count = apply(document, merged.edits).count("\n") + 1
    assert all(1 <= line <= count for line in merged.both)
    assert merged.both == sorted(set(merged.both))


@given(st.data())
def test_a_word_changed_on_both_sides_is_found_wherever_it_is(data):
    lines = [f"{number} words in a line" for number in range(8)]
    at = data.draw(st.integers(0, 7))
    ours, theirs = list(lines), list(lines)
    ours[at] = ours[at].replace("words", "letters")
    theirs[at] = theirs[at].replace("words", "numbers")
    other = data.draw(st.integers(0, 7).filter(lambda number: number != at))
    ours[other] += " typed"
    before = data.draw(st.integers(0, 3))
    file = "\n".join([*(["new"] * before), *theirs])
    assert merge_both("\n".join(lines), "\n".join(ours), file).both == [at + 1 + before]
