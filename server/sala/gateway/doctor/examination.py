"""The examination: everything the doctor looks at, once, and the command that asks for it."""

from __future__ import annotations

import argparse
import os
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


def describe(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    parser.add_argument("--data", type=Path, default=default_data(), metavar="FOLDER")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--json", action="store_true", help="for a program")
    parser.add_argument("--checkout", action="store_true", help=argparse.SUPPRESS)


def run(given: argparse.Namespace) -> int:
    """Examine and print; give 1 when something is missing without which Sala does not start."""
    found = examine(
        data=given.data.absolute(),
        port=given.port,
        checkout=given.checkout,
        url=os.environ.get("SALA_DATABASE_URL", ""),
    )
    print(as_json(found) if given.json else as_text(found))  # noqa: T201 - this is a command
    return 1 if any(finding.state is State.MISSING for finding in found) else 0
