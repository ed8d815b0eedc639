"""The event log: appends a second and CPU an event, beside the `eventsourcing` recorder.

Both append the same fact to SQLite in WAL mode with the same `synchronous`, each append answered
when it is committed; streams are begun anew every 16 facts. The recorder is driven alone, by a
thread for each caller since it blocks, without its library's mapper and aggregates, which only add
to it. CPU is that of the whole process, callers included, by /proc.
"""

from __future__ import annotations

import functools
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from bench import measure

_ROOT = Path(__file__).parents[2]

FASTER = 20.0
"""Times the recorder's appends a second, at 64 callers."""
CPU = 20.0
"""Microseconds of CPU an event at 64 callers, at most."""
JUDGED = "FULL"
"""Both sides' default, and what “durable” says; NORMAL is measured beside it."""

# Appends a round: a second of work or so, that /proc's hundredths of a second do not matter.
_APPENDS = {
    ("sala", "FULL", 1): 2_000,
    ("sala", "FULL", 64): 64_000,
    ("sala", "NORMAL", 1): 10_000,
    ("sala", "NORMAL", 64): 64_000,
    ("recorder", "FULL", 1): 2_000,
    ("recorder", "FULL", 64): 4_096,
    ("recorder", "NORMAL", 1): 10_000,
    ("recorder", "NORMAL", 64): 12_800,
}
_Key = tuple[str, str, int]


def main(*, rounds: int = 3) -> bool:
    """Measure, print, write `results/events.json`; tell whether the bar was met."""
    where = measure.machine()
    subjects = {
        _label(*key): functools.partial(_run, key, appends) for key, appends in _APPENDS.items()
    }
    figures = measure.interleave(subjects, rounds=rounds)
    print(
        measure.table(
            ("synchronous", "callers", "", "appends/s", "µs CPU an event", "facts read/s"),
            [
                [synchronous, callers, name, *figures[_label(name, synchronous, callers)].values()]
                for synchronous in ("FULL", "NORMAL")
                for callers in (1, 64)
                for name in ("sala", "recorder")
            ],
        )
    )
    times = {
        synchronous: figures[_label("sala", synchronous, 64)]["appends_per_second"]
        / figures[_label("recorder", synchronous, 64)]["appends_per_second"]
        for synchronous in ("FULL", "NORMAL")
    }
    cpu = figures[_label("sala", JUDGED, 64)]["cpu_microseconds"]
    met = times[JUDGED] >= FASTER and cpu <= CPU
    print(
        f"\n64 callers: {times['FULL']:.1f} × the recorder with synchronous=FULL on both sides, "
        f"{times['NORMAL']:.1f} × with NORMAL; {cpu:.1f} µs of CPU an event"
        f"\nthe bar: {FASTER:g} × and {CPU:g} µs with {JUDGED}: {'met' if met else 'not met'}"
        f"\nload average before the run: {where['load']}, after it: {os.getloadavg()[0]:.2f}"
    )
    bar = {
        "synchronous": JUDGED,
        "times_at_least": FASTER,
        "cpu_microseconds_at_most": CPU,
        "met": met,
    }
    measure.write(
        "events",
        where=where | {"load_after": round(os.getloadavg()[0], 2)},
        using=measure.versions("eventsourcing", "msgspec", "uvloop"),
        rows={"figures": figures, "times_the_recorder_at_64_callers": times, "bar": bar},
    )
    return met


def _label(name: str, synchronous: str, callers: int) -> str:
    return f"{name} {synchronous} {callers}"


def _run(key: _Key, appends: int) -> measure.Figures:
    """Measure one subject in a process of its own, on a new file beside the checkout's."""
    name, synchronous, callers = key
    folder = _ROOT / ".sala"
    folder.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="bench-", dir=folder) as place:
        # What the round before left to be written shall not be this one's to wait for.
        os.sync()
        words = [f"bench.events.{name}", place, synchronous, str(callers), str(appends)]
        done = subprocess.run(
            [sys.executable, "-m", *words],
            cwd=_ROOT,
            env=os.environ | {"PYTHONPATH": str(_ROOT / "server")},
            stdout=subprocess.PIPE,
            check=True,
        )
    figures: measure.Figures = json.loads(done.stdout)
    return figures
