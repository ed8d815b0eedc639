"""A room: one document and everybody who has it open. The hot path of Sala.

An update is parsed and its author checked, then it waits for the end of the loop's tick; all of a
tick are committed together, and only then framed once and written once to every peer. They are
applied to the replica later, many in one transaction.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from uuid import UUID

import structlog

from sala.collab.domain.frames import frame
from sala.collab.domain.messages import EMPTY_UPDATE, CloseCode, step_2, update_message
from sala.collab.domain.replica import Replica, Unusable
from sala.collab.domain.space import Space
from sala.collab.domain.structs import TYPED, first_info, inspect
from sala.collab.domain.updates import Verdict, check, head, judge
from sala.collab.domain.varints import Malformed, read_vector, write_varuint
from sala.collab.handlers.gathering import Entry, Gathering
from sala.collab.handlers.waking import Waking
from sala.collab.ports import Batch, DocumentLog, Options, Peer, Stored

logger = structlog.get_logger("sala.collab")

_MANY = 128  # structs: from here on their number takes two bytes
_SHORTEST_WINDOW = 0.002
_LONGEST_WINDOW = 0.005
_FULL_WINDOW_AT = 200  # peers


class Room(Gathering):
    """One document in memory. All methods run on the event loop."""

    __slots__ = (
        "_committed_waiters",
        "_fresh",
        "_in_flight",
        "_incoming",
        "_log",
        "_now",
        "_options",
        "_queued",
        "_scheduled",
        "checkpointed",
        "failed",
        "folded",
        "number",
        "on_change",
        "owners",
        "path",
        "space",
        "waking",
        "workspace",
    )

    def __init__(
        self,
        stored: Stored,
        *,
        log: DocumentLog,
        options: Options,
        now: Callable[[], int],
    ) -> None:
        self.number = stored.number
        self.workspace, self.path = stored.workspace, stored.path
        self.folded = stored.folded
        self.checkpointed = stored.sequence - len(stored.updates)
        self.owners = stored.owners
        # Without a checkpoint the first update is the server's own seed: a whole state by itself.
        state, updates = stored.checkpoint, stored.updates
        if not state:
            state, updates = updates[0], updates[1:]
        super().__init__(
            stored.document,
            stored.epoch,
            Replica(state, stored.rest),
            sequence=stored.sequence,
            largest_awareness=options.largest_awareness,
        )
        self.replica.add(updates)
        self.space = Space(options.largest_text, self.replica)
        self.waking = Waking(self.replica)
        self.failed = False
        """Whether this copy must be given up and the document opened anew from the log."""
        self.on_change: Callable[[], None] = _nothing
        self._log = log
        self._options = options
        self._now = now
        self._incoming: list[Entry] = []
        self._in_flight: list[Entry] = []
        self._fresh: list[tuple[int, UUID | None]] = []
        self._queued = 0
        self._scheduled = False
        self._committed_waiters: list[asyncio.Future[None]] = []

    # What peers say

    def update(self, peer: Peer, message: bytes, update: bytes) -> None:
        """Take an update. Raises Malformed; closes the peer that may not write it."""
        if not peer.writable:
            peer.close(CloseCode.NOT_ALLOWED, "you may read here, not write")
            return
        own = peer.own
        if update[0] == 0 or (
            # One client, few structs, under the id this peer wrote under before…
            own
            and update[0] == 1
            and update[1] < _MANY
            and update.startswith(own, 2)
            # …and text beside other text, or nothing but text.
            and ((update[1] == 1 and first_info(update, 2 + len(own)) in TYPED) or inspect(update))
        ):  # deletions alone: everybody's text may be deleted
            check(update)
            if self._fits(peer, update):
                self._queue((peer, message, update))
        else:
            self._consider(peer, message, update)

    def step_1(self, peer: Peer, vector: bytes) -> None:
        """Answer with what the peer lacks. Raises Malformed for a bad vector."""
        read_vector(vector)
        if peer.behind is None:
            peer.write(frame(step_2(self.replica.difference(vector))))
        else:  # it does not read: answer when it does
            peer.behind, peer.asked = vector, True

    def step_2(self, peer: Peer, update: bytes) -> None:
        """Take what a peer had while it was away."""
        if update == EMPTY_UPDATE:
            self._queue((peer, b"", b""))
        else:
            self._consider(peer, b"", update)

    def _consider(self, peer: Peer, message: bytes, update: bytes) -> None:
        """Judge an update that is more than the next keystroke of a known client."""
        judgement = judge(
            update,
            vector=self.replica.vector(),
            deleted=self.replica.deleted,
            owners=self.owners,
            member=peer.member,
        )
        if judgement.verdict is Verdict.NOTHING_NEW:
            self._queue((peer, b"", b""))
            return
        if judgement.verdict is Verdict.FOREIGN or not peer.writable:
            peer.close(CloseCode.NOT_ALLOWED, "this writes where or as whom you may not")
            return
        news = judgement.update
        if not self.replica.admits(news, plain=inspect(news)):
            msg = "this cannot become part of the document"
            raise Malformed(msg)
        if not self._fits(peer, news):
            return
        for client in judgement.fresh:
            self.owners[client] = peer.member
            self._fresh.append((client, peer.member))
        if news[0] == 1:
            client = head(news)[3]
            if self.owners.get(client) == peer.member:
                peer.own = write_varuint(client)
        message = message if message and news == update else update_message(news)
        self._queue((peer, message, news))

    def _fits(self, peer: Peer, update: bytes) -> bool:
        """Count what an update adds; close a peer that would make the document too large."""
        space = self.space
        space.left -= len(update)
        if space.left >= 0 or space.fits(
            update, [data for _, _, data in (*self._in_flight, *self._incoming)]
        ):
            return True
        peer.close(CloseCode.DOCUMENT_FULL, "the document would be too large")
        return False

    async def insert(self, client: int, update: bytes, asked: Peer | None = None) -> None:
        """Commit and send the server's own edit, or one it makes for whoever `asked`.

        Returns when it is durable; raises RuntimeError when the room failed meanwhile. Nobody
        else may ever write under the client id.
        """
        check(update)
        self.owners[client] = None
        self._fresh.append((client, None))
        self._queue((asked, update_message(update), update))
        await self.settled()

    async def settled(self) -> None:
        """Wait until everything taken so far is durable. Raises RuntimeError if it will not be."""
        if not self._incoming and not self._in_flight:
            return
        waiter = asyncio.get_running_loop().create_future()
        self._committed_waiters.append(waiter)
        await waiter

    # Commit, then broadcast

    def _queue(self, entry: Entry) -> None:
        if self.failed:
            msg = "the document could not be stored and is being opened again"
            raise RuntimeError(msg)
        self._incoming.append(entry)
        self._queued += len(entry[2])
        if self._queued > self._options.largest_queue and entry[0] is not None:
            entry[0].close(CloseCode.TOO_SLOW, "more than can be stored in time")
        if not self._scheduled and not self._in_flight:
            self._scheduled = True
            self._schedule()

    def _schedule(self) -> None:
        crowd = len(self.peers) - self._options.crowd
        if crowd <= 0:
            self._log.soon(self._flush)
            return
        share = min(1.0, crowd / (_FULL_WINDOW_AT - self._options.crowd))
        asyncio.get_running_loop().call_later(
            _SHORTEST_WINDOW + share * (_LONGEST_WINDOW - _SHORTEST_WINDOW), self._flush
        )

    def _flush(self) -> None:
        self._scheduled = False
        entries = self._in_flight = self._incoming
        self._incoming = []
        self._queued = 0
        updates: list[tuple[UUID | None, bytes]] = []
        for peer, _, data in entries:  # most often one: a comprehension costs a call
            if data:
                updates.append((peer.member if peer else None, data))
        if not updates:
            self._committed(self.sequence)
            return
        fresh, self._fresh = self._fresh, []
        self._log.append(
            Batch(self.number, self.sequence + 1, self._now(), updates, fresh), self._committed
        )

    def _committed(self, answer: int | BaseException) -> None:
        entries, self._in_flight = self._in_flight, []
        if isinstance(answer, BaseException):
            self.give_up(answer)
            return
        self.sequence = answer
        if len(entries) == 1:
            self.send_one(entries[0], answer)
        else:
            self.send_all(entries, answer)
        self._keep(entries)
        if self._incoming:
            if not self._scheduled:
                self._scheduled = True
                self._schedule()
        elif self._committed_waiters:
            waiters, self._committed_waiters = self._committed_waiters, []
            for waiter in waiters:
                if not waiter.done():
                    waiter.set_result(None)

    def _keep(self, entries: list[Entry]) -> None:
        updates: list[bytes] = []
        senders: list[object] = []
        for peer, _, data in entries:
            if data:
                updates.append(data)
                # Keystrokes of one peer follow one another; anything else stands alone.
                senders.append((peer or data) if data[0] == 1 == data[1] else data)
        if not updates:
            return
        self.touched = time.monotonic()
        self.replica.add(updates, senders)
        if self.replica.waiting >= self._options.apply_at and not self.replica.asleep:
            try:
                self.replica.settle()
            except Unusable as error:
                self.give_up(error)
        self.on_change()

    def give_up(self, error: BaseException) -> None:
        """Close everything: what was taken is not durable, so nobody may go on from it."""
        logger.error(
            "a document could not be stored", document=str(self.document), error=repr(error)
        )
        self.failed = True
        self._incoming.clear()
        for peer in list(self.peers):
            peer.close(CloseCode.TRY_AGAIN, "the document could not be stored")
        for waiter in self._committed_waiters:
            if not waiter.done():
                waiter.set_exception(RuntimeError(str(error)))
        self._committed_waiters.clear()


def _nothing() -> None:
    """Stand where nobody listens."""
