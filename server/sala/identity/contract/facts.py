"""What identity remembers for ever. Secrets are here as hashes only, and such facts never leave."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from sala.identity.contract.types import InvitationId, MemberId, SessionId
from sala.kernel.access import Access, Role
from sala.kernel.messages import Event


class OwnerLinkMade(Event, tag="identity.owner_link_made.1"):
    """A start without an owner made a one-time link; the links of earlier starts ended with it."""

    audience: ClassVar[Access] = Access.SYSTEM
    token_hash: str


class MemberJoined(Event, tag="identity.member_joined.1"):
    """Someone became a member, by the owner's link or an invitation."""

    member: MemberId
    name: str
    email: str
    role: Role
    slot: int
    invitation: InvitationId | None = None


class PasswordSet(Event, tag="identity.password_set.1"):
    """A member chose a password; `hash` is argon2id's encoded form."""

    audience: ClassVar[Access] = Access.SYSTEM
    member: MemberId
    hash: str


class MemberRenamed(Event, tag="identity.member_renamed.1"):
    """A member changed the name others see."""

    member: MemberId
    name: str


class RoleChanged(Event, tag="identity.role_changed.1"):
    """An owner changed what a member may do."""

    member: MemberId
    role: Role


class MemberRemoved(Event, tag="identity.member_removed.1"):
    """An owner removed a member; all their sessions ended with it."""

    member: MemberId


class MemberInvited(Event, tag="identity.member_invited.1"):
    """An owner made an invitation; `token_hash` is SHA-256 of the link's token.

    The same invitation again is a retry: its link, expiry and role replace the earlier ones.
    """

    audience: ClassVar[Access] = Access.SYSTEM
    invitation: InvitationId
    role: Role
    token_hash: str
    note: str
    expires: datetime


class InvitationRevoked(Event, tag="identity.invitation_revoked.1"):
    """An owner took an invitation back before it was used."""

    audience: ClassVar[Access] = Access.OWN
    invitation: InvitationId


class SessionOpened(Event, tag="identity.session_opened.1"):
    """A member signed in; `token_hash` is SHA-256 of the session's token."""

    audience: ClassVar[Access] = Access.SYSTEM
    session: SessionId
    member: MemberId
    token_hash: str
    agent: str
    expires: datetime


class SessionClosed(Event, tag="identity.session_closed.1"):
    """A member signed out of one session."""

    audience: ClassVar[Access] = Access.SYSTEM
    session: SessionId
    member: MemberId


class SessionsEnded(Event, tag="identity.sessions_ended.1"):
    """Every session a member had opened before this ended at once, except `kept`."""

    audience: ClassVar[Access] = Access.SYSTEM
    member: MemberId
    kept: SessionId | None = None
