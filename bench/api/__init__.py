"""CPU per HTTP request, beside Fastify and FastAPI: a message of eight fields, and one row.

The message's handler does no input or output. Each runs with and without a session in a cookie.
Sala is the whole gateway as `sala serve` runs it, with two messages more; the peers are one route
each with the schema validation and response serialisation that their documents recommend.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

from bench.api.cases import CASES, Case
from bench.api.load import load, tool
from bench.api.servers import SUBJECTS, Subject
from bench.measure import Figures, interleave, machine, table, versions, write

SECONDS = 4.0
BAR_FASTIFY = 1.6
BAR_FASTAPI = 0.5


def main(rounds: int = 3) -> bool:
    """Measure every case on every server; tell whether the bar is met."""
    where = machine()
    rows: dict[str, dict[str, Figures]] = {}
    with ExitStack() as running:
        folder = Path(running.enter_context(tempfile.TemporaryDirectory(prefix="sala-bench-")))
        subjects: dict[str, Subject] = {
            kind.name: running.enter_context(kind.serving(folder / kind.name)) for kind in SUBJECTS
        }
        for case in CASES:
            for subject in subjects.values():
                subject.check(case)
                load(subject, case, seconds=1.0)  # warm: caches, JIT, connections
            rows[case.name] = interleave(
                {name: _measured(subject, case) for name, subject in subjects.items()},
                rounds=rounds,
            )
        using = versions("uvicorn", "uvloop", "httptools", "msgspec", "fastapi", "starlette")
        using |= {name: version for one in subjects.values() for name, version in one.versions()}
    write("api", where={**where, "load generator": tool()}, using=using, rows=rows)
    return _report(rows)


def _measured(subject: Subject, case: Case) -> Callable[[], Figures]:
    return lambda: load(subject, case, seconds=SECONDS)


def _report(rows: dict[str, dict[str, Figures]]) -> bool:
    lines: list[list[str | float]] = []
    for case, measured in rows.items():
        base = measured["fastify"]["cpu_us"]
        for name, figures in measured.items():
            lines.append(
                [
                    case,
                    name,
                    round(figures["cpu_us"], 1),
                    round(figures["cpu_us"] / base, 2),
                    round(figures["per_second"]),
                    round(figures["p50_ms"], 2),
                    round(figures["generator_busy"], 2),
                ]
            )
    headings = ["case", "server", "CPU µs", "× Fastify", "requests/s", "p50 ms", "generator busy"]
    print(table(headings, lines))
    bar = rows["message"]
    fastify = bar["sala"]["cpu_us"] / bar["fastify"]["cpu_us"]
    fastapi = bar["sala"]["cpu_us"] / bar["fastapi"]["cpu_us"]
    print(
        f"\nmessage, no authentication: {fastify:.2f} × Fastify (bar {BAR_FASTIFY}), "
        f"{fastapi:.2f} × FastAPI (bar {BAR_FASTAPI})"
    )
    return fastify <= BAR_FASTIFY and fastapi <= BAR_FASTAPI
