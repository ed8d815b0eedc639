"""History that is kept for some days: what is older is forgotten, and the text never changes."""

from dataclasses import replace
from itertools import accumulate

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sala.collab.contract import (
    GetAttribution,
    GetPastText,
    GetTimeline,
    HistoryForgotten,
    MadeView,
    RestoreVersion,
    TakeBack,
    TakeBackUpdates,
)
from sala.collab.domain.attribution import attribute, text_of, told
from sala.collab.domain.files import Forgotten
from sala.collab.domain.folding import fold
from sala.collab.domain.forgetting import forget
from sala.collab.domain.past import authors
from sala.collab.domain.segments import past_of, runs_of, state_at, unpacked_state
from sala.collab.domain.structs import read_structs
from sala.collab.domain.taking_back import Act, plan
from sala.kernel.access import Caller, Role
from tests.collab.authors import MEMBERS, Authors, steps
from tests.collab.house import WORKSPACE, member
from tests.collab.waiting import eventually

HERE = {"workspace": WORKSPACE, "path": "a.txt"}
CLEO = Caller(member=member("cleo"), role=Role.EDITOR)
LATER = 10**18


def whose(segment):
    """Say for each character of a segment's text who wrote it, and when."""
    runs = told(runs_of(segment), authors(segment.stretches, segment.forgotten))
    return [(run.member, run.at) for run in runs for _ in range(run.length)]


def everything(state):
    """Give a state's text with all that was deleted and kept."""
    _, end = read_structs(state)
    return text_of(state[:end] + b"\x00")


@given(steps, st.integers(0, 42), st.integers(0, 42), st.sampled_from(["", "one two", "𝄞 seed"]))
@settings(deadline=None)
def test_what_is_younger_reads_as_before_and_what_is_older_is_gone(steps, age, length, seed):
    log = Authors(seed).run(steps)
    texts = [text for _, text in log.texts()]
    whole = fold(None, log.log[: max(1, length)], grain=1)
    left = forget(whole, before=age * 1_000, most=whole.sequence, grain=1)
    gone = left.forgotten
    old = [one for one in whole.stretches if one.ended < age * 1_000]
    assert gone == (old[-1].last if old and old[-1].last > 1 else 0)
    if not gone:
        assert left is whole
        return
    for sequence in range(gone, whole.sequence + 1):
        assert text_of(state_at(left, sequence)) == texts[sequence - 1]
    first, *rest = left.stretches
    assert rest == [one for one in whole.stretches if one.first > gone]
    assert (first.first, first.last, first.member) == (1, gone, None)
    assert first.ended <= age * 1_000
    # Who wrote what is kept of what is younger, and of nothing else.
    expected = [
        (who, at) if at in {one.ended for one in rest} else (Forgotten.OLD, first.ended)
        for who, at in whose(whole)
    ]
    assert whose(left) == expected
    past = past_of(left)
    assert attribute(log.state(left.sequence), past.written, past.authors()) == told(
        runs_of(left), past.authors()
    )
    assert {past.record.members[number] for number in range(1, gone + 1)} == {(None, first.ended)}
    assert all(sequence > gone for _, sequence in past.record.repeated)
    # Text that was deleted before is not kept among what was deleted.
    deleted = set("".join(texts[:gone])) - set("".join(texts[gone - 1 :]))
    assert deleted.isdisjoint(everything(unpacked_state(left.state)))
    # Folding goes on from it, and forgets more later.
    more = fold(left, log.log[whole.sequence :], grain=1)
    assert text_of(unpacked_state(more.state)) == texts[-1]
    assert more.forgotten == gone
    again = forget(more, before=LATER, most=more.sequence, grain=1)
    assert again.forgotten == more.sequence
    assert text_of(unpacked_state(again.state)) == texts[-1]
    assert len(again.stretches) == 1


