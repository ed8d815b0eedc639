"""The people, links and times the identity tests speak of."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import UUID

from sala.identity.contract import (
    MemberInvited,
    MemberJoined,
    MemberRemoved,
    OwnerLinkMade,
    PasswordSet,
)
from sala.identity.domain.decisions import Newcomer
from sala.identity.domain.members import Fact, Members, evolve
from sala.kernel.access import Role

NOW = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)
NEXT_WEEK = NOW + timedelta(days=7)

ANONG, BOON, CHAI = (UUID(int=number) for number in (1, 2, 3))
FIRST_LINK, SECOND_LINK = UUID(int=11), UUID(int=12)

LINK_MADE = OwnerLinkMade(token_hash="owner-hash")
ANONG_JOINED = MemberJoined(
    member=ANONG, name="Anong", email="anong@sala.test", role=Role.OWNER, slot=1
)
ANONG_SECRET = PasswordSet(member=ANONG, hash="anong-1")
BOON_INVITED = MemberInvited(
    invitation=FIRST_LINK,
    role=Role.EDITOR,
    token_hash="first-hash",
    note="",
    expires=NEXT_WEEK,
)
BOON_JOINED = MemberJoined(
    member=BOON,
    name="Boon",
    email="boon@sala.test",
    role=Role.EDITOR,
    slot=2,
    invitation=FIRST_LINK,
)
BOON_SECRET = PasswordSet(member=BOON, hash="boon-1")
BOON_REMOVED = MemberRemoved(member=BOON)

OWNED: list[Fact] = [LINK_MADE, ANONG_JOINED, ANONG_SECRET]
INVITED: list[Fact] = [*OWNED, BOON_INVITED]
TWO: list[Fact] = [*INVITED, BOON_JOINED, BOON_SECRET]


def after(past: list[Fact]) -> Members:
    """Fold a past into the state it made."""
    state = Members()
    for fact in past:
        state = evolve(state, fact)
    return state


def newcomer(
    token_hash: str, *, member: UUID = BOON, name: str = "Boon", email: str = "boon@sala.test"
) -> Newcomer:
    """Give somebody at the door with a token."""
    return Newcomer(member=member, name=name, email=email, hash="boon-1", token_hash=token_hash)
