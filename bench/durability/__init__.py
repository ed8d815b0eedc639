"""What is left of what was acknowledged: servers killed, power cut, real sessions.

An edit is acknowledged when the server has said so to the editor that asked (`?ack=1`). Lost is
what was acknowledged and is missing; doubled is what is there twice, or again after its deletion.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from bench import measure
from bench.collab.servers import Sala
from bench.durability import kills, power, traces

Attempt = Callable[[], dict[str, object]]

SEED = 1


def main(*, rounds: int = 3) -> bool:
    """Try everything, print, write `results/durability.json`; tell whether every bar was met.

    `rounds` scales nothing here: the counts are the bars' own.
    """
    del rounds
    where = measure.machine()
    rows: dict[str, dict[str, object]] = {}
    attempts: dict[str, Attempt] = {
        "kills": lambda: kills.run(seed=SEED),
        "power cuts, FULL": lambda: power.run("FULL", seed=SEED),
        "power cuts, NORMAL": lambda: power.run("NORMAL", seed=SEED),
        **{f"trace {name}": partial(traces.run, name, seed=SEED) for name in traces.TRACES},
    }
    for name, attempt in attempts.items():
        rows[name] = attempt()
        print(f"\n{name}", flush=True)
        for what, value in rows[name].items():
            print(f"  {what.replace('_', ' ')}: {value}", flush=True)
    measure.write("durability", where=where, using={"Sala": Sala.version()}, rows=rows)
    return all(row["met"] for row in rows.values() if "skipped" not in row)
