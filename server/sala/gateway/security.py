"""Security headers, and which pages may send what: decided here for every answer and socket."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sala.kernel.transports.callers import Heads

Header = tuple[bytes, bytes]

_PERMISSIONS = (
    b"camera=(self), microphone=(self), display-capture=(self), fullscreen=(self), "
    b"clipboard-read=(self), clipboard-write=(self), publickey-credentials-get=(self), "
    b"publickey-credentials-create=(self), geolocation=(), payment=(), usb=(), serial=(), "
    b"hid=(), midi=(), accelerometer=(), gyroscope=(), magnetometer=()"
)
_ALWAYS: tuple[Header, ...] = (
    (b"x-content-type-options", b"nosniff"),
    # Not `no-referrer`: browsers would then send `Origin: null` with the forms of our own pages.
    (b"referrer-policy", b"same-origin"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"origin-agent-cluster", b"?1"),
    (
        b"permissions-policy",
        _PERMISSIONS,
    ),
    (b"x-frame-options", b"DENY"),
    (b"x-permitted-cross-domain-policies", b"none"),
)
NOTHING: Header = (
    b"content-security-policy",
    b"default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox",
)
"""The policy of answers that are data: a browser that shows one runs and loads nothing."""

_SHOWN = (
    b"default-src 'self'; script-src 'none'; style-src 'self' 'unsafe-inline'; object-src 'none'; "
    b"base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
UNSCRIPTED: Header = (b"content-security-policy", _SHOWN)
"""The policy of a page that came without one of its own: it is shown, and runs nothing."""

_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
_OURS = frozenset({b"same-origin", b"none"})


def common_headers(*, strict: int = 0) -> tuple[Header, ...]:
    """Give the headers of every answer.

    `strict` is for how many seconds browsers are told to come over TLS alone; 0 says nothing.
    """
    if not strict:
        return _ALWAYS
    return (*_ALWAYS, (b"strict-transport-security", b"max-age=%d" % strict))


@dataclass(frozen=True, slots=True)
class Origins:
    """Which sites' pages may change something here: our own, and those that settings name."""

    allowed: frozenset[bytes]

    @classmethod
    def of(cls, allowed: Iterable[str]) -> Origins:
        """Take origins as settings name them, `https://host[:port]`."""
        return cls(frozenset(origin.rstrip("/").lower().encode() for origin in allowed))

    def accept(self, method: str, heads: Heads) -> bool:
        """Tell whether a request may go on: it is safe, comes from no page, or from a page of ours.

        A program that is no browser sends neither header, and has no cookie that could be abused.
        """
        return method in _SAFE or self.ours(heads)

    def ours(self, heads: Heads) -> bool:
        """Tell whether whoever sends this is one of our pages, or no page at all."""
        origin = heads.get(b"origin")
        if origin is None:
            return heads.get(b"sec-fetch-site", b"none") in _OURS
        _, _, host = origin.partition(b"://")
        return bool(host and host == heads.get(b"host")) or origin.lower() in self.allowed

    def foreign(self, heads: Heads) -> bytes:
        """Give the origin of another site's page that settings allow; empty for anything else."""
        origin = heads.get(b"origin", b"")
        return origin if origin and origin.lower() in self.allowed else b""
