"""Work on long documents in a process: what comes out is what comes out in a thread."""

import pytest

from sala.collab.adapters.long_work import LongProcess
from sala.collab.domain.attribution import Change, labelled, text_of
from sala.collab.domain.past import Past, authors
from sala.collab.domain.replica import Unusable, collected, kept
from sala.collab.domain.segments import state_at, unpacked_state
from tests.collab.authors import Authors

STEPS = [
    (("type", "replace", "delete")[n % 3], n * 2 % 3, n * 7 % 19, n % 4 + 2) for n in range(60)
]


@pytest.fixture
def written():
    return Authors("seed 𝄞").run(STEPS).log


@pytest.fixture
def elsewhere():
    return LongProcess(long=1)


async def test_a_process_makes_the_segment_that_a_thread_makes(written, elsewhere):
    here = LongProcess(long=1 << 30)
    first, nothing = await here.fold(None, written[:20], [])
    assert nothing is None
    assert (await elsewhere.fold(None, written[:20], []))[0] == first
    whole, rest = await elsewhere.fold(first, written[20:], [])
    assert whole == (await here.fold(first, written[20:], []))[0]
    assert rest.state == collected(unpacked_state(whole.state))
    assert whole.sequence == len(written)


async def test_a_process_tells_who_wrote_a_text_and_what_it_was(written, elsewhere):
    segment, _ = await elsewhere.fold(None, written[:20], [])
    past = Past()
    past.learn(written)
    state = kept([change.data for change in written])
    labels, stretches = await elsewhere.labels(state, segment, written[20:], [])
    assert list(labels) == list(labelled(state, past.written))
    assert authors(stretches) == past.authors()
    assert await elsewhere.past_text(segment, 11) == text_of(state_at(segment, 11))


async def test_what_cannot_be_taken_in_is_said_by_a_process_too(written, elsewhere):
    early = [*written[:3], Change(4, None, 0, written[-1].data)]
    with pytest.raises(Unusable):
        await elsewhere.fold(None, early, [])


def test_what_is_passed_on_is_what_came():
    assert list(LongProcess(long=1).resting(range(5))) == [0, 1, 2, 3, 4]
