"""Text keeps its encoding, byte-order mark and line ends."""

from __future__ import annotations

import re
import time
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sala.workspace.contract import CannotEncode, NotText
from sala.workspace.domain.lines import kept
from sala.workspace.domain.text import Form, decode, encode, normalised, rewritten

LINES = st.lists(st.sampled_from(["", "a", "b", "b", "สวัสดี", "x = 1", "}"]), max_size=30)
ENDS = st.sampled_from(["\n", "\r\n", "\r"])
WORDS = st.text(st.characters(blacklist_categories=("Cs",), blacklist_characters="\0"), max_size=60)


@st.composite
def exact_texts(draw):
    return "".join(line + draw(ENDS) for line in draw(LINES)) + draw(st.sampled_from(["", "end"]))


@given(st.binary(max_size=300))
@example(b"\xef\xbb\xbfhello")
@example(b"caf\xe9\r\n")
@example(b"\x81\xfe")
def test_text_written_back_unchanged_is_the_same_bytes(data):
    try:
        text = decode(data)
    except NotText:
        return
    assert rewritten(text, text.exact) == data
    assert rewritten(text, text.normal) == data


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be"])
@given(exact=exact_texts(), new=WORDS)
def test_any_text_survives_every_unicode_form(encoding, exact, new):
    form = Form(encoding=encoding, bom=True)
    old = decode(encode(exact, form))
    assert (old.exact, old.form) == (exact, form)
    again = decode(rewritten(old, new))
    assert again.normal == normalised(new)
    assert again.form == form


@given(exact=exact_texts(), at=st.integers(0, 30), line=st.sampled_from(["new", "", "a"]))
@example(exact="a\r\n\n\r", at=2, line="")
@example(exact="a\rb\n\n\n", at=1, line="")
def test_a_line_put_in_leaves_every_other_lines_end_as_it_was(exact, at, line):
    old = decode(exact.encode())
    lines = old.normal.split("\n")
    at = min(at, len(lines) - 1)
    after = decode(rewritten(old, "\n".join([*lines[:at], line, *lines[at:]]))).exact
    ends = re.findall("\r\n|\r|\n", exact)
    new_ends = re.findall("\r\n|\r|\n", after)
    assert len(new_ends) == len(ends) + 1
    # Where equal lines stand side by side, any of them may be taken for the new one.
    assert any(new_ends[:i] + new_ends[i + 1 :] == ends for i in range(len(new_ends)))


@given(exact=exact_texts(), cut=st.tuples(st.integers(0, 30), st.integers(0, 5)))
@example(exact="a\rb\n\nc", cut=(1, 1))
def test_a_text_with_mixed_ends_reads_back_as_it_was_written(exact, cut):
    old = decode(exact.encode())
    lines = old.normal.split("\n")
    del lines[cut[0] : cut[0] + cut[1]]
    new = "\n".join(lines)
    assert decode(rewritten(old, new)).normal == new


def test_new_lines_take_the_ends_of_the_majority():
    old = decode(b"a\r\nb\r\nc\nd")
    assert rewritten(old, "a\nnew\nb\nc\nd\nlast\n") == b"a\r\nnew\r\nb\r\nc\nd\r\nlast\r\n"


@pytest.mark.parametrize(
    ("data", "newline"),
    [(b"a", "lf"), (b"a\n", "lf"), (b"a\r\nb", "crlf"), (b"a\rb", "cr"), (b"a\r\nb\n", "mixed")],
)
def test_line_ends_are_named(data, newline):
    assert decode(data).newline == newline


@pytest.mark.parametrize(
    ("data", "encoding", "bom", "guessed"),
    [
        (b"plain", "utf-8", False, False),
        ("สวัสดี".encode(), "utf-8", False, False),
        (b"\xef\xbb\xbfbom", "utf-8", True, False),
        ("\ufeffไทย".encode("utf-16-le"), "utf-16-le", True, False),
        ("\ufeffไทย".encode("utf-16-be"), "utf-16-be", True, False),
        (b"caf\xe9 \x80", "windows-1252", False, True),
        (b"caf\xe9 \x81", "latin-1", False, True),
    ],
)
def test_encodings_are_told_apart_and_guesses_are_marked(data, encoding, bom, guessed):
    assert decode(data).form == Form(encoding=encoding, bom=bom, guessed=guessed)


@pytest.mark.parametrize(
    "data",
    [
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
        b"a\0b",
        b"\xff\xfe\0\0a\0\0\0",
        b"\xff\xfea",
        b"\xff\xfe\x00\xd8a\0",
        b"\xef\xbb\xbf\xff",
        b"\xfe\xff\0\0",
        b"\x93\x01\x02\x03",
    ],
)
def test_what_is_not_text_is_refused_with_a_sentence(data):
    with pytest.raises(NotText) as refusal:
        decode(data)
    assert refusal.value.detail.endswith(".")


def test_a_character_the_encoding_lacks_is_named_with_its_line():
    old = decode(b"caf\xe9\n")
    with pytest.raises(CannotEncode, match=r"windows-1252 has no “ก” \(line 2\)"):
        rewritten(old, "café\nก\n")
    with pytest.raises(CannotEncode, match="U\\+D800"):
        rewritten(decode(b"x"), "\ud800")


@given(
    st.lists(st.sampled_from("abcd"), max_size=40), st.lists(st.sampled_from("abce"), max_size=40)
)
def test_kept_lines_are_equal_in_order_and_each_used_once(old, new):
    pairs = sorted(kept(old, new))
    assert all(old[here] == new[there] for here, there in pairs)
    assert all(a[0] < b[0] and a[1] < b[1] for a, b in pairwise(pairs))


@pytest.mark.parametrize("lines", [["}", ""] * 20_000, [str(n % 5_000) for n in range(40_000)]])
def test_a_large_file_with_mixed_ends_is_written_back_in_a_moment(lines):
    old = decode("\r\n".join(lines).encode() + b"\n")
    changed = ["first", *lines[:10], *lines[20_000:], *lines[5:20_000], "last"]
    began = time.perf_counter()
    rewritten(old, "\n".join(changed))
    assert time.perf_counter() - began < 5
