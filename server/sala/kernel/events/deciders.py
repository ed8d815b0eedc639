"""Deciders: the shell around a pure decision. Load, fold, decide, append, and wait to be seen."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from typing import Generic, TypeVar

from sala.kernel.access import Caller
from sala.kernel.events.log import EventLog, VersionConflict
from sala.kernel.messages import Event

State = TypeVar("State")

Settled = Callable[[int], Awaitable[None]]
"""Returns once every projection has applied the facts up to a position."""

_TRIES = 5


class Decider(Generic[State]):
    """Runs decisions on streams of one kind of state.

    `evolve` folds one event; `initial` is the state before the first. `execute` answers with the
    state after the decision, and returns when the caller's own queries would see it.
    """

    def __init__(
        self,
        log: EventLog,
        *,
        initial: State,
        evolve: Callable[[State, Event], State],
        settled: Settled,
    ) -> None:
        self._log = log
        self._initial = initial
        self._evolve = evolve
        self._settled = settled

    async def load(self, stream: str) -> tuple[State, int]:
        """Fold a stream; give its state and version."""
        entries = await self._log.read(stream)
        state = self._initial
        for entry in entries:
            state = self._evolve(state, entry.event)
        return state, len(entries)

    async def execute(
        self, stream: str, decide: Callable[[State], Sequence[Event]], caller: Caller
    ) -> State:
        """Decide on the current state and append what was decided; try again after a conflict.

        Raises whatever refusal `decide` raises, or VersionConflict after five lost races.
        """
        for attempt in range(_TRIES):
            state, version = await self.load(stream)
            events = decide(state)
            if not events:
                return state
            try:
                position = await self._log.append(
                    stream, events, expected=version, actor=caller.member, cause=caller.request
                )
            except VersionConflict:
                if attempt == _TRIES - 1:
                    raise
                continue
            for event in events:
                state = self._evolve(state, event)
            await self._settled(position)
            return state
        raise AssertionError  # pragma: no cover - the loop returns or raises
