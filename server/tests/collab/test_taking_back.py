"""Taking back what one member did: everybody else's text stays, in every order of events."""

import pycrdt
from hypothesis import given, settings
from hypothesis import strategies as st

from sala.collab.domain.attribution import attribute, told
from sala.collab.domain.crediting import credit_of, told_on
from sala.collab.domain.forking import edited
from sala.collab.domain.structs import read_structs
from sala.collab.domain.taking_back import Act, plan
from tests.collab.authors import MEMBERS, Authors, folded, instants, remembered, steps

ADA, BOB, CLEO = MEMBERS
SEED = "0123456789"


class History:
    """A log that is folded now and then, and the takings back made in it."""

    def __init__(self, authors, instants=()):
        self.authors = authors
        self.instants = instants
        self.takings = []
        self._clients = iter(range(5_000, 6_000))

    def plan(self, member, since, until):
        past, kept = remembered(self.authors.log, self.instants)
        return plan(kept, past.record, self.takings, Act(member, since, until))

    def take_back(self, member, since=0, until=10**12, *, by=CLEO):
        """Take an act back in a change of its own; give when that was."""
        planned = self.plan(member, since, until)
        client = next(self._clients)
        update = edited(self.authors.state(), planned.edits, client=client)
        self.takings.append(planned.under(client))
        self.authors.keep(by, update)
        return self.authors.log[-1].at

    def authorship(self):
        copied = [one for taking in self.takings for one in taking.copied]
        past, _ = remembered(self.authors.log, self.instants)
        state, written = self.authors.state(), past.record.written
        runs = attribute(state, written, past.record.members, copied)
        segment, later = folded(self.authors.log, self.instants, copied)
        credit = told_on(credit_of(segment), later, state, copied, past.written)
        in_stretches = attribute(state, past.written, past.authors(), copied)
        assert told(credit.runs, past.authors()) == in_stretches
        text = self.authors.text()
        return [
            (letter, run.member, run.at)
            for run in runs
            for letter in text[run.start : run.start + run.length]
        ]


def replayed(authors):
    """Tell, from the texts alone: who wrote each character, and who made it go, and when."""
    wrote, went, before = {}, {}, ""
    for change, text in authors.texts():
        for letter in text:
            wrote.setdefault(letter, change)
        for letter in set(before) - set(text):
            went[letter] = change
        before = text
    return wrote, went


def in_order(text, letters):
    return [letter for letter in text if letter in letters]


@given(steps, instants, st.integers(0, 2), st.integers(0, 40), st.integers(0, 40))
@settings(deadline=None)
def test_what_one_did_is_gone_and_what_others_did_stays(steps, instants, who, begin, length):
    authors = Authors(SEED).run(steps)
    member, since, until = MEMBERS[who], begin * 1_000, (begin + length) * 1_000
    wrote, went = replayed(authors)
    before = authors.text()
    history = History(authors, instants)
    authorship = {letter: rest for letter, *rest in history.authorship()}
    history.take_back(member, since, until)
    after = authors.text()

    def acted(change):
        return change.member == member and since <= change.at <= until

    taken = {letter for letter, change in wrote.items() if acted(change)}
    others = {letter for letter in before if letter not in taken}
    assert not taken & set(after)
    assert in_order(after, others) == in_order(before, others)
    also = deleted_by_others(authors, member)
    first = next(iter(went), "")  # it may be in lists of all deletions, and counts for nobody else
    unsaid = deleted_untold(authors, member, {one for one in went if went[one] is went[first]})
    for letter, change in went.items():
        if letter in unsaid and acted(change) and letter not in taken:
            continue  # others did delete it: whether that could be told or not is both right
        back = acted(change) and letter not in taken and letter not in also
        assert (letter in after) == back or change is went[first], letter
    assert len(set(after)) == len(after)
    for letter, author, at in history.authorship():
        assert (author, at) == (wrote[letter].member, wrote[letter].at)
        assert authorship.get(letter, [author, at]) == [author, at]


def deleted_untold(authors, member, first):
    """Name what others deleted in an update that may as well list all deletions they knew of.

    What deletes the first letters that ever went, too, looks like such a list.
    """
    return {
        letter
        for author, letters, spoken in authors.deleted
        for letter in letters
        if author != member and (not spoken or letters & first)
    }


def deleted_by_others(authors, member):
    """Name what others deleted, each for itself: news or not, as far as an update tells.

    What lists all deletions since the beginning, as the answer to a synchronisation does, says
    nothing about who made them.
    """
    found = set()
    doc = pycrdt.Doc()
    for change in authors.log:
        structs = change.data[: read_structs(change.data)[1]]
        doc.apply_update(structs + b"\x00")
        if change.member != member and change.sequence in authors.spoken:
            other = pycrdt.Doc()
            other.apply_update(doc.get_update())
            other.apply_update(b"\x00" + change.data[len(structs) :])
            found |= set(text_in(doc)) - set(text_in(other))
    return found


def text_in(doc):
    return str(doc.get("content", type=pycrdt.Text))


@given(steps, instants, st.integers(0, 2))
@settings(deadline=None)
def test_taking_back_is_itself_taken_back(steps, instants, who):
    authors = Authors(SEED).run(steps)
    history = History(authors, instants)
    before, authorship = authors.text(), history.authorship()
    at = history.take_back(MEMBERS[who])
    history.take_back(CLEO, at, at)
    assert authors.text() == before
    assert history.authorship() == authorship


@given(steps, instants, st.integers(0, 2), st.integers(1, 4))
@settings(deadline=None)
def test_taking_back_to_and_fro_never_doubles_anything(steps, instants, who, times):
    authors = Authors(SEED).run(steps)
    history = History(authors, instants)
    until = len(authors.log) * 1_000
    texts = [authors.text()]
    at = history.take_back(MEMBERS[who], until=until)
    texts.append(authors.text())
    for _ in range(times):
        at = history.take_back(CLEO, at, at)
        texts.append(authors.text())
    assert texts == [texts[index % 2] for index in range(times + 2)]
    history.take_back(MEMBERS[who], until=until)
    assert authors.text() == texts[1]
    assert history.plan(MEMBERS[who], 0, until).edits == []


def test_what_another_deleted_too_without_knowing_stays_deleted():
    authors = Authors(SEED)
    authors.step("delete", 0, 0, 1)
    authors.step("delete", 0, 2, 3)
    authors.step("delete", 1, 3, 2)
    assert authors.text() == "126789"
    History(authors).take_back(ADA)
    assert authors.text() == "01256789"


def test_what_came_back_and_was_deleted_by_another_stays_deleted():
    authors = Authors(SEED)
    authors.step("delete", 0, 2, 3)
    history = History(authors)
    history.take_back(ADA)
    assert authors.text() == SEED
    authors.hear(1)
    authors.step("delete", 1, 2, 1)
    history.take_back(ADA)
    assert authors.text() == "013456789"


def test_what_came_back_in_another_way_does_not_come_back_twice():
    authors = Authors(SEED)
    authors.step("delete", 0, 2, 3)
    history = History(authors)
    taken = history.take_back(ADA)
    undone = history.take_back(CLEO, taken, taken)
    history.take_back(ADA)
    assert authors.text() == SEED
    assert history.plan(CLEO, undone, undone).edits == []
