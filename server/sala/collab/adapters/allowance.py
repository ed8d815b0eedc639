"""How much one connection may send: a bucket that looks at the clock only when it is empty.

While there is something in it, taking is one subtraction and one comparison. It is filled again
when it runs dry, with what the time since then has earned; so in any stretch of time at most
twice its size and the rate get through.
"""

from __future__ import annotations

import time

from sala.collab.ports import Options


class Allowance:
    """`at_once` at first, then `a_second`. Take with `left -= n`; when below zero, ask `spent`."""

    __slots__ = ("_a_second", "_at_once", "_since", "left")

    def __init__(self, *, at_once: int, a_second: int) -> None:
        self._at_once = at_once
        self._a_second = a_second
        self._since = time.monotonic()
        self.left: float = at_once

    def spent(self) -> bool:
        """Fill up with what was earned meanwhile; tell whether even that is not enough."""
        now = time.monotonic()
        self.left = min(self.left + (now - self._since) * self._a_second, self._at_once)
        self._since = now
        return self.left < 0


def allowances(options: Options) -> tuple[Allowance, Allowance, Allowance]:
    """Give what a new connection may send: of messages, of bytes, of awareness messages."""
    return (
        Allowance(at_once=options.frames_at_once, a_second=options.frames_per_second),
        Allowance(at_once=options.bytes_at_once, a_second=options.bytes_per_second),
        Allowance(at_once=options.awareness_at_once, a_second=options.awareness_per_second),
    )
