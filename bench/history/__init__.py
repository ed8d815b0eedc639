"""A long document's history: its size, opening it, who wrote it, past texts, taking back.

The session that Automerge's authors recorded, given twenty authors and the weeks it took, stored
update by update in SQLite and folded as a server does it. A thousand past texts are compared with
a replay, letter by letter. Skipped, saying so, where the recording is not at hand.
"""

from __future__ import annotations

import asyncio
import gc
import statistics
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from random import Random
from uuid import UUID, uuid4

import pycrdt

from bench import measure
from bench.history import trace
from sala.collab.adapters.long_work import LongProcess
from sala.collab.adapters.sqlite_documents import SqliteDocumentLog
from sala.collab.domain.attribution import Change, Run, attribute, told
from sala.collab.domain.crediting import Credit, credit_of, told_on
from sala.collab.domain.past import Past, authors
from sala.collab.domain.replica import Replica, kept
from sala.collab.domain.segments import past_of, runs_of, unpacked_state
from sala.collab.domain.taking_back import Act, plan
from sala.collab.handlers.folding import Folding
from sala.collab.ports import Batch, NewDocument, Options

_CHECKPOINT_AT = 1_000
_PAST = 1_000
_MORE = 200
_WORKSPACE = UUID(int=7)
_PATH = "paper.txt"

BARS = {
    "disk kB": 350.0,
    "open ms": 60.0,
    "attribution ms": 50.0,
    "past text, longest ms": 200.0,
}
"""The most that each may be."""


@dataclass(frozen=True)
class Session:
    """The recording as a log, with its text now and then."""

    log: list[Change]
    clients: list[int]
    texts: dict[int, str]


def main(*, rounds: int = 3) -> bool:
    """Measure, print, write `results/history.json`; tell whether every bar was met."""
    if not trace.file().exists():
        print(f"skipped: there is no {trace.file()}")
        return True
    where = measure.machine()
    session = _session()
    gc.collect()
    gc.freeze()  # no server has the recording in its memory
    with tempfile.TemporaryDirectory(prefix="sala-bench-") as folder:
        file = Path(folder) / "documents.sqlite"
        number, folding = asyncio.run(_stored(file, session))
        size = sum(one.stat().st_size for one in Path(folder).iterdir())
        figures = {"disk kB": size / 1000, "folding 10,000 updates ms": folding}
        figures |= asyncio.run(_measured(file, number, session, rounds))
    rows = [
        {"what": what, "measured": round(value, 1)}
        | ({"bar": BARS[what], "met": value <= BARS[what]} if what in BARS else {})
        for what, value in figures.items()
    ]
    print(
        measure.table(
            ["", "measured", "bar"],
            [[what, value, BARS.get(what, "")] for what, value in figures.items()],
        )
    )
    measure.write("history", where=where, using=measure.versions("pycrdt"), rows=rows)
    return all(figures[what] <= bar for what, bar in BARS.items())


def _session() -> Session:
    log, clients = [], []
    for change, client in trace.changes():
        log.append(change)
        clients.append(client)
    chance = Random(2)
    wanted = sorted(chance.sample(range(1, len(log) + 1), _PAST))
    replica, done, texts = Replica(log[0].data), 1, {}
    for sequence in wanted:
        replica.add([change.data for change in log[done:sequence]])
        done = max(done, sequence)
        texts[sequence] = replica.text()
    return Session(log, clients, texts)


async def _measured(file: Path, number: int, session: Session, rounds: int) -> measure.Figures:
    log = SqliteDocumentLog(file, synchronous="NORMAL")
    await log.start()
    try:
        replayed = _replayed(session)
        figures = measure.medians([await _round(log, number, replayed) for _ in range(rounds)])
        figures |= await _past(log, number, session.texts)
        figures |= measure.medians([await _taking_back(log, number, session)])
        await _type_on(log, number, session)
        figures |= measure.medians([await _after_more(log, number) for _ in range(rounds)])
    finally:
        await log.stop()
    return figures


def _replayed(session: Session) -> list[Run]:
    """Tell from the whole log who wrote what."""
    past = Past()
    past.learn(session.log)
    replica = Replica(session.log[0].data)
    replica.add([change.data for change in session.log[1:]])
    return attribute(replica.encode(), past.written, past.authors())


async def _stored(file: Path, session: Session) -> tuple[int, float]:
    """Write the session as a server would, folding what is old, and close.

    Gives the document's number, and the median time of a folding while it was written, in ms.
    """
    log = SqliteDocumentLog(file, synchronous="NORMAL")
    await log.start()
    options = Options()
    folding, took, folded = Folding(log, options, LongProcess(long=options.long_at)), [], 0
    first = session.log[0]
    new = NewDocument(
        document=uuid4(),
        workspace=_WORKSPACE,
        path=_PATH,
        epoch=1,
        client=session.clients[0],
        seed=first.data,
        digest="",
        at=first.at,
    )
    number = (await log.begin(new)).number
    replica, bound = Replica(first.data), {session.clients[0]}
    for start in range(1, len(session.log), _CHECKPOINT_AT):
        some = session.log[start : start + _CHECKPOINT_AT]
        batches = []
        for change, client in zip(
            some, session.clients[start : start + _CHECKPOINT_AT], strict=True
        ):
            fresh = [] if client in bound else [(client, change.member)]
            bound.add(client)
            update = (change.member, change.data)
            batches.append(Batch(number, change.sequence, change.at, [update], fresh))
        await _append(log, batches)
        replica.add([change.data for change in some])
        await log.checkpoint(number, some[-1].sequence, replica.encode())
        if some[-1].sequence - folded >= options.fold_busy_at:
            watch = _Watch()
            folded = await folding.fold(number)
            took.append(watch.lap())
    if len(session.log) - folded >= options.fold_at:  # now it is quiet
        await folding.fold(number)
    await log.stop()
    return number, statistics.median(took)


