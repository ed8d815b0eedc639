"""A few seeds of the simulation, and proof that it finds what it looks for."""

import asyncio
from collections.abc import Callable

import pytest
import structlog

from bench.simulation import silence
from bench.simulation.life import Parts
from bench.simulation.log import SimulatedLog, Tables
from bench.simulation.programs import told_apart
from bench.simulation.shrinking import replay, shortest
from bench.simulation.steps import script
from sala.collab.ports import Batch, Committed
from sala.kernel.logs import configure
from sala.kernel.settings import LogSettings
from tests.suites.document_history import DocumentHistorySuite

STEPS = 500


@pytest.fixture(autouse=True)
def _quiet():
    silence()
    yield
    structlog.reset_defaults()
    configure(LogSettings(format="json"))


@pytest.mark.parametrize("seed", range(2000, 2006))
def test_nothing_is_lost_or_doubled_and_everything_comes_to_rest_with(seed):
    outcome = replay(seed, STEPS)
    assert outcome.violation is None
    assert outcome.steps == STEPS + 1
    assert outcome.marks > 50


def test_a_seed_plays_the_same_twice():
    first, second = replay(11, STEPS), replay(11, STEPS)
    assert first.trace == second.trace
    assert first.counts == second.counts
    assert replay(12, STEPS).trace != first.trace


class Hasty(SimulatedLog):
    """Says that updates are durable a fifth of a second before they are."""

    def append(self, batch: Batch, done: Committed) -> None:
        done(batch.first + len(batch.updates) - 1)
        asyncio.get_running_loop().call_later(0.2, super().append, batch, lambda _: None)


class Forgetful(SimulatedLog):
    """Gives the present text where the one that file and document agreed on is asked for."""

    async def state_at(self, number: int, sequence: int) -> list[bytes]:
        del sequence
        return await super().state_at(number, 1 << 40)


@pytest.mark.parametrize(
    ("parts", "kinds"),
    [
        pytest.param(Parts(log=Hasty), {"lost"}, id="acknowledging before the commit"),
        pytest.param(Parts(checked=False), {"lost"}, id="saving without a look at the file"),
        pytest.param(Parts(log=Forgetful), {"lost", "twice", "back"}, id="no agreed base"),
        pytest.param(Parts(deaf=1), {"restless"}, id="a watch that hears nothing"),
    ],
)
def test_the_simulation_finds(parts, kinds):
    found = next(seed for seed in range(60) if replay(seed, STEPS, parts).violation is not None)
    outcome = replay(found, STEPS, parts)
    assert outcome.violation is not None
    assert outcome.violation.kind in kinds
    assert replay(found, STEPS).violation is None


def test_what_is_found_is_made_short_and_still_breaks():
    parts = Parts(checked=False)
    seed = next(seed for seed in range(20) if replay(seed, 200, parts).violation)
    steps, violation = shortest(seed, script(seed, 200), parts, tries=120)
    assert len(steps) < 100
    assert violation.kind == replay(seed, 200, parts).violation.kind


NOTES = "one\nnote A\n", "one\nnote B\n"


@pytest.mark.parametrize(
    ("new", "seen", "told"),
    [
        pytest.param(NOTES[0], "one\n", True, id="a line more"),
        pytest.param(NOTES[0], "a whole line before\none\n", True, id="a line elsewhere"),
        pytest.param(NOTES[1], NOTES[0], False, id="a line like one that is being taken in"),
    ],
)
def test_whether_it_can_be_told_what_a_program_began_from(new, seen, told):
    assert told_apart("one\n", new, ["one\n"], seen=seen) is told


class TestSimulatedLog(DocumentHistorySuite):
    at_once = True

    def make(self, store: Tables) -> SimulatedLog:
        pause: Callable[[], float] = lambda: 0.0  # noqa: E731
        return SimulatedLog(store, pause=pause, at_once=self.at_once)

    def execute(self, store: Tables, sql: str) -> None:
        store.connection.execute(sql)

    @pytest.fixture
    def store(self) -> Tables:
        return Tables()


class TestSimulatedLogWithAWriter(TestSimulatedLog):
    at_once = False
