"""Several authors of one text, who hear of each other now and then, and the log of what they did.

Every character they type is another one, so that a text alone tells who wrote what.
"""

from uuid import UUID, uuid5

import pycrdt
from hypothesis import strategies as st

from sala.collab.domain.attribution import Change
from sala.collab.domain.folding import fold
from sala.collab.domain.messages import EMPTY_UPDATE
from sala.collab.domain.past import Past
from sala.collab.domain.replica import kept
from sala.collab.domain.segments import past_of, unpacked_state

MEMBERS = [uuid5(UUID(int=1), name) for name in ("ada", "bob", "cleo")]

steps = st.lists(
    st.one_of(
        st.tuples(
            st.sampled_from(["type", "delete", "replace"]),
            st.integers(0, 2),
            st.integers(0, 30),
            st.integers(1, 5),
        ),
        st.tuples(st.sampled_from(["hear", "return"]), st.integers(0, 2), st.just(0), st.just(0)),
    ),
    max_size=40,
)


def folded(log, instants, copied=()):
    """Fold a log at some lengths of it, keeping times wholly; give the segment, and what follows.

    What is asked for is cut to the length of the log.
    """
    segment = None
    for length in sorted({min(length, len(log)) for length in instants}):
        start = segment.sequence if segment else 0
        segment = fold(segment, log[start:length], copied, grain=1)
    return segment, log[segment.sequence if segment else 0 :]


def remembered(log, instants=()):
    """Give what is known of a log that was folded at some lengths of it, and its whole state."""
    segment, later = folded(log, instants)
    past = past_of(segment) if segment else Past()
    past.learn(later)
    base = unpacked_state(segment.state) if segment else EMPTY_UPDATE
    return past, kept([change.data for change in later], base)


instants = st.lists(st.integers(1, 42), max_size=2)
"""At which lengths a log is folded."""


class Authors:
    """Three members with a copy each, and a server that keeps what comes, in order."""

    def __init__(self, seed=""):
        self.log: list[Change] = []
        self.copies = [pycrdt.Doc(client_id=100 + who) for who in range(3)]
        self.live = [True, True, True]
        self.spoken: set[int] = set()
        """Sequences of updates that tell what one edit did, and nothing else."""
        self.deleted: list[tuple[UUID, set[str], bool]] = []
        """Who deleted which letters, and whether the update tells that and nothing else."""
        self._fresh = iter(range(0x4E00, 0xA000))
        first = pycrdt.Doc(client_id=7)
        first.get("content", type=pycrdt.Text).insert(0, seed)
        self.keep(None, first.get_update())
        for who in range(3):
            self.hear(who)

    def keep(self, member, data):
        sequence = len(self.log) + 1
        self.log.append(Change(sequence, member, sequence * 1_000, data))

    def hear(self, who):
        self.copies[who].apply_update(pycrdt.merge_updates(*(change.data for change in self.log)))

    def letters(self, count):
        """Make characters nobody typed before, some of them two UTF-16 units long."""
        fresh = [next(self._fresh) for _ in range(count)]
        return "".join(chr(code if code % 3 else code + 0x10000) for code in fresh)

    def run(self, steps):
        for what, who, place, count in steps:
            self.step(what, who, place, count)
        return self

    def step(self, what, who, place, count):
        if what == "hear":
            self.hear(who)
            return
        if what == "return":  # what follows comes as the answer to a synchronisation
            self.live[who] = not self.live[who]
            return
        doc = self.copies[who]
        content = doc.get("content", type=pycrdt.Text)
        before, text, updates = doc.get_state(), str(content), []
        listening = doc.observe(lambda event: updates.append(event.update))
        start = place % (len(text) + 1)
        with doc.transaction():
            at = len(text[:start].encode())
            if what != "type" and text[start : start + count]:
                del content[at : at + len(text[start : start + count].encode())]
            if what != "delete":
                content.insert(at, self.letters(count))
        doc.unobserve(listening)
        live = self.live[who]
        data = updates[0] if live and updates else doc.get_update(before)
        if updates and (live or self.is_news(data)):
            self.keep(MEMBERS[who], data)
            if live:
                self.spoken.add(len(self.log))
            if what != "type":
                self.deleted.append((MEMBERS[who], set(text[start : start + count]), live))

    def is_news(self, data):
        """Tell whether an update changes anything: a server keeps no answer that does not."""
        doc = pycrdt.Doc()
        doc.apply_update(self.state())
        before = doc.get_update()
        doc.apply_update(data)
        return doc.get_update() != before

    def state(self, upto=None):
        doc = pycrdt.Doc()
        doc.get("content", type=pycrdt.Text)
        for change in self.log[:upto]:
            doc.apply_update(change.data)
        return doc.get_update()

    def text(self, upto=None):
        doc = pycrdt.Doc()
        doc.apply_update(self.state(upto))
        return str(doc.get("content", type=pycrdt.Text))

    def texts(self):
        """Give the text after each update, update by update."""
        doc = pycrdt.Doc()
        content = doc.get("content", type=pycrdt.Text)
        for change in self.log:
            doc.apply_update(change.data)
            yield change, str(content)
