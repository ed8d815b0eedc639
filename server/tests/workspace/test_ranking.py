"""A fuzzy query finds files as people name them."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sala.workspace.domain.ranking import best

PATHS = [
    "README.md",
    "docs/readme-style.md",
    "harbour/__init__.py",
    "harbour/tides.py",
    "harbour/windows.py",
    "tests/test_windows.py",
    "web/src/features/workspace/FileTree.tsx",
    "web/src/features/workspace/file-tree.test.ts",
    "server/sala/collab/contract.py",
    "server/sala/workspace/contract/views.py",
    "web/windows/deep/other.py",
]


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("windows.py", "harbour/windows.py"),
        ("windows", "harbour/windows.py"),
        ("win", "harbour/windows.py"),
        ("twin", "tests/test_windows.py"),
        ("ft", "web/src/features/workspace/FileTree.tsx"),
        ("filetree", "web/src/features/workspace/FileTree.tsx"),
        ("readme", "README.md"),
        ("contract", "server/sala/collab/contract.py"),
        ("work views", "server/sala/workspace/contract/views.py"),
        ("harbour/ti", "harbour/tides.py"),
        ("htides", "harbour/tides.py"),
    ],
)
def test_the_file_meant_comes_first(query, first):
    assert best(query, PATHS, 5)[0][0] == first


def test_every_part_of_a_query_must_be_found():
    assert best("windows tides", PATHS, 5) == []


def test_an_empty_query_gives_the_shallowest_paths():
    assert [path for path, _ in best("", PATHS, 2)] == ["README.md", "docs/readme-style.md"]


@given(st.text(max_size=8), st.lists(st.text("abAB/._ éİß", min_size=1, max_size=12), max_size=12))
def test_matched_positions_are_the_letters_of_the_query(query, paths):
    for path, positions in best(query, paths, 20):
        assert positions == sorted(set(positions))
        for position in positions:
            assert re.search(re.escape(path[position]), query, re.IGNORECASE) or (
                path[position].lower() in query.lower()
            )


def test_one_letter_over_very_many_paths_is_answered_from_the_likely_ones():
    paths = [f"lib/module{n}/file_{n}.c" for n in range(30_000)]
    assert len(best("file_29999", paths, 5)) >= 1
    assert best("file_29999", paths, 5)[0][0] == "lib/module29999/file_29999.c"
