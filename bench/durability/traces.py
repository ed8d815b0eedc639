"""Real editing sessions typed by twenty people in turn, while the server dies again and again.

The trace's own end is the oracle. Whoever's turn it is has seen everything before; some are cut
off now and then and come back. Every third death is an orderly stop, which keeps checkpoints.
"""

from __future__ import annotations

import asyncio
import gzip
import json
import os
import random
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from bench.durability.house import House
from sala.gateway.drill.editor import Editor, meet
from sala.gateway.drill.rounds import read

TRACES = ("automerge-paper", "rustcode")
PEOPLE = 20
TURN = 100
"""Transactions of a turn, in four messages."""
_EDIT = 25
DEATHS = 24
"""How often, about, the server dies in a session, whatever its length."""
_DATA = Path(__file__).parents[3] / "shared" / "data"

Patch = tuple[int, int, str]
"""Position in code points, how many are deleted there, what is inserted."""


@dataclass(frozen=True, kw_only=True)
class Trace:
    """A session: from what, through which transactions, to what."""

    start: str
    end: str
    transactions: Sequence[Sequence[Patch]]


def load(name: str) -> Trace | None:
    """Read a trace where the data of others is kept; None when it is not there."""
    path = Path(os.environ.get("SALA_TEST_DATA", _DATA)) / "traces" / f"{name}.json.gz"
    if not path.exists():
        return None
    found = json.loads(gzip.decompress(path.read_bytes()))
    return Trace(
        start=found["startContent"],
        end=found["endContent"],
        transactions=[one["patches"] for one in found["txns"]],
    )


def run(name: str, *, seed: int = 1, most: int | None = None) -> dict[str, object]:
    """Replay a trace (`most` of its transactions); give what was counted."""
    trace = load(name)
    if trace is None:
        print(f"{name} is skipped: no such trace in ../shared/data or $SALA_TEST_DATA")
        return {"skipped": "the trace is absent"}
    with tempfile.TemporaryDirectory(prefix="sala-bench-") as folder:
        house = House(Path(folder))
        try:
            house.wait()
            house.prepare(rooms=1, size=0)
            replay = _Replay(house, trace, random.Random(seed))
            return asyncio.run(replay.play(trace.transactions[:most]))
        finally:
            house.kill()
            house.log.close()


class _Replay:
    def __init__(self, house: House, trace: Trace, dice: random.Random) -> None:
        self._house = house
        self._trace = trace
        self._dice = dice
        self._text = trace.start
        self._people = [Editor(house.url(0), house.token) for _ in range(PEOPLE)]
        self._turn = self._turns = 0
        self._kills = self._stops = self._cuts = 0

    async def play(self, transactions: Sequence[Sequence[Patch]]) -> dict[str, object]:
        """Type it all, wait until everybody has it, compare."""
        begun = time.monotonic()
        await asyncio.gather(*(one.connect() for one in self._people))
        dying = asyncio.create_task(self._die())
        last = self._people[0]
        self._turns = len(transactions) // TURN + 1
        for turn, first in enumerate(range(0, len(transactions), TURN)):
            self._turn = turn
            person = self._people[turn % PEOPLE]
            await self._seen(person, last)
            for at in range(first, min(first + TURN, len(transactions)), _EDIT):
                patches = [
                    patch
                    for transaction in transactions[at : min(at + _EDIT, first + TURN)]
                    for patch in transaction
                ]
                person.edit(partial(self._type, person, patches))
            last = person
            if self._dice.random() < 0.02:
                self._dice.choice(self._people).hang_up()
                self._cuts += 1
            if dying.done():
                dying.result()
        dying.cancel()
        await asyncio.gather(dying, return_exceptions=True)
        if self._house.process.poll() is not None:
            await self._house.back()
        await asyncio.gather(*(one.connect() for one in self._people))
        await meet(self._people, within=60)
        text = await read(self._house, 0)
        end = self._text if len(transactions) < len(self._trace.transactions) else self._trace.end
        filed = await self._house.file_holds(0, end)
        missing, more = Counter(end), Counter(text)
        lost, doubled = (missing - more).total(), (more - missing).total()
        same = text == end and all(str(one) == end for one in self._people)
        return {
            "people": PEOPLE,
            "transactions": len(transactions),
            "seconds": round(time.monotonic() - begun, 1),
            "kills": self._kills,
            "orderly_stops": self._stops,
            "cut_off": self._cuts,
            "characters": len(end),
            "characters_lost": lost,
            "characters_doubled": doubled,
            "everybody_has_the_end": same,
            "file_has_the_end": filed,
            "met": same and filed,
        }

    def _type(self, person: Editor, patches: Sequence[Patch]) -> None:
        for at, deleted, inserted in patches:
            start = len(self._text[:at].encode())
            if deleted:
                end = start + len(self._text[at : at + deleted].encode())
                del person.text[start:end]
            if inserted:
                person.text.insert(start, inserted)
            self._text = self._text[:at] + inserted + self._text[at + deleted :]

    async def _seen(self, person: Editor, last: Editor) -> None:
        """Wait until a person reads what the one before them left, whatever happens meanwhile."""
        wanted = last.vector()
        while True:
            await asyncio.gather(person.connect(within=60), last.connect(within=60))
            mine = person.vector()
            if (
                all(mine.get(client, 0) >= clock for client, clock in wanted.items())
                and str(person) == self._text
            ):
                return
            await asyncio.sleep(0.0005)

    async def _die(self) -> None:
        """Let the server die and come back, again and again."""
        for number in range(1_000_000):
            life = self._turns * self._dice.uniform(0.5, 1.5) / DEATHS
            until = self._turn + max(1, round(life))
            while self._turn < until:  # noqa: ASYNC110 - turns are counted, nobody is told
                await asyncio.sleep(0.002)
            if number % 3 == 2:
                await asyncio.to_thread(self._house.end)
                self._stops += 1
            else:
                self._house.kill()
                self._kills += 1
            await self._house.back()
