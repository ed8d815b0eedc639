"""Attempts at passwords and links, counted in this process.

The rates are per email address, so that one member's password cannot be guessed from many places,
and per network address, so that one place cannot try one password on many members.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable

from sala.identity.contract import TooManyAttempts
from sala.kernel.rates import Rate, Rates, sender_of

PER_EMAIL = Rate(burst=10, every=30.0)
PER_ORIGIN = Rate(burst=30, every=10.0)


class AttemptsInMemory:
    """An `Attempts` for one process."""

    def __init__(
        self,
        *,
        per_email: Rate = PER_EMAIL,
        per_origin: Rate = PER_ORIGIN,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        self._per_email = per_email
        self._per_origin = per_origin
        self._rates = Rates(now=now)

    async def take(self, *, email: str, origin: str) -> None:
        """Count an attempt; see the port."""
        wait = self._rates.take(self._keys(email, origin))
        if wait > 0:
            seconds = math.ceil(wait)
            raise TooManyAttempts(f"Try again in {seconds} seconds.", retry_after=seconds)

    async def forgive(self, *, email: str, origin: str) -> None:
        """Give an attempt back; see the port."""
        self._rates.give_back(self._keys(email, origin))

    def _keys(self, email: str, origin: str) -> list[tuple[str, Rate]]:
        from_there = (f"origin {sender_of(origin)}", self._per_origin)
        if not email:
            return [from_there]
        return [(f"email {email.strip().casefold()}", self._per_email), from_there]