async def _append(log: SqliteDocumentLog, batches: list[Batch]) -> None:
    answers = []
    for batch in batches:
        answers.append(asyncio.get_running_loop().create_future())
        log.append(batch, answers[-1].set_result)
    for answer in await asyncio.gather(*answers):
        if isinstance(answer, BaseException):
            raise answer


async def _round(log: SqliteDocumentLog, number: int, replayed: list[Run]) -> measure.Figures:
    """Open the document, and ask for the first time who wrote it."""
    watch = _Watch()
    await _opened(log)
    figures = {"open ms": watch.lap()}
    segment = await log.segment(number)
    if segment is None:
        raise LookupError(number)
    runs = told(runs_of(segment), authors(segment.stretches))
    figures["attribution ms"] = watch.lap()
    figures["runs"] = len(runs)
    if runs != replayed:
        msg = "the text was not written by whom it says"
        raise ValueError(msg)
    return figures


async def _opened(log: SqliteDocumentLog) -> Replica:
    stored = await log.find(_WORKSPACE, _PATH)
    if stored is None:
        raise LookupError(_PATH)
    replica = Replica(stored.checkpoint)
    replica.add(stored.updates)
    replica.text()
    return replica


async def _past(log: SqliteDocumentLog, number: int, texts: dict[int, str]) -> measure.Figures:
    """Rebuild past texts and compare them."""
    took = []
    for sequence, text in texts.items():
        watch = _Watch()
        replica = Replica()
        replica.add(await log.state_at(number, sequence))
        rebuilt = replica.text()
        took.append(watch.lap())
        if rebuilt != text:
            msg = f"the text as of update {sequence} is not what it was"
            raise ValueError(msg)
    return {
        "past texts that were compared": len(took),
        "past text ms": statistics.median(took),
        "past text, longest ms": max(took),
    }


async def _taking_back(log: SqliteDocumentLog, number: int, session: Session) -> measure.Figures:
    """Plan to take back all that one author did."""
    watch = _Watch()
    segment = await log.segment(number)
    if segment is None:
        raise LookupError(number)
    last = session.log[-1]
    act = Act(last.member or UUID(int=0), 0, last.at)
    planned = plan(kept([], unpacked_state(segment.state)), past_of(segment).record, [], act)
    return {"taking one author back ms": watch.lap(), "its edits": len(planned.edits)}


async def _type_on(log: SqliteDocumentLog, number: int, session: Session) -> None:
    """Type more, here and there, after what was folded."""
    doc: pycrdt.Doc[pycrdt.Text] = pycrdt.Doc(client_id=77)
    doc.apply_update((await _opened(log)).encode())
    text = doc.get("content", type=pycrdt.Text)
    updates: list[bytes] = []
    doc.observe(lambda event: updates.append(event.update))
    chance = Random(3)
    for _ in range(_MORE):
        text.insert(chance.randrange(len(text)), "x")
    last = session.log[-1]
    batches = [
        Batch(number, last.sequence + n, last.at, [(last.member, update)], ())
        for n, update in enumerate(updates, 1)
    ]
    batches[0] = batches[0]._replace(fresh=[(doc.client_id, last.member)])
    await _append(log, batches)


async def _after_more(log: SqliteDocumentLog, number: int) -> measure.Figures:
    """Ask who wrote the text after more was typed: all but the last of it, then that one too."""
    segment = await log.segment(number)
    if segment is None:
        raise LookupError(number)
    rows = await log.history(number, after=segment.sequence, limit=2 * _MORE)
    changes = [Change(one.sequence, one.member, one.at, one.data) for one in rows]
    replica, states = Replica(unpacked_state(segment.state)), []
    for some in (changes[:-1], changes[-1:]):
        replica.add([one.data for one in some])
        states.append(replica.encode())
    watch = _Watch()
    credit = _told_on(credit_of(await log.segment(number)), changes[:-1], states[0])
    figures = {f"attribution after {_MORE} more ms": watch.lap()}
    credit = _told_on(credit, changes[-1:], states[1])
    figures["attribution after one more ms"] = watch.lap()
    past = past_of(segment)
    past.learn(changes)
    if told(credit.runs, past.authors()) != attribute(states[1], past.written, past.authors()):
        raise ValueError(credit.sequence)
    return figures


def _told_on(credit: Credit, changes: list[Change], state: bytes) -> Credit:
    if (later := told_on(credit, changes, state)) is None:
        raise LookupError(credit.sequence)
    told(later.runs, later.authors())
    return later


class _Watch:
    """Counts milliseconds from lap to lap."""

    def __init__(self) -> None:
        self._begun = time.perf_counter()

    def lap(self) -> float:
        """Give the time since the last lap."""
        now = time.perf_counter()
        passed, self._begun = (now - self._begun) * 1000, now
        return passed
