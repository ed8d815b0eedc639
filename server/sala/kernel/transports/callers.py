"""Who sent a request: its session token, read from the cookie or the Authorization header."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from typing import Any, TypeAlias

from starlette.requests import HTTPConnection

from sala.kernel.access import VISITOR, Caller

Scope: TypeAlias = MutableMapping[str, Any]
Heads: TypeAlias = Mapping[bytes, bytes]
"""A request's headers by lower-case name. Of a header sent twice the last counts."""

Authenticate: TypeAlias = Callable[[str], Awaitable[Caller | None]]
"""Finds the member behind a session token; None when it is unknown, expired or forged."""

COOKIE = "sala_session"
_COOKIE = COOKIE.encode() + b"="
_BEARER = b"bearer "
_TOKEN_LIMIT = 512
_AGENT_LIMIT = 300


async def no_sessions(token: str) -> Caller | None:
    """Know nobody: the authentication of a process that runs without identity."""
    del token
    return None


def heads_of(scope: Scope) -> Heads:
    """Give the headers of a request as a mapping, made once a request."""
    heads: Heads | None = scope.get("sala.heads")
    if heads is None:
        heads = scope["sala.heads"] = dict(scope["headers"])
    return heads


def request_id(scope: Scope) -> str:
    """Give the id the gateway gave this request; empty outside of it."""
    identifier: str = scope.get("sala.request", "")
    return identifier


def session_token(heads: Heads) -> str:
    """Find the session token; the Authorization header wins over the cookie. Empty if neither."""
    authorization = heads.get(b"authorization")
    if authorization is not None and authorization[:7].lower() == _BEARER:
        return _readable(authorization[7:].strip())
    cookie = heads.get(b"cookie")
    if cookie is None:
        return ""
    start = cookie.find(_COOKIE)
    while start > 0 and cookie[start - 1] not in b"; ":
        start = cookie.find(_COOKIE, start + 1)
    if start < 0:
        return ""
    start += len(_COOKIE)
    end = cookie.find(b";", start)
    return _readable(cookie[start : end if end >= 0 else None].strip())


def _readable(token: bytes) -> str:
    """Give the token as text; anything that cannot be one is nobody's."""
    if len(token) > _TOKEN_LIMIT or not token.isascii():
        return ""
    return token.decode("ascii")


async def identify(scope: Scope, authenticate: Authenticate) -> Caller:
    """Name the caller of a request, once; a request without a living session is a visitor's."""
    known: Caller | None = scope.get("sala.caller")
    if known is not None:
        return known
    heads = heads_of(scope)
    token = session_token(heads)
    found = (await authenticate(token) if token else None) or VISITOR
    client = scope.get("client")
    caller = Caller(
        member=found.member,
        name=found.name,
        role=found.role,
        session=found.session,
        request=request_id(scope),
        origin=client[0] if client else "",
        agent=heads.get(b"user-agent", b"")[:_AGENT_LIMIT].decode("latin-1"),
        system=found.system,
    )
    scope["sala.caller"] = caller
    return caller


def caller_of(connection: HTTPConnection) -> Caller:
    """Give the caller of a handwritten route; the gateway has named them before the route ran."""
    caller: Caller = connection.scope["sala.caller"]
    return caller
