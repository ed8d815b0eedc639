"""The search without ripgrep, as a process of its own: a regular expression may never come back.

Reads one `Scan` as JSON from its input and writes a `MatchView` a line.
"""

from __future__ import annotations

import sys
from pathlib import Path

import msgspec

from sala.workspace.adapters.search.wanted import Wanted, shown
from sala.workspace.contract import NotText
from sala.workspace.domain.text import decode


class Scan(msgspec.Struct, frozen=True, kw_only=True):
    """Which files of which working tree to search."""

    root: str
    files: list[str]
    wanted: Wanted


def main() -> None:
    """Search, writing as it finds."""
    scan = msgspec.json.decode(sys.stdin.buffer.read(), type=Scan)
    pattern = scan.wanted.pattern()
    out = sys.stdout.buffer
    for path in scan.files:
        try:
            text = decode((Path(scan.root) / path).read_bytes()).normal
        except (NotText, OSError):  # what is not text holds no lines; what is gone, nothing
            continue
        for number, line in enumerate(text.split("\n"), start=1):
            match = pattern.search(line)
            if match is not None:
                out.write(msgspec.json.encode(shown(path, number, line, *match.span())) + b"\n")
        out.flush()


if __name__ == "__main__":
    main()
