"""A pytest plugin: keeps the last result of every test that proves a row of the brief.

A run replaces the results of the tests it ran and leaves the others, so that parts may be run.
Results of tests that no longer exist go when their file is run or gone.
"""

import json
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
RESULTS = ROOT / ".sala" / "brief.json"
_ROWS = pytest.StashKey[list[int]]()
_FOUND = pytest.StashKey[dict[str, dict[str, Any]]]()


def pytest_configure(config: pytest.Config) -> None:
    config.stash[_FOUND] = {}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        item.stash[_ROWS] = sorted(
            {int(row) for mark in item.iter_markers("brief") for row in mark.args}
        )


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Any:
    outcome = yield
    report = outcome.get_result()
    rows = item.stash.get(_ROWS, [])
    if not rows:
        return
    found = item.config.stash[_FOUND]
    name = _name(item)
    earlier = found.get(name, {"rows": rows, "outcome": "passed"})
    # A test that fails in its set-up or its tear-down has not proved anything.
    if report.outcome != "passed":
        earlier["outcome"] = report.outcome
    found[name] = earlier


def pytest_sessionfinish(session: pytest.Session) -> None:
    found = session.config.stash[_FOUND]
    if not found:
        return
    merge(RESULTS, found)


def _name(item: pytest.Item) -> str:
    path = item.path.resolve()
    shown = path.relative_to(ROOT) if path.is_relative_to(ROOT) else path
    return f"{shown.as_posix()}::{item.nodeid.partition('::')[2]}"


def merge(file: Path, found: dict[str, dict[str, Any]]) -> None:
    """Put fresh results into the file, dropping those of files that are gone."""
    try:
        known = json.loads(file.read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError):
        known = {}
    kept = {
        name: result for name, result in known.items() if (ROOT / name.partition("::")[0]).exists()
    }
    file.parent.mkdir(exist_ok=True)
    fresh = file.with_suffix(".new")
    fresh.write_text(json.dumps(dict(sorted((kept | found).items())), indent=1) + "\n")
    fresh.replace(file)
