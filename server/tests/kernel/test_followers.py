"""Followers: projections and reactions over a real log and real tables, on both databases."""

import asyncio
import subprocess
import sys
import tempfile
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection

from sala.kernel.events.followers import Follower, Projection, Reaction
from sala.kernel.events.log import Entry
from sala.kernel.events.positions import Place, places
from sala.kernel.events.runner import Behind, Followers, Lag, Pauses
from sala.kernel.events.sqlite import SqliteEventLog
from sala.kernel.tables import Tables, sqlite_url
from tests.kernel.facts import TYPES, Counted, Noted
from tests.kernel.tallies import TALLY, apply, tallied, tallies
from tests.suites.event_log import SERVER

QUICK = Pauses(first=0.01, longest=0.05)


@asynccontextmanager
async def opened(folder: Path, url: str = "") -> AsyncIterator[tuple[SqliteEventLog, Tables]]:
    async with AsyncExitStack() as stack:
        tables = Tables(url or sqlite_url(folder / "views.sqlite"))
        stack.push_async_callback(tables.stop)
        await tables.migrate()
        await tables.change(lambda connection: tallies.create(connection, checkfirst=True))
        log = SqliteEventLog(folder / "events.sqlite", TYPES)
        await log.start()
        stack.push_async_callback(log.stop)
        yield log, tables


@pytest.fixture
async def store(tmp_path: Path, tables_url: str) -> AsyncIterator[tuple[SqliteEventLog, Tables]]:
    async with opened(tmp_path, tables_url) as pair:
        yield pair


@asynccontextmanager
async def following(
    log: SqliteEventLog, tables: Tables, *followers: Follower, patience: float = 5.0
) -> AsyncIterator[Followers]:
    running = Followers(log, tables, followers, pauses=QUICK, patience=patience)
    await running.start()
    try:
        yield running
    finally:
        await running.stop()


async def until(followers: Followers, holds: Callable[[dict[str, Lag]], bool]) -> None:
    async with asyncio.timeout(5):
        while not holds(await followers.lag()):  # noqa: ASYNC110 - lag answers, it does not tell
            await asyncio.sleep(0.005)


async def count(log: SqliteEventLog, *numbers: int) -> int:
    version = len(await log.read("a"))
    return await log.append("a", [Counted(by=n) for n in numbers], expected=version)


async def test_settled_means_that_a_query_sees_the_fact(store):
    log, tables = store
    async with following(log, tables, TALLY) as followers:
        for n in range(1, 21):
            await followers.settled(await count(log, n))
            assert await tallied(tables) == [(k, k) for k in range(1, n + 1)]


async def test_a_projection_hears_only_what_it_listens_to(store):
    log, tables = store
    async with following(log, tables, TALLY) as followers:
        await count(log, 1)
        await log.append("n", [Noted(text="not a number")], expected=0)
        await followers.settled(await count(log, 3))
        assert await tallied(tables) == [(1, 1), (3, 3)]


async def test_a_restart_goes_on_where_it_stopped_even_past_facts_nobody_heard(store):
    log, tables = store
    async with following(log, tables, TALLY) as followers:
        await count(log, 1)
        await followers.settled(await log.append("n", [Noted(text="x")], expected=0))
    assert (await tables.change(places))["tests.tally"] == Place(2, 1)
    await count(log, 2)
    async with following(log, tables, TALLY):
        assert await tallied(tables) == [(1, 1), (3, 2)]  # start() has caught up


async def test_a_log_longer_than_what_is_kept_in_memory_is_followed_to_its_end(store):
    log, tables = store
    await count(log, *range(5000))
    async with following(log, tables, TALLY, replace(TALLY, name="tests.late", tables=[])):
        assert len(await tallied(tables)) == 10_000


async def test_a_raised_version_rebuilds_the_tables_from_the_first_fact(store):
    log, tables = store
    await count(log, 1, 2, 3)
    async with following(log, tables, TALLY):
        pass

    def twice(connection: Connection, entry: Entry) -> None:
        assert isinstance(entry.event, Counted)
        apply(connection, replace(entry, event=Counted(by=2 * entry.event.by)))

    async with following(log, tables, replace(TALLY, version=2, apply=twice)):
        assert await tallied(tables) == [(1, 2), (2, 4), (3, 6)]


async def test_a_projection_that_fails_keeps_what_came_before_and_recovers_by_itself(store):
    log, tables = store
    mended = False

    def fragile(connection: Connection, entry: Entry) -> None:
        apply(connection, entry)
        if entry.event == Counted(by=13) and not mended:
            raise ValueError("thirteen")

    other = replace(TALLY, name="tests.other", tables=[], apply=lambda *_: None)
    fragile_tally = replace(TALLY, apply=fragile)
    async with following(log, tables, fragile_tally, other) as followers:
        position = await count(log, 11, 12, 13, 14, 15)
        await until(followers, lambda lag: bool(lag["tests.tally"].failing))
        async with asyncio.timeout(1):
            await followers.settled(position)  # nobody waits for what is failing
        assert await tallied(tables) == [(1, 11), (2, 12)]
        lag = await followers.lag()
        assert (lag["tests.tally"].position, lag["tests.tally"].behind) == (2, 3)
        assert "thirteen" in lag["tests.tally"].failing
        assert (lag["tests.other"].behind, lag["tests.other"].failing) == (0, "")
        mended = True
        await until(followers, lambda lag: not lag["tests.tally"].behind)
        assert await tallied(tables) == [(n, n + 10) for n in range(1, 6)]
        assert (await followers.lag())["tests.tally"].failing == ""


