"""Members over time: who leaves frees what they held, and what is newest counts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sala.identity.contract import (
    InvitationRevoked,
    MemberInvited,
    MemberJoined,
    MemberRemoved,
    PasswordSet,
    RoleChanged,
    SessionOpened,
)
from sala.identity.domain import decisions
from sala.identity.domain.members import SLOTS, Fact, Members, fold
from sala.kernel.access import Role
from tests.identity.people import (
    ANONG,
    ANONG_SECRET,
    BOON,
    BOON_REMOVED,
    CHAI,
    FIRST_LINK,
    INVITED,
    NEXT_WEEK,
    NOW,
    OWNED,
    SECOND_LINK,
    TWO,
    after,
    newcomer,
)

Wish = Callable[[Members], Sequence[Fact]]


def claiming(token_hash: str = "owner-hash") -> Wish:
    """Anong at the door with an owner's link."""
    anong = newcomer(token_hash, member=ANONG, name="Anong", email="anong@sala.test")
    return lambda state: decisions.claim(state, anong)


def joining(token_hash: str = "first-hash", **who: object) -> Wish:
    """Boon at the door with an invitation."""
    boon = newcomer(token_hash, **who)  # type: ignore[arg-type]
    return lambda state: decisions.join(state, boon, NOW)


REVOKED: list[Fact] = [*INVITED, InvitationRevoked(invitation=FIRST_LINK)]
BOTH_OWN: list[Fact] = [*TWO, RoleChanged(member=BOON, role=Role.OWNER)]


def test_an_address_is_free_again_when_its_member_has_left() -> None:
    """A colleague who comes back joins as a new member."""
    second = MemberInvited(
        invitation=SECOND_LINK, role=Role.READER, token_hash="second", note="", expires=NEXT_WEEK
    )
    facts = joining("second", member=CHAI)(after([*TWO, BOON_REMOVED, second]))
    joined = facts[0]
    assert isinstance(joined, MemberJoined)
    assert (joined.email, joined.slot) == ("boon@sala.test", 2)


@given(st.lists(st.sampled_from(["join", "leave"]), max_size=24))
def test_a_newcomer_gets_a_colour_nobody_has_while_one_is_free(moves: list[str]) -> None:
    """Whatever the order of joining and leaving before."""
    state = after(OWNED)
    for number, move in enumerate(moves, start=100):
        others = [m for m in state.present if m != ANONG]
        if move == "leave" and others:
            state = fold(state, MemberRemoved(member=others[0]))
            continue
        link = MemberInvited(
            invitation=UUID(int=number),
            role=Role.READER,
            token_hash=str(number),
            note="",
            expires=NOW + timedelta(days=1),
        )
        state = fold(state, link)
        who = newcomer(str(number), member=UUID(int=number), email=f"{number}@sala.test")
        taken = {m.slot for m in state.present.values()}
        for fact in decisions.join(state, who, NOW):
            state = fold(state, fact)
        slot = state.present[who.member].slot
        assert slot in SLOTS
        assert slot not in taken or taken == set(SLOTS)


def test_a_foreign_fact_in_the_stream_is_an_error_and_not_skipped() -> None:
    """A forgotten fact must not be folded to nothing."""
    foreign = SessionOpened(session=BOON, member=BOON, token_hash="h", agent="", expires=NEXT_WEEK)
    with pytest.raises(TypeError, match="does not belong"):
        fold(after(OWNED), foreign)


def test_the_password_of_the_newest_fact_counts() -> None:
    """Folding keeps the last hash."""
    state = after([*TWO, PasswordSet(member=BOON, hash="boon-2")])
    assert state.present[BOON].hash == "boon-2"
    assert state.present[ANONG].hash == ANONG_SECRET.hash
