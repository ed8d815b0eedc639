"""Deciders: load, fold, decide, append, and wait until the caller would see it."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from uuid import uuid4

import pytest

from sala.kernel.access import Caller
from sala.kernel.events.deciders import Decider
from sala.kernel.events.log import VersionConflict
from sala.kernel.events.sqlite import SqliteEventLog
from sala.kernel.messages import Event
from sala.kernel.refusals import Conflict
from tests.kernel.facts import TYPES, Counted

MEMBER = Caller(member=uuid4(), request="request-1")


def evolve(total: int, event: Event) -> int:
    assert isinstance(event, Counted)
    return total + event.by


@pytest.fixture
async def log(tmp_path: Path) -> AsyncIterator[SqliteEventLog]:
    log = SqliteEventLog(tmp_path / "events.sqlite", TYPES)
    await log.start()
    yield log
    await log.stop()


@pytest.fixture
def settled() -> list[int]:
    return []


@pytest.fixture
def decider(log: SqliteEventLog, settled: list[int]) -> Decider[int]:
    async def wait(position: int) -> None:
        settled.append(position)

    return Decider(log, initial=0, evolve=evolve, settled=wait)


def add(number: int):
    return lambda _total: [Counted(by=number)]


async def test_a_decision_is_appended_with_who_and_why_and_waited_for(decider, log, settled):
    assert await decider.execute("a", add(3), MEMBER) == 3
    assert await decider.execute("a", add(4), MEMBER) == 7
    entries = await log.read("a")
    assert [(e.event, e.actor, e.cause) for e in entries] == [
        (Counted(by=n), MEMBER.member, "request-1") for n in (3, 4)
    ]
    assert settled == [1, 2]


async def test_a_decision_for_nothing_appends_nothing(decider, log, settled):
    assert await decider.execute("a", lambda _: [], MEMBER) == 0
    assert (await log.head(), settled) == (0, [])


async def test_a_refusal_of_the_domain_reaches_the_caller_and_appends_nothing(decider, log):
    def refuse(_total: int) -> list[Event]:
        raise Conflict("no")

    with pytest.raises(Conflict, match="no"):
        await decider.execute("a", refuse, MEMBER)
    assert await log.head() == 0


async def test_a_lost_race_is_decided_again_on_the_new_state(decider, log):
    seen: list[int] = []

    class Racing(Decider[int]):
        async def load(self, stream: str) -> tuple[int, int]:
            loaded = await super().load(stream)
            if not seen:  # somebody else is quicker, once
                await log.append(stream, [Counted(by=10)], expected=loaded[1])
            return loaded

    def decide(total: int) -> list[Event]:
        seen.append(total)
        return [Counted(by=1)]

    racing = Racing(log, initial=0, evolve=evolve, settled=decider._settled)
    assert await racing.execute("a", decide, MEMBER) == 11
    assert seen == [0, 10]


async def test_who_loses_every_race_is_told(log, decider):
    class Unlucky(Decider[int]):
        async def load(self, stream: str) -> tuple[int, int]:
            loaded = await super().load(stream)
            await log.append(stream, [Counted(by=10)], expected=loaded[1])
            return loaded

    unlucky = Unlucky(log, initial=0, evolve=evolve, settled=decider._settled)
    with pytest.raises(VersionConflict):
        await unlucky.execute("a", add(1), MEMBER)


async def test_callers_at_once_lose_nothing(decider, log):
    await asyncio.gather(*(decider.execute("a", add(1), MEMBER) for _ in range(4)))
    assert (await decider.load("a")) == (4, 4)
