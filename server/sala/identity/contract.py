"""What identity says and answers: members, invitations, sessions."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, ClassVar, TypeAlias
from uuid import UUID

from msgspec import Meta

from sala.kernel.access import Access, Role
from sala.kernel.messages import Command, Event, Query, View
from sala.kernel.refusals import BadRequest, Conflict, NotFound, TooMany, Unauthenticated

MemberId: TypeAlias = UUID
InvitationId: TypeAlias = UUID
SessionId: TypeAlias = UUID

Name: TypeAlias = Annotated[str, Meta(min_length=1, max_length=80)]
Email: TypeAlias = Annotated[str, Meta(min_length=3, max_length=254, pattern=r"^[^@\s]+@[^@\s]+$")]
Password: TypeAlias = Annotated[str, Meta(min_length=10, max_length=256)]
Token: TypeAlias = Annotated[str, Meta(min_length=16, max_length=200)]
Slot: TypeAlias = Annotated[int, Meta(ge=1, le=8)]


# Facts


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
    """An owner removed a member; their sessions ended with it."""

    member: MemberId


class MemberInvited(Event, tag="identity.member_invited.1"):
    """An owner made an invitation; `token_hash` is SHA-256 of the link's token."""

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
    """A session ended: signed out here, everywhere, or its member was removed."""

    audience: ClassVar[Access] = Access.SYSTEM
    session: SessionId
    member: MemberId


# Views


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


class InvitationLink(View):
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


# Wishes


class ClaimOwnership(Command[MemberView]):
    """Become the owner of a new installation with the one-time link printed at its first start."""

    access: ClassVar[Access] = Access.ANYONE
    token: Token
    member: MemberId
    name: Name
    email: Email
    password: Password


class Invite(Command[InvitationLink]):
    """Make a link that lets one person join with a role. It is valid for seven days."""

    access: ClassVar[Access] = Access.OWN
    invitation: InvitationId
    role: Role
    note: Annotated[str, Meta(max_length=200)] = ""


class RevokeInvitation(Command[None]):
    """Take an unused invitation back."""

    access: ClassVar[Access] = Access.OWN
    invitation: InvitationId


class Join(Command[MemberView]):
    """Become a member with an invitation's token."""

    access: ClassVar[Access] = Access.ANYONE
    token: Token
    member: MemberId
    name: Name
    email: Email
    password: Password


class SignIn(Command[MemberView]):
    """Open a session with an email address and a password."""

    access: ClassVar[Access] = Access.ANYONE
    email: Email
    password: Annotated[str, Meta(min_length=1, max_length=256)]


class SignOut(Command[None]):
    """End the session this is sent in."""

    access: ClassVar[Access] = Access.READ


class SignOutEverywhere(Command[None]):
    """End every session of the caller, this one too."""

    access: ClassVar[Access] = Access.READ


class Rename(Command[MemberView]):
    """Change the name others see."""

    access: ClassVar[Access] = Access.READ
    name: Name


class ChangePassword(Command[None]):
    """Choose another password; every other session of the caller ends."""

    access: ClassVar[Access] = Access.READ
    old: Annotated[str, Meta(min_length=1, max_length=256)]
    new: Password


class ChangeRole(Command[MemberView]):
    """Change what a member may do. The last owner stays an owner."""

    access: ClassVar[Access] = Access.OWN
    member: MemberId
    role: Role


class RemoveMember(Command[None]):
    """Remove a member and end their sessions. The last owner stays."""

    access: ClassVar[Access] = Access.OWN
    member: MemberId


# Questions


class LookAtInstallation(Query[InstallationView]):
    """What a visitor may know before signing in."""

    access: ClassVar[Access] = Access.ANYONE


class LookAtInvitation(Query[InvitationPreview]):
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


# Refusals


class WrongCredentials(Unauthenticated):
    """No member has this address with this password; which of the two is not said."""

    code = "identity.wrong_credentials"
    title = "The email address or the password is wrong"


class TooManyAttempts(TooMany):
    """Too many wrong passwords for one address."""

    code = "identity.too_many_attempts"
    title = "Too many attempts. Wait a little"


class LinkNotValid(NotFound):
    """A link was used, revoked, has expired or never existed."""

    code = "identity.link_not_valid"
    title = "This link is not valid any more. Ask for a new one"


class EmailTaken(Conflict):
    """Another member has this address."""

    code = "identity.email_taken"
    title = "Somebody here already uses this email address"


class MemberExists(Conflict):
    """The id chosen for the new member is taken."""

    code = "identity.member_exists"
    title = "This member already exists"


class MemberNotFound(NotFound):
    """There is no such member."""

    code = "identity.member_not_found"
    title = "There is no such member"


class LastOwner(Conflict):
    """An installation keeps at least one owner."""

    code = "identity.last_owner"
    title = "The last owner stays. Make somebody else an owner first"


class WeakPassword(BadRequest):
    """The password is on the list of the most used ones, or holds the member's name or address."""

    code = "identity.weak_password"
    title = "This password is too easy to guess"
