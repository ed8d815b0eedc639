"""Decisions about members and links: from what is so and what is wished to facts, or a refusal."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sala.identity.contract import (
    EmailTaken,
    InvitationId,
    InvitationRevoked,
    InvitationTaken,
    LastOwner,
    LinkNotValid,
    MemberExists,
    MemberId,
    MemberInvited,
    MemberJoined,
    MemberNotFound,
    MemberRemoved,
    MemberRenamed,
    NameNotValid,
    OwnerLinkMade,
    PasswordSet,
    RoleChanged,
    SessionId,
    SessionsEnded,
    WrongCredentials,
)
from sala.identity.domain.members import Fact, Invitation, Member, Members
from sala.kernel.access import Role

_BIDI_OVERRIDES = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


@dataclass(frozen=True, slots=True, kw_only=True)
class Newcomer:
    """Somebody at the door: who they say they are, and the SHA-256 of the token they hold."""

    member: MemberId
    name: str
    email: str
    hash: str
    token_hash: str


def make_owner_link(state: Members, token_hash: str) -> Sequence[Fact]:
    """Make the one-time link of an installation that nobody owns; nothing once it is owned."""
    return [] if state.owners else [OwnerLinkMade(token_hash=token_hash)]


def claim(state: Members, newcomer: Newcomer) -> Sequence[Fact]:
    """Let the holder of the one-time link in as the owner; a retry that landed gives nothing."""
    if _landed(state, newcomer):
        return []
    if not state.owner_link or state.owner_link != newcomer.token_hash:
        raise LinkNotValid
    return _enter(state, newcomer, Role.OWNER, None)


def join(state: Members, newcomer: Newcomer, now: datetime) -> Sequence[Fact]:
    """Let the holder of an invitation in; a retry that landed gives nothing."""
    if _landed(state, newcomer):
        return []
    invitation = open_invitation(state, newcomer.token_hash, now)
    return _enter(state, newcomer, invitation.role, invitation.invitation)


def open_invitation(state: Members, token_hash: str, now: datetime) -> Invitation:
    """Find the invitation of a token; refuse one that was used, revoked or has expired."""
    invitation = state.invited_by(token_hash)
    if invitation is None or invitation.spent or invitation.expires <= now:
        raise LinkNotValid
    return invitation


def invite(state: Members, wished: MemberInvited) -> Sequence[Fact]:
    """Make an invitation, or replace the link of one that was not used."""
    known = state.invitations.get(wished.invitation)
    if known is not None and known.spent:
        raise InvitationTaken
    return [wished]


def revoke(state: Members, invitation: InvitationId) -> Sequence[Fact]:
    """Take an invitation back; taking it back twice is taking it back."""
    known = state.invitations.get(invitation)
    if known is None or (known.spent and not known.revoked):
        raise LinkNotValid
    return [] if known.revoked else [InvitationRevoked(invitation=invitation)]


def rename(state: Members, member: MemberId, name: str) -> Sequence[Fact]:
    """Change a member's name."""
    known = present(state, member)
    clean = clean_name(name)
    return [] if clean == known.name else [MemberRenamed(member=member, name=clean)]


def change_role(state: Members, member: MemberId, role: Role) -> Sequence[Fact]:
    """Change what a member may do, unless nobody would own the installation."""
    known = present(state, member)
    if known.role is role:
        return []
    if state.owners == {member}:
        raise LastOwner
    return [RoleChanged(member=member, role=role)]


def remove(state: Members, member: MemberId) -> Sequence[Fact]:
    """Remove a member, unless they are the last owner; removing twice is removing."""
    if member in state.left:
        return []
    known = present(state, member)
    if state.owners == {known.member}:
        raise LastOwner
    return [MemberRemoved(member=member)]


def change_password(
    state: Members, member: MemberId, *, proved: str, chosen: str, kept: SessionId | None
) -> Sequence[Fact]:
    """Set a password and end every session but `kept`, in one step.

    `proved` is the hash the old password was verified against: when another change came first,
    it proves nothing any more.
    """
    if present(state, member).hash != proved:
        raise WrongCredentials
    return [PasswordSet(member=member, hash=chosen), SessionsEnded(member=member, kept=kept)]


def end_sessions(state: Members, member: MemberId) -> Sequence[Fact]:
    """End every session of a member."""
    return [SessionsEnded(member=present(state, member).member)]


def present(state: Members, member: MemberId) -> Member:
    """Find a member who has not left."""
    known = state.present.get(member)
    if known is None:
        raise MemberNotFound
    return known


def clean_name(name: str) -> str:
    """Give a name with single spaces; refuse what would garble a page, a log or a commit."""
    clean = " ".join(name.split())
    if not any(unicodedata.category(character)[0] in "LNPS" for character in clean):
        raise NameNotValid(fields={"name": "Write at least one letter."})
    if any(unicodedata.category(c) in {"Cc", "Cs"} or c in _BIDI_OVERRIDES for c in clean):
        raise NameNotValid(fields={"name": "Leave control characters out."})
    return clean


def _landed(state: Members, newcomer: Newcomer) -> bool:
    """Tell whether this very newcomer has entered already, by this very link."""
    known = state.present.get(newcomer.member)
    return known is not None and known.link == newcomer.token_hash


def _enter(
    state: Members, newcomer: Newcomer, role: Role, invitation: InvitationId | None
) -> Sequence[Fact]:
    if newcomer.member in state.present or newcomer.member in state.left:
        raise MemberExists
    name = clean_name(newcomer.name)
    if state.with_email(newcomer.email) is not None:
        raise EmailTaken(fields={"email": EmailTaken.title})
    joined = MemberJoined(
        member=newcomer.member,
        name=name,
        email=newcomer.email.strip(),
        role=role,
        slot=state.free_slot(),
        invitation=invitation,
    )
    return [joined, PasswordSet(member=newcomer.member, hash=newcomer.hash)]
