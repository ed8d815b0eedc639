"""Sessions: whom a token speaks for, and when it stops."""

import asyncio
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from sala.identity.contract import (
    ChangePassword,
    ChangeRole,
    ListSessions,
    RemoveMember,
    Rename,
    SignIn,
    SignOut,
    SignOutEverywhere,
    WeakPassword,
    WhoAmI,
    WrongCredentials,
)
from sala.kernel.access import SYSTEM, Role
from sala.kernel.messages import Message
from sala.kernel.refusals import Unauthenticated
from sala.kernel.sessions import WithSession
from tests.identity.conftest import Another
from tests.identity.stand import OTHER_PASSWORD, PASSWORD, Stand


@pytest.mark.parametrize(
    "token",
    ["", "x", "x" * 43, "x" * 201, "ก" * 43, "\0" * 43, "'; DROP TABLE identity_sessions; --"],
)
async def test_a_token_nobody_was_given_speaks_for_nobody(stand: Stand, token: str) -> None:
    await stand.owner()
    assert await stand.identity.authenticate(token) is None


async def test_a_token_with_one_character_changed_speaks_for_nobody(stand: Stand) -> None:
    await stand.owner()
    token = await stand.sign_in("Anong")
    forged = ("A" if token[0] != "A" else "B") + token[1:]
    assert await stand.identity.authenticate(forged) is None
    assert await stand.identity.authenticate(token) is not None


async def test_a_session_ends_after_thirty_days_even_when_it_is_used(stand: Stand) -> None:
    await stand.owner()
    token = await stand.sign_in("Anong")
    stand.clock.pass_(timedelta(days=29))
    assert await stand.identity.authenticate(token) is not None
    stand.clock.pass_(timedelta(days=1))
    assert await stand.identity.authenticate(token) is None


async def test_the_cookie_lives_as_long_as_the_session(stand: Stand) -> None:
    await stand.owner()
    answer: Any = await stand.dispatcher.send(
        SignIn(email="anong@sala.test", password=PASSWORD), SYSTEM
    )
    assert isinstance(answer, WithSession)
    assert answer.max_age == timedelta(days=30).total_seconds()


async def test_signing_out_ends_this_session_at_once_and_no_other(stand: Stand) -> None:
    await stand.owner()
    here, there = await stand.sign_in("Anong"), await stand.sign_in("Anong")
    caller = await stand.caller(here)
    answer: Any = await stand.dispatcher.send(SignOut(), caller)
    assert answer == WithSession(answer=None, token="", max_age=0)
    assert await stand.identity.authenticate(here) is None
    assert await stand.identity.authenticate(there) is not None
    await stand.send(SignOut(), caller)  # a retry


async def test_signing_out_everywhere_ends_every_session_and_nobody_elses(stand: Stand) -> None:
    owner = await stand.owner()
    await stand.member(owner, "Boon")
    mine = [await stand.sign_in("Anong") for _ in range(3)]
    theirs = await stand.sign_in("Boon")
    for token in mine:
        await stand.caller(token)  # known by now
    await stand.send(SignOutEverywhere(), owner)
    assert [await stand.identity.authenticate(token) for token in mine] == [None] * 3
    assert await stand.identity.authenticate(theirs) is not None


async def test_another_password_ends_every_other_session(stand: Stand) -> None:
    await stand.owner()
    here, there = await stand.sign_in("Anong"), await stand.sign_in("Anong")
    await stand.send(ChangePassword(old=PASSWORD, new=OTHER_PASSWORD), await stand.caller(here))
    assert await stand.identity.authenticate(here) is not None
    assert await stand.identity.authenticate(there) is None
    with pytest.raises(WrongCredentials):
        await stand.sign_in("Anong", PASSWORD)
    await stand.sign_in("Anong", OTHER_PASSWORD)


async def test_another_password_needs_the_old_one_and_strength(stand: Stand) -> None:
    owner = await stand.owner()
    with pytest.raises(WrongCredentials):
        await stand.send(ChangePassword(old="a guess", new=OTHER_PASSWORD), owner)
    with pytest.raises(WeakPassword):
        await stand.send(ChangePassword(old=PASSWORD, new="anong-anong-1"), owner)
    await stand.sign_in("Anong")


