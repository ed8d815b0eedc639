"""Followers at work: a task for each projection and reaction, retried with growing pauses."""

from __future__ import annotations

import asyncio
import math
from collections.abc import Sequence
from dataclasses import dataclass

import structlog
from sqlalchemy import Connection, delete

from sala.kernel.events.followers import Follower, Projection
from sala.kernel.events.log import Entry, EventLog
from sala.kernel.events.positions import Place, advance, held, places, put
from sala.kernel.events.tail import Tail
from sala.kernel.group_commit import Closed
from sala.kernel.messages import Event
from sala.kernel.refusals import Unavailable
from sala.kernel.tables import Tables

_SKIPPED = 1000
"""Facts a follower may pass over before it writes down where it stands."""
_REACTION_VERSION = 1

_log = structlog.get_logger("sala.followers")


@dataclass(frozen=True, slots=True, kw_only=True)
class Pauses:
    """Seconds between tries: the first, and the longest; each is twice the one before."""

    first: float = 0.1
    longest: float = 30.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Lag:
    """How far a follower has come, how many positions are left, and why it is stuck, if it is."""

    position: int
    behind: int
    failing: str = ""


@dataclass(slots=True, eq=False)
class _Run:
    follower: Follower
    listens: frozenset[type[Event]]
    position: int
    stored: int
    failing: str = ""
    failures: int = 0
    narrow: int = 0
    """How many facts to take one by one, to find the one in a batch that fails."""


class Behind(Unavailable):
    """A follower has not heard of what was stated just now."""

    code = "kernel.behind"
    title = "This is still being taken note of"


