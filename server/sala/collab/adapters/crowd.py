"""Every open socket, counted by where it comes from and whose it is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING
from uuid import UUID

from sala.collab.ports import Options
from sala.kernel.rates import Rate, Rates, sender_of

if TYPE_CHECKING:
    from sala.collab.adapters.sockets import DocumentSocket


class Crowd:
    """All sockets of this process. An address is an IPv4 address, or the /64 of an IPv6 one."""

    def __init__(self, options: Options) -> None:
        self._per_address = options.connections_per_address
        self._per_member = options.connections_per_member
        # As many again at once, for when everybody comes back; then one in ten a second.
        self._coming = Rate(burst=2 * self._per_address, every=10 / self._per_address)
        self._came = Rates()
        self._sockets: set[DocumentSocket] = set()
        self._addresses: Counter[str] = Counter()
        self._members: Counter[UUID | None] = Counter()
        self.unheard: set[DocumentSocket] = set()
        """Those that were too much, and that nothing is read from until they are let go."""
        self.refused = 0
        """How many sockets are open only to be told why they are not wanted."""

    def __iter__(self) -> Iterator[DocumentSocket]:
        """Iterate over all that are open now."""
        return iter(list(self._sockets))

    def __len__(self) -> int:
        """Give how many are open."""
        return len(self._sockets)

    def add(self, socket: DocumentSocket) -> None:
        """Count a socket that has opened."""
        self._sockets.add(socket)
        self._addresses[socket.address] += 1
        self._members[socket.member] += 1

    def discard(self, socket: DocumentSocket) -> None:
        """Forget one that has closed."""
        if socket in self._sockets:
            self._sockets.discard(socket)
            _less(self._addresses, socket.address)
            _less(self._members, socket.member)

    def hang_up(self) -> None:
        """Let go of what was too much, without waiting for an answer."""
        for socket in list(self.unheard):
            socket.hang_up()

    def too_often(self, address: str) -> bool:
        """Count an attempt to come in; tell whether it is one too many for now."""
        return self._came.take([(sender_of(address), self._coming)]) > 0

    def is_full_for_address(self, address: str) -> bool:
        """Tell whether as many are open from an address as may be."""
        return self._addresses[sender_of(address)] >= self._per_address

    def is_full_for_member(self, member: UUID | None) -> bool:
        """Tell whether a member has as many open as they may."""
        return self._members[member] >= self._per_member

    @contextmanager
    def expecting(self, address: str) -> Iterator[str]:
        """Count somebody who is on their way in; give what their socket is counted under."""
        key = sender_of(address)
        self._addresses[key] += 1
        try:
            yield key
        finally:
            _less(self._addresses, key)


def _less(counts: Counter[str] | Counter[UUID | None], key: str | UUID | None) -> None:
    """Count one less; what is not there takes no place."""
    kept: Counter[str | UUID | None] = counts  # type: ignore[assignment]  # of either kind
    kept[key] -= 1
    if kept[key] <= 0:
        del kept[key]
