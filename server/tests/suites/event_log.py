"""What every event log must do. An adapter's test class inherits this and gives it a store."""

import asyncio
import signal
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest

from sala.kernel.events.log import EventLog, VersionConflict
from sala.kernel.events.types import EventTypes, UnknownEvents
from sala.kernel.group_commit import Closed
from tests.kernel.facts import NEWER_TYPES, OLD_TYPES, TYPES, Counted, Imagined, Noted, OldNoted

SERVER = Path(__file__).resolve().parents[2]

Open = Callable[..., Awaitable[EventLog]]
"""Opens another log object on the same store."""


class EventLogSuite:
    """Inherit, and give the fixture `store`: an address that `make` understands."""

    def make(self, store: str, types: EventTypes) -> EventLog:
        raise NotImplementedError

    @pytest.fixture
    async def open_log(self, store: str) -> AsyncIterator[Open]:
        opened: list[EventLog] = []

        async def open_log(types: EventTypes = TYPES) -> EventLog:
            log = self.make(store, types)
            await log.start()
            opened.append(log)
            return log

        yield open_log
        for log in opened:
            await log.stop()

    @pytest.fixture
    async def log(self, open_log: Open) -> EventLog:
        return await open_log()

    async def test_an_empty_log_has_nothing_to_read(self, log: EventLog):
        assert await log.read("nobody") == []
        assert await log.read_all(after=0, limit=10) == []
        assert await log.head() == 0

    async def test_a_fact_is_read_as_it_was_appended(self, log: EventLog):
        actor, author = uuid4(), uuid4()
        fact = Noted(text="ศาลา 🛖 “a”\0\n\\", author=author)
        before = datetime.now(UTC) - timedelta(microseconds=1)
        position = await log.append("notes", [fact], expected=0, actor=actor, cause="request-1")
        (entry,) = await log.read("notes")
        assert (position, entry.position, entry.stream, entry.version) == (1, 1, "notes", 1)
        assert (entry.event, entry.actor, entry.cause) == (fact, actor, "request-1")
        assert before <= entry.at <= datetime.now(UTC)
        assert await log.read_all(after=0, limit=10) == [entry]

    async def test_facts_appended_together_follow_each_other(self, log: EventLog):
        position = await log.append("a", [Counted(by=n) for n in range(5)], expected=0)
        assert position == 5
        entries = await log.read("a")
        assert [(e.position, e.version, e.event) for e in entries] == [
            (n + 1, n + 1, Counted(by=n)) for n in range(5)
        ]

    @pytest.mark.parametrize("expected", [0, 1, 3])
    async def test_another_expected_version_is_refused_and_writes_nothing(
        self, log: EventLog, expected: int
    ):
        await log.append("a", [Counted(by=1), Counted(by=2)], expected=0)
        with pytest.raises(VersionConflict):
            await log.append("a", [Counted(by=3)], expected=expected)
        assert await log.head() == 2

    async def test_of_two_appends_at_once_one_wins_and_the_others_beside_them_land(
        self, log: EventLog
    ):
        answers = await asyncio.gather(
            log.append("a", [Counted(by=1)], expected=0),
            log.append("a", [Counted(by=2)], expected=0),
            log.append("b", [Counted(by=3)], expected=0),
            log.append("c", [Counted(by=4)], expected=7),
            return_exceptions=True,
        )
        refused = [type(answer) for answer in answers if isinstance(answer, BaseException)]
        assert refused == [VersionConflict, VersionConflict]
        assert await log.head() == 2
        assert len(await log.read("a")) == len(await log.read("b")) == 1

    async def test_one_caller_appends_to_a_stream_twice_in_one_batch(self, log: EventLog):
        positions = await asyncio.gather(
            *(log.append("a", [Counted(by=n)], expected=n) for n in range(20))
        )
        assert positions == list(range(1, 21))
        assert [e.event for e in await log.read("a")] == [Counted(by=n) for n in range(20)]

    async def test_64_callers_lose_nothing_and_leave_no_gap(self, log: EventLog):
        async def own(caller: int) -> None:
            for n in range(10):
                await log.append(f"own-{caller}", [Counted(by=n)], expected=n)

        async def shared() -> None:
            while True:
                version = len(await log.read("shared"))
                try:
                    await log.append("shared", [Counted(by=1)], expected=version)
                except VersionConflict:
                    continue
                return

        await asyncio.gather(*(own(n) for n in range(64)), *(shared() for _ in range(16)))
        entries = await log.read_all(after=0, limit=10_000)
        assert [e.position for e in entries] == list(range(1, 64 * 10 + 16 + 1))
        assert [e.version for e in entries if e.stream == "shared"] == list(range(1, 17))
        for caller in range(64):
            assert [e.event for e in entries if e.stream == f"own-{caller}"] == [
                Counted(by=n) for n in range(10)
            ]

    async def test_the_whole_log_is_read_in_pieces(self, log: EventLog):
        for n in range(3):
            await log.append(f"s{n}", [Counted(by=k) for k in range(4)], expected=0)
        seen: list[int] = []
        while entries := await log.read_all(after=seen[-1] if seen else 0, limit=5):
            assert len(entries) <= 5
            seen += [e.position for e in entries]
        assert seen == list(range(1, 13))

    async def test_facts_survive_a_restart(self, open_log: Open):
        first = await open_log()
        await first.append("a", [Counted(by=1)], expected=0)
        await first.stop()
        second = await open_log()
        assert await second.head() == 1
        assert await second.append("a", [Counted(by=2)], expected=1) == 2

    async def test_a_closed_log_refuses(self, open_log: Open):
        log = await open_log()
        await log.stop()
        with pytest.raises(Closed):
            await log.append("a", [Counted(by=1)], expected=0)
        with pytest.raises(Closed):
            await log.wait(0)

    async def test_two_processes_notice_each_others_versions(self, open_log: Open):
        one, other = await open_log(), await open_log()
        assert await one.append("a", [Counted(by=1)], expected=0) == 1
        assert await other.append("a", [Counted(by=2)], expected=1) == 2
        with pytest.raises(VersionConflict):
            await one.append("a", [Counted(by=3)], expected=1)
        assert await one.append("a", [Counted(by=3)], expected=2) == 3

    async def test_two_processes_that_race_lose_nothing(self, open_log: Open):
        logs = [await open_log(), await open_log()]

        async def add(log: EventLog, times: int) -> None:
            done = 0
            while done < times:
                version = len(await log.read("a"))
                try:
                    await log.append("a", [Counted(by=1)], expected=version)
                except VersionConflict:
                    continue
                done += 1

        await asyncio.gather(*(add(log, 20) for log in logs for _ in range(2)))
        entries = await logs[0].read_all(after=0, limit=1000)
        assert [(e.position, e.version) for e in entries] == [(n, n) for n in range(1, 81)]

    async def test_waiting_ends_when_a_fact_comes(self, log: EventLog):
        waiting = asyncio.create_task(log.wait(1))
        await log.append("a", [Counted(by=1)], expected=0)
        await asyncio.wait_for(log.wait(0), 1)
        await asyncio.sleep(0.05)
        assert not waiting.done()
        started = time.perf_counter()
        await log.append("a", [Counted(by=2)], expected=1)
        await asyncio.wait_for(waiting, 1)
        assert time.perf_counter() - started < 0.2

    async def test_waiting_ends_when_another_process_appends(self, open_log: Open):
        one, other = await open_log(), await open_log()
        waiting = asyncio.create_task(one.wait(0))
        await asyncio.sleep(0.05)
        await other.append("a", [Counted(by=1)], expected=0)
        await asyncio.wait_for(waiting, 0.9)
        assert [e.event for e in await one.read_all(after=0, limit=5)] == [Counted(by=1)]

    async def test_a_waiter_that_gives_up_harms_nobody(self, log: EventLog):
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(log.wait(0), 0.02)
        waiting = asyncio.create_task(log.wait(0))
        await log.append("a", [Counted(by=1)], expected=0)
        await asyncio.wait_for(waiting, 1)

    async def test_a_caller_that_goes_away_does_not_take_its_fact_along(self, log: EventLog):
        task = asyncio.create_task(log.append("a", [Counted(by=1)], expected=0))
        await asyncio.sleep(0)  # it is queued now
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        await log.append("b", [Counted(by=2)], expected=0)
        assert len(await log.read("a")) == 1

    async def test_an_old_fact_is_read_as_its_successor(self, open_log: Open):
        before = await open_log(OLD_TYPES)
        await before.append("a", [OldNoted(body="hello"), Counted(by=1)], expected=0)
        await before.stop()
        now = await open_log()
        assert [e.event for e in await now.read("a")] == [Noted(text="hello"), Counted(by=1)]

    async def test_a_log_of_a_newer_version_is_refused_at_start(self, open_log: Open):
        newer = await open_log(NEWER_TYPES)
        await newer.append("a", [Imagined(what="flight")], expected=0)
        await newer.stop()
        with pytest.raises(UnknownEvents, match=r"newer version.*tests\.imagined\.1.*backup"):
            await open_log()

    async def test_a_fact_of_a_newer_version_that_comes_later_is_refused_when_read(
        self, open_log: Open
    ):
        older, newer = await open_log(), await open_log(NEWER_TYPES)
        await newer.append("a", [Imagined(what="flight")], expected=0)
        with pytest.raises(UnknownEvents, match=r"tests\.imagined\.1"):
            await older.read("a")

    @pytest.mark.parametrize(
        ("stream", "facts", "cause", "error"),
        [
            pytest.param("a", [], "", ValueError, id="no facts"),
            pytest.param("a\0b", [Counted(by=1)], "", ValueError, id="a NUL in a stream's name"),
            pytest.param("a", [Counted(by=1)], "x" * 501, ValueError, id="an endless cause"),
            pytest.param("a", [Imagined(what="x")], "", TypeError, id="an unknown type"),
        ],
    )
    async def test_an_append_that_cannot_be_stored_reaches_its_caller_alone(
        self, log: EventLog, stream, facts, cause, error
    ):
        good, bad = await asyncio.gather(
            log.append("good", [Counted(by=1)], expected=0),
            log.append(stream, facts, expected=0, cause=cause),
            return_exceptions=True,
        )
        assert good == 1
        assert isinstance(bad, error)
        assert await log.head() == 1

    def test_everything_acknowledged_survives_kill_9(self, store: str, tmp_path: Path):
        for _ in range(3):
            process = subprocess.Popen(
                [sys.executable, "-m", "tests.kernel.appending", store],
                cwd=SERVER, stdout=subprocess.PIPE, text=True,
            )  # fmt: skip
            assert process.stdout is not None
            assert process.stdout.readline() == "ready\n"
            time.sleep(0.4)
            process.send_signal(signal.SIGKILL)
            acknowledged = [line.split() for line in process.stdout.read().splitlines()]
            process.wait()
            process.stdout.close()
            assert len(acknowledged) > 20
            held = asyncio.run(self._everything(store))
            for stream, version, position in (line for line in acknowledged if len(line) == 3):
                assert held[int(position)] == (stream, int(version))
            assert sorted(held) == list(range(1, len(held) + 1))

    async def _everything(self, store: str) -> dict[int, tuple[str, int]]:
        log = self.make(store, TYPES)
        await log.start()
        entries = await log.read_all(after=0, limit=1_000_000)
        await log.stop()
        return {e.position: (e.stream, e.version) for e in entries}
