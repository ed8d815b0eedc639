"""Of the last texts that document and file both were, the one a file was made from is found."""

from itertools import pairwise
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sala.collab.domain.bases import Bases, closest
from sala.collab.domain.merging import apply, merge

LINES = [f"{number} line of a text\n" for number in range(12)]


def brought(older, newest, document, file):
    """Give the document after a file that was made from one of some texts came in."""
    return apply(document, merge(closest(newest, older, file), document, file))


def test_an_editor_that_saves_late_takes_nothing_back():
    old = "".join(LINES)
    newest = old.replace("3 line", "3 rewritten line").replace("9 line of a text\n", "")
    stale = old.replace("6 line", "6 stale line")
    result = brought([old], newest, newest, stale)
    assert result == newest.replace("6 line", "6 stale line")


def test_a_file_put_back_to_an_older_text_puts_the_document_back():
    assert brought(["one\n"], "one\ntwo\n", "one\ntwo\n", "one\n") == "one\n"


def test_a_file_made_from_the_newest_text_is_compared_with_that():
    assert closest("hello world", ["hello"], "hello world!") == "hello world"


@given(st.data())
def test_whichever_text_a_file_was_made_from_others_lines_stay_and_its_own_comes(data):
    texts = ["".join(LINES)]
    for number in range(data.draw(st.integers(1, 6))):
        lines = texts[-1].splitlines(keepends=True)
        lines.insert(data.draw(st.integers(0, len(lines))), f"a colleague's {number}th line\n")
        texts.append("".join(lines))
    made_from = data.draw(st.sampled_from(texts)).splitlines(keepends=True)
    made_from.insert(data.draw(st.integers(0, len(made_from))), "mine\n")
    result = brought(texts[:-1], texts[-1], texts[-1], "".join(made_from))
    assert sorted(result.splitlines()) == sorted([*texts[-1].splitlines(), "mine"])


@given(st.lists(st.text(max_size=5), max_size=60))
def test_few_are_kept_and_the_newest_are_among_them(texts):
    bases = Bases()
    for text in texts:
        bases.remember(text)
    different = [
        text for text, before in zip(texts, [None, *texts], strict=False) if text != before
    ]
    kept = bases.texts()
    assert len(kept) <= 8
    assert kept[-4:] == different[-4:]
    assert kept[:1] == different[:1]


def test_the_older_the_farther_apart():
    bases = Bases()
    for number in range(1, 201):
        bases.remember(str(number))
    kept = [int(text) for text in bases.texts()]
    assert kept[0] == 1
    assert kept[-4:] == [197, 198, 199, 200]
    gaps = [after - before for before, after in pairwise(kept)]
    assert gaps == sorted(gaps, reverse=True)


@pytest.mark.parametrize("size", [1, 400_000], ids=["small", "large"])
def test_what_is_kept_is_bounded_and_the_newest_stays(size):
    chance = Random(1)
    bases = Bases()
    texts = [chance.randbytes(size).hex() for _ in range(4)]
    for text in texts:
        bases.remember(text)
    assert bases.texts()[-1] == texts[-1]
    assert len(bases.texts()) == (4 if size == 1 else 1)
