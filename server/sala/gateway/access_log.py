"""The access log: a line for each request, or for those that are worth one."""

from __future__ import annotations

from typing import Literal

import structlog

from sala.kernel.transports.callers import Scope, request_id

_SLOW = 0.5
"""Seconds from which an answer counts as slow."""

_REFUSED = 400
_BROKEN = 500

log = structlog.get_logger("sala.requests")


class AccessLog:
    """Writes lines about requests: all of them, those that were slow or refused, or none.

    The query string is never written: it may hold what somebody searched for.
    """

    def __init__(self, which: Literal["all", "slow", "none"]) -> None:
        self.off = which == "none"
        self._all = which == "all"

    def note(self, scope: Scope, status: int, seconds: float) -> None:
        """Write a line, if this request gets one. A stream's duration is how long it lasted."""
        if self._all or status >= _REFUSED or (seconds > _SLOW and scope["path"] != "/live"):
            write = log.warning if status >= _BROKEN else log.info
            write(
                "request",
                method=scope["method"],
                path=scope["path"][:500],
                status=status,
                ms=round(seconds * 1000, 1),
                request=request_id(scope),
            )
