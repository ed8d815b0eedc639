"""Proving a password: counted, slow, and equally slow for an address nobody has."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from collections.abc import Set as AbstractSet
from typing import TypeVar

from sala.identity.contract import LinkNotValid, WrongCredentials
from sala.identity.domain.members import Member
from sala.identity.domain.passwords import refuse_weak
from sala.identity.ports import Attempts, Hasher
from sala.kernel.access import Caller
from sala.kernel.refusals import Refusal

W = TypeVar("W")
R = TypeVar("R")


class Passwords:
    """The one way to a password, whichever message it comes with."""

    def __init__(self, hasher: Hasher, attempts: Attempts, common: AbstractSet[str]) -> None:
        self._hasher = hasher
        self._attempts = attempts
        self._common = common

    async def prove(
        self, member: Member | None, password: str, *, email: str, caller: Caller
    ) -> Member:
        """Give the member back when the password is theirs.

        Raises WrongCredentials, or TooManyAttempts before anything is tried. The attempt is
        counted first and given back afterwards, so that guesses sent at once are counted too.
        """
        await self._attempts.take(email=email, origin=caller.origin)
        right = await self._hasher.verify(member.hash if member else None, password)
        if member is None or not right:
            raise WrongCredentials
        await self._attempts.forgive(email=email, origin=caller.origin)
        return member

    async def choose(self, password: str, *, name: str, email: str) -> str:
        """Hash a password somebody chose. Raises WeakPassword."""
        refuse_weak(password, name=name, email=email, common=self._common)
        return await self._hasher.hash(password)


def counted(
    handle: Callable[[W, Caller], Awaitable[R]], attempts: Attempts
) -> Callable[[W, Caller], Awaitable[R]]:
    """Count who comes with a link's token, by where they come from: a wrong one uses one up."""

    async def handled(wish: W, caller: Caller) -> R:
        await attempts.take(email="", origin=caller.origin)
        try:
            answer = await handle(wish, caller)
        except LinkNotValid:
            raise
        except Refusal:
            await attempts.forgive(email="", origin=caller.origin)
            raise
        await attempts.forgive(email="", origin=caller.origin)
        return answer

    return handled
