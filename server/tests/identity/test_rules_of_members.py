"""What may happen to members and links, as given, when, then."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from sala.identity.contract import (
    EmailTaken,
    InvitationRevoked,
    InvitationTaken,
    LastOwner,
    LinkNotValid,
    MemberExists,
    MemberInvited,
    MemberJoined,
    MemberNotFound,
    MemberRenamed,
    NameNotValid,
    OwnerLinkMade,
    PasswordSet,
    RoleChanged,
    SessionsEnded,
    WrongCredentials,
)
from sala.identity.domain import decisions
from sala.identity.domain.members import Fact, Members
from sala.kernel.access import Role
from sala.kernel.refusals import Refusal
from tests.identity.people import (
    ANONG,
    ANONG_JOINED,
    BOON,
    BOON_INVITED,
    BOON_JOINED,
    BOON_REMOVED,
    BOON_SECRET,
    CHAI,
    FIRST_LINK,
    INVITED,
    LINK_MADE,
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
    anong = newcomer(token_hash, member=ANONG, name="Anong", email="anong@sala.test")
    return lambda state: decisions.claim(state, anong)


def joining(token_hash: str = "first-hash", **who: object) -> Wish:
    boon = newcomer(token_hash, **who)  # type: ignore[arg-type]
    return lambda state: decisions.join(state, boon, NOW)


REVOKED: list[Fact] = [*INVITED, InvitationRevoked(invitation=FIRST_LINK)]
BOTH_OWN: list[Fact] = [*TWO, RoleChanged(member=BOON, role=Role.OWNER)]


@pytest.mark.parametrize(
    ("past", "wish", "facts"),
    [
        pytest.param(
            [],
            lambda s: decisions.make_owner_link(s, "h"),
            [OwnerLinkMade(token_hash="h")],
            id="a link is made while nobody owns the installation",
        ),
        pytest.param(
            OWNED,
            lambda s: decisions.make_owner_link(s, "h"),
            [],
            id="no link is made once somebody does",
        ),
        pytest.param(
            [LINK_MADE],
            claiming(),
            [ANONG_JOINED, PasswordSet(member=ANONG, hash="boon-1")],
            id="the holder of the one-time link becomes the owner",
        ),
        pytest.param(OWNED, claiming(), [], id="the same claim again is a retry"),
        pytest.param(
            INVITED,
            joining(),
            [BOON_JOINED, BOON_SECRET],
            id="the holder of an invitation joins with its role",
        ),
        pytest.param(TWO, joining(), [], id="the same joining again is a retry"),
        pytest.param(
            INVITED,
            joining(name="  Boon   Mee  ", email=" boon@sala.test "),
            [
                MemberJoined(
                    member=BOON,
                    name="Boon Mee",
                    email="boon@sala.test",
                    role=Role.EDITOR,
                    slot=2,
                    invitation=FIRST_LINK,
                ),
                BOON_SECRET,
            ],
            id="names and addresses lose the space around them",
        ),
        pytest.param(
            OWNED, lambda s: decisions.invite(s, BOON_INVITED), [BOON_INVITED], id="inviting"
        ),
        pytest.param(
            INVITED,
            lambda s: decisions.invite(s, BOON_INVITED),
            [BOON_INVITED],
            id="inviting again with the same id replaces the link",
        ),
        pytest.param(
            INVITED,
            lambda s: decisions.revoke(s, FIRST_LINK),
            [InvitationRevoked(invitation=FIRST_LINK)],
            id="taking an invitation back",
        ),
        pytest.param(
            REVOKED, lambda s: decisions.revoke(s, FIRST_LINK), [], id="taking it back twice"
        ),
        pytest.param(
            TWO,
            lambda s: decisions.rename(s, BOON, "บุญ"),
            [MemberRenamed(member=BOON, name="บุญ")],
            id="a Thai name",
        ),
        pytest.param(TWO, lambda s: decisions.rename(s, BOON, "Boon"), [], id="the same name"),
        pytest.param(
            TWO,
            lambda s: decisions.change_role(s, BOON, Role.OWNER),
            [RoleChanged(member=BOON, role=Role.OWNER)],
            id="a second owner",
        ),
        pytest.param(
            TWO, lambda s: decisions.change_role(s, ANONG, Role.OWNER), [], id="the same role"
        ),
        pytest.param(
            BOTH_OWN,
            lambda s: decisions.change_role(s, ANONG, Role.READER),
            [RoleChanged(member=ANONG, role=Role.READER)],
            id="one of two owners steps down",
        ),
        pytest.param(
            TWO, lambda s: decisions.remove(s, BOON), [BOON_REMOVED], id="removing a member"
        ),
        pytest.param(
            [*TWO, BOON_REMOVED], lambda s: decisions.remove(s, BOON), [], id="removing twice"
        ),
        pytest.param(
            TWO,
            lambda s: decisions.change_password(s, BOON, proved="boon-1", chosen="b", kept=None),
            [PasswordSet(member=BOON, hash="b"), SessionsEnded(member=BOON)],
            id="another password ends sessions in the same step",
        ),
        pytest.param(
            TWO,
            lambda s: decisions.end_sessions(s, BOON),
            [SessionsEnded(member=BOON)],
            id="signing out everywhere",
        ),
    ],
)
def test_it_is_decided(past: list[Fact], wish: Wish, facts: list[Fact]) -> None:
    """Every wish that is granted, and every one that changes nothing."""
    assert list(wish(after(past))) == facts


@pytest.mark.parametrize(
    ("past", "wish", "refusal"),
    [
        pytest.param([], claiming(), LinkNotValid, id="claiming without any link"),
        pytest.param([LINK_MADE], claiming("forged"), LinkNotValid, id="a forged owner's link"),
        pytest.param([LINK_MADE], claiming(""), LinkNotValid, id="an empty owner's link"),
        pytest.param(
            [LINK_MADE, OwnerLinkMade(token_hash="newer")],
            claiming(),
            LinkNotValid,
            id="the link of an earlier start",
        ),
        pytest.param(
            OWNED,
            lambda s: decisions.claim(s, newcomer("owner-hash")),
            LinkNotValid,
            id="the owner's link used by a second person",
        ),
        pytest.param(OWNED, claiming(""), LinkNotValid, id="an empty link after the claim"),
        pytest.param(INVITED, joining("forged"), LinkNotValid, id="a forged invitation"),
        pytest.param(
            TWO,
            joining(member=CHAI, email="chai@sala.test"),
            LinkNotValid,
            id="an invitation used by a second person",
        ),
        pytest.param(REVOKED, joining(), LinkNotValid, id="an invitation taken back"),
        pytest.param(
            INVITED,
            lambda s: decisions.join(s, newcomer("first-hash"), NEXT_WEEK),
            LinkNotValid,
            id="an invitation that has expired",
        ),
        pytest.param(
            [
                *INVITED,
                MemberInvited(
                    invitation=FIRST_LINK,
                    role=Role.EDITOR,
                    token_hash="replaced",
                    note="",
                    expires=NEXT_WEEK,
                ),
            ],
            joining(),
            LinkNotValid,
            id="a link that was replaced",
        ),
        pytest.param(INVITED, joining(member=ANONG), MemberExists, id="the id of a member"),
        pytest.param(
            [
                *TWO,
                BOON_REMOVED,
                MemberInvited(
                    invitation=SECOND_LINK,
                    role=Role.READER,
                    token_hash="second",
                    note="",
                    expires=NEXT_WEEK,
                ),
            ],
            joining("second"),
            MemberExists,
            id="the id of somebody who left",
        ),
        pytest.param(
            INVITED,
            joining(email="ANONG@Sala.Test"),
            EmailTaken,
            id="somebody's address in other capitals",
        ),
        pytest.param(INVITED, joining(name=" \u200b "), NameNotValid, id="an invisible name"),
        pytest.param(INVITED, joining(name="Bo\0on"), NameNotValid, id="a NUL in a name"),
        pytest.param(INVITED, joining(name="Bo\u202eon"), NameNotValid, id="a reversed name"),
        pytest.param(
            TWO,
            lambda s: decisions.invite(s, BOON_INVITED),
            InvitationTaken,
            id="inviting with the id of a used invitation",
        ),
        pytest.param(
            [], lambda s: decisions.revoke(s, FIRST_LINK), LinkNotValid, id="revoking nothing"
        ),
        pytest.param(
            TWO,
            lambda s: decisions.revoke(s, FIRST_LINK),
            LinkNotValid,
            id="revoking a used invitation",
        ),
        pytest.param(
            TWO, lambda s: decisions.rename(s, CHAI, "C"), MemberNotFound, id="naming a stranger"
        ),
        pytest.param(
            TWO,
            lambda s: decisions.change_role(s, CHAI, Role.OWNER),
            MemberNotFound,
            id="raising a stranger",
        ),
        pytest.param(
            TWO,
            lambda s: decisions.change_role(s, ANONG, Role.EDITOR),
            LastOwner,
            id="the last owner stepping down",
        ),
        pytest.param(
            TWO, lambda s: decisions.remove(s, ANONG), LastOwner, id="removing the last owner"
        ),
        pytest.param(
            TWO, lambda s: decisions.remove(s, CHAI), MemberNotFound, id="removing a stranger"
        ),
        pytest.param(
            TWO,
            lambda s: decisions.change_password(s, BOON, proved="old", chosen="b", kept=None),
            WrongCredentials,
            id="a password proved against a hash that was replaced meanwhile",
        ),
    ],
)
def test_it_is_refused(past: list[Fact], wish: Wish, refusal: type[Refusal]) -> None:
    """Every wish that is refused, with its refusal."""
    with pytest.raises(refusal):
        wish(after(past))
