"""How an answer starts or ends a session: by a token in a cookie, never in a body."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class WithSession(Generic[T]):
    """An answer together with a session token; `token=""` ends the session.

    `max_age` is in seconds.
    """

    answer: T
    token: str
    max_age: int
