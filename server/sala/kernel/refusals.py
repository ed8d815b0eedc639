"""Refusals: the named ways in which Sala says no, each with a fixed status and a stable code."""

from __future__ import annotations

from typing import ClassVar


class Refusal(Exception):
    """A clear no. `detail` says what was wrong and what is allowed; `fields` says where."""

    status: ClassVar[int] = 400
    code: ClassVar[str] = "kernel.refused"
    title: ClassVar[str] = "Refused"

    def __init__(self, detail: str = "", *, fields: dict[str, str] | None = None) -> None:
        super().__init__(detail or self.title)
        self.detail = detail or self.title
        self.fields = fields or {}


class BadRequest(Refusal):
    """The message could not be read."""

    status = 400
    code = "kernel.bad_request"
    title = "The request could not be read"


class Unauthenticated(Refusal):
    """Nobody is signed in."""

    status = 401
    code = "kernel.unauthenticated"
    title = "Sign in first"


class Forbidden(Refusal):
    """The caller is known and may not."""

    status = 403
    code = "kernel.forbidden"
    title = "You may not do this"


class NotFound(Refusal):
    """There is no such thing, or the caller may not know of it."""

    status = 404
    code = "kernel.not_found"
    title = "Not found"


class Conflict(Refusal):
    """The state of things does not allow it now."""

    status = 409
    code = "kernel.conflict"
    title = "This cannot be done now"


class TooLarge(Refusal):
    """More bytes than the stated limit."""

    status = 413
    code = "kernel.too_large"
    title = "Too large"


class Unprocessable(Refusal):
    """The message was understood and makes no sense."""

    status = 422
    code = "kernel.unprocessable"
    title = "This cannot be done with these values"


class TooMany(Refusal):
    """More requests than the stated limit. `retry_after` is in seconds."""

    status = 429
    code = "kernel.too_many"
    title = "Too many requests"

    def __init__(
        self, detail: str = "", *, retry_after: float = 1.0, fields: dict[str, str] | None = None
    ) -> None:
        super().__init__(detail, fields=fields)
        self.retry_after = retry_after


class Unavailable(Refusal):
    """A part of Sala that this needs is not answering."""

    status = 503
    code = "kernel.unavailable"
    title = "This part of Sala is not answering"


class OutOfSpace(Refusal):
    """The disk is full; nothing was changed."""

    status = 507
    code = "kernel.out_of_space"
    title = "The disk is full"
