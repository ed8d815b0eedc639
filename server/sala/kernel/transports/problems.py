"""Refusals on the wire: problem documents as RFC 9457 has them, with our stable code."""

from __future__ import annotations

from typing import Annotated

import msgspec
from msgspec import Meta

from sala.kernel.refusals import Refusal, TooMany

PROBLEM_TYPE = b"application/problem+json"
Headers = list[tuple[bytes, bytes]]


_BY_STATUS: dict[int, Headers] = {
    401: [(b"www-authenticate", b'Bearer realm="sala"')],
    413: [(b"connection", b"close")],  # the rest of the body is not read
    503: [(b"retry-after", b"5")],
}


class Problem(msgspec.Struct, frozen=True, kw_only=True):
    """Why a request was refused. `code` is stable, `detail` is for people.

    `fields` says which fields were wrong and why; `request` is the id to quote when asking for
    help.
    """

    type: str
    title: str
    status: Annotated[int, Meta(ge=400, le=599)]
    code: str
    detail: str
    request: str = ""
    fields: dict[str, str] = {}


class Failure(Refusal):
    """A bug of ours. What happened stands in the log under the request's id, never here."""

    status = 500
    code = "kernel.failure"
    title = "Something went wrong here. It has been logged"


class WrongMethod(Refusal):
    """The path exists and answers to other methods; `allowed` is the Allow header's value."""

    status = 405
    code = "kernel.wrong_method"
    title = "This path answers to another method"

    def __init__(self, allowed: bytes) -> None:
        super().__init__(f"Use {allowed.decode()}.")
        self.allowed = allowed


class ForeignOrigin(Refusal):
    """A page of another site tried to change something in a member's name."""

    status = 403
    code = "kernel.foreign_origin"
    title = "This request comes from another site"


def problem_of(refusal: Refusal, request: str) -> Problem:
    """Describe a refusal; `type` points into the API reference of this installation."""
    return Problem(
        type=f"/api/reference#{refusal.code}",
        title=refusal.title,
        status=refusal.status,
        code=refusal.code,
        detail=refusal.detail,
        request=request,
        fields=refusal.fields,
    )


def problem_headers(refusal: Refusal) -> Headers:
    """Give the headers that some refusals ask for besides their body."""
    if isinstance(refusal, WrongMethod):
        return [(b"allow", refusal.allowed)]
    if isinstance(refusal, TooMany):
        return [(b"retry-after", b"%d" % max(1, round(refusal.retry_after)))]
    return _BY_STATUS.get(refusal.status, [])
