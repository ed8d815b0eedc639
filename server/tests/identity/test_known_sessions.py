"""What is remembered of sessions is forgotten in time, even before the log is heard of."""

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import pytest
from sqlalchemy import Connection

from sala.identity.contract import (
    ChangePassword,
    ChangeRole,
    RemoveMember,
    Rename,
    SignOut,
    SignOutEverywhere,
)
from sala.kernel.access import Caller, Role
from sala.kernel.tables import Tables, sqlite_url
from tests.identity.conftest import Another
from tests.identity.stand import OTHER_PASSWORD, PASSWORD, Stand

R = TypeVar("R")
Act = Callable[[Stand, Caller, Caller], Any]


async def boon_signs_out(stand: Stand, owner: Caller, boon: Caller) -> None:
    await stand.send(SignOut(), boon)


async def boon_signs_out_everywhere(stand: Stand, owner: Caller, boon: Caller) -> None:
    await stand.send(SignOutEverywhere(), boon)


async def boon_is_removed(stand: Stand, owner: Caller, boon: Caller) -> None:
    assert boon.member is not None
    await stand.send(RemoveMember(member=boon.member), owner)


async def boon_changes_the_password_elsewhere(stand: Stand, owner: Caller, boon: Caller) -> None:
    elsewhere = await stand.caller(await stand.sign_in("Boon"))
    await stand.send(ChangePassword(old=PASSWORD, new=OTHER_PASSWORD), elsewhere)


async def boon_becomes_a_reader(stand: Stand, owner: Caller, boon: Caller) -> None:
    assert boon.member is not None
    await stand.send(ChangeRole(member=boon.member, role=Role.READER), owner)


async def boon_takes_another_name(stand: Stand, owner: Caller, boon: Caller) -> None:
    await stand.send(Rename(name="Boon Mee"), boon)


@pytest.mark.parametrize(
    ("act", "left"),
    [
        (boon_signs_out, None),
        (boon_signs_out_everywhere, None),
        (boon_is_removed, None),
        (boon_changes_the_password_elsewhere, None),
        (boon_becomes_a_reader, ("Boon", Role.READER)),
        (boon_takes_another_name, ("Boon Mee", Role.EDITOR)),
    ],
)
async def test_the_answer_to_a_wish_comes_after_it_holds_when(
    process: Another, act: Act, left: tuple[str, Role] | None
) -> None:
    async with process(deaf=True) as stand:
        owner = await stand.owner()
        await stand.member(owner, "Boon")
        token = await stand.sign_in("Boon")
        boon = await stand.caller(token)
        await act(stand, owner, boon)
        found = await stand.identity.authenticate(token)
        assert (found and (found.name, found.role)) == left


class LateTables(Tables):
    """Tables whose answer, once read, waits while a test holds it."""

    held: asyncio.Event | None = None
    reads = 0

    async def run(self, work: Callable[[Connection], R]) -> R:
        answer, held = await super().run(work), self.held
        self.reads += 1
        if held is not None:
            await held.wait()
        return answer


only_sqlite = pytest.mark.parametrize("store", ["sqlite"], indirect=False)


@only_sqlite
async def test_what_was_read_while_a_session_ended_is_not_kept(
    process: Another, store: str, tmp_path: Path
) -> None:
    late = LateTables(sqlite_url(tmp_path / "views.sqlite"))
    async with process(read=late) as stand:
        await stand.owner()
        token = await stand.sign_in("Anong")
        caller = await stand.caller(token)
        await stand.send(Rename(name="Anong A"), caller)  # drops what is known
        late.held, before = asyncio.Event(), late.reads
        asked = asyncio.ensure_future(stand.identity.authenticate(token))
        while late.reads == before:  # noqa: ASYNC110 - the tables answer in a thread
            await asyncio.sleep(0.01)
        held, late.held = late.held, None
        await stand.send(SignOut(), caller)
        held.set()
        await asked
        assert await stand.identity.authenticate(token) is None
    await late.stop()


@only_sqlite
async def test_a_known_session_is_answered_without_asking_the_tables(
    process: Another, store: str, tmp_path: Path
) -> None:
    tables = LateTables(sqlite_url(tmp_path / "views.sqlite"))
    async with process(read=tables) as stand:
        await stand.owner()
        token = await stand.sign_in("Anong")
        await stand.caller(token)
        before = tables.reads
        for _ in range(100):
            await stand.caller(token)
        assert tables.reads == before
    await tables.stop()
