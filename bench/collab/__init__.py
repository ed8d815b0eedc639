"""Live editing against Hocuspocus and pycrdt-websocket: CPU, edit-to-peer times, memory.

Every server runs as people run it: a session or token is asked for, documents are stored. Sala
commits every update before it sends it on and acknowledges it; Hocuspocus stores two seconds
later, pycrdt-websocket after it has sent it on. One generator in C drives all three.
"""

from __future__ import annotations

import json
import subprocess
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from bench import measure
from bench.collab.servers import SERVERS, Server, running

LOAD = Path(__file__).parent / "load.c"


@dataclass(frozen=True, kw_only=True)
class Scenario:
    """How many rooms of how many clients, and what they do. `bar` is the least CPU ratio."""

    name: str
    rooms: int
    clients: int
    mode: str
    amount: int
    bar: float


SCENARIOS = (
    Scenario(name="1 × 20", rooms=1, clients=20, mode="rate", amount=8, bar=2.0),
    Scenario(name="50 × 4", rooms=50, clients=4, mode="rate", amount=8, bar=1.6),
    Scenario(name="saturated 1 × 100", rooms=1, clients=100, mode="flood", amount=200, bar=3.0),
    Scenario(name="saturated 50 × 4", rooms=50, clients=4, mode="flood", amount=500, bar=4.0),
)
IDLE = 2000
WARMING = 20
CLEAN_DOCUMENTS = 400


def main(*, rounds: int = 3) -> bool:
    """Measure, print, write `results/collab.json`; tell whether every bar was met."""
    where = measure.machine()
    with tempfile.TemporaryDirectory(prefix="sala-bench-") as folder:
        load = Path(folder) / "load"
        subprocess.run(["gcc", "-O2", "-o", load, LOAD], check=True)
        rows = [_scenario(load, scenario, rounds=rounds) for scenario in SCENARIOS]
        held = _memory(load)
    _print(rows, held)
    using = {name: server.version() for name, server in SERVERS.items()}
    measure.write("collab", where=where, using=using, rows={"load": rows, "memory": held})
    return all(row["met"] for row in rows) and all(row["met"] for row in held)


def _scenario(load: Path, scenario: Scenario, *, rounds: int) -> dict[str, object]:
    def subject(server: type[Server]) -> Callable[[], measure.Figures]:
        share = server.flood_share if scenario.mode == "flood" else 1
        bearable = replace(scenario, amount=scenario.amount // share)
        return lambda: _round(load, server, bearable)

    figures = measure.interleave(
        {name: subject(server) for name, server in SERVERS.items()}, rounds=rounds
    )
    ours, theirs = figures["Sala"], figures["Hocuspocus"]
    cheaper = theirs["cpu_per_100k"] / ours["cpu_per_100k"]
    sooner = ours["p50_us"] / theirs["p50_us"]
    met = cheaper >= scenario.bar and (scenario.name != "1 × 20" or sooner <= 0.6)
    return {
        "scenario": scenario.name,
        "figures": figures,
        "cheaper_than_hocuspocus": round(cheaper, 2),
        "bar": scenario.bar,
        "p50_against_hocuspocus": round(sooner, 2),
        "met": met,
    }


def _round(load: Path, server: type[Server], scenario: Scenario) -> measure.Figures:
    with running(server, rooms=scenario.rooms) as subject:
        generator = _generator(load, subject, scenario)
        assert generator.stdout is not None
        assert generator.stdin is not None
        _expect(generator, "ready")
        before = measure.cpu_seconds(subject.pid)
        generator.stdin.write("go\n")
        generator.stdin.flush()
        line = generator.stdout.readline()
        used = measure.cpu_seconds(subject.pid) - before
        if generator.wait() != 0:
            raise RuntimeError(f"{server.__name__} did not deliver every edit: {line}")
    heard = json.loads(line)
    return {
        "cpu_per_100k": used / heard["delivered"] * 100_000,
        "p50_us": heard["p50_us"],
        "p99_us": heard["p99_us"],
        "delivered": heard["delivered"],
        "delivered_per_second": heard["delivered"] / heard["seconds"],
        "generator_busy": heard["generator_cpu"] / heard["seconds"],
    }


def _memory(load: Path) -> list[dict[str, object]]:
    """Measure what one more idle connection and clean document of 10 kB cost Sala, in bytes.

    A few come and go before the first reading: what the first of anything loads stays.
    """
    sala = SERVERS["Sala"]
    with running(sala, rooms=1) as subject:
        _hold(load, subject, rooms=1, clients=WARMING)
        before = measure.memory(subject.pid)["rss"]
        idle = Scenario(name="idle", rooms=1, clients=IDLE, mode="idle", amount=4, bar=0)
        generator = _generator(load, subject, idle)
        _expect(generator, "ready")
        connection = (measure.memory(subject.pid)["rss"] - before) / IDLE
        generator.wait()
    with running(sala, rooms=CLEAN_DOCUMENTS, size=10_000) as subject:
        _hold(load, subject, rooms=WARMING, clients=1)
        before = measure.memory(subject.pid)["rss"]
        open_all = Scenario(
            name="documents", rooms=CLEAN_DOCUMENTS, clients=1, mode="idle", amount=4, bar=0
        )
        generator = _generator(load, subject, open_all)
        _expect(generator, "ready")
        each = (measure.memory(subject.pid)["rss"] - before) / CLEAN_DOCUMENTS
        generator.wait()
    return [
        _held("idle connection", connection, bar=18_000),
        _held("clean 10 kB document", each - connection, bar=30_000),
    ]


def _hold(load: Path, subject: Server, *, rooms: int, clients: int) -> None:
    """Let clients come, stay for a second, and go."""
    scenario = Scenario(name="warming", rooms=rooms, clients=clients, mode="idle", amount=1, bar=0)
    generator = _generator(load, subject, scenario)
    _expect(generator, "ready")
    generator.wait()


def _held(what: str, size: float, *, bar: int) -> dict[str, object]:
    return {"what": what, "bytes": round(size), "bar": bar, "met": size <= bar}


def _generator(load: Path, subject: Server, scenario: Scenario) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [
            load,
            str(subject.port),
            subject.path,
            str(scenario.rooms),
            str(scenario.clients),
            scenario.mode,
            str(scenario.amount),
            subject.dialect,
            subject.token,
        ],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def _expect(generator: subprocess.Popen[str], word: str) -> None:
    assert generator.stdout is not None
    said = generator.stdout.readline().strip()
    if said != word:
        raise RuntimeError(f"the generator said “{said}”, not “{word}”")


def _print(rows: list[dict[str, object]], held: list[dict[str, object]]) -> None:
    lines: list[list[str | float]] = []
    for row in rows:
        figures: dict[str, measure.Figures] = row["figures"]  # type: ignore[assignment]
        for name, one in figures.items():
            lines.append(
                [
                    str(row["scenario"]),
                    name,
                    one["cpu_per_100k"],
                    figures["Hocuspocus"]["cpu_per_100k"] / one["cpu_per_100k"],
                    one["p50_us"],
                    one["p99_us"],
                    one["generator_busy"],
                ]
            )
    headings = (
        "scenario",
        "server",
        "CPU s / 100k edits",
        "cheaper ×",
        "p50 µs",
        "p99 µs",
        "generator",
    )
    print(measure.table(headings, lines))
    print()
    print(
        measure.table(
            ("memory", "bytes", "bar"),
            [[str(row["what"]), float(str(row["bytes"])), float(str(row["bar"]))] for row in held],
        )
    )
