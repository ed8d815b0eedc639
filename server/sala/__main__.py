"""`python -m sala`: what the installed package can do from a command line."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from collections.abc import Sequence

from sala.gateway.commands import backup, call, contracts, doctor, drill, restore, serve

_COMMANDS = {
    "up": serve,
    "serve": serve,
    "call": call,
    "doctor": doctor,
    "drill": drill,
    "backup": backup,
    "restore": restore,
    "contracts": contracts,
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; give the exit status."""
    parser = ArgumentParser(prog="sala", description=__import__("sala").__doc__)
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name, module in _COMMANDS.items():
        about = (module.__doc__ or "").partition(": ")[2]
        below = commands.add_parser(name, help=about, description=about)
        module.describe(below)
        below.set_defaults(run=module.run)
    given = parser.parse_args(arguments)
    status: int = given.run(given)
    return status


if __name__ == "__main__":
    sys.exit(main())
