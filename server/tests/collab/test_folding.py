"""Folding the logs of quiet documents: in the background, without anybody noticing."""

import asyncio
import os
import signal
from dataclasses import replace
from pathlib import Path

import pycrdt
import pytest

from sala.collab.adapters.long_work import LongProcess
from sala.collab.adapters.sqlite_documents import SqliteDocumentLog
from sala.collab.contract import GetAttribution, GetPastText, GetTimeline
from sala.collab.domain.attribution import text_of
from sala.collab.domain.segments import unpacked_state
from sala.collab.handlers.asking import Asking
from sala.collab.handlers.folding import Folding
from sala.collab.ports import Batch, Options
from sala.kernel.access import Caller, Role
from tests.collab.house import WORKSPACE, House, member
from tests.collab.waiting import eventually
from tests.suites.document_folding import texts, updates, written
from tests.suites.document_log import ADA, append

HERE = {"workspace": WORKSPACE, "path": "a.txt"}
READER = Caller(member=member("reader-rob"), role=Role.READER)


@pytest.fixture
def options(options, request):
    return replace(options, fold_at=3, **getattr(request, "param", {}))


@pytest.fixture
async def log(tmp_path):
    log = SqliteDocumentLog(tmp_path / "log.sqlite")
    await log.start()
    yield log
    await log.stop()


@pytest.fixture
def work():
    return LongProcess(long=Options().long_at)


@pytest.fixture
def opened(house):
    return lambda: house.rooms.at(WORKSPACE, "a.txt")


async def history(house):
    """Give all that members can ask about the past of a.txt."""

    async def ask(message, **given):
        return await house.dispatcher.send(message(**HERE, **given), READER)

    timeline = await ask(GetTimeline)
    texts = [await ask(GetPastText, sequence=n) for n in range(1, timeline[-1].last + 1)]
    return await ask(GetAttribution), timeline, [one.text for one in texts]


async def test_a_quiet_document_is_folded_and_nobody_notices(house, editors, room, root, opened):
    (root / "a.txt").write_text("one")
    for name in ("ada", "bob"):
        await editors.open(name, room("a.txt"))
        await editors("type", id=name, at=-1, text=" and " + name, pause=30)
    await editors("agree", ids=["ada", "bob"])
    before = await history(house)
    await eventually(lambda: opened().room.folded == opened().room.sequence > 6)
    assert await house.log.history(opened().room.number, after=0, limit=9) == []
    assert await history(house) == before
    await editors("insert", id="bob", at=0, text="so ")
    await editors("agree", ids=["ada", "bob"])
    later = await history(house)
    assert later[2][:-1] == before[2]


async def test_who_was_away_while_it_was_folded_comes_back_and_nothing_is_doubled(
    house, editors, room, root, opened
):
    (root / "a.txt").write_text("one two")
    for name in ("ada", "bob"):
        await editors.open(name, room("a.txt"))
    await editors("insert", id="ada", at=3, text=" ADA")
    await editors("reads", id="bob", text="one ADA two")
    await editors("disconnect", id="ada")
    await editors("insert", id="ada", at=7, text=" AWAY")
    await editors("delete", id="ada", at=0, length=1)
    await editors("type", id="bob", at=-1, text=" bob", pause=20)
    await editors("delete", id="bob", at=3, length=4)
    await eventually(lambda: opened().room.folded == opened().room.sequence > 6)
    await editors("connect", id="ada")
    await editors("agree", ids=["ada", "bob"])
    await editors("reads", id="bob", text="ne AWAY two bob")
    attribution, timeline, texts = await history(house)
    assert texts[-1] == "ne AWAY two bob"
    assert [(run.start, run.length, run.member) for run in attribution.runs] == [
        (0, 2, None),
        (2, 5, member("ada")),
        (7, 4, None),
        (11, 4, member("bob")),
    ]
    assert sum(one.added - one.removed for one in timeline) == len(texts[-1])
    last = opened().room.sequence
    await eventually(lambda: opened().room.folded >= last - 2)
    assert (await history(house))[2] == texts


async def test_a_long_document_is_folded_and_asked_about_in_processes_of_their_own(
    root, tmp_path, options
):
    (root / "a.txt").write_text("seed")
    log = SqliteDocumentLog(tmp_path / "documents.sqlite")
    house = House(root, log, replace(options, long_at=1, fold_at=99, linger=60))
    await house.start()
    try:
        room = (await house.rooms.open(WORKSPACE, "a.txt")).room
        for name in ("ada", "bob"):
            await wrote(room, name)
        before = await history(house)
        assert await Folding(log, Options(), LongProcess(long=1)).fold(room.number) == 3
        assert await history(house) == before
        await wrote(room, "ada")
        attribution, _, told = await history(house)
        assert told == ["seed", "ada seed", "bob ada seed", "ada bob ada seed"]
        assert [(run.start, run.length, run.member) for run in attribution.runs] == [
            (0, 4, member("ada")),
            (4, 4, member("bob")),
            (8, 4, member("ada")),
            (12, 4, None),
        ]
    finally:
        await house.stop()


