"""Who wrote each character: told by the ids of the log, compared with a replay letter by letter."""

import pycrdt
from hypothesis import example, given, settings
from hypothesis import strategies as st

from sala.collab.domain.attribution import (
    Change,
    Copied,
    Run,
    attribute,
    layout,
    text_of,
    together,
)
from sala.collab.domain.ids import Labels, Span, joined, overlaid
from tests.collab.authors import MEMBERS, Authors, instants, remembered, steps

ADA, BOB, _ = MEMBERS


def attributed(authors, copied=(), instants=()):
    record = remembered(authors.log, instants)[0].record
    return attribute(authors.state(), record.written, record.members, copied)


@given(steps, instants, st.sampled_from(["", "one two", "𝄞 seed"]))
@settings(deadline=None)
def test_attribution_equals_a_replay_of_the_log_update_by_update(steps, instants, seed):
    authors = Authors(seed).run(steps)
    written = {}
    text = ""
    for change, text in authors.texts():
        for character in text:
            written.setdefault(character, (change.member, change.at))
    runs = attributed(authors, instants=instants)
    told = [(run.member, run.at) for run in runs for _ in range(run.length)]
    assert told == [written.get(character, (None, 1_000)) for character in text]
    assert [run.start for run in runs] == [
        sum(run.length for run in runs[:index]) for index in range(len(runs))
    ]


def test_an_empty_text_has_no_runs():
    authors = Authors()
    assert attributed(authors) == []


def test_more_updates_than_fit_into_one_letter_are_told_apart():
    doc = pycrdt.Doc(client_id=5)
    content = doc.get("content", type=pycrdt.Text)
    content.insert(0, "abc")
    numbers = layout(doc.get_update(), lambda _: [(1, 3), (1, 40_000), (1, (1 << 30) - 1)])
    assert list(numbers) == [3, 40_000, (1 << 30) - 1]


def test_what_was_deleted_lies_in_its_place_when_it_was_kept():
    doc = pycrdt.Doc(client_id=5, skip_gc=True)
    content = doc.get("content", type=pycrdt.Text)
    content.insert(0, "abcdef")
    del content[1:3]
    content.insert(2, "X")
    state = doc.get_update()

    def clocks(span):
        return [(1, clock + 1) for clock in range(span.start, span.end)]

    assert list(layout(state, clocks)) == [1, 4, 7, 5, 6]
    assert list(layout(state, clocks, deleted=True)) == [1, 2, 3, 4, 7, 5, 6]
    assert text_of(state) == "adXef"


def test_a_character_that_came_back_keeps_its_author():
    authors = Authors("seed")
    authors.step("type", 0, 0, 2)
    again = pycrdt.Doc(client_id=900)
    again.apply_update(authors.state())
    before = again.get_state()
    with again.transaction():
        content = again.get("content", type=pycrdt.Text)
        del content[0 : len(str(content)[:2].encode())]
        content.insert(0, "ab")
    authors.keep(BOB, again.get_update(before))
    copied = [Copied(Span(900, 0, 2), 100, 0)]
    assert attributed(authors)[0] == Run(0, 2, BOB, 3_000)
    assert attributed(authors, copied)[0] == Run(0, 2, ADA, 2_000)


def test_what_one_wrote_within_a_while_is_told_together():
    runs = [Run(0, 1, ADA, 10), Run(1, 2, ADA, 15), Run(3, 1, ADA, 90), Run(4, 1, BOB, 91)]
    assert together(runs, within=10) == [Run(0, 3, ADA, 15), Run(3, 1, ADA, 90), Run(4, 1, BOB, 91)]


@given(st.lists(st.tuples(st.integers(1, 2), st.integers(0, 20), st.integers(0, 8))))
@example([(1, clock, 1) for clock in (7, 6, 5, 4, 11, 12, 13, 14)])
def test_the_first_label_of_a_clock_stays(added):
    labels, model = Labels(), {}
    for label, (client, start, length) in enumerate(added, 1):
        wanted = [clock for clock in range(start, start + length) if (client, clock) not in model]
        fresh = labels.add(Span(client, start, start + length), label)
        assert [clock for span in fresh for clock in range(span.start, span.end)] == wanted
        model |= {(client, clock): label for clock in wanted}
    for client in (1, 2):
        pieces = [(a, b, label) for a, b, label in labels.over(Span(client, 0, 40))]
        assert [label for a, b, label in pieces for _ in range(a, b)] == [
            model.get((client, clock), 0) for clock in range(40)
        ]
    assert {(span.client, c): n for span, n in labels for c in range(span.start, span.end)} == model
    for wanted in ([(1, 2)], [(2, 5), (7, 9)], []):
        ids = [(client, clock) for client, clock in sorted(model)]
        assert clocks(labels.among(wanted)) == [
            one for one in ids if any(first <= model[one] < stop for first, stop in wanted)
        ]


def clocks(ranges):
    return sorted(
        (client, clock)
        for client, theirs in ranges.items()
        for start, end in theirs
        for clock in range(start, end)
    )


@given(st.lists(st.lists(st.tuples(st.integers(1, 2), st.integers(0, 20), st.integers(1, 8)))))
def test_ranges_that_lie_over_each_other_are_told_apart(kinds):
    ranges = {
        1 << kind: {
            client: joined([(start, start + size) for one, start, size in found if one == client])
            for client in (1, 2)
        }
        for kind, found in enumerate(kinds)
    }
    labels = Labels(overlaid(ranges))
    for client in (1, 2):
        for clock in range(30):
            kinds = [kind for kind, found in ranges.items() if (client, clock) in clocks(found)]
            assert labels.at(client, clock) == sum(kinds)


def test_a_repeated_update_changes_nobodys_credit():
    authors = Authors("seed")
    authors.step("type", 0, 0, 2)
    authors.keep(BOB, authors.log[-1].data)
    assert attributed(authors)[0].member == ADA
    assert authors.log[-1] == Change(3, BOB, 3_000, authors.log[1].data)
