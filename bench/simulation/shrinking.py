"""Runs of one seed: played, played again, and made shorter while they still fail the same way."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from bench.simulation import steps as playing
from bench.simulation.life import Parts
from bench.simulation.loop import Agenda, possessed
from bench.simulation.oracle import Violation
from bench.simulation.steps import Step, script
from bench.simulation.world import World


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """How a run went. `trace` is the same for two runs in which the same happened."""

    steps: int
    trace: str
    counts: Counter[str] = field(default_factory=Counter)
    marks: int = 0
    beside: int = 0
    """How many marks stood twice because two brought them who did not know of each other."""
    told: Counter[bool] = field(default_factory=Counter)
    violation: Violation | None = None


def play(seed: int, steps: Sequence[Step], parts: Parts | None = None) -> Outcome:
    """Play steps; the seed decides what the world is like."""
    agenda = Agenda(seed)
    found: Violation | None = None
    with possessed(agenda):
        world = World(seed, parts or Parts(), agenda)
        try:
            playing.play(world, steps)
        except Violation as violation:
            found = violation
    return Outcome(
        steps=world.done,
        trace=world.trace.hexdigest(),
        counts=world.counts,
        violation=found,
        marks=len(world.oracle.marks),
        beside=sum(mark.twice for mark in world.oracle.marks.values()),
        told=world.programs.told,
    )


def shortest(
    seed: int, steps: Sequence[Step], parts: Parts | None = None, *, tries: int = 400
) -> tuple[list[Step], Violation]:
    """Leave out steps while the run ends in the same kind of violation."""
    first = play(seed, steps, parts)
    if first.violation is None:
        msg = "this run breaks nothing"
        raise ValueError(msg)
    kept, last = list(steps[: first.steps]), first.violation
    size = len(kept) // 2
    while size and tries:
        at, shorter = 0, False
        while at < len(kept) - 1 and tries:
            tries -= 1
            less = kept[:at] + kept[min(at + size, len(kept) - 1) :]
            outcome = play(seed, less, parts)
            if outcome.violation is not None and outcome.violation.kind == last.kind:
                kept, last, shorter = less[: outcome.steps], outcome.violation, True
            else:
                at += size
        if not shorter or size > 1:
            size = size // 2 if size > 1 or shorter else 0
    return kept, last


def replay(seed: int, count: int, parts: Parts | None = None) -> Outcome:
    """Play a seed from its beginning."""
    return play(seed, script(seed, count), parts)
