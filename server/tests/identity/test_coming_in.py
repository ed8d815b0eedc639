"""The three ways in: the owner's link, an invitation, a password."""

import asyncio
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from sala.identity.contract import (
    ClaimOwnership,
    EmailTaken,
    InvitationTaken,
    Invite,
    LinkNotValid,
    ListInvitations,
    ListMembers,
    ListSessions,
    LookAtInstallation,
    LookAtInvitation,
    RemoveMember,
    RevokeInvitation,
    SignIn,
    WeakPassword,
    WhoAmI,
    WrongCredentials,
)
from sala.kernel.access import VISITOR, Role
from sala.kernel.messages import Message
from sala.kernel.refusals import BadRequest, Forbidden, Refusal, Unauthenticated
from tests.identity.conftest import Another
from tests.identity.stand import PASSWORD, Stand, joining


def claiming(token: str, **changes: str) -> ClaimOwnership:
    fields = {"name": "Anong", "email": "anong@sala.test", "password": PASSWORD} | changes
    return ClaimOwnership(token=token, member=uuid4(), **fields)


async def test_the_first_visitor_with_the_printed_link_becomes_the_owner(stand: Stand) -> None:
    before = await stand.send(LookAtInstallation())
    owner = await stand.owner()
    after = await stand.send(LookAtInstallation())
    me = await stand.send(WhoAmI(), owner)
    assert (before.claimed, after.claimed) == (False, True)
    assert (me.name, me.email, me.role, me.slot) == ("Anong", "anong@sala.test", Role.OWNER, 1)
    assert stand.identity.owner_link() is None


async def test_the_owners_link_is_used_once(stand: Stand) -> None:
    link = stand.identity.owner_link()
    assert link is not None
    await stand.owner()
    with pytest.raises(LinkNotValid):
        await stand.send(claiming(link, email="second@sala.test"))
    assert (
        len(
            await stand.tables.run(
                lambda c: c.exec_driver_sql("SELECT member FROM identity_members").fetchall()
            )
        )
        == 1
    )


async def test_of_two_who_claim_at_once_one_becomes_the_owner(stand: Stand) -> None:
    link = stand.identity.owner_link()
    assert link is not None
    answers = await asyncio.gather(
        stand.send(claiming(link, email="one@sala.test")),
        stand.send(claiming(link, email="two@sala.test")),
        return_exceptions=True,
    )
    assert sorted(type(answer).__name__ for answer in answers) == ["LinkNotValid", "MemberView"]


async def test_each_start_makes_a_new_link_until_one_is_used(process: Another) -> None:
    async with process() as first:
        old = first.identity.owner_link()
    async with process() as second:
        new = second.identity.owner_link()
        assert old
        assert new
        assert old != new
        with pytest.raises(LinkNotValid):
            await second.send(claiming(old))
        await second.send(claiming(new))
    async with process() as third:
        assert third.identity.owner_link() is None


async def test_a_claim_whose_answer_was_lost_can_be_sent_again(process: Another) -> None:
    async with process() as stand:
        link = stand.identity.owner_link()
        assert link is not None
        wish = claiming(link)
        first = await stand.send(wish)
    async with process() as restarted:
        assert await restarted.send(wish) == first


async def test_an_invited_person_joins_with_the_role_of_the_invitation(stand: Stand) -> None:
    owner = await stand.owner()
    token = await stand.link(owner, Role.READER)
    shown = await stand.send(LookAtInvitation(token=token))
    joined = await stand.send(joining(token))
    assert (shown.role, shown.inviter) == (Role.READER, "Anong")
    assert (joined.role, joined.slot) == (Role.READER, 2)
    assert await stand.send(ListInvitations(), owner) == []


async def test_two_people_who_use_one_invitation_at_once_are_one_member(stand: Stand) -> None:
    owner = await stand.owner()
    token = await stand.link(owner)
    answers = await asyncio.gather(
        *(stand.send(joining(token, name=name)) for name in ("Boon", "Chai", "Dao")),
        return_exceptions=True,
    )
    refused = [answer for answer in answers if isinstance(answer, BaseException)]
    assert [type(refusal) for refusal in refused] == [LinkNotValid, LinkNotValid]
    members = await stand.send(ListMembers(), owner)
    assert len(members) == 2


async def test_one_person_who_sends_joining_twice_at_once_joins_once(stand: Stand) -> None:
    owner = await stand.owner()
    wish = joining(await stand.link(owner))
    first, second = await asyncio.gather(stand.send(wish), stand.send(wish))
    assert first == second
    members = await stand.send(ListMembers(), owner)
    assert len(members) == 2


async def test_joining_again_needs_the_password_that_was_chosen(stand: Stand) -> None:
    owner = await stand.owner()
    token, member = await stand.link(owner), uuid4()
    first = await stand.send(joining(token, member=member))
    assert await stand.send(joining(token, member=member)) == first
    with pytest.raises(LinkNotValid):
        await stand.send(joining(token, member=member, password="not what was chosen"))


async def test_two_who_want_one_address_at_once_get_it_once(stand: Stand) -> None:
    owner = await stand.owner()
    links = [await stand.link(owner) for _ in range(2)]
    answers = await asyncio.gather(
        *(stand.send(joining(link, name="Boon")) for link in links), return_exceptions=True
    )
    assert sorted(type(answer).__name__ for answer in answers) == ["EmailTaken", "MemberView"]


