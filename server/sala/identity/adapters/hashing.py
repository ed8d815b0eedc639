"""Passwords hashed with argon2id in a few threads, so that the event loop never waits for one."""

from __future__ import annotations

import asyncio
import secrets
import unicodedata
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from sala.identity.contract import TooManyAttempts

R = TypeVar("R")

_MEMORY_KIB = 19_456
_PASSES = 2
_LANES = 1
"""OWASP Password Storage Cheat Sheet: argon2id with 19 MiB, two passes, one lane."""

_THREADS = 2
_WAITING = 64


class Argon2Hasher:
    """A `Hasher` with bounded threads, memory and queue."""

    def __init__(self, *, memory_kib: int = _MEMORY_KIB, passes: int = _PASSES) -> None:
        self._argon2 = PasswordHasher(time_cost=passes, memory_cost=memory_kib, parallelism=_LANES)
        self._pool = ThreadPoolExecutor(_THREADS, thread_name_prefix="passwords")
        self._waiting = 0
        self._nobody = ""

    async def start(self) -> None:
        """Make the hash that stands in for members who do not exist."""
        self._nobody = await self.hash(secrets.token_urlsafe(16))

    async def stop(self) -> None:
        """Let running hashes end and give the threads back."""
        await asyncio.to_thread(self._pool.shutdown)

    async def hash(self, password: str) -> str:
        """Hash a password; see the port."""
        return await self._in_thread(self._hash, _normal(password))

    async def verify(self, encoded: str | None, password: str) -> bool:
        """Verify a password; see the port."""
        known = encoded is not None
        right = await self._in_thread(self._verify, encoded or self._nobody, _normal(password))
        return known and right

    async def _in_thread(self, work: Callable[..., R], *arguments: str) -> R:
        if self._waiting >= _WAITING:
            raise TooManyAttempts("Too many people sign in at this moment.", retry_after=2.0)
        self._waiting += 1
        try:
            return await asyncio.get_running_loop().run_in_executor(self._pool, work, *arguments)
        finally:
            self._waiting -= 1

    def _hash(self, password: str) -> str:
        return self._argon2.hash(password)

    def _verify(self, encoded: str, password: str) -> bool:
        try:
            return self._argon2.verify(encoded, password)
        except (VerificationError, InvalidHashError):
            return False


def _normal(password: str) -> str:
    """Give the form in which one password typed on two keyboards is equal (NFKC)."""
    return unicodedata.normalize("NFKC", password)
