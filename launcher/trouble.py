"""What went wrong, in one sentence, with the command that mends it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(eq=False)
class Trouble(Exception):
    """A step could not be done. `mend` is a command or an instruction; empty when nobody knows."""

    what: str
    mend: str = ""
    log: Path | None = None

    def __str__(self) -> str:
        lines = [self.what]
        if self.log is not None:
            lines += [f"  | {line}" for line in tail(self.log)]
            lines.append(f"  log:  {self.log}")
        if self.mend:
            lines.append(f"  mend: {self.mend}")
        return "\n".join(lines)


def tail(log: Path, *, lines: int = 15) -> list[str]:
    """Give the last lines of a log that say something."""
    try:
        text = log.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return []
    return [line for line in text.splitlines() if line.strip()][-lines:]


NO_NETWORK = "check the network, then run the same command again: what was done stays done"

_SIGNS = (
    ("No space left on device", "free some disk space: df -h ."),
    ("ENOSPC", "free some disk space: df -h ."),
    ("Temporary failure in name resolution", NO_NETWORK),
    ("Name or service not known", NO_NETWORK),
    ("Connection refused", NO_NETWORK),
    ("Network is unreachable", NO_NETWORK),
    ("Read timed out", NO_NETWORK),
    ("EAI_AGAIN", NO_NETWORK),
    ("ENOTFOUND", NO_NETWORK),
    ("ECONNREFUSED", NO_NETWORK),
    ("ETIMEDOUT", NO_NETWORK),
    (
        "DO NOT MATCH THE HASHES",
        "a package differs from the locked one; do not install it",
    ),
    ("EINTEGRITY", "a package differs from the locked one; do not install it"),
    ("No matching distribution found", NO_NETWORK),
    ("Permission denied", "let this user write here: chown -R $USER ."),
    (
        "JavaScript heap out of memory",
        "close other programs: the build needs 2 GB of memory",
    ),
)


def mend_of(log: Path, *, otherwise: str) -> str:
    """Guess from its log what would mend a failed step."""
    text = "\n".join(tail(log, lines=200))
    return next((mend for sign, mend in _SIGNS if sign in text), otherwise)
