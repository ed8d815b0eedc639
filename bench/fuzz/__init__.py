"""Five minutes of whatever is wrong: frames, floods, crowds, files and file systems.

People type all the while. One connection may close, with its own code; nobody else may notice, and
nothing that was typed may be missing.
"""

from __future__ import annotations

from collections.abc import Callable

from bench import measure
from bench.collab.servers import Sala
from bench.fuzz import attacks, crowd, disk

SEED = 1
SECONDS = 300.0


def main(*, rounds: int = 3) -> bool:
    """Attack, print, write `results/fuzz.json`; tell whether nobody noticed.

    `rounds` scales nothing here: five minutes are five minutes.
    """
    del rounds
    where = measure.machine()
    attempts: dict[str, Callable[[], dict[str, object]]] = {
        "frames": lambda: attacks.run(seconds=SECONDS, seed=SEED),
        "a thousand connections": lambda: crowd.run(seed=SEED),
        "files that change": disk.changing,
        "file systems that refuse": disk.unwritable,
    }
    rows: dict[str, dict[str, object]] = {}
    for name, attempt in attempts.items():
        rows[name] = attempt()
        print(f"\n{name}", flush=True)
        for what, value in rows[name].items():
            print(f"  {what.replace('_', ' ')}: {value}", flush=True)
    measure.write("fuzz", where=where, using={"Sala": Sala.version()}, rows=rows)
    return all(row["met"] for row in rows.values())
