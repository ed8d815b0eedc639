"""The search without ripgrep, as a process of its own: a regular expression may never come back.

Reads one `Scan` as JSON from its input and writes a `MatchView` a line.
"""

from __future__ import annotations

import sys

import msgspec

from sala.kernel.refusals import Refusal
from sala.workspace.adapters.search.wanted import Wanted, shown
from sala.workspace.adapters.tree.root import WorkingTree
from sala.workspace.domain.paths import parts
from sala.workspace.domain.text import decode


class Scan(msgspec.Struct, frozen=True, kw_only=True):
    """Which files of which working tree to search, up to `largest` bytes of each."""

    root: str
    files: list[str]
    wanted: Wanted
    largest: int


def main() -> None:
    """Search, writing as it finds."""
    scan = msgspec.json.decode(sys.stdin.buffer.read(), type=Scan)
    pattern, tree = scan.wanted.pattern(), WorkingTree(scan.root)
    out = sys.stdout.buffer
    for path in scan.files:
        try:
            text = decode(tree.read(parts(path), limit=scan.largest)[0]).normal
        except (Refusal, OSError):  # what is not text holds no lines; what is gone, nothing
            continue
        for number, line in enumerate(text.split("\n"), start=1):
            match = pattern.search(line)
            if match is not None:
                out.write(msgspec.json.encode(shown(path, number, line, *match.span())) + b"\n")
        out.flush()


if __name__ == "__main__":
    main()
