"""At least one owner remains, whatever happens at once."""

import asyncio
from typing import Any
from uuid import uuid4

import pytest

from sala.identity.contract import (
    ChangeRole,
    LastOwner,
    ListMembers,
    MemberNotFound,
    RemoveMember,
)
from sala.kernel.access import Caller, Role
from sala.kernel.messages import Command
from tests.identity.conftest import Another
from tests.identity.stand import Stand


def demote(member: Caller) -> ChangeRole:
    assert member.member is not None
    return ChangeRole(member=member.member, role=Role.EDITOR)


def remove(member: Caller) -> RemoveMember:
    assert member.member is not None
    return RemoveMember(member=member.member)


async def owners(stand: Stand, caller: Caller) -> int:
    return sum(m.role is Role.OWNER for m in await stand.send(ListMembers(), caller))


@pytest.mark.parametrize("act", [demote, remove])
async def test_the_last_owner_stays(stand: Stand, act: object) -> None:
    assert callable(act)
    owner = await stand.owner()
    wish: Command[object] = act(owner)
    with pytest.raises(LastOwner):
        await stand.send(wish, owner)


@pytest.mark.parametrize("act", [demote, remove])
async def test_of_two_owners_who_put_each_other_out_at_once_one_remains(
    stand: Stand, act: object
) -> None:
    assert callable(act)
    anong = await stand.owner()
    boon = await stand.member(anong, "Boon", Role.OWNER)
    wishes: list[Command[object]] = [act(boon), act(anong)]
    results = await asyncio.gather(
        stand.send(wishes[0], anong), stand.send(wishes[1], boon), return_exceptions=True
    )
    assert sum(isinstance(result, LastOwner) for result in results) == 1
    assert await owners(stand, anong) == 1


async def test_one_remains_also_when_they_ask_two_processes(process: Another) -> None:
    async with process() as one, process() as other:
        anong = await other.owner()
        boon = await one.member(anong, "Boon", Role.OWNER)
        results = await asyncio.gather(
            one.send(demote(boon), anong), other.send(demote(anong), boon), return_exceptions=True
        )
        assert sum(isinstance(result, LastOwner) for result in results) == 1
        assert await owners(one, anong) == 1


async def test_a_stranger_has_no_role_to_change(stand: Stand) -> None:
    owner = await stand.owner()
    wishes: list[Command[Any]] = [
        ChangeRole(member=uuid4(), role=Role.READER),
        RemoveMember(member=uuid4()),
    ]
    for wish in wishes:
        with pytest.raises(MemberNotFound):
            await stand.send(wish, owner)


async def test_changing_and_removing_again_changes_nothing(stand: Stand) -> None:
    owner = await stand.owner()
    boon = await stand.member(owner, "Boon")
    for _ in range(2):
        await stand.send(demote(boon), owner)
    for _ in range(2):
        await stand.send(remove(boon), owner)
    assert [m.name for m in await stand.send(ListMembers(), owner)] == ["Anong"]
