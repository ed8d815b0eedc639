"""A thousand seeds of people, programs and deaths in virtual time: nothing lost, nothing twice.

One process is a whole world: the real handlers on a virtual clock, disk and network. What is
broken is printed with its seed and the fewest steps that break it, and plays the same again.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial

import structlog

from bench import measure
from bench.collab.servers import Sala
from bench.simulation.shrinking import Outcome, replay, shortest
from bench.simulation.steps import script

SEEDS = 1000
STEPS = 500
PROCESSES = 2
_EXPLAINED = 3
"""How many violations are made short; each takes a minute or so."""


def main(*, rounds: int = 3) -> bool:
    """Play every seed, print, write `results/simulation.json`; tell whether nothing was broken."""
    del rounds
    where = measure.machine()
    begun = time.monotonic()
    with ProcessPoolExecutor(PROCESSES, initializer=silence) as pool:
        outcomes = list(pool.map(partial(replay, count=STEPS), range(SEEDS), chunksize=10))
    seconds = time.monotonic() - begun
    broken = [seed for seed, outcome in enumerate(outcomes) if outcome.violation is not None]
    row = counted(outcomes) | {"seconds": round(seconds), "met": not broken}
    for what, value in row.items():
        print(f"  {what.replace('_', ' ')}: {value}", flush=True)
    for seed in broken[:_EXPLAINED]:
        print(f"\n{explained(seed, STEPS)}", flush=True)
    if broken:
        print(f"\nseeds that break something: {broken}")
    measure.write("simulation", where=where, using={"Sala": Sala.version()}, rows={"all": row})
    return not broken


def counted(outcomes: Sequence[Outcome]) -> dict[str, object]:
    """Sum runs up."""
    counts: Counter[str] = Counter()
    told: Counter[bool] = Counter()
    for outcome in outcomes:
        counts.update(outcome.counts)
        told.update(outcome.told)
    return {
        "seeds": len(outcomes),
        "steps": counts.total(),
        "actions": dict(counts.most_common()),
        "pieces_of_text": sum(outcome.marks for outcome in outcomes),
        "brought_by_two_at_once": sum(outcome.beside for outcome in outcomes),
        "writes_by_programs": told.total(),
        "of_those_from_a_text_that_cannot_be_told": told[False],
        "violations": sum(outcome.violation is not None for outcome in outcomes),
    }


def explained(seed: int, count: int) -> str:
    """Say what a seed breaks, and the fewest steps found that still do."""
    steps, violation = shortest(seed, script(seed, count))
    lines = [f"seed {seed}, {len(steps)} of {count} steps: {violation}"]
    lines += [f"  {number:3} {step.kind} ({step.seed})" for number, step in enumerate(steps, 1)]
    return "\n".join(lines)


def silence() -> None:
    """Let the server's log say nothing: what it would say is in the outcome."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(50))