async def test_a_caller_does_not_wait_for_ever_for_a_slow_projection(store):
    log, tables = store
    held = asyncio.Event()
    loop = asyncio.get_running_loop()

    def slow(connection: Connection, entry: Entry) -> None:
        asyncio.run_coroutine_threadsafe(held.wait(), loop).result(5)
        apply(connection, entry)

    async with following(log, tables, replace(TALLY, apply=slow), patience=0.1) as followers:
        position = await count(log, 1)
        async with asyncio.timeout(1):
            await followers.settled(position)
        held.set()
        await asyncio.sleep(0.1)
        await followers.settled(position)
        assert await tallied(tables) == [(1, 1)]


async def test_a_reaction_is_tried_again_until_it_succeeds_and_later_facts_wait(store):
    log, tables = store
    acted: list[int] = []
    faults = [OSError("away"), OSError("still away")]

    async def act(entry: Entry) -> None:
        if entry.position == 2 and faults:
            raise faults.pop()
        acted.append(entry.position)

    reaction = Reaction(name="tests.react", listens=(Counted,), act=act)
    async with following(log, tables, reaction) as followers:
        await count(log, 1, 2, 3)
        await until(followers, lambda lag: not lag["tests.react"].behind)
        assert acted == [1, 2, 3]
    async with following(log, tables, reaction):
        await asyncio.sleep(0.05)
        assert acted == [1, 2, 3]  # its position was stored


async def test_a_reaction_has_caught_up_once_it_acted_and_is_not_waited_for_while_it_fails(store):
    log, tables = store
    held, acted = asyncio.Event(), []

    async def act(entry: Entry) -> None:
        await held.wait()
        if entry.position == 2:
            raise OSError("away")
        acted.append(entry.position)

    reaction = Reaction(name="tests.react", listens=(Counted,), act=act)
    async with following(log, tables, reaction, patience=0.2) as followers:
        await followers.caught_up("tests.react")
        await count(log, 1)
        with pytest.raises(Behind):
            await followers.caught_up("tests.react")
        held.set()
        await followers.caught_up("tests.react")
        assert acted == [1]
        await count(log, 2)
        await followers.caught_up("tests.react")


async def test_two_processes_with_the_same_projection_apply_nothing_twice(tables_url, tmp_path):
    async with (
        opened(tmp_path, tables_url) as one,
        opened(tmp_path, tables_url) as other,
        following(*one, TALLY) as first,
        following(*other, TALLY) as second,
    ):
        for n in range(1, 31):
            position = await count(one[0] if n % 2 else other[0], n)
        await asyncio.gather(first.settled(position), second.settled(position))
        assert await tallied(one[1]) == [(n, n) for n in range(1, 31)]


def test_two_followers_may_not_share_a_name(tmp_path):
    with pytest.raises(ValueError, match="share a name"):
        Followers(
            SqliteEventLog(tmp_path / "e", TYPES), Tables(f"sqlite:///{tmp_path}/v"), [TALLY, TALLY]
        )


def test_a_process_killed_between_a_fact_and_its_position_applies_it_once(
    tables_url: str, tmp_path: Path
):
    async def begin() -> None:
        async with opened(tmp_path, tables_url) as (log, _):
            await count(log, *range(40))

    async def end() -> list[tuple[int, int]]:
        async with opened(tmp_path, tables_url) as (log, tables), following(log, tables, TALLY):
            return await tallied(tables)

    asyncio.run(begin())
    for fatal in (1, 17, 18, 40):
        dying = [sys.executable, "-m", "tests.kernel.dying", tmp_path, tables_url, str(fatal)]
        done = subprocess.run(dying, cwd=SERVER, timeout=60, check=False)
        assert done.returncode == -9
    assert asyncio.run(end()) == [(n + 1, n) for n in range(40)]


steps = st.lists(
    st.one_of(
        st.lists(st.integers(-9, 9), min_size=1, max_size=4),  # facts
        st.just("stop"),
        st.just("fail"),
        st.just("resend"),
    ),
    max_size=10,
)


@given(steps)
@settings(max_examples=40, deadline=None)
async def test_a_fold_interrupted_and_resent_equals_one_never_interrupted(steps):
    """`fail`: the next transaction is lost. `resend`: everything is delivered again."""
    losing = False

    def fragile(connection: Connection, entry: Entry) -> None:
        nonlocal losing
        apply(connection, entry)
        if losing:
            losing = False
            raise OSError("lost")

    tally: Projection = replace(TALLY, apply=fragile)
    with tempfile.TemporaryDirectory() as folder:
        async with opened(Path(folder)) as (log, tables):
            followers = Followers(log, tables, [tally], pauses=QUICK)
            await followers.start()
            counted: list[int] = []
            for step in steps:
                if step == "stop":
                    await followers.stop()
                    followers = Followers(log, tables, [tally], pauses=QUICK)
                    await followers.start()
                elif step == "resend":
                    with suppress(OSError):
                        everything = await log.read_all(after=0, limit=1000)
                        await followers._take(followers._runs[0], everything)
                elif step == "fail":
                    losing = True
                else:
                    await count(log, *step)
                    counted += step
            await until(followers, lambda lag: not lag["tests.tally"].behind)
            assert await tallied(tables) == [(n + 1, by) for n, by in enumerate(counted)]
            await followers.stop()
