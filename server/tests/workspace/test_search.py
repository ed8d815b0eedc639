"""Searching by content: ripgrep and Python find the same lines, and neither can hang the server."""

from __future__ import annotations

import shutil
import time

import pytest

from sala.workspace.adapters.search import SearchLimits, Wanted, search
from sala.workspace.contract import PatternNotValid


@pytest.fixture(params=["ripgrep", "python"])
def program(request):
    if request.param == "python":
        return None
    found = shutil.which("rg")
    assert found, "ripgrep is not installed: apt-get install ripgrep"
    return found


@pytest.fixture
def tree(tmp_path):
    (tmp_path / "harbour").mkdir()
    (tmp_path / "harbour/tides.py").write_text("def crossing(tide):\n    return Tide(tide)\n")
    (tmp_path / "notes.md").write_text("ความสูงของน้ำ tide ขึ้น\n\nTIDE tables\n")
    (tmp_path / "thai.txt").write_bytes("น้ำขึ้น tide\r\nน้ำลง\r\n".encode("utf-16"))
    (tmp_path / "old.txt").write_bytes("caf\xe9 tide\n".encode("latin-1"))
    (tmp_path / "image.png").write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0tide\0")
    return tmp_path


FILES = ["harbour/tides.py", "image.png", "notes.md", "old.txt", "thai.txt"]


async def find(tree, program, query, *, limit=100, files=FILES, **wanted):
    view = await search(
        str(tree), files, Wanted(query=query, **wanted), limit=limit, program=program
    )
    return view, [(m.path, m.line, m.text[m.start : m.end]) for m in view.matches]


async def test_a_text_is_found_in_every_encoding_and_not_in_pictures(tree, program):
    view, found = await find(tree, program, "tide")
    assert found == [
        ("harbour/tides.py", 1, "tide"),
        ("harbour/tides.py", 2, "Tide"),
        ("notes.md", 1, "tide"),
        ("notes.md", 3, "TIDE"),
        ("old.txt", 1, "tide"),
        ("thai.txt", 1, "tide"),
    ]
    assert view.files == 4
    assert view.complete


async def test_capital_letters_count_when_asked(tree, program):
    _, found = await find(tree, program, "Tide", case=True)
    assert found == [("harbour/tides.py", 2, "Tide")]


async def test_a_word_is_not_found_inside_another(tree, program):
    (tree / "words.txt").write_text("tides tide\n")
    _, found = await find(tree, program, "tide", word=True, files=["words.txt"])
    assert found == [("words.txt", 1, "tide")]
    _, found = await find(tree, program, "tid", word=True)
    assert found == []


async def test_a_text_that_looks_like_a_pattern_is_a_text(tree, program):
    _, found = await find(tree, program, "crossing(tide)")
    assert found == [("harbour/tides.py", 1, "crossing(tide)")]


async def test_a_regular_expression_is_one_when_asked(tree, program):
    _, found = await find(tree, program, r"def \w+\(", regex=True)
    assert found == [("harbour/tides.py", 1, "def crossing(")]


async def test_thai_is_found_and_counted_in_code_points(tree, program):
    view, found = await find(tree, program, "ของน้ำ")
    assert found == [("notes.md", 1, "ของน้ำ")]
    assert view.matches[0].start == len("ความสูง")


@pytest.mark.parametrize(
    "query",
    ["(", "a{2,1}", "[z-a]", "*a", "(?=a)b", "(?<!a)b", r"(a)\1", "(?P<x>a)(?P=x)", "(?>a)"],
)
async def test_a_pattern_that_cannot_be_read_says_so(tree, program, query):
    with pytest.raises(PatternNotValid):
        await find(tree, program, query, regex=True)


async def test_a_text_that_begins_with_a_dash_is_no_option(tree, program):
    (tree / "-rf").write_text("--pre=sh\n")
    _, found = await find(tree, program, "--pre=sh", files=["-rf"])
    assert found == [("-rf", 1, "--pre=sh")]


@pytest.mark.parametrize("query", [r"[(?=]", r"\\(?:x)|Tide", r"T[\d1i]de"])
async def test_a_pattern_that_only_looks_like_looking_around_is_used(tree, program, query):
    await find(tree, program, query, regex=True)


async def test_a_limit_cuts_the_search_and_says_so(tree, program):
    view, found = await find(tree, program, "tide", limit=2)
    assert len(found) == 2
    assert not view.complete


async def test_a_pattern_that_never_comes_back_is_given_up(tree, program):
    (tree / "trap.txt").write_text("a" * 5000 + "!\n")
    began = time.monotonic()
    await search(
        str(tree),
        ["trap.txt"],
        Wanted(query=r"(a+)+$", regex=True),
        limit=10,
        program=program,
        limits=SearchLimits(seconds=2),
    )
    assert time.monotonic() - began < 20


async def test_a_link_that_leads_outside_is_not_followed(tree, program, tmp_path_factory):
    outside = tmp_path_factory.mktemp("outside") / "secret"
    outside.write_text("tide\n")
    (tree / "link").symlink_to(outside)
    _, found = await find(tree, program, "tide", files=["link"])
    assert found == []


async def test_a_folder_that_is_a_link_is_not_searched_through(tree, program, tmp_path_factory):
    outside = tmp_path_factory.mktemp("outside")
    (outside / "secret").write_text("tide\n")
    (tree / "out").symlink_to(outside)
    _, found = await find(tree, program, "tide", files=["out/secret"])
    assert found == []


async def test_no_module_is_taken_from_the_folder_sala_was_started_in(tree, program, monkeypatch):
    (tree / "msgspec.py").write_text("import sys; sys.exit('a trap')\n")
    monkeypatch.chdir(tree)
    _, found = await find(tree, program, "TIDE", case=True)
    assert found == [("notes.md", 3, "TIDE")]


async def test_a_file_that_has_gone_is_passed_over(tree, program):
    _, found = await find(tree, program, "TIDE", case=True, files=["gone", "notes.md"])
    assert found == [("notes.md", 3, "TIDE")]


async def test_a_very_long_line_is_shown_around_its_match(tree, program):
    (tree / "one.min.js").write_text("x" * 100_000 + "needle" + "y" * 100_000)
    view, found = await find(tree, program, "needle", files=["one.min.js"])
    assert found == [("one.min.js", 1, "needle")]
    assert len(view.matches[0].text) == 300


async def test_more_files_than_a_command_line_holds_are_all_searched(tree, program):
    names = [f"{'deep' * 30}-{number}.txt" for number in range(1500)]
    for name in names:
        (tree / name).write_text("tide\n")
    view, _ = await find(tree, program, "tide", files=names, limit=5000)
    assert view.files == 1500
