"""`./sala brief`: the rows of the brief beside the tests that prove them, never written by hand.

What the rows are is said in `docs/reference/brief.toml`; where each stands is read from the last
results of the tests that carry its number, in `.sala/brief.json`.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from launcher.places import ROOT, SCRATCH

ROWS = ROOT / "docs" / "reference" / "brief.toml"
RESULTS = SCRATCH / "brief.json"
_STANDINGS = ("proved", "failing", "not run", "not begun")


@dataclass(frozen=True, kw_only=True)
class Row:
    """One part of the brief and how it stands."""

    number: int
    title: str
    kind: str
    lives: str
    standing: str
    passed: int
    tests: tuple[str, ...]


def rows() -> list[Row]:
    """Join what the brief asks for with what the tests last said."""
    asked = tomllib.loads(ROWS.read_text(encoding="utf-8"))["row"]
    results = _results()
    return [_row(row, results) for row in asked]


def _results() -> dict[str, dict[str, Any]]:
    try:
        found: dict[str, dict[str, Any]] = json.loads(RESULTS.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    return found


def _row(row: Mapping[str, Any], results: Mapping[str, dict[str, Any]]) -> Row:
    number = int(row["number"])
    proofs = {name: found for name, found in results.items() if number in found["rows"]}
    passed = sum(found["outcome"] == "passed" for found in proofs.values())
    if not proofs:
        standing = "not run" if row.get("lives") else "not begun"
    else:
        standing = "proved" if passed == len(proofs) else "failing"
    return Row(
        number=number,
        title=str(row["title"]),
        kind=str(row["kind"]),
        lives=str(row.get("lives", "")),
        standing=standing,
        passed=passed,
        tests=tuple(sorted(proofs)),
    )


def table(*, as_json: bool) -> str:
    """Write the table for a person, or for a program."""
    found = rows()
    if as_json:
        return json.dumps([asdict(row) for row in found], indent=2, ensure_ascii=False)
    widest = max(len(row.title) for row in found)
    lines = [f"{'#':>3}  {'part':<{widest}}  {'kind':<19}  {'standing':<13}  where, tests"]
    for row in found:
        count = f" {row.passed}/{len(row.tests)}" if row.tests else ""
        where = ", ".join(part for part in (row.lives, *_files(row)) if part)
        lines.append(
            f"{row.number:>3}  {row.title:<{widest}}  {row.kind:<19}  "
            f"{row.standing + count:<13}  {where}".rstrip()
        )
    sums = (f"{sum(row.standing == word for row in found)} {word}" for word in _STANDINGS)
    return "\n".join([*lines, "", ", ".join(sums)])


def _files(row: Row) -> list[str]:
    return sorted({test.split("::", 1)[0] for test in row.tests})
