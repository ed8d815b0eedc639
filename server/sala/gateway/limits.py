"""How many requests one address may send: far more than people do, far fewer than a script."""

from __future__ import annotations

from functools import lru_cache

from sala.kernel.rates import Rate, Rates, sender_of
from sala.kernel.refusals import TooMany
from sala.kernel.transports.callers import Scope

_AT_ONCE = 20.0
"""Seconds' worth of requests that may come at once: a class opens its pages in one minute."""

_HERE = frozenset({"127.0.0.1", "::1", "::ffff:127.0.0.1"})
"""This machine's own: the pages' server, and a reverse proxy that settings do not name, through
which everybody would share one limit."""

_sender_of = lru_cache(4096)(sender_of)


class RequestLimit:
    """Refuses what is too much, by the address a request came from."""

    def __init__(self, per_second: float) -> None:
        self._rate = Rate(burst=max(1, round(per_second * _AT_ONCE)), every=1 / per_second)
        self._rates = Rates()

    def check(self, scope: Scope) -> TooMany | None:
        """Count a request; give the refusal when it is one too many."""
        client = scope.get("client")
        if client is None or client[0] in _HERE:
            return None
        wait = self._rates.take([(_sender_of(client[0]), self._rate)])
        if not wait:
            return None
        return TooMany("Too many requests from one address. Wait a little.", retry_after=wait + 0.5)
