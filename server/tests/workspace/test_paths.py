"""Which paths may be used: every rule has its sentence, and nothing that passes can leave."""

from __future__ import annotations

import posixpath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sala.workspace.contract import PathNotAllowed
from sala.workspace.domain import paths

NAMES = st.one_of(
    st.text(max_size=12),
    st.sampled_from(
        [
            "",
            ".",
            "..",
            "...",
            ".git",
            ".GIT",
            "git~1",
            ".git.",
            ".git ",
            ".git::$DATA",
            ".g\u200cit",
        ]
    ),
    st.sampled_from(
        ["con", "NUL.txt", "a\\b", "a\0b", "a\nb", "aux", "COM1", "x.", "x ", "~", "-"]
    ),
    st.sampled_from(["src", "README.md", "หน้า", "naïve", "\ud800"]),
)
ANYTHING = st.one_of(st.text(), st.lists(NAMES, max_size=6).map("/".join))


@pytest.mark.parametrize(
    ("path", "rule"),
    [
        ("/etc/passwd", "absolute"),
        ("../secret", "stay inside"),
        ("a/../../secret", "stay inside"),
        ("a/./b", "stay inside"),
        ("a//b", "empty part"),
        ("a/", "empty part"),
        ("a\0b", "NUL"),
        ("a\nb", "control character"),
        ("a\x7fb", "control character"),
        ("a\x85b", "control character"),
        ("\ud800", "not valid Unicode"),
        ("a\\..\\b", "backslash"),
        ("C:\\Windows", "backslash"),
        ("x" * 256, "255 bytes"),
        ("ก" * 86, "255 bytes"),
        ("/".join(["a"] * 600), "longer than 1024"),
        ("/".join(["a"] * 101), "deeper than 100"),
        (".git/config", "git's own folder"),
        (".GIT/config", "git's own folder"),
        ("sub/.Git/hooks/pre-commit", "git's own folder"),
        ("git~1/config", "git's own folder"),
        ("GIT~1", "git's own folder"),
        (".git./config", "git's own folder"),
        (".git /config", "git's own folder"),
        (".git::$INDEX_ALLOCATION/config", "git's own folder"),
        (".g\u200cit/config", "git's own folder"),
        (".\ufeffgit/config", "git's own folder"),
    ],
)
def test_a_path_is_refused_with_the_rule_it_breaks(path, rule):
    with pytest.raises(PathNotAllowed) as refusal:
        paths.parts(path)
    assert rule in refusal.value.detail
    refusal.value.detail.encode()


@pytest.mark.parametrize(
    ("path", "rule"),
    [
        ("aux.c", "Windows reserves"),
        ("src/CON", "Windows reserves"),
        ("com1.tar.gz", "Windows reserves"),
        ("LPT¹", "Windows reserves"),
        ("nul .txt", "Windows reserves"),
        ("a.", "dot or a space"),
        ("a /b", "dot or a space"),
        (" a", "begins with a space"),
        ("a:b", "Windows does not allow"),
        ("what?", "Windows does not allow"),
        ("cod\u202egpj.exe", "invisible character"),
    ],
)
def test_a_name_some_system_cannot_hold_may_be_looked_at_and_not_made(path, rule):
    paths.parts(path)
    with pytest.raises(PathNotAllowed) as refusal:
        paths.new_parts(path)
    assert rule in refusal.value.detail


@pytest.mark.parametrize(
    "path",
    ["README.md", ".gitignore", ".github/workflows/ci.yml", "หน้าแรก.md", "a b/c d", "con-fig"],
)
def test_ordinary_paths_are_allowed(path):
    assert "/".join(paths.new_parts(path)) == path


@given(ANYTHING)
def test_whatever_is_allowed_stays_inside_and_never_means_gits_own_folder(path):
    try:
        parts = paths.parts(path)
    except PathNotAllowed as refusal:
        refusal.detail.encode()
        return
    joined = "/".join(parts)
    assert posixpath.normpath("/root/" + joined) == "/root/" + joined
    assert not any(part.casefold().rstrip(" .") == ".git" for part in parts)
    assert "\0" not in joined


@given(st.text(min_size=1))
def test_names_that_differ_only_in_case_or_composition_are_confused(name):
    assert paths.fold(name) == paths.fold(paths.fold(name))
    assert paths.fold("É") == paths.fold("e\u0301") == paths.fold("é")
