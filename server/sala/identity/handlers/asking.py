"""Answering questions from the read tables."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from sala.identity.contract import (
    InstallationView,
    InvitationPreview,
    InvitationView,
    LinkNotValid,
    ListInvitations,
    ListMembers,
    ListSessions,
    LookAtInstallation,
    LookAtInvitation,
    MemberNotFound,
    MemberView,
    SessionView,
    WhoAmI,
)
from sala.identity.domain.tokens import hash_of
from sala.identity.handlers.callers import member_of
from sala.identity.ports import Installation
from sala.identity.projections import reading
from sala.kernel.access import Caller
from sala.kernel.tables import Tables


class Asking:
    """Every question about members, invitations and sessions."""

    def __init__(
        self, tables: Tables, installation: Installation, *, clock: Callable[[], datetime]
    ) -> None:
        self._tables = tables
        self._installation = installation
        self._clock = clock
        self._claimed = False

    async def look_at_installation(
        self, question: LookAtInstallation, caller: Caller
    ) -> InstallationView:
        """Tell a visitor what they find. Once owned, always owned: that much is remembered."""
        del question, caller
        if not self._claimed:
            self._claimed = await self._tables.run(reading.is_claimed)
        return InstallationView(
            claimed=self._claimed,
            name=self._installation.name,
            version=self._installation.version,
            secure=self._installation.secure,
        )

    async def look_at_invitation(
        self, question: LookAtInvitation, caller: Caller
    ) -> InvitationPreview:
        """Show what a link offers."""
        del caller
        key, now = hash_of(question.token), self._clock()
        found = await self._tables.run(lambda connection: reading.preview(connection, key, now))
        if found is None:
            raise LinkNotValid
        return found

    async def who_am_i(self, question: WhoAmI, caller: Caller) -> MemberView:
        """Give the caller."""
        del question
        member = member_of(caller)
        found = await self._tables.run(lambda connection: reading.member(connection, member))
        if found is None:
            raise MemberNotFound
        return found

    async def list_members(self, question: ListMembers, caller: Caller) -> list[MemberView]:
        """List members by name."""
        del question, caller
        return await self._tables.run(reading.all_members)

    async def list_invitations(
        self, question: ListInvitations, caller: Caller
    ) -> list[InvitationView]:
        """List the invitations that can still be used."""
        del question, caller
        now = self._clock()
        return await self._tables.run(lambda connection: reading.open_invitations(connection, now))

    async def list_sessions(self, question: ListSessions, caller: Caller) -> list[SessionView]:
        """List the caller's living sessions."""
        del question
        member, now = member_of(caller), self._clock()
        return await self._tables.run(
            lambda connection: reading.sessions_of(connection, member, caller.session, now)
        )
