"""Members and the links that make them: one state, folded from the one stream of members.

Everything that must be decided together is in this stream (who owns, whose address it is, which
link was used), so that two contradicting wishes meet in one version conflict, and the second is
decided again on what the first has made true.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import assert_never

from sala.identity.contract import (
    InvitationId,
    InvitationRevoked,
    MemberId,
    MemberInvited,
    MemberJoined,
    MemberRemoved,
    MemberRenamed,
    OwnerLinkMade,
    PasswordSet,
    RoleChanged,
    SessionsEnded,
)
from sala.kernel.access import Role
from sala.kernel.messages import Event

STREAM = "identity.members"

SLOTS = range(1, 9)

Fact = (
    OwnerLinkMade
    | MemberInvited
    | InvitationRevoked
    | MemberJoined
    | PasswordSet
    | MemberRenamed
    | RoleChanged
    | MemberRemoved
    | SessionsEnded
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """Somebody who may sign in. `link` is the SHA-256 of the token that let them in."""

    member: MemberId
    name: str
    email: str
    role: Role
    slot: int
    link: str
    hash: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Invitation:
    """A link for one person; `spent` once it was used or taken back."""

    invitation: InvitationId
    role: Role
    token_hash: str
    expires: datetime
    spent: bool = False
    revoked: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Members:
    """All members, those who left, and every link. `owner_link` is empty when none is valid."""

    present: Mapping[MemberId, Member] = field(default_factory=dict)
    left: frozenset[MemberId] = frozenset()
    invitations: Mapping[InvitationId, Invitation] = field(default_factory=dict)
    owner_link: str = ""

    @property
    def owners(self) -> frozenset[MemberId]:
        """Give the members who own the installation; empty only before the first claim."""
        return frozenset(m.member for m in self.present.values() if m.role is Role.OWNER)

    def with_email(self, email: str) -> Member | None:
        """Find a member by address, whatever its capitals."""
        wanted = email_key(email)
        return next((m for m in self.present.values() if email_key(m.email) == wanted), None)

    def invited_by(self, token_hash: str) -> Invitation | None:
        """Find the invitation a token belongs to."""
        return next((i for i in self.invitations.values() if i.token_hash == token_hash), None)

    def free_slot(self) -> int:
        """Give the colour the fewest present members have; the lowest of those."""
        taken = [m.slot for m in self.present.values()]
        return min(SLOTS, key=taken.count)


def email_key(email: str) -> str:
    """Give the form in which two spellings of one address are equal."""
    return email.strip().casefold()


def fold(state: Members, event: Event) -> Members:
    """Apply one event of the stream; anything but identity's own facts in it is a bug."""
    if not isinstance(event, Fact):
        msg = f"{type(event).__name__} does not belong in {STREAM}"
        raise TypeError(msg)
    return evolve(state, event)


def evolve(state: Members, fact: Fact) -> Members:  # noqa: PLR0911 - one a fact
    """Apply one fact."""
    match fact:
        case OwnerLinkMade():
            return replace(state, owner_link=fact.token_hash)
        case MemberInvited():
            return _with_invitation(
                state,
                Invitation(
                    invitation=fact.invitation,
                    role=fact.role,
                    token_hash=fact.token_hash,
                    expires=fact.expires,
                ),
            )
        case InvitationRevoked():
            known = state.invitations[fact.invitation]
            return _with_invitation(state, replace(known, spent=True, revoked=True))
        case MemberJoined():
            return _joined(state, fact)
        case PasswordSet():
            return _changed(state, fact.member, hash=fact.hash)
        case MemberRenamed():
            return _changed(state, fact.member, name=fact.name)
        case RoleChanged():
            return _changed(state, fact.member, role=fact.role)
        case MemberRemoved():
            rest = {key: m for key, m in state.present.items() if key != fact.member}
            return replace(state, present=rest, left=state.left | {fact.member})
        case SessionsEnded():
            return state  # no decision about members needs it
        case _:
            assert_never(fact)


def _joined(state: Members, fact: MemberJoined) -> Members:
    """Add a member and spend the link that let them in."""
    if fact.invitation is None:
        link, state = state.owner_link, replace(state, owner_link="")
    else:
        invitation = state.invitations[fact.invitation]
        link, state = (
            invitation.token_hash,
            _with_invitation(state, replace(invitation, spent=True)),
        )
    joined = Member(
        member=fact.member,
        name=fact.name,
        email=fact.email,
        role=fact.role,
        slot=fact.slot,
        link=link,
    )
    return replace(state, present={**state.present, fact.member: joined})


def _with_invitation(state: Members, invitation: Invitation) -> Members:
    return replace(state, invitations={**state.invitations, invitation.invitation: invitation})


def _changed(state: Members, member: MemberId, **changes: object) -> Members:
    known = state.present[member]
    changed: Member = replace(known, **changes)  # type: ignore[arg-type] # fields of Member
    return replace(state, present={**state.present, member: changed})
