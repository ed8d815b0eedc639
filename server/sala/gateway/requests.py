"""What is known of a request before anybody answers it: its id, and where it really came from."""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterable
from itertools import count

from sala.kernel.transports.callers import Heads, Scope, heads_of

_OFFERED = re.compile(rb"[A-Za-z0-9_-]{8,64}")


class Requests:
    """Names requests, and believes the X-Forwarded headers of trusted proxies alone."""

    def __init__(self, trusted_proxies: Iterable[str] = ()) -> None:
        self._trusted = frozenset(trusted_proxies)
        self._start = secrets.token_hex(8)
        self._next = count(1).__next__

    def receive(self, scope: Scope) -> Heads:
        """Write the id into a scope, and the browser's address and scheme where a proxy tells.

        Gives the headers.
        """
        heads = heads_of(scope)
        offered = heads.get(b"x-request-id")
        if offered is not None and _OFFERED.fullmatch(offered):
            scope["sala.request"] = offered.decode()
        else:
            scope["sala.request"] = f"{self._start}{self._next():08x}"
        if self._trusted and (client := scope.get("client")) and client[0] in self._trusted:
            forwarded = heads.get(b"x-forwarded-for", b"").decode("latin-1")
            if address := forwarded.rpartition(",")[2].strip():
                scope["client"] = (address, 0)
            if heads.get(b"x-forwarded-proto", b"").lower() == b"https":
                scope["scheme"] = "https"
        return heads
