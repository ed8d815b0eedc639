"""Inviting people, and taking it back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from sala.identity.contract import InvitationLink, Invite, MemberInvited, RevokeInvitation
from sala.identity.domain import decisions
from sala.identity.domain.members import STREAM, Members
from sala.identity.domain.tokens import hash_of
from sala.kernel.access import Caller
from sala.kernel.events.deciders import Decider


class Inviting:
    """Makes links for newcomers. A link's token is in its one answer and nowhere else."""

    def __init__(
        self,
        members: Decider[Members],
        *,
        clock: Callable[[], datetime],
        mint: Callable[[], str],
        lasts: timedelta,
    ) -> None:
        self._members = members
        self._clock = clock
        self._mint = mint
        self._lasts = lasts

    async def invite(self, wish: Invite, caller: Caller) -> InvitationLink:
        """Make an invitation's link."""
        token = self._mint()
        invited = MemberInvited(
            invitation=wish.invitation,
            role=wish.role,
            token_hash=hash_of(token),
            note=wish.note,
            expires=self._clock() + self._lasts,
        )
        await self._members.execute(STREAM, lambda state: decisions.invite(state, invited), caller)
        return InvitationLink(invitation=wish.invitation, token=token, expires=invited.expires)

    async def revoke(self, wish: RevokeInvitation, caller: Caller) -> None:
        """Take an unused invitation back."""
        await self._members.execute(
            STREAM, lambda state: decisions.revoke(state, wish.invitation), caller
        )
