"""The drill: a server of its own is hurt in every way it should survive, and what is left counted.

People type into scratch documents; their network is cut, the server is killed and comes back, and
`git reset --hard` runs in the working tree. Lost is what was acknowledged and is nowhere; doubled
is what is there twice. What a reset takes away on purpose, written before it, is neither.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import statistics
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from bench import measure
from bench.drill.rounds import Drill, Figures
from bench.durability.house import House

KILLS = 10
SEED = 1


def main(words: Sequence[str], *, house: type[House] = House) -> int:
    """Hold a drill and print what was counted; give 1 when anything was lost or doubled."""
    parser = argparse.ArgumentParser(
        prog="./sala drill",
        description="Hurt a scratch server while people type in it, and count what is left. "
        "Nobody's work is touched.",
    )
    parser.add_argument("--kills", type=int, default=KILLS, help="how often the server dies")
    parser.add_argument("--seed", type=int, default=SEED, help="another seed, another drill")
    chosen = parser.parse_args(words)
    with tempfile.TemporaryDirectory(prefix="sala-drill-") as folder:
        figures = hold(house, Path(folder), kills=chosen.kills, seed=chosen.seed)
    print(f"\n{shown(figures)}\n", flush=True)
    if figures.lost or figures.doubled or figures.files_apart:
        print(
            f"Something was lost or doubled; again: ./sala drill --kills {chosen.kills} "
            f"--seed {chosen.seed}",
            file=sys.stderr,
        )
        return 1
    print("Nothing that was acknowledged is lost, and nothing is there twice.")
    return 0


def hold(house: type[House], folder: Path, *, kills: int, seed: int) -> Figures:
    """Start a server, hurt it, end it; give what was counted."""
    here = house(folder)
    try:
        here.wait()
        here.prepare(rooms=Drill.ROOMS, size=0)
        return asyncio.run(Drill(here, random.Random(seed), say=_say).hold(kills))
    finally:
        here.kill()
        here.log.close()


def shown(figures: Figures) -> str:
    """Set what was counted as a table."""
    healed = figures.healed
    rows: list[tuple[str, str | float]] = [
        ("edits made", figures.edits),
        ("acknowledged", figures.acknowledged),
        ("lost", figures.lost),
        ("doubled", figures.doubled),
        ("files unlike their documents", figures.files_apart),
        ("networks cut", figures.cuts),
        ("servers killed", figures.kills),
        ("git reset --hard", figures.resets),
        ("seconds to heal, median", statistics.median(healed) if healed else 0),
        ("seconds to heal, longest", max(healed, default=0)),
    ]
    return measure.table(("what", "how much"), rows)


def _say(words: str) -> None:
    print(words, flush=True)
