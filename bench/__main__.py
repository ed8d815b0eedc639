"""Runs benchmarks one after the other: all of them, or those named."""

from __future__ import annotations

import argparse
import importlib
import sys
import time
from collections.abc import Sequence

NAMES = (
    "collab",
    "files",
    "events",
    "history",
    "api",
    "footprint",
    "idle",
    "large",
    "durability",
    "fuzz",
    "simulation",
)


def main(words: Sequence[str]) -> int:
    """Run what was asked for; give 1 when a bar was not met."""
    parser = argparse.ArgumentParser(prog="./sala bench", description="Measure, beside peers.")
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"of {', '.join(NAMES)}")
    parser.add_argument("--rounds", type=int, default=3, help="of which medians are taken")
    parser.add_argument("--list", action="store_true", help="name the benchmarks and stop")
    chosen = parser.parse_args(words)
    unknown = sorted(set(chosen.names) - set(NAMES))
    if unknown:
        parser.error(f"there is no benchmark called {', '.join(unknown)}; there are {NAMES}")
    verdicts: dict[str, bool] = {}
    for name in chosen.names or NAMES:
        benchmark = importlib.import_module(f"bench.{name}")
        about = (benchmark.__doc__ or "").splitlines()[0]
        print(f"\n{name}: {about}", flush=True)
        if chosen.list:
            continue
        begun = time.monotonic()
        verdicts[name] = bool(benchmark.main(rounds=chosen.rounds))
        print(f"\n{time.monotonic() - begun:.0f} s; bench/results/{name}.json", flush=True)
    missed = [name for name, met in verdicts.items() if not met]
    if missed:
        print(f"\nBelow the bar: {', '.join(missed)}", file=sys.stderr)
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
