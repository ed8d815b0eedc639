"""How often something may be done, by the generic cell rate algorithm (GCRA).

A key's whole state is one time: when its bucket will be full again.
"""

from __future__ import annotations

import heapq
import ipaddress
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

_KEYS = 20_000
"""Keys remembered at most; past it the ones with the fewest attempts are forgotten first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate:
    """`burst` at once, then one every `every` seconds."""

    burst: int
    every: float


class Rates:
    """Counts by key, in this process. `now` is in seconds."""

    def __init__(self, *, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._full_again: dict[str, float] = {}

    def take(self, keys: Sequence[tuple[str, Rate]]) -> float:
        """Count one under every key and give 0; or count none, and give the seconds to wait."""
        now = self._now()
        full_again = self._full_again
        wait = 0.0
        for key, rate in keys:
            wait = max(wait, full_again.get(key, now) - now - (rate.burst - 1) * rate.every)
        if wait > 0:
            return wait
        for key, rate in keys:
            full_again[key] = max(now, full_again.get(key, now)) + rate.every
        if len(full_again) > _KEYS:
            living = [item for item in full_again.items() if item[1] > now]
            self._full_again = dict(heapq.nlargest(_KEYS // 2, living, key=lambda item: item[1]))
        return 0.0

    def give_back(self, keys: Sequence[tuple[str, Rate]]) -> None:
        """Count one less under every key."""
        for key, rate in keys:
            if key in self._full_again:
                self._full_again[key] -= rate.every

    def __len__(self) -> int:
        """Give how many keys are remembered."""
        return len(self._full_again)


def sender_of(origin: str) -> str:
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
