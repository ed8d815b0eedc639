"""Coming in: by the owner's link, by an invitation, by a password."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime

import msgspec

from sala.identity.contract import (
    ClaimOwnership,
    Join,
    LinkNotValid,
    MemberView,
    SignIn,
    WrongCredentials,
)
from sala.identity.domain import decisions
from sala.identity.domain.decisions import Newcomer
from sala.identity.domain.members import STREAM, Fact, Member, Members
from sala.identity.domain.tokens import hash_of
from sala.identity.handlers.opening import Sessions
from sala.identity.handlers.proving import Passwords
from sala.kernel.access import Caller
from sala.kernel.events.deciders import Decider
from sala.kernel.sessions import WithSession

Admit = Callable[[Members, Newcomer], Sequence[Fact]]


class Entering:
    """The three ways in. Each ends with a session."""

    def __init__(
        self,
        members: Decider[Members],
        passwords: Passwords,
        sessions: Sessions,
        *,
        clock: Callable[[], datetime],
        claimed: Callable[[], None],
    ) -> None:
        self._members = members
        self._passwords = passwords
        self._sessions = sessions
        self._clock = clock
        self._claimed = claimed

    async def claim_ownership(
        self, wish: ClaimOwnership, caller: Caller
    ) -> WithSession[MemberView]:
        """Let the holder of the one-time link in as the owner."""
        answer = await self._enter(decisions.claim, wish, caller)
        self._claimed()
        return answer

    async def join(self, wish: Join, caller: Caller) -> WithSession[MemberView]:
        """Let the holder of an invitation in."""
        now = self._clock()
        return await self._enter(
            lambda state, newcomer: decisions.join(state, newcomer, now), wish, caller
        )

    async def sign_in(self, wish: SignIn, caller: Caller) -> WithSession[MemberView]:
        """Open a session for whoever has this address and this password."""
        state, _ = await self._members.load(STREAM)
        known = state.with_email(wish.email)
        member = await self._passwords.prove(known, wish.password, email=wish.email, caller=caller)
        return await self._sessions.open(member, caller)

    async def _enter(
        self, admit: Admit, wish: ClaimOwnership | Join, caller: Caller
    ) -> WithSession[MemberView]:
        """Admit a newcomer and open their first session.

        Sent again after its answer was lost, the same wish finds its member there already, and
        then the password decides: ids are public, and a used link is no secret.
        """
        newcomer = Newcomer(
            member=wish.member,
            name=wish.name,
            email=wish.email,
            hash="",
            token_hash=hash_of(wish.token),
        )
        state, _ = await self._members.load(STREAM)
        if admit(state, newcomer):  # refused here, a bad link costs nobody a slow hash
            chosen = await self._passwords.choose(wish.password, name=wish.name, email=wish.email)
            newcomer = replace(newcomer, hash=chosen)
            state = await self._members.execute(
                STREAM,
                lambda now: admit(now, newcomer),
                msgspec.structs.replace(caller, member=wish.member),
            )
        entered = state.present[wish.member]
        if entered.hash != newcomer.hash:
            entered = await self._proved(entered, wish.password, caller)
        return await self._sessions.open(entered, caller)

    async def _proved(self, member: Member, password: str, caller: Caller) -> Member:
        try:
            return await self._passwords.prove(member, password, email=member.email, caller=caller)
        except WrongCredentials:
            raise LinkNotValid from None
