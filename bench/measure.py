"""How every benchmark measures: CPU seconds by /proc, interleaved rounds, medians, one report."""

from __future__ import annotations

import json
import os
import platform
import statistics
import sys
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from importlib import metadata
from pathlib import Path

RESULTS = Path(__file__).parent / "results"
_TICKS = os.sysconf("SC_CLK_TCK")

Figures = dict[str, float]
"""What one round of one subject measured, by name; the unit is in the name."""


def children(pid: int) -> list[int]:
    """List a process's descendants, itself first."""
    found = [pid]
    for parent in found:
        for task in Path(f"/proc/{parent}/task").glob("*/children"):
            found.extend(int(child) for child in task.read_text().split())
    return found


def cpu_seconds(pid: int) -> float:
    """Give the CPU seconds (user and system, all threads) a process has used so far."""
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / _TICKS


def memory(pid: int) -> dict[str, int]:
    """Give resident and proportional memory of one process, in bytes."""
    rollup = Path(f"/proc/{pid}/smaps_rollup").read_text()
    sizes = {line.split(":")[0]: int(line.split()[1]) * 1024 for line in rollup.splitlines()[1:]}
    return {"rss": sizes["Rss"], "pss": sizes["Pss"]}


def interleave(subjects: Mapping[str, Callable[[], Figures]], *, rounds: int) -> dict[str, Figures]:
    """Measure every subject once a round, in turn, and give each figure's median by subject."""
    measured: dict[str, list[Figures]] = {name: [] for name in subjects}
    for number in range(rounds):
        order = list(subjects.items())
        for name, measure in order if number % 2 == 0 else reversed(order):
            measured[name].append(measure())
    return {name: medians(figures) for name, figures in measured.items()}


def medians(rounds: Sequence[Figures]) -> Figures:
    """Give the median of each figure over rounds that measured the same figures."""
    return {name: statistics.median(one[name] for one in rounds) for name in rounds[0]}


def machine() -> dict[str, str | int | float]:
    """Describe where a result was measured; `load` is the load average before the run.

    `python` is the whole of `sys.version`: what Debian ships runs half as fast again as a plain
    build of the same version.
    """
    models = [
        line.split(":", 1)[1].strip()
        for line in Path("/proc/cpuinfo").read_text().splitlines()
        if line.startswith("model name")
    ]
    return {
        "cpu": models[0] if models else platform.machine(),
        "cores": os.cpu_count() or 1,
        "system": f"{platform.system()} {platform.release()}",
        "python": sys.version,
        "load": round(os.getloadavg()[0], 2),
    }


def versions(*packages: str) -> dict[str, str]:
    """Give the installed versions of Python packages."""
    return {package: metadata.version(package) for package in packages}


def write(
    name: str, *, where: Mapping[str, object], using: Mapping[str, str], rows: object
) -> Path:
    """Write `bench/results/<name>.json`: where, when, with which versions, and the rows."""
    RESULTS.mkdir(exist_ok=True)
    path = RESULTS / f"{name}.json"
    report = {
        "benchmark": name,
        "date": datetime.now(UTC).isoformat(timespec="seconds"),
        "machine": dict(where),
        "versions": dict(using),
        "rows": rows,
    }
    path.write_text(json.dumps(report, indent=2) + "\n")
    return path


def table(headings: Sequence[str], rows: Sequence[Sequence[str | float]]) -> str:
    """Set rows as a text table: words to the left, numbers to the right."""
    cells = [[_cell(value) for value in row] for row in rows]
    widths = [
        max(len(heading), *(len(row[column]) for row in cells)) if cells else len(heading)
        for column, heading in enumerate(headings)
    ]
    lines = [
        "  ".join(heading.ljust(width) for heading, width in zip(headings, widths, strict=True))
    ]
    lines.append("  ".join("─" * width for width in widths))
    for row, values in zip(cells, rows, strict=True):
        lines.append(
            "  ".join(
                text.rjust(width) if isinstance(value, int | float) else text.ljust(width)
                for text, width, value in zip(row, widths, values, strict=True)
            )
        )
    return "\n".join(line.rstrip() for line in lines)


def _cell(value: str | float) -> str:
    if isinstance(value, str):
        return value
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"
