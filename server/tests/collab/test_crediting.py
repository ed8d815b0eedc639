"""Who wrote a text, told on from an earlier one: compared with all of it laid out anew."""

import pycrdt
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from sala.collab.domain.attribution import Change, attribute, told
from sala.collab.domain.crediting import credit_of, told_on
from sala.collab.domain.past import Past
from tests.collab.authors import MEMBERS, Authors, folded, instants, steps

ADA, BOB, _ = MEMBERS


def laid_out(log, state):
    past = Past()
    past.learn(log)
    return attribute(state, past.written, past.authors())


def typed(*, client=5):
    """Give a document, and the updates that its edits will be."""
    doc = pycrdt.Doc(client_id=client)
    updates = []
    doc.observe(lambda event: updates.append(event.update))
    return doc, doc.get("content", type=pycrdt.Text), updates


def logged(updates):
    """Have Ada and Bob make updates by turns."""
    return [Change(n, (ADA, BOB)[n % 2], n * 10, data) for n, data in enumerate(updates, 1)]


@given(steps, instants, st.lists(st.integers(1, 42)), st.sampled_from(["", "one two", "𝄞 seed é"]))
@example([("replace", 0, 0, 5), ("replace", 0, 1, 3), ("delete", 0, 2, 2)], [2], [3], "é𝄞漢 x")
@settings(deadline=None)
def test_who_wrote_a_text_is_told_on_from_an_earlier_one(steps, instants, asked, seed):
    written = Authors(seed).run(steps)
    log = written.log
    segment, _ = folded(log, instants)
    credit = credit_of(segment)
    for length in sorted({min(length, len(log)) for length in [*asked, len(log)]}):
        if length >= credit.sequence:
            state = written.state(length)
            credit = told_on(credit, log[credit.sequence : length], state)
            assert credit.sequence == length
            assert told(credit.runs, credit.authors()) == laid_out(log[:length], state)


def test_what_is_sent_again_is_nobody_elses():
    doc, content, updates = typed()
    content += "abc"
    del content[1:2]
    log = logged([updates[0], updates[0], *updates])
    credit = told_on(credit_of(None), log[:1], updates[0])
    credit = told_on(credit, log[1:], doc.get_update())
    assert list(credit.runs) == [(2, 1)]


def test_a_change_that_leaves_the_text_as_it_was_changes_nobodys_credit():
    doc, content, updates = typed()
    content += "abc"
    doc.get("other", type=pycrdt.Text).insert(0, "elsewhere")
    log = logged(updates)
    credit = told_on(credit_of(None), log[:1], updates[0])
    assert told_on(credit, log[1:], doc.get_update()).runs == credit.runs


def test_what_waits_for_an_update_that_never_came_is_not_told_on():
    _, content, updates = typed()
    for letter in "abc":
        content.insert(0, letter)
    log = logged([updates[0], updates[2]])
    assert told_on(credit_of(None), log, pycrdt.merge_updates(*(one.data for one in log))) is None


@pytest.mark.parametrize("earlier", [0, 2], ids=["came with it", "was there"])
def test_what_is_more_than_text_is_not_told_on(earlier):
    doc, content, updates = typed()
    content += "bold text"
    content.insert_embed(4, {"picture": 1})
    content += "!"
    log = logged(updates)
    before = pycrdt.Doc()
    for one in log[:earlier]:
        before.apply_update(one.data)
    credit = credit_of(None)._replace(sequence=earlier, state=before.get_update)
    assert told_on(credit, log[earlier:], doc.get_update()) is None


def test_bold_text_is_told_on():
    doc, content, updates = typed()
    content += "bold text"
    content.format(0, 4, {"bold": True})
    content.insert(2, "!")
    log = logged(updates)
    credit = told_on(credit_of(None), log[:1], updates[0])
    credit = told_on(credit, log[1:], doc.get_update())
    assert told(credit.runs, credit.authors()) == laid_out(log, doc.get_update())
    assert [length for length, _ in credit.runs] == [2, 1, 7]
