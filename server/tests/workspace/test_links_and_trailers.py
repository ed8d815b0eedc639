"""Links that lead out are found through other links; co-authors are written once."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sala.workspace.domain.links import escapes
from sala.workspace.domain.trailers import Person, co_authors_of, credited, person, summary_and_body

TARGETS = st.lists(st.sampled_from(["..", ".", "a", "b", "c"]), min_size=1, max_size=6).map(
    "/".join
)
PLACES = st.sampled_from([("a",), ("b",), ("c",), ("d", "a"), ("d", "b"), ("d", "e", "c")])


@pytest.mark.parametrize(
    ("target", "links", "out"),
    [
        ("other", {}, False),
        ("../sibling", {}, False),
        ("../../out", {}, True),
        ("/etc/passwd", {}, True),
        ("loop/../..", {("d", "loop"): "."}, True),
        ("up/x", {("d", "up"): "../.."}, True),
        ("self", {("d", "self"): "self"}, False),
        ("abs/x", {("d", "abs"): "/etc"}, True),
    ],
)
def test_a_link_is_followed_through_other_links(target, links, out):
    link = ("d", "link")
    assert bool(escapes(link, {**links, link: target})) is out


@given(st.dictionaries(PLACES, TARGETS, min_size=1, max_size=6))
def test_a_link_said_to_stay_inside_does_so_on_a_real_disk(tmp_path_factory, links):
    links = {
        at: to for at, to in links.items() if not any(at[:n] in links for n in range(1, len(at)))
    }
    root = tmp_path_factory.mktemp("tree").resolve()
    for at, to in links.items():
        place = root.joinpath(*at)
        place.parent.mkdir(parents=True, exist_ok=True)
        place.symlink_to(to)
    for at in links:
        if not escapes(at, links):
            real = Path(os.path.realpath(root.joinpath(*at)))
            assert real.is_relative_to(root) or not _resolves(root.joinpath(*at))


def _resolves(path: Path) -> bool:
    try:
        return path.exists()
    except OSError:  # a circle
        return False


KT = Person("Kamon T.", "kt@harbour.example")
MR = Person("Mali R.", "mr@harbour.example")


@pytest.mark.parametrize(
    ("message", "written"),
    [
        ("Fix", "Fix\n\nCo-authored-by: Kamon T. <kt@harbour.example>\n"),
        ("Fix\n\nLong.\n\n", "Fix\n\nLong.\n\nCo-authored-by: Kamon T. <kt@harbour.example>\n"),
        (
            "Fix\n\nSigned-off-by: X <x@y>",
            "Fix\n\nSigned-off-by: X <x@y>\nCo-authored-by: Kamon T. <kt@harbour.example>\n",
        ),
        (
            "Fix\r\n\r\nco-authored-by: Kamon <KT@harbour.example>",
            "Fix\n\nco-authored-by: Kamon <KT@harbour.example>\n",
        ),
        ("fix: this", "fix: this\n\nCo-authored-by: Kamon T. <kt@harbour.example>\n"),
    ],
)
def test_a_co_author_is_credited_once_where_git_looks_for_it(message, written):
    assert credited(message, [KT, KT]) == written
    assert credited(credited(message, [KT]), [KT]) == written


def test_co_authors_are_read_back_in_order():
    assert co_authors_of(credited("Fix", [KT, MR])) == [KT, MR]


@given(st.text(), st.text())
def test_no_name_can_write_another_trailer(name, email):
    one = person(name, email)
    message = credited("Fix", [one])
    assert message.count("\n") == 3
    assert len(co_authors_of(message)) <= 1


def test_a_message_is_split_after_its_first_line():
    assert summary_and_body("Fix\n\nBecause.\nReally.\n") == ("Fix", "Because.\nReally.")
