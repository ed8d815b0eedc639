"""The server's copy of a document: bytes at rest, a pycrdt document when somebody asks.

Committed updates are collected and applied together, when a reader of the state comes, when there
are many, or after a while. Deleted text is dropped here; the log keeps it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

import pycrdt

from sala.collab.domain.ids import Ranges
from sala.collab.domain.messages import EMPTY_UPDATE
from sala.collab.domain.parts import Rest
from sala.collab.domain.structs import inspect
from sala.collab.domain.updates import deletions, head, reaches, without_structs
from sala.collab.domain.varints import Malformed, read_vector

ROOT = "content"
"""The name of the text every editor binds to."""

_STUCK = 16
_NO_VECTOR = b"\x00"
_SLICE = 200  # updates


class Unusable(RuntimeError):
    """A live copy was left half way through an update: it must be made anew from the log."""


class Replica:
    """A document's state. Everything given to `add` must have been parsed and committed."""

    __slots__ = ("_doc", "_pending", "_senders", "_state", "_tail", "rest", "skipped", "unusable")

    def __init__(self, state: bytes = EMPTY_UPDATE, rest: Rest | None = None) -> None:
        self._state: bytes | None = state
        self.rest = rest
        """What a live copy can be made of in parts."""
        self._doc: pycrdt.Doc[pycrdt.Text] | None = None
        self._tail: list[bytes] = []
        self._senders: list[object] = []
        self.skipped = 0
        """How many stored updates could not be taken in."""
        self.unusable = False
        self._pending: list[bytes] = []  # updates since one came before what it builds on

    @property
    def waiting(self) -> int:
        """How many updates have not been applied."""
        return len(self._tail)

    @property
    def stuck(self) -> int:
        """How many updates wait for others that have not come."""
        return len(self._pending)

    @property
    def evicted(self) -> bool:
        """Whether only bytes are left."""
        return self._doc is None

    @property
    def asleep(self) -> bool:
        """Whether a live copy is better made in parts than at once."""
        return self._doc is None and self.rest is not None

    @property
    def weight(self) -> int:
        """Bytes held in updates and state, without the live document's own."""
        return len(self._state or b"") + sum(map(len, self._tail))

    def add(self, updates: Sequence[bytes], senders: Sequence[object] = ()) -> None:
        """Take committed updates, without applying them yet.

        `senders` tells who each came from, when each continues what its sender sent before: then
        the last of a sender being in means that all are.
        """
        self._tail.extend(updates)
        self._senders.extend(senders or map(id, updates))

    def vector(self) -> bytes:
        """Give the state vector."""
        if self._doc is None and not self._tail and self._state is not None:
            return pycrdt.get_state(self._state)
        return self._settled().get_state()

    def text(self) -> str:
        """Give the text as it is now."""
        return str(self._settled().get(ROOT, type=pycrdt.Text))

    def size(self) -> int:
        """Give the bytes of UTF-8 in the text as it is now."""
        return len(self._settled().get(ROOT, type=pycrdt.Text))

    def size_with(self, updates: Sequence[bytes]) -> int:
        """Give the bytes of the text as it would be; no fewer when an update cannot be taken in."""
        doc = _loaded(self.encode())
        taken(doc, updates)
        return len(doc.get(ROOT, type=pycrdt.Text))

    def deleted(self) -> Ranges:
        """Give what has been deleted, by client and clocks."""
        return deletions(without_structs(self.encode()))

    def encode(self) -> bytes:
        """Give the whole state as one update.

        A document does not encode updates that wait inside it for others: they are added.
        """
        if self._state is None or self._tail:
            state = self._settled().get_update()
            self._state = pycrdt.merge_updates(state, *self._pending) if self._pending else state
        return self._state

    def difference(self, vector: bytes) -> bytes:
        """Give what a reader with this state vector lacks. Raises ValueError for a bad vector."""
        state = self.encode()
        return state if vector == _NO_VECTOR else pycrdt.get_update(state, vector)

    def settle(self) -> None:
        """Apply what was added, in one transaction."""
        if self._tail:
            self._settled()

    @property
    def whole(self) -> bool:
        """Whether every update has been taken in: only then may the state stand for them."""
        self._settled()
        return not self._pending

    def evict(self) -> None:
        """Keep bytes only, unless an update still waits for another."""
        if self.whole:
            self.encode()
            if self.rest is not None and self._doc is not None:
                self.rest = self.rest.followed(self._doc)
            self._doc = None

    def put_to_rest(self, rest: Rest) -> None:
        """Lie in parts. They must make what there is without the updates that wait."""
        if self._doc is None:
            self._state, self.rest = rest.state, rest

    def wake(self, rest: Rest, doc: pycrdt.Doc[pycrdt.Text]) -> None:
        """Go on with a live copy that was made of the parts, unless there is one."""
        if self._doc is None and self.rest is rest:
            self._doc = doc

    def accepts(self, update: bytes) -> bool:
        """Try an update on a copy; tell whether it can be taken in."""
        return taken(_loaded(self.encode()), [update])

    def admits(self, update: bytes, *, plain: bool) -> bool:
        """Tell whether an update may come in. A plain one, of nothing but text, can be taken in.

        Once many wait for others that never came, none more may wait: each makes all later
        work dearer.
        """
        if self.stuck < _STUCK:
            return plain or self.accepts(update)
        doc = _loaded(self.encode())
        return taken(doc, [update]) and not left_out(doc, [update])

    def _settled(self) -> pycrdt.Doc[pycrdt.Text]:
        if self._doc is not None and not self._tail:
            return self._doc
        doc = self._doc or _loaded(self._state)
        self._doc = doc
        if self._tail:
            tail, self._tail = self._tail, []
            last = dict(zip(self._senders, tail, strict=True))
            self._senders = []
            if not taken(doc, tail):
                doc = self._doc = self._salvaged(tail)
            self._state = None
            if self._pending or left_out(doc, last.values()):
                self._heal(doc, tail)
        return doc

    def _salvaged(self, tail: list[bytes]) -> pycrdt.Doc[pycrdt.Text]:
        """Begin again without the updates that cannot be taken in: `tail` is left with the rest.

        None comes here that was tried before it was stored; a log may hold older ones.
        """
        if self._state is None:
            self.unusable = True
            raise Unusable
        doc = _loaded(self._state)
        for update in list(tail):
            try:
                fits = inspect(update) or taken(_loaded(doc.get_update()), [update])
            except Malformed:
                fits = False
            if fits:
                taken(doc, [update])
            else:
                tail.remove(update)
                self.skipped += 1
        return doc

    def _heal(self, doc: pycrdt.Doc[pycrdt.Text], tail: Sequence[bytes]) -> None:
        """Give updates that came too early once more: yrs does not take all in by itself."""
        self._pending.extend(tail)
        doc.apply_update(pycrdt.merge_updates(*self._pending))
        self._pending = [update for update in self._pending if left_out(doc, [update])]