async def test_a_link_that_was_refused_can_still_be_used(stand: Stand) -> None:
    owner = await stand.owner()
    token = await stand.link(owner)
    with pytest.raises(EmailTaken):
        await stand.send(joining(token, name="Anong"))
    with pytest.raises(WeakPassword):
        await stand.send(joining(token, password="qwertyuiop"))
    await stand.send(joining(token))


async def test_an_invitation_ends_after_a_week(stand: Stand) -> None:
    owner = await stand.owner()
    token = await stand.link(owner)
    stand.clock.pass_(timedelta(days=6, hours=23))
    await stand.send(LookAtInvitation(token=token))
    stand.clock.pass_(timedelta(hours=2))
    messages: list[Message[Any]] = [LookAtInvitation(token=token), joining(token)]
    for message in messages:
        with pytest.raises(LinkNotValid):
            await stand.send(message)
    assert await stand.send(ListInvitations(), owner) == []


async def test_an_invitation_taken_back_opens_nothing(stand: Stand) -> None:
    owner = await stand.owner()
    token = await stand.link(owner)
    listed = await stand.send(ListInvitations(), owner)
    for _ in range(2):
        await stand.send(RevokeInvitation(invitation=listed[0].invitation), owner)
    messages: list[Message[Any]] = [LookAtInvitation(token=token), joining(token)]
    for message in messages:
        with pytest.raises(LinkNotValid):
            await stand.send(message)


async def test_inviting_again_with_the_same_id_replaces_the_link(stand: Stand) -> None:
    owner = await stand.owner()
    wish = Invite(invitation=uuid4(), role=Role.EDITOR, note="for Boon")
    first, second = [await stand.send(wish, owner) for _ in range(2)]
    assert [i.note for i in await stand.send(ListInvitations(), owner)] == ["for Boon"]
    with pytest.raises(LinkNotValid):
        await stand.send(joining(first.token))
    await stand.send(joining(second.token))
    with pytest.raises(InvitationTaken):
        await stand.send(wish, owner)


@pytest.mark.parametrize("role", [Role.EDITOR, Role.READER])
async def test_only_owners_invite(stand: Stand, role: Role) -> None:
    member = await stand.member(await stand.owner(), "Boon", role)
    with pytest.raises(Forbidden):
        await stand.link(member)
    with pytest.raises(Unauthenticated):
        await stand.link(VISITOR)


async def test_a_member_signs_in_with_any_capitals_in_the_address(stand: Stand) -> None:
    await stand.owner()
    token = await stand.enter(SignIn(email=" ANONG@sala.TEST".strip(), password=PASSWORD))
    assert (await stand.caller(token)).name == "Anong"


async def test_a_password_typed_in_another_unicode_form_is_the_same(stand: Stand) -> None:
    owner = await stand.owner()
    composed, decomposed = "caf\u00e9 au lait 7", "cafe\u0301 au lait 7"
    await stand.send(joining(await stand.link(owner), password=composed))
    await stand.sign_in("Boon", decomposed)


@pytest.mark.parametrize(
    ("email", "password"),
    [
        pytest.param("anong@sala.test", "not the password", id="a wrong password"),
        pytest.param("nobody@sala.test", PASSWORD, id="an unknown address"),
        pytest.param("anong@sala.test", "", id="no password"),
    ],
)
async def test_signing_in_is_refused_with(stand: Stand, email: str, password: str) -> None:
    await stand.owner()
    with pytest.raises((WrongCredentials, BadRequest)) as refused:
        await stand.send(SignIn(email=email, password=password))
    assert "password" not in str(refused.value) or "address" in str(refused.value) or not password


async def test_an_unknown_address_costs_the_same_hashing_as_a_known_one(stand: Stand) -> None:
    await stand.owner()
    seen: list[list[str]] = []
    texts: list[str] = []
    for email in ("anong@sala.test", "nobody@sala.test"):
        stand.hasher.verified.clear()
        with pytest.raises(WrongCredentials) as refused:
            await stand.send(SignIn(email=email, password="not the password"))
        seen.append(list(stand.hasher.verified))
        texts.append(str(refused.value))
    assert seen[0] == seen[1]
    assert len(seen[0]) == 1
    assert texts[0] == texts[1]


async def test_a_bad_link_costs_no_hashing(stand: Stand) -> None:
    hashed = stand.hasher.hashed
    for message in (joining("forged-forged-forged"), claiming("forged-forged-forged")):
        with pytest.raises(LinkNotValid):
            await stand.send(message)
    assert stand.hasher.hashed == hashed
    assert stand.hasher.verified == []


async def test_a_removed_member_cannot_come_in_any_more(stand: Stand) -> None:
    owner = await stand.owner()
    token, member = await stand.link(owner), uuid4()
    await stand.send(joining(token, member=member))
    await stand.send(RemoveMember(member=member), owner)
    for message in (
        SignIn(email="boon@sala.test", password=PASSWORD),
        joining(token, member=member),
    ):
        with pytest.raises(Refusal):
            await stand.send(message)


async def test_a_new_member_has_one_session_and_it_is_current(stand: Stand) -> None:
    owner = await stand.owner()
    sessions = await stand.send(ListSessions(), owner)
    assert [session.current for session in sessions] == [True]
