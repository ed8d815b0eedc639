"""Which branch is checked out, read from its file: the list needs no worker for it."""

from __future__ import annotations

from pathlib import Path

_LIMIT = 4096


def branch_of(root: str) -> str:
    """Name the branch; empty when there is none or it cannot be read."""
    try:
        place = Path(root, ".git")
        if place.is_file():
            place = Path(root, _read(place).removeprefix("gitdir:").strip())
        head = _read(place / "HEAD")
    except OSError:
        return ""
    if not head.startswith("ref: refs/heads/"):
        return ""
    return head.removeprefix("ref: refs/heads/").strip()


def _read(file: Path) -> str:
    with file.open("rb") as opened:
        return opened.read(_LIMIT).decode(errors="replace")