def text_made_by(updates: Sequence[bytes]) -> str:
    """Give the text that updates make together."""
    replica = Replica()
    replica.add(updates)
    return replica.text()


def kept(
    updates: Sequence[bytes],
    base: bytes = EMPTY_UPDATE,
    breathe: Callable[[], object] = lambda: None,
    *,
    whole: bool = True,
) -> bytes:
    """Give the state that updates make of a base, with all deleted text still in it.

    Calls `breathe` now and then. Raises Unusable when an update cannot be taken in or, if the
    state is to be `whole`, waits for one that is not there.
    """
    doc: pycrdt.Doc[pycrdt.Text] = pycrdt.Doc(skip_gc=True)
    if not taken(doc, [base]):
        raise Unusable
    waiting = False
    for start in range(0, len(updates), _SLICE):
        some = updates[start : start + _SLICE]
        if not taken(doc, some):
            raise Unusable
        waiting = waiting or left_out(doc, some)
        breathe()
    if waiting:
        doc.apply_update(pycrdt.merge_updates(*updates))
        if whole and left_out(doc, updates):
            raise Unusable
    return doc.get_update()


def collected(state: bytes) -> bytes:
    """Give a state without the text that was deleted."""
    return _loaded(state).get_update()


def _loaded(state: bytes | None) -> pycrdt.Doc[pycrdt.Text]:
    doc: pycrdt.Doc[pycrdt.Text] = pycrdt.Doc()
    if state is not None and state != EMPTY_UPDATE:
        doc.apply_update(state)
    return doc


def taken(doc: pycrdt.Doc[pycrdt.Text], updates: Sequence[bytes]) -> bool:
    """Apply updates in one transaction; give False, and a document of no more use, if one fails."""
    # Through the wrapper each update would open a transaction inside this one.
    inner = doc._doc.apply_update  # noqa: SLF001 - the version is pinned
    try:
        with doc.transaction() as transaction:
            native = transaction._txn  # noqa: SLF001
            assert native is not None  # noqa: S101 - the transaction is open
            for update in updates:
                inner(native, update)
    except (RuntimeError, ValueError):
        return False
    except BaseException as panic:
        if type(panic).__name__ != "PanicException":  # Rust's, and no Exception to Python
            raise
        return False
    return True


def left_out(doc: pycrdt.Doc[pycrdt.Text], updates: Iterable[bytes]) -> bool:
    """Tell whether an update waits inside the document for another that has not come."""
    wanted: dict[int, int] = {}
    for update in updates:
        if update[0] == 1 and update[1] == 1:  # one struct: it is in, or it is not
            _, _, _, client, clock = head(update)
            if wanted.get(client, 0) <= clock:
                wanted[client] = clock + 1
        elif update[0] != 0:
            for client, upper in reaches(update).items():
                wanted[client] = max(wanted.get(client, 0), upper)
        if update[-1] != 0:  # it deletes something
            for client, ranges in deletions(without_structs(update)).items():
                wanted[client] = max([wanted.get(client, 0), *(end for _, end in ranges[-1:])])
    vector = read_vector(doc.get_state()) if wanted else {}
    return any(vector.get(client, 0) < upper for client, upper in wanted.items())
