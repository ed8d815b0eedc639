"""Who has a document open: greeted, told of each other, and caught up when they read slowly."""

from __future__ import annotations

import asyncio
import time
from uuid import UUID

from sala.collab.domain.awareness import RELAY_EVERY, Awareness, read_states
from sala.collab.domain.frames import frame
from sala.collab.domain.messages import (
    Notice,
    acknowledgement,
    document_message,
    notice_message,
    step_1,
    step_2,
    update_message,
)
from sala.collab.domain.replica import Replica
from sala.collab.ports import Peer

Entry = tuple[Peer | None, bytes, bytes]
"""Who sent it, the whole sync message, and the update in it (empty when there is nothing new)."""

_MANY_SENDERS = 8  # in one tick


class Gathering:
    """The people of one document. `touched` is when somebody last came, went or wrote.

    `sequence` is that of the last durable update.
    """

    __slots__ = (
        "_missed",
        "_relayed",
        "_relaying",
        "awareness",
        "document",
        "epoch",
        "peers",
        "replica",
        "sequence",
        "touched",
    )

    def __init__(
        self,
        document: UUID,
        epoch: int,
        replica: Replica,
        *,
        sequence: int,
        largest_awareness: int,
    ) -> None:
        self.document = document
        self.epoch = epoch
        self.replica = replica
        self.sequence = sequence
        self.peers: list[Peer] = []
        self.awareness: Awareness[Peer] = Awareness(largest_awareness)
        self.touched = time.monotonic()
        self._relaying = False
        self._relayed = 0.0
        self._missed: dict[Peer, dict[str, bytes]] = {}  # the last notice of each code

    def join(self, peer: Peer) -> None:
        """Greet a peer: what this is, what we have, who is here."""
        self.touched = time.monotonic()
        self.peers.append(peer)
        messages: list[bytes] = []
        if peer.acknowledged:
            messages.append(document_message(self.document, self.epoch, writable=peer.writable))
        if peer.writable:  # nobody asks a reader for what it has
            messages.append(step_1(self.replica.vector()))
        present = self.awareness.everything()
        if present is not None:
            messages.append(present)
        if messages:
            peer.write(b"".join(map(frame, messages)))

    def leave(self, peer: Peer) -> None:
        """Forget a peer; others see it go. Leaving twice is harmless."""
        if peer not in self.peers:
            return
        self.touched = time.monotonic()
        self.peers.remove(peer)
        self._missed.pop(peer, None)
        if self.awareness.leave(peer):
            self._relay_soon()

    def notify(self, notice: Notice) -> None:
        """Tell the editors that understand it what happened; slow readers hear the last of it."""
        message = frame(notice_message(notice))
        for peer in self.peers:
            if peer.acknowledged and peer.behind is None:
                peer.write(message)
            elif peer.acknowledged:
                missed = self._missed.setdefault(peer, {})
                missed.pop(notice.code, None)
                missed[notice.code] = message

    def hear(self, peer: Peer, message: bytes) -> None:
        """Take an awareness message."""
        if self.awareness.hear(peer, peer.name, read_states(message)):
            self._relay_soon()

    def tell(self, peer: Peer) -> None:
        """Answer a question for everybody's awareness."""
        present = self.awareness.everything()
        if present is not None and peer.behind is None:
            peer.write(frame(present))

    # Awareness, once a tick

    def send_one(self, entry: Entry, sequence: int) -> None:
        """Send what most ticks bring: one message of one peer."""
        sender, message, _ = entry
        if message:
            data = frame(message)
            for peer in self.peers:
                if peer.behind is None and peer is not sender:
                    peer.write(data)
        if sender is not None:
            sender.durable += 1
            if sender.acknowledged and sender.behind is None:
                sender.write(frame(acknowledgement(sender.durable, sequence)))

    def send_all(self, entries: list[Entry], sequence: int) -> None:
        """Send what one commit brought: to each peer all of it in one write."""
        senders: dict[Peer, None] = {}
        for entry in entries:
            if entry[0] is not None:
                senders[entry[0]] = None
                entry[0].durable += 1
        frames = [(peer, frame(message)) for peer, message, _ in entries if message]
        everything = b"".join([data for _, data in frames])
        crowd = len(senders) > _MANY_SENDERS
        if everything:
            for peer in self.peers:
                if peer.behind is None and (crowd or peer not in senders):
                    peer.write(everything)
        for sender in senders:
            # Its own edits tell a sender nothing; picking them out for many costs more.
            data = b""
            if not crowd and sender.behind is None:
                data = b"".join([data for peer, data in frames if peer is not sender])
            if sender.acknowledged and sender.behind is None:
                data += frame(acknowledgement(sender.durable, sequence))
            if data:
                sender.write(data)

    def _relay_soon(self) -> None:
        if not self._relaying:
            self._relaying = True
            loop = asyncio.get_running_loop()
            pause = self._relayed + RELAY_EVERY - loop.time()
            loop.call_later(pause, self._relay) if pause > 0 else loop.call_soon(self._relay)

    def _relay(self) -> None:
        self._relaying = False
        message = self.awareness.changes()
        if message is None:
            return
        self._relayed = asyncio.get_running_loop().time()
        data = frame(message)
        # Its sender too: y-websocket reconnects when it hears nothing for thirty seconds.
        for peer in self.peers:
            if peer.behind is None:
                peer.write(data)

    # Slow readers

    def pause(self, peer: Peer) -> None:
        """Send a peer nothing more until it has read what it was sent."""
        peer.behind = self.replica.vector()

    def resume(self, peer: Peer) -> None:
        """Send a peer that reads again what it missed, as one update, and what of its is safe."""
        vector, peer.behind = peer.behind, None
        asked, peer.asked = peer.asked, False
        if vector is None:
            return
        missed = self.replica.difference(vector)
        messages = [step_2(missed) if asked else update_message(missed)]
        if peer.acknowledged and peer.durable:
            messages.append(acknowledgement(peer.durable, self.sequence))
        present = self.awareness.everything()
        if present is not None:
            messages.append(present)
        notices = self._missed.pop(peer, {}).values()
        peer.write(b"".join([*map(frame, messages), *notices]))
