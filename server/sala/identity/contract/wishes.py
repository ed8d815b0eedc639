"""What may be asked of identity that changes something."""

from __future__ import annotations

from typing import Annotated, ClassVar

from msgspec import Meta

from sala.identity.contract.types import (
    Discreet,
    Email,
    InvitationId,
    MemberId,
    Name,
    Password,
    Token,
)
from sala.identity.contract.views import InvitationLink, MemberView
from sala.kernel.access import Access, Role
from sala.kernel.messages import Command


class ClaimOwnership(Discreet, Command[MemberView]):
    """Become the owner of a new installation with the one-time link printed at its first start."""

    access: ClassVar[Access] = Access.ANYONE
    token: Token
    member: MemberId
    name: Name
    email: Email
    password: Password


class Invite(Command[InvitationLink]):
    """Make a link that lets one person join with a role. It is valid for a week by default.

    Sending it again with the same id makes a new link for it and ends the earlier one.
    """

    access: ClassVar[Access] = Access.OWN
    invitation: InvitationId
    role: Role
    note: Annotated[str, Meta(max_length=200)] = ""


class RevokeInvitation(Command[None]):
    """Take an unused invitation back."""

    access: ClassVar[Access] = Access.OWN
    invitation: InvitationId


class Join(Discreet, Command[MemberView]):
    """Become a member with an invitation's token."""

    access: ClassVar[Access] = Access.ANYONE
    token: Token
    member: MemberId
    name: Name
    email: Email
    password: Password


class SignIn(Discreet, Command[MemberView]):
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


class ChangePassword(Discreet, Command[None]):
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
