"""The table of the brief is made from the tests that carry the numbers of its rows."""

import json
import subprocess
import sys
import tomllib

import pytest

from tests import brief
from tests.launcher import starting

KINDS = {"literal", "successor", "compatible", "untested live"}


def _rows():
    file = starting.ROOT / "docs" / "reference" / "brief.toml"
    return tomllib.loads(file.read_text())["row"]


@pytest.mark.brief(97)
def test_every_part_has_its_row():
    assert [row["number"] for row in _rows()] == list(range(1, 98))
    assert {row["kind"] for row in _rows()} == KINDS


@pytest.mark.parametrize(
    "row", [row for row in _rows() if row.get("lives")], ids=lambda row: str(row["number"])
)
def test_where_a_row_says_it_lives_there_is_something(row):
    assert (starting.ROOT / row["lives"]).exists()


@pytest.mark.brief(97)
def test_the_table_prints_every_row_with_its_standing():
    done = starting.run("brief", "--json")
    assert done.returncode == 0, done.stderr
    rows = json.loads(done.stdout)
    assert [row["number"] for row in rows] == list(range(1, 98))
    assert {row["standing"] for row in rows} <= {"proved", "failing", "not run", "not begun"}
    assert "not begun" in {row["standing"] for row in rows if not row["lives"]}
    text = starting.run("brief").stdout
    assert all(row["title"] in text for row in rows)


SAMPLE = """
import pytest

@pytest.mark.brief(3)
def test_holds(): pass

@pytest.mark.brief(3, 4)
def test_fails(): assert False

@pytest.fixture
def broken(): raise ValueError

@pytest.mark.brief(5)
def test_cannot_begin(broken): pass

def test_carries_no_number(): pass
"""


@pytest.mark.brief(97)
def test_the_last_result_of_a_test_is_kept_under_the_rows_it_carries(tmp_path):
    (tmp_path / "test_sample.py").write_text(SAMPLE)
    (tmp_path / "results.json").write_text("{}")
    program = (
        "import sys, pytest, pathlib; from tests import brief;"
        f"brief.ROOT = pathlib.Path({str(tmp_path)!r});"
        f"brief.RESULTS = brief.ROOT / 'results.json';"
        "sys.exit(pytest.main(['-q', '-p', 'no:cacheprovider', '-c', '/dev/null',"
        f" '--rootdir', {str(tmp_path)!r}, {str(tmp_path)!r}], plugins=[brief]))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=starting.SERVER, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 1, done.stdout + done.stderr
    found = json.loads((tmp_path / "results.json").read_text())
    assert {name.split("::")[1]: (one["rows"], one["outcome"]) for name, one in found.items()} == {
        "test_holds": ([3], "passed"),
        "test_fails": ([3, 4], "failed"),
        "test_cannot_begin": ([5], "failed"),
    }


def test_results_of_tests_whose_file_is_gone_are_dropped(tmp_path):
    file = tmp_path / "brief.json"
    here = "server/tests/launcher/test_brief.py::test_x"
    brief.merge(file, {here: {"rows": [1], "outcome": "passed"}})
    brief.merge(file, {"server/tests/gone.py::test_y": {"rows": [1], "outcome": "passed"}})
    brief.merge(file, {here: {"rows": [1], "outcome": "failed"}})
    assert json.loads(file.read_text()) == {here: {"rows": [1], "outcome": "failed"}}
