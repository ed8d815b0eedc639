"""One finding of the doctor, and how findings are printed."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from enum import StrEnum


class State(StrEnum):
    """`DEGRADED`: Sala starts, and does something worse or not at all. `MISSING`: it does not."""

    PRESENT = "present"
    DEGRADED = "degraded"
    MISSING = "missing"


@dataclass(frozen=True, kw_only=True)
class Finding:
    """What was looked at and how it is. `mend` is a command, empty when nothing is to be done."""

    name: str
    state: State
    note: str
    mend: str = ""


def present(name: str, note: str) -> Finding:
    """Find that something is as it should be."""
    return Finding(name=name, state=State.PRESENT, note=note)


def degraded(name: str, note: str, mend: str) -> Finding:
    """Find that Sala works without, or worse."""
    return Finding(name=name, state=State.DEGRADED, note=note, mend=mend)


def missing(name: str, note: str, mend: str) -> Finding:
    """Find that Sala cannot start."""
    return Finding(name=name, state=State.MISSING, note=note, mend=mend)


_MARKS = {
    State.PRESENT: ("✓", "32"),
    State.DEGRADED: ("~", "33"),
    State.MISSING: ("✗", "31"),
}


def as_text(findings: Iterable[Finding]) -> str:
    """Write findings as lines for a person; the mending command stands below what it mends."""
    coloured = sys.stdout.isatty()
    lines = []
    for finding in findings:
        mark, colour = _MARKS[finding.state]
        shown = f"\x1b[{colour}m{mark}\x1b[0m" if coloured else mark
        lines.append(f"{shown} {finding.name:<16} {finding.state:<9} {finding.note}".rstrip())
        if finding.mend:
            lines.append(f"{'':<19}mend: {finding.mend}")
    return "\n".join(lines)


def as_json(findings: Iterable[Finding]) -> str:
    """Write findings for a program."""
    return json.dumps([asdict(finding) for finding in findings], indent=2)