@pytest.mark.parametrize("options", [{"long_at": 1}], indirect=True)
async def test_a_long_document_lies_in_parts_and_is_made_of_them_when_somebody_types(
    house, editors, room, root, opened
):
    (root / "a.txt").write_text("one")
    await editors.open("ada", room("a.txt"))
    await editors("type", id="ada", at=-1, text=" two", pause=20)
    await eventually(lambda: opened().room.folded == 5 and opened().room.replica.asleep)
    for text in ("so ", "and "):  # once as it lay, once with what came after
        await editors("insert", id="ada", at=0, text=text)
        await eventually(lambda text=text: (root / "a.txt").read_text().startswith(text))
        await eventually(lambda: opened().room.replica.asleep)
    await editors.open("bob", room("a.txt"))
    await editors("reads", id="bob", text="and so one two")
    for name in ("ada", "bob"):
        await editors("disconnect", id=name)
    await eventually(lambda: opened() is None)
    stored = await house.log.find(WORKSPACE, "a.txt")
    assert stored.rest is not None
    assert stored.sequence == 7  # the two were not worth a checkpoint
    await editors.open("cleo", room("a.txt"))
    await editors("reads", id="cleo", text="and so one two")
    await editors("insert", id="cleo", at=0, text="yes, ")
    await eventually(lambda: (root / "a.txt").read_text() == "yes, and so one two")


async def wrote(room, name):
    """Have somebody write their name and a space before all else."""
    doc = pycrdt.Doc()
    doc.apply_update(room.replica.encode())
    known = doc.get_state()
    doc.get("content", type=pycrdt.Text).insert(0, f"{name} ")
    await room.insert(doc.client_id, doc.get_update(known), Asking(member(name)))


async def test_a_process_that_is_killed_loses_nothing_and_its_document_waits(log):
    stored = await written(log)
    folding = Folding(log, Options(fold_at=1), LongProcess(long=1))
    running = asyncio.create_task(folding.run())
    await eventually(workers)
    for worker in workers():
        os.kill(worker, signal.SIGKILL)
    other = await written(log, "b.txt")
    await asyncio.sleep(0.3)
    running.cancel()
    assert await log.segment(stored.number) is None
    assert len(await log.history(stored.number, after=0, limit=99)) == 13
    assert await folding.fold(stored.number) == await folding.fold(other.number) == 13


async def test_folding_that_is_given_up_leaves_no_process(log):
    await written(log)
    running = asyncio.create_task(Folding(log, Options(fold_at=1), LongProcess(long=1)).run())
    await eventually(workers)
    running.cancel()
    await asyncio.wait([running])
    assert workers() == []


def workers() -> list[int]:
    """Give the processes for long work that this one started."""
    return [
        int(child)
        for task in Path("/proc/self/task").glob("*/children")
        for child in task.read_text().split()
        if b"long_worker" in Path(f"/proc/{child}/cmdline").read_bytes()
    ]


async def test_a_document_that_was_folded_opens_as_it_was(house, editors, room, root, opened):
    (root / "a.txt").write_text("one")
    await editors.open("ada", room("a.txt"))
    await editors("type", id="ada", at=-1, text=" two", pause=20)
    await eventually(lambda: opened().room.folded == 5)
    before = await history(house)
    await editors("disconnect", id="ada")
    await eventually(lambda: opened() is None)
    await editors.open("bob", room("a.txt"))
    await editors("reads", id="bob", text="one two")
    assert opened().room.replica.text() == "one two"
    assert await history(house) == before


async def test_what_the_last_process_left_is_folded_by_the_next(root, tmp_path, options):
    file = tmp_path / "documents.sqlite"
    log = SqliteDocumentLog(file)
    await log.start()
    stored = await written(log)
    await log.stop()
    house = House(root, SqliteDocumentLog(file), options)
    await house.start()
    try:
        for _ in range(100):
            segment = await house.log.segment(stored.number)
            if segment is not None:
                break
            await asyncio.sleep(0.05)
        assert segment is not None
        assert segment.sequence == 13
        assert text_of(unpacked_state(segment.state)) == texts()[-1]
    finally:
        await house.stop()


async def test_an_update_that_cannot_be_taken_in_keeps_its_log_and_no_other_from_being_folded(
    log, work
):
    stored = await written(log, upto=5)
    *_, last = updates()  # it builds on what has not come
    await append(log, Batch(stored.number, 6, 0, [(ADA, last)]))
    other = await written(log, "b.txt")
    running = asyncio.create_task(Folding(log, Options(fold_at=1), work).run())
    while await log.segment(other.number) is None:  # noqa: ASYNC110 - the store tells nobody
        await asyncio.sleep(0.02)
    running.cancel()
    assert await log.segment(stored.number) is None
    assert len(await log.history(stored.number, after=0, limit=99)) == 6


async def test_a_long_log_is_folded_a_part_at_a_time(log, work, monkeypatch):
    monkeypatch.setattr("sala.collab.handlers.folding._AT_ONCE", 5)
    stored = await written(log)
    assert await Folding(log, Options(), work).fold(stored.number) == 13
    segment = await log.segment(stored.number)
    assert segment.sequence == 13
    assert text_of(unpacked_state(segment.state)) == texts()[-1]


async def test_a_folding_that_is_stopped_changes_nothing(log, work):
    stored = await written(log)
    folding = Folding(log, Options(fold_at=1), work)
    work.stop()
    running = asyncio.create_task(folding.run())
    await asyncio.sleep(0.2)
    running.cancel()
    assert await log.segment(stored.number) is None
    assert len(await log.history(stored.number, after=0, limit=99)) == 13
