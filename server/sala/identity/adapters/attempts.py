"""Attempts at passwords counted in this process, by the generic cell rate algorithm (GCRA).

A key's whole state is one time: when its bucket will be full again. The rates are per email
address, so that one member's password cannot be guessed from many places, and per network
address, so that one place cannot try one password on many members.
"""

from __future__ import annotations

import heapq
import ipaddress
import math
import time
from collections.abc import Callable
from dataclasses import dataclass

from sala.identity.contract import TooManyAttempts


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate:
    """`burst` attempts at once, then one every `every` seconds."""

    burst: int
    every: float


PER_EMAIL = Rate(burst=10, every=30.0)
PER_ORIGIN = Rate(burst=30, every=10.0)

_KEYS = 20_000
"""Keys remembered at most; past it the ones with the fewest attempts are forgotten first."""


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
        self._now = now
        self._full_again: dict[str, float] = {}

    async def take(self, *, email: str, origin: str) -> None:
        """Count an attempt; see the port."""
        now = self._now()
        keys = self._keys(email, origin)
        wait = max(self._wait(key, rate, now) for key, rate in keys)
        if wait > 0:
            seconds = math.ceil(wait)
            raise TooManyAttempts(f"Try again in {seconds} seconds.", retry_after=seconds)
        for key, rate in keys:
            self._full_again[key] = max(now, self._full_again.get(key, now)) + rate.every
        self._stay_small(now)

    async def forgive(self, *, email: str, origin: str) -> None:
        """Give an attempt back; see the port."""
        for key, rate in self._keys(email, origin):
            if key in self._full_again:
                self._full_again[key] -= rate.every

    def _keys(self, email: str, origin: str) -> list[tuple[str, Rate]]:
        return [
            (f"email {email.strip().casefold()}", self._per_email),
            (f"origin {_network(origin)}", self._per_origin),
        ]

    def _wait(self, key: str, rate: Rate, now: float) -> float:
        """Give the seconds until one more attempt fits; zero or less when it fits now."""
        return self._full_again.get(key, now) - now - (rate.burst - 1) * rate.every

    def _stay_small(self, now: float) -> None:
        if len(self._full_again) <= _KEYS:
            return
        living = [item for item in self._full_again.items() if item[1] > now]
        self._full_again = dict(heapq.nlargest(_KEYS // 2, living, key=lambda item: item[1]))


def _network(origin: str) -> str:
    """Give what one sender holds: an IPv4 address, or the /64 of an IPv6 address."""
    try:
        address = ipaddress.ip_address(origin)
    except ValueError:
        return origin
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped is not None:
            return str(address.ipv4_mapped)
        return str(ipaddress.ip_network((address, 64), strict=False))
    return str(address)
