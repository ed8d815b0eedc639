"""Examines this Sala and prints what was found; exits with 1 when it could not start."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from sala.gateway.doctor import installation, programs
from sala.gateway.doctor.finding import Finding, State, as_json, as_text

_PACKAGE = Path(__file__).resolve().parent.parent.parent


def examine(*, data: Path, port: int, checkout: bool, url: str = "") -> list[Finding]:
    """Look at everything once; what a checkout alone needs is looked at only there."""
    reinstall = "./sala up" if checkout else "pip install --force-reinstall sala"
    return [
        *programs.python(reinstall),
        programs.node(reinstall),
        programs.web_app(_PACKAGE, reinstall),
        programs.git(),
        programs.ripgrep(),
        programs.bubblewrap(),
        *([programs.chromium()] if checkout else []),
        installation.disk_space(data),
        installation.data_directory(data),
        installation.settings(data),
        installation.databases(data, _PACKAGE, url),
        installation.tls(data),
        installation.port(port),
    ]


def default_data() -> Path:
    """Give the data directory that a start without options would use."""
    if named := os.environ.get("SALA_DATA"):
        return Path(named)
    shared = os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share"
    return Path(shared) / "sala"


def main(words: Sequence[str]) -> int:
    """Examine and print; give the exit status."""
    parser = argparse.ArgumentParser(
        prog="sala doctor", description="What is present, missing and degraded, and what mends it."
    )
    parser.add_argument("--data", type=Path, default=default_data(), metavar="FOLDER")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--json", action="store_true", help="for a program")
    parser.add_argument("--checkout", action="store_true", help=argparse.SUPPRESS)
    chosen = parser.parse_args(words)
    found = examine(
        data=chosen.data.absolute(),
        port=chosen.port,
        checkout=chosen.checkout,
        url=os.environ.get("SALA_DATABASE_URL", ""),
    )
    print(as_json(found) if chosen.json else as_text(found))  # noqa: T201 - this is a command
    return 1 if any(finding.state is State.MISSING for finding in found) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
