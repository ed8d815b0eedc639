"""Group commit: batches of a turn of the loop, and what happens to them when something fails."""

import asyncio
import threading
from collections.abc import AsyncIterator, Sequence

import pytest

from sala.kernel.group_commit import Closed, GroupCommit


class Doubling:
    """A writer in memory: it doubles numbers, refuses odd ones, and breaks on a hundred."""

    def __init__(self) -> None:
        self.batches: list[list[int]] = []
        self.threads: set[str] = set()
        self.closed = False
        self.gate = threading.Event()
        self.gate.set()

    def open(self) -> None:
        self.threads.add(threading.current_thread().name)

    def write(self, jobs: Sequence[int]) -> list[int | BaseException]:
        self.gate.wait(5)
        self.threads.add(threading.current_thread().name)
        self.batches.append(list(jobs))
        if 100 in jobs:
            raise OSError("broken")
        return [ValueError(job) if job % 2 else job * 2 for job in jobs]

    def close(self) -> None:
        self.closed = True


@pytest.fixture
def writer() -> Doubling:
    return Doubling()


@pytest.fixture
async def commits(writer: Doubling) -> AsyncIterator[GroupCommit[int, int]]:
    commits = GroupCommit[int, int](writer, name="doubling", limit=10)
    await commits.start()
    yield commits
    await commits.stop()


async def test_jobs_of_one_turn_of_the_loop_share_a_transaction(commits, writer):
    for _ in range(3):
        assert await asyncio.gather(*(commits.write(n) for n in (2, 4, 6))) == [4, 8, 12]
    assert writer.batches == [[2, 4, 6]] * 3


async def test_everything_happens_on_the_writers_own_thread(commits, writer):
    await commits.write(2)
    assert writer.threads == {"doubling"}


async def test_jobs_that_come_while_it_writes_share_the_next_transaction(commits, writer):
    writer.gate.clear()
    first = commits.write(2)
    await asyncio.sleep(0.05)
    later = []
    for n in (4, 6, 8):
        later.append(commits.write(n))
        await asyncio.sleep(0)
    writer.gate.set()
    assert await asyncio.gather(first, *later) == [4, 8, 12, 16]
    assert writer.batches == [[2], [4, 6, 8]]


async def test_a_batch_has_a_limit_and_keeps_the_order(commits, writer):
    numbers = list(range(0, 50, 2))
    assert await asyncio.gather(*map(commits.write, numbers)) == [2 * n for n in numbers]
    assert [len(batch) for batch in writer.batches] == [10, 10, 5]
    assert [n for batch in writer.batches for n in batch] == numbers


async def test_a_refused_job_harms_no_other(commits):
    answers = await asyncio.gather(*map(commits.write, (2, 3, 4)), return_exceptions=True)
    assert answers[::2] == [4, 8]
    assert isinstance(answers[1], ValueError)


async def test_a_transaction_that_fails_is_told_to_everybody_in_it_and_the_thread_lives_on(commits):
    answers = await asyncio.gather(*map(commits.write, (2, 100)), return_exceptions=True)
    assert [type(answer) for answer in answers] == [OSError, OSError]
    assert await commits.write(2) == 4


async def test_a_caller_that_goes_away_does_not_stop_its_job(commits, writer):
    writer.gate.clear()
    waiting = asyncio.ensure_future(commits.write(2))
    await asyncio.sleep(0.02)
    waiting.cancel()
    writer.gate.set()
    assert await commits.write(4) == 8
    assert [n for batch in writer.batches for n in batch] == [2, 4]


async def test_a_callback_that_raises_does_not_silence_the_others(commits):
    faults: list[dict[str, object]] = []
    asyncio.get_running_loop().set_exception_handler(lambda _, context: faults.append(context))

    def bad(_: object) -> None:
        raise KeyError

    commits.submit(2, bad)
    assert await commits.write(4) == 8
    assert [type(fault["exception"]) for fault in faults] == [KeyError]


async def test_stopping_writes_what_is_queued_and_refuses_more(writer):
    commits = GroupCommit[int, int](writer, name="doubling")
    await commits.start()
    queued = commits.write(2)
    await commits.stop()
    assert await queued == 4
    assert writer.closed
    with pytest.raises(Closed):
        commits.write(4)


async def test_jobs_queued_before_the_start_are_written_after_it(writer):
    commits = GroupCommit[int, int](writer, name="doubling")
    early = commits.write(2)
    await commits.start()
    assert await early == 4
    await commits.stop()


async def test_a_store_that_cannot_be_opened_is_told_to_whoever_starts(writer):
    class Broken(Doubling):
        def open(self) -> None:
            raise PermissionError

    commits = GroupCommit[int, int](Broken(), name="broken")
    with pytest.raises(PermissionError):
        await commits.start()
    await commits.stop()
