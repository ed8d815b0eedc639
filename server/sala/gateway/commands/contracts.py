"""`sala contracts`: write the generated contracts, or say which are not current."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from sala.gateway.reference.files import stale, write

_ROOT = Path(__file__).resolve().parents[4]


def describe(parser: ArgumentParser) -> None:
    """Say what the command takes."""
    parser.add_argument(
        "--check", action="store_true", help="change nothing; fail when not current"
    )
    parser.add_argument("--root", type=Path, default=_ROOT, help="the checkout (default: this one)")


def run(given: Namespace) -> int:
    """Write the contracts into a checkout, or check them."""
    root: Path = given.root
    if not given.check:
        for name in write(root):
            sys.stdout.write(f"wrote {name}\n")
        return 0
    names = stale(root)
    for name in names:
        sys.stderr.write(f"{name} is not current. Run: ./sala contracts\n")
    return 1 if names else 0
