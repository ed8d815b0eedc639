"""A long document's history: its size, opening it, who wrote it, past texts, taking back.

The session that Automerge's authors recorded, given twenty authors and the weeks it took, stored
update by update in SQLite. Skipped, saying so, where the recording is not at hand.
"""

from __future__ import annotations

import asyncio
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from random import Random
from uuid import UUID, uuid4

from bench import measure
from bench.history import trace
from sala.collab.adapters.sqlite_documents import SqliteDocumentLog
from sala.collab.domain.attribution import Change, attribute
from sala.collab.domain.replica import Replica, kept
from sala.collab.domain.taking_back import Act, plan
from sala.collab.handlers.history import Known
from sala.collab.ports import Batch, NewDocument

_CHECKPOINT_AT = 1_000
_PAST = 40
_WORKSPACE = UUID(int=7)
_PATH = "paper.txt"

BARS = {
    "disk kB": 350.0,
    "open ms": 60.0,
    "attribution ms": 50.0,
    "past text ms": 200.0,
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
    with tempfile.TemporaryDirectory(prefix="sala-bench-") as folder:
        file = Path(folder) / "documents.sqlite"
        number = asyncio.run(_stored(file, session))
        figures = {"disk kB": file.stat().st_size / 1000}
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
        figures = measure.medians([await _round(log, number, session) for _ in range(rounds)])
        figures["past text ms"] = await _past(log, number, session.texts)
    finally:
        await log.stop()
    return figures


async def _stored(file: Path, session: Session) -> int:
    """Write the session as a server would, and close; give the document's number."""
    log = SqliteDocumentLog(file, synchronous="NORMAL")
    await log.start()
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
    loop = asyncio.get_running_loop()
    for start in range(1, len(session.log), _CHECKPOINT_AT):
        some = session.log[start : start + _CHECKPOINT_AT]
        answers = []
        for change, client in zip(
            some, session.clients[start : start + _CHECKPOINT_AT], strict=True
        ):
            fresh = [] if client in bound else [(client, change.member)]
            bound.add(client)
            answers.append(loop.create_future())
            log.append(
                Batch(number, change.sequence, change.at, [(change.member, change.data)], fresh),
                answers[-1].set_result,
            )
        for answer in await asyncio.gather(*answers):
            if isinstance(answer, BaseException):
                raise answer
        replica.add([change.data for change in some])
        await log.checkpoint(number, some[-1].sequence, replica.encode())
    await log.stop()
    return number


async def _round(log: SqliteDocumentLog, number: int, session: Session) -> measure.Figures:
    watch = _Watch()
    stored = await log.find(_WORKSPACE, _PATH)
    if stored is None:
        raise LookupError(_PATH)
    replica = Replica(stored.checkpoint)
    replica.add(stored.updates)
    replica.text()
    figures = {"open ms": watch.lap()}
    known = Known()
    written = await log.history(number, after=0, limit=len(session.log))
    changes = [Change(one.sequence, one.member, one.at, one.data) for one in written]
    known.learn(changes)
    figures["reading the log once ms"] = watch.lap()
    state = replica.encode()
    watch.lap()
    runs = attribute(state, known.written, known.authors())
    figures["attribution ms"] = watch.lap()
    figures["runs"] = len(runs)
    member = session.log[-1].member or UUID(int=0)
    watch.lap()
    everything = kept([change.data for change in changes])
    planned = plan(everything, known.record, [], Act(member, 0, session.log[-1].at))
    figures["taking one author back ms"] = watch.lap()
    figures["its edits"] = len(planned.edits)
    return figures


async def _past(log: SqliteDocumentLog, number: int, texts: dict[int, str]) -> float:
    """Rebuild and compare past texts; give the longest time it took, in ms."""
    longest = 0.0
    for sequence, text in texts.items():
        watch = _Watch()
        replica = Replica()
        replica.add(await log.state_at(number, sequence))
        rebuilt = replica.text()
        longest = max(longest, watch.lap())
        if rebuilt != text:
            msg = f"the text as of update {sequence} is not what it was"
            raise ValueError(msg)
    return longest


class _Watch:
    """Counts milliseconds from lap to lap."""

    def __init__(self) -> None:
        self._begun = time.perf_counter()

    def lap(self) -> float:
        """Give the time since the last lap."""
        now = time.perf_counter()
        passed, self._begun = (now - self._begun) * 1000, now
        return passed
