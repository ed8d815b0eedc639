"""What may be asked of identity that changes nothing."""

from __future__ import annotations

from typing import ClassVar

from sala.identity.contract.types import Discreet, Token
from sala.identity.contract.views import (
    InstallationView,
    InvitationPreview,
    InvitationView,
    MemberView,
    SessionView,
)
from sala.kernel.access import Access
from sala.kernel.messages import Query


class LookAtInstallation(Query[InstallationView]):
    """What a visitor may know before signing in."""

    access: ClassVar[Access] = Access.ANYONE


class LookAtInvitation(Discreet, Query[InvitationPreview]):
    """What the holder of an invitation's token sees before joining."""

    access: ClassVar[Access] = Access.ANYONE
    token: Token


class WhoAmI(Query[MemberView]):
    """The caller, as a member."""

    access: ClassVar[Access] = Access.READ


class ListMembers(Query[list[MemberView]]):
    """All members, by name."""

    access: ClassVar[Access] = Access.READ


class ListInvitations(Query[list[InvitationView]]):
    """Invitations that can still be used."""

    access: ClassVar[Access] = Access.OWN


class ListSessions(Query[list[SessionView]]):
    """The caller's own sessions that have not ended."""

    access: ClassVar[Access] = Access.READ