async def test_a_password_that_is_replaced_while_it_is_verified_opens_nothing(
    stand: Stand,
) -> None:
    await stand.owner()
    here = await stand.caller(await stand.sign_in("Anong"))
    verified = asyncio.Event()
    stand.hasher.pause = verified
    late = asyncio.create_task(stand.sign_in("Anong", PASSWORD))
    while len(stand.hasher.verified) < 2:  # noqa: ASYNC110 - the hasher works in a thread
        await asyncio.sleep(0.01)
    stand.hasher.pause = None
    await stand.send(ChangePassword(old=PASSWORD, new=OTHER_PASSWORD), here)
    verified.set()
    with pytest.raises(WrongCredentials):
        await late
    assert [s.current for s in await stand.send(ListSessions(), here)] == [True]


async def test_many_people_sign_in_at_once(stand: Stand) -> None:
    await stand.owner()
    tokens = await asyncio.gather(*(stand.sign_in("Anong") for _ in range(9)))
    assert len(set(tokens)) == 9


async def test_a_changed_role_counts_from_the_next_request_on(stand: Stand) -> None:
    owner = await stand.owner()
    boon = await stand.member(owner, "Boon")
    token = await stand.sign_in("Boon")
    assert (await stand.caller(token)).role is Role.EDITOR
    assert boon.member is not None
    await stand.send(ChangeRole(member=boon.member, role=Role.READER), owner)
    assert (await stand.caller(token)).role is Role.READER


async def test_a_changed_name_is_the_callers_name(stand: Stand) -> None:
    owner = await stand.owner()
    token = await stand.sign_in("Anong")
    await stand.caller(token)
    view = await stand.send(Rename(name="อนงค์"), owner)
    assert view.name == "อนงค์"
    assert (await stand.caller(token)).name == "อนงค์"


async def test_a_removed_members_sessions_end_at_once(stand: Stand) -> None:
    owner = await stand.owner()
    boon = await stand.member(owner, "Boon")
    token = await stand.sign_in("Boon")
    await stand.caller(token)
    assert boon.member is not None
    await stand.send(RemoveMember(member=boon.member), owner)
    assert await stand.identity.authenticate(token) is None


async def test_members_see_their_own_sessions_with_where_they_were_opened(stand: Stand) -> None:
    owner = await stand.owner()
    await stand.member(owner, "Boon")
    token = await stand.sign_in("Anong", agent="Firefox on Debian")
    sessions = await stand.send(ListSessions(), await stand.caller(token))
    assert [(s.agent, s.current) for s in sessions] == [("Firefox on Debian", True), ("", False)]


async def test_sala_itself_is_no_member(stand: Stand) -> None:
    messages: list[Message[Any]] = [
        WhoAmI(),
        SignOut(),
        SignOutEverywhere(),
        Rename(name="Sala"),
    ]
    for message in messages:
        with pytest.raises(Unauthenticated):
            await stand.send(message, SYSTEM)


async def test_sessions_survive_a_restart(process: Another) -> None:
    async with process() as first:
        await first.owner()
        token = await first.sign_in("Anong")
    async with process() as second:
        assert (await second.caller(token)).name == "Anong"


async def _until_unknown(stand: Stand, token: str) -> None:
    async with asyncio.timeout(10):
        while await stand.identity.authenticate(token) is not None:  # noqa: ASYNC110 - nothing says it
            await asyncio.sleep(0.02)


async def test_what_one_process_ends_ends_in_every_process(process: Another) -> None:
    async with process() as one, process() as other:
        owner = await other.owner()
        token = await one.sign_in("Anong")
        boon = await one.member(owner, "Boon")
        theirs = await one.sign_in("Boon")
        assert (await other.caller(token)).name == "Anong"
        assert (await other.caller(theirs)).name == "Boon"
        assert isinstance(boon.member, UUID)
        await one.send(RemoveMember(member=boon.member), owner)
        await _until_unknown(other, theirs)
        await one.send(SignOut(), await one.caller(token))
        await _until_unknown(other, token)
