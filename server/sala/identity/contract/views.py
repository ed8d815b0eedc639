"""What identity answers with."""

from __future__ import annotations

from datetime import datetime

from sala.identity.contract.types import Discreet, InvitationId, MemberId, SessionId
from sala.kernel.access import Role
from sala.kernel.messages import View


class MemberView(View):
    """A member as other members see them. `slot` is their colour, 1 to 8."""

    member: MemberId
    name: str
    email: str
    role: Role
    slot: int
    joined: datetime


class InstallationView(View):
    """What a visitor may know before signing in. `secure` is false without TLS off loopback."""

    claimed: bool
    name: str
    version: str
    secure: bool


class InvitationView(View):
    """An invitation that has not been used."""

    invitation: InvitationId
    role: Role
    note: str
    created: datetime
    expires: datetime


class InvitationLink(Discreet, View):
    """The one time a link's token is shown; the path is `/join/<token>`."""

    invitation: InvitationId
    token: str
    expires: datetime


class InvitationPreview(View):
    """What the holder of a link sees before joining."""

    role: Role
    inviter: str
    expires: datetime


class SessionView(View):
    """One of the caller's own sessions."""

    session: SessionId
    agent: str
    opened: datetime
    expires: datetime
    current: bool