class Followers:
    """Runs followers over a log. `settled` is what makes callers read their own writes."""

    def __init__(
        self,
        log: EventLog,
        tables: Tables,
        followers: Sequence[Follower],
        *,
        pauses: Pauses | None = None,
        patience: float = 5.0,
    ) -> None:
        names = [follower.name for follower in followers]
        if len(set(names)) != len(names):
            msg = f"two followers share a name: {sorted(names)}"
            raise ValueError(msg)
        self._log = log
        self._tables = tables
        self._followers = followers
        self._tail = Tail(log)
        self._pauses = pauses or Pauses()
        self._patience = patience
        self._runs: list[_Run] = []
        self._projections: list[_Run] = []
        self._tasks: list[asyncio.Task[None]] = []
        self._waiting: set[tuple[int, asyncio.Future[None]]] = set()
        self._stepping: list[asyncio.Future[None]] = []

    async def start(self) -> None:
        """Start every follower; return when the projections that work have caught up."""
        follows = [(follower, _version(follower)) for follower in self._followers]
        begun = await self._tables.change(lambda connection: _begin(connection, follows))
        for follower, _ in follows:
            position = begun[follower.name]
            run = _Run(follower, frozenset(follower.listens), position, position)
            self._runs.append(run)
            if isinstance(follower, Projection):
                self._projections.append(run)
        self._tasks = [
            asyncio.create_task(self._follow(run), name=f"follower {run.follower.name}")
            for run in self._runs
        ]
        await self._reached(await self._log.head())

    async def stop(self) -> None:
        """Stop every follower and write down where each stands."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        at = {run.follower.name: run.position for run in self._runs if run.position > run.stored}

        def note(connection: Connection) -> None:
            for name, position in at.items():
                advance(connection, name, position)

        if at:
            await self._tables.change(note)
        self._runs.clear()
        self._projections.clear()
        self._wake()

    async def settled(self, position: int) -> None:
        """Return when every projection has applied the facts up to `position`.

        A projection that is failing is not waited for, nor anything longer than a few seconds:
        the fact is durable, and its caller must not hang on somebody else's fault.
        """
        if self._floor() >= position:
            return
        try:
            async with asyncio.timeout(self._patience):
                await self._reached(position)
        except TimeoutError:
            slow = [run.follower.name for run in self._projections if run.position < position]
            _log.warning("projections are late", position=position, projections=slow)

    async def caught_up(self, name: str) -> None:
        """Return when a follower has come to what is the last fact now, or is failing.

        Raises Behind when it takes longer than a few seconds.
        """
        head = await self._log.head()
        try:
            async with asyncio.timeout(self._patience):
                while any(
                    run.follower.name == name and run.position < head and not run.failing
                    for run in self._runs
                ):
                    await self._step()
        except TimeoutError:
            raise Behind(f"“{name}” has not come to fact {head} yet.") from None

    async def _step(self) -> None:
        """Wait until some follower has come on."""
        waiter = asyncio.get_running_loop().create_future()
        self._stepping.append(waiter)
        await waiter

    async def lag(self) -> dict[str, Lag]:
        """Tell how far each follower is, by name."""
        head = await self._log.head()
        return {
            run.follower.name: Lag(
                position=run.position, behind=max(0, head - run.position), failing=run.failing
            )
            for run in self._runs
        }

    async def _reached(self, position: int) -> None:
        if self._floor() >= position:
            return
        waiter = (position, asyncio.get_running_loop().create_future())
        self._waiting.add(waiter)
        try:
            await waiter[1]
        finally:
            self._waiting.discard(waiter)

    def _floor(self) -> float:
        return min((run.position for run in self._projections if not run.failing), default=math.inf)

    def _wake(self) -> None:
        stepping, self._stepping = self._stepping, []
        for waiter in stepping:
            if not waiter.done():
                waiter.set_result(None)
        if not self._waiting:
            return
        floor = self._floor()
        for position, future in self._waiting:
            if position <= floor and not future.done():
                future.set_result(None)

    async def _follow(self, run: _Run) -> None:
        while True:
            entries: Sequence[Entry] = ()
            try:
                await self._log.wait(run.position)
                entries = await self._tail.after(run.position)
                await self._take(run, entries[:1] if run.narrow else entries)
            except Closed:
                return
            except Exception as error:  # noqa: BLE001 - a follower outlives its faults, which are logged
                await self._failed(run, error, batch=len(entries))
            else:
                run.failures = 0
                run.failing = ""
                self._wake()

    async def _failed(self, run: _Run, error: Exception, *, batch: int) -> None:
        if isinstance(run.follower, Projection) and not run.narrow and batch > 1:
            run.narrow = batch  # at once, one by one: what comes before the fault shall land
            return
        run.failures += 1
        run.failing = f"after {run.position}: {error!r}"
        self._wake()
        pause = min(self._pauses.first * 2 ** (run.failures - 1), self._pauses.longest)
        _log.error(
            "a follower failed and will try again",
            follower=run.follower.name,
            after=run.position,
            failures=run.failures,
            pause=pause,
            exc_info=error,
        )
        await asyncio.sleep(pause)

    async def _take(self, run: _Run, entries: Sequence[Entry]) -> None:
        if not entries:
            return
        last = entries[-1].position
        heard = [entry for entry in entries if type(entry.event) in run.listens]
        if isinstance(run.follower, Projection):
            if heard:
                await self._apply(run, run.follower, heard, last)
            run.narrow = max(0, run.narrow - 1)
        else:
            for entry in heard:
                await run.follower.act(entry)
                run.position = entry.position
                await self._store(run)
        run.position = max(run.position, last)
        if run.position - run.stored >= _SKIPPED:
            await self._store(run)

    async def _apply(
        self, run: _Run, projection: Projection, heard: Sequence[Entry], last: int
    ) -> None:
        def change(connection: Connection) -> int:
            seen = held(connection, projection.name)
            for entry in heard:
                if entry.position > seen:
                    projection.apply(connection, entry)
            advance(connection, projection.name, last)
            return max(seen, last)

        run.position = run.stored = await self._tables.change(change)

    async def _store(self, run: _Run) -> None:
        name, position = run.follower.name, run.position
        await self._tables.change(lambda connection: advance(connection, name, position))
        run.stored = position


def _version(follower: Follower) -> int:
    return follower.version if isinstance(follower, Projection) else _REACTION_VERSION


def _begin(connection: Connection, follows: Sequence[tuple[Follower, int]]) -> dict[str, int]:
    """Give every follower its position; empty the tables of projections of another version."""
    known = places(connection)
    begun: dict[str, int] = {}
    for follower, version in follows:
        place = known.get(follower.name)
        if place is None or place.version != version:
            if isinstance(follower, Projection):
                for table in reversed(follower.tables):
                    connection.execute(delete(table))
            if place is not None:
                _log.info("rebuilding a projection", projection=follower.name, version=version)
            place = Place(0, version)
            put(connection, follower.name, place)
        begun[follower.name] = place.position
    return begun
