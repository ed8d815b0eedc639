"""`./sala test` runs what was asked for, tells the truth in its exit code, and sums up."""

import pytest

from launcher import testing
from tests.launcher import starting


@pytest.fixture(autouse=True)
def logs(tmp_path, monkeypatch):
    """Keep the logs of an inner run apart from those of the run that this is a part of."""
    monkeypatch.setenv("SALA_LOGS", str(tmp_path / "logs"))


PASSED = "============================== 3 passed in 0.10s =============================="
FAILED = """...
=========================== short test summary info ============================
FAILED tests/test_x.py::test_one - assert 1 == 2
========================= 1 failed, 2 passed in 0.10s ==========================
"""


def test_a_check_that_nobody_knows_is_refused():
    done = starting.run("test", "--only", "poetry")
    assert done.returncode == 1
    assert "There is no check called poetry." in done.stderr
    assert "one or more of: format lint" in done.stderr


@pytest.mark.parametrize(
    ("words", "status"),
    [
        pytest.param(["tests/house/test_messages.py", "-k", "refused"], 0, id="0 when all passed"),
        pytest.param(["tests/there/is/none"], 1, id="1 when pytest found nothing"),
    ],
)
def test_the_exit_code_is(words, status):
    done = starting.run("test", "--only", "server", "--", *words)
    assert done.returncode == status, done.stdout


@pytest.mark.parametrize(
    ("check", "said"),
    [
        pytest.param("imports", "Contracts:", id="import-linter"),
        pytest.param("format", "already formatted", id="ruff format"),
    ],
)
def test_a_tool_is_really_run(tmp_path, check, said):
    starting.run("test", "--only", check)
    assert said in (tmp_path / "logs" / f"test-{check}.log").read_text()


def test_pytests_own_closing_line_comes_last():
    done = starting.run(
        "test", "--only", "format", "server", "--", "tests/house/test_messages.py", "-k", "refused"
    )
    last = done.stdout.splitlines()[-1]
    assert last.startswith("=")
    assert "1 passed" in last


@pytest.mark.parametrize(
    ("log", "said"),
    [
        pytest.param(PASSED, [PASSED], id="the line of a run that passed"),
        pytest.param(FAILED, FAILED.splitlines()[2:], id="what failed, and the line after it"),
        pytest.param("", ["nothing was printed"], id="that nothing was printed"),
    ],
)
def test_the_closing_words_of_a_log_are(tmp_path, log, said):
    file = tmp_path / "pytest.log"
    file.write_text(log)
    assert testing.closing(file) == said
