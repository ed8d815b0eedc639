"""What identity needs from outside: who hashes, who counts attempts, and what this place is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True, kw_only=True)
class Installation:
    """What a visitor may know. `secure` is false without TLS off loopback."""

    name: str
    version: str
    secure: bool


class Hasher(Protocol):
    """Hashes passwords slowly, without holding up anybody else."""

    async def hash(self, password: str) -> str:
        """Give the encoded hash of a password, salt and parameters included."""

    async def verify(self, encoded: str | None, password: str) -> bool:
        """Tell whether a password belongs to a hash; None costs as much as a wrong password."""


class Attempts(Protocol):
    """Counts attempts at passwords, by email address and by where they come from.

    At a link there is no address: `email` is empty then.
    """

    async def take(self, *, email: str, origin: str) -> None:
        """Count one attempt, before it is tried. Raises TooManyAttempts, and then counts none."""

    async def forgive(self, *, email: str, origin: str) -> None:
        """Give one attempt back: the password or link was right."""
