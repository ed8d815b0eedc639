"""The presence of a workspace: a socket at its root that carries awareness and no document."""

from __future__ import annotations

import asyncio
from uuid import UUID

from sala.collab.domain.awareness import RELAY_EVERY, Awareness, read_states
from sala.collab.domain.frames import frame
from sala.collab.domain.messages import EMPTY_UPDATE, CloseCode, acknowledgement, step_2
from sala.collab.ports import Peer


class Presence:
    """Who is in one workspace. All methods run on the event loop."""

    __slots__ = ("_relayed", "_relaying", "awareness", "peers", "workspace")

    def __init__(self, workspace: UUID, *, largest_awareness: int) -> None:
        self.workspace = workspace
        self.peers: list[Peer] = []
        self.awareness: Awareness[Peer] = Awareness(largest_awareness)
        self._relaying = False
        self._relayed = 0.0

    def join(self, peer: Peer) -> None:
        """Tell a peer who is here."""
        self.peers.append(peer)
        self.tell(peer)

    def leave(self, peer: Peer) -> None:
        """Forget a peer; others see it go."""
        if peer in self.peers:
            self.peers.remove(peer)
            if self.awareness.leave(peer):
                self._relay_soon()

    def update(self, peer: Peer, message: bytes, update: bytes) -> None:
        """Refuse: there is no document here."""
        del message, update
        peer.close(CloseCode.NOT_ALLOWED, "there is no document here")

    def step_1(self, peer: Peer, vector: bytes) -> None:
        """Answer that there is nothing, so that any client becomes synchronised."""
        del vector
        peer.write(frame(step_2(EMPTY_UPDATE)))

    def step_2(self, peer: Peer, update: bytes) -> None:
        """Accept nothing, and nothing else."""
        if update != EMPTY_UPDATE:
            self.update(peer, b"", update)
            return
        peer.durable += 1
        if peer.acknowledged and peer.behind is None:
            peer.write(frame(acknowledgement(peer.durable, 0)))

    def hear(self, peer: Peer, message: bytes) -> None:
        """Take an awareness message."""
        if self.awareness.hear(peer, peer.name, read_states(message)):
            self._relay_soon()

    def tell(self, peer: Peer) -> None:
        """Send everybody's awareness."""
        present = self.awareness.everything()
        if present is not None and peer.behind is None:
            peer.write(frame(present))

    def pause(self, peer: Peer) -> None:
        """Send a peer nothing more until it has read what it was sent."""
        peer.behind = b"\x00"

    def resume(self, peer: Peer) -> None:
        """Catch a peer up."""
        peer.behind = None
        if peer.acknowledged and peer.durable:
            peer.write(frame(acknowledgement(peer.durable, 0)))
        self.tell(peer)

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
        for peer in self.peers:
            if peer.behind is None:
                peer.write(data)