@given(steps, st.integers(2, 42))
@settings(deadline=None)
def test_what_is_left_is_taken_back_as_before_and_what_is_forgotten_stays(steps, age):
    log = Authors("0123456789").run(steps)
    whole = fold(None, log.log, grain=1)
    left = forget(whole, before=age * 1_000, most=whole.sequence, grain=1)
    if left is whole:
        return
    young = left.stretches[1].begun if len(left.stretches) > 1 else LATER
    for who in (*MEMBERS, None):
        act = Act(who, young, LATER)
        before = plan(unpacked_state(whole.state), past_of(whole).record, (), act)
        after = plan(unpacked_state(left.state), past_of(left).record, (), act)
        brought = "".join(edit.text for edit in after.edits)
        assert set(brought) <= set("".join(edit.text for edit in before.edits))
        assert after.removed == before.removed
        old = plan(unpacked_state(left.state), past_of(left).record, (), Act(who, 0, young - 1))
        assert old.edits == []


def test_an_update_that_the_file_needs_is_not_forgotten():
    log = Authors("seed").run([("type", who, 0, 2) for who in (0, 1, 2)])
    whole = fold(None, log.log)
    assert [forget(whole, before=LATER, most=most).forgotten for most in range(5)] == list(
        accumulate([0, 0, 2, 3, 4], max)
    )


@pytest.fixture(params=[1 << 18, 1], ids=["in a thread", "in a process"])
def options(options, request):
    return replace(options, history_days=30, long_at=request.param)


@pytest.fixture
async def written(house, editors, room, root):
    """A text that Ada and Bob wrote in by turns: `three seed one` of `three two seed one`."""
    (root / "a.txt").write_text("seed")
    await editors.open("ada", room("a.txt"))
    await editors.open("bob", room("a.txt"))
    await editors("insert", id="ada", at=-1, text=" one")
    await editors("reads", id="bob", text="seed one")
    await editors("insert", id="bob", at=0, text="two ")
    await editors("reads", id="ada", text="two seed one")
    await editors("delete", id="ada", at=0, length=4)
    await editors("reads", id="bob", text="seed one")
    opened = house.rooms.at(WORKSPACE, "a.txt")
    await eventually(lambda: opened.room.sequence == 4 and opened.saver.written)
    return opened


@pytest.fixture
def ask(house):
    async def ask(message, **given):
        return await house.dispatcher.send(message(**HERE, **given), CLEO)

    return ask


async def test_nothing_is_forgotten_before_it_is_old(house, options, written, ask):
    before = await ask(GetTimeline)
    await house.forget(options, days=29)
    assert await ask(GetTimeline) == before
    assert (await ask(GetPastText, sequence=3)).text == "two seed one"


async def test_what_is_too_old_is_refused_by_name_and_the_text_is_nobodys(
    house, options, written, ask, editors, root
):
    await ask(GetTimeline)  # what was learnt is let go of, too
    await house.forget(options, days=31)
    assert written.room.folded == 4
    [first] = await ask(GetTimeline)
    assert (first.first, first.last, first.member, first.forgotten) == (1, 4, None, True)
    [run] = (await ask(GetAttribution)).runs
    assert (run.length, run.member, run.cause, run.forgotten) == (8, None, None, True)
    assert (await ask(GetPastText, sequence=4)).text == "seed one"
    for refused in (
        ask(GetPastText, sequence=3),
        ask(RestoreVersion, sequence=3),
        house.dispatcher.send(
            TakeBackUpdates(workspace=WORKSPACE, updates=[MadeView(path="a.txt", made=4)]), CLEO
        ),
    ):
        with pytest.raises(HistoryForgotten, match="history_days keeps 30 days"):
            await refused
    span = {"since": first.begun, "until": first.ended}
    assert await ask(TakeBack, member=None, **span) == []
    await editors("insert", id="bob", at=-1, text="!")
    await editors("reads", id="ada", text="seed one!")
    await eventually(lambda: (root / "a.txt").read_text() == "seed one!")
    runs = (await ask(GetAttribution)).runs
    assert [(run.length, run.member, run.forgotten) for run in runs] == [
        (8, None, True),
        (1, member("bob"), False),
    ]
    await house.forget(options, days=31)
    assert [run.forgotten for run in (await ask(GetAttribution)).runs] == [True]
    assert written.room.replica.text() == "seed one!"
