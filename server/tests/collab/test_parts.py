"""A state in parts: they make what the whole makes, and a copy made of them is like another."""

from hypothesis import given, settings
from hypothesis import strategies as st

from sala.collab.domain.parts import (
    Rest,
    clocks_at,
    cut_in_parts,
    make_the_same,
    updates_of,
)
from sala.collab.domain.past import Past
from sala.collab.domain.replica import Replica, collected, kept
from sala.collab.handlers.waking import Waking
from tests.collab.authors import Authors, steps

STEPS = [("type" if n % 3 else "replace", n * 2 % 3, n * 7 % 19, n % 4 + 2) for n in range(30)]
instants = st.lists(st.integers(1, 42), max_size=4)


def rest_of(log, instants):
    """Give a log's state, cut where it was after some of its updates."""
    past = Past()
    past.learn(log)
    state = collected(kept([change.data for change in log]))
    times = sorted({min(instant, len(log)) for instant in instants})
    return Rest(state, cut_in_parts(state, clocks_at(past.record.written, times)))


@given(steps, instants, st.sampled_from(["", "one two", "𝄞 seed"]))
@settings(deadline=None)
def test_parts_make_what_the_whole_makes(steps, instants, seed):
    log = Authors(seed).run(steps).log
    rest = rest_of(log, instants)
    assert make_the_same(rest.state, rest.parts)
    updates = list(updates_of(rest.state, rest.parts))
    assert len(updates) <= len(set(instants)) + 1
    assert sum(map(len, updates)) <= len(rest.state) + 30 * len(updates)


@given(steps, instants, st.integers(1, 42), st.integers(0, 5))
@settings(deadline=None)
def test_a_copy_made_of_parts_goes_on_like_another(steps, instants, begun, pause):
    log = Authors("one").run(steps).log
    begun = min(begun, len(log))
    rest = rest_of(log[:begun], instants)
    replica, plain = Replica(rest.state, rest), Replica(rest.state)
    for count, change in enumerate(log[begun:]):
        replica.add([change.data])
        plain.add([change.data])
        if count == pause:
            replica.evict()
        if replica.asleep:
            awake(replica)
            assert not replica.asleep
        assert replica.text() == plain.text()
        assert replica.vector() == plain.vector()
    assert replica.deleted() == plain.deleted()


def awake(replica):
    """Make the live copy of what it is at rest in."""
    *_, doc = replica.rest.made()
    replica.wake(replica.rest, doc)


def test_parts_of_which_one_is_missing_are_told():
    log = Authors("one").run(STEPS).log
    rest = rest_of(log, [10, 20])
    _, *later = rest.parts.parts
    assert len(later) == 2
    assert make_the_same(rest.state, rest.parts)
    assert not make_the_same(rest.state, rest.parts._replace(parts=later))


async def test_what_was_typed_while_a_copy_was_made_is_in_it():
    log = Authors("one").run(STEPS).log
    rest = rest_of(log[:5], [2, 3, 4])
    replica = Replica(rest.state, rest)
    waking = Waking(replica)
    for change in log[5:]:
        replica.add([change.data])
    await waking.awake()
    assert not replica.asleep
    plain = Replica(log[0].data)
    plain.add([change.data for change in log[1:]])
    assert replica.text() == plain.text()


def test_what_waits_to_be_taken_in_is_on_top_of_the_parts_a_document_is_put_to_rest_in():
    log = Authors("one").run(STEPS).log
    replica, plain = (Replica(kept([change.data for change in log[:20]])) for _ in range(2))
    for one in (replica, plain):
        one.add([change.data for change in log[20:]])
    replica.put_to_rest(rest_of(log[:20], [5, 10]))
    assert replica.asleep
    awake(replica)
    assert replica.text() == plain.text()


async def test_who_cannot_wait_for_a_copy_makes_it_at_once_and_that_one_stays():
    log = Authors("one").run(STEPS).log
    rest = rest_of(log[:5], [2, 3, 4])
    replica = Replica(rest.state, rest)
    *_, late = rest.made()
    replica.add([change.data for change in log[5:]])
    text = replica.text()
    replica.wake(rest, late)
    assert replica.text() == text
