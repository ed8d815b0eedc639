"""How much a document's text may still grow. What updates hold is at least what they add."""

from __future__ import annotations

from collections.abc import Iterable

from sala.collab.domain.replica import Replica


class Space:
    """Take with `left -= len(update)`; only when that is below zero, ask whether it `fits`."""

    __slots__ = ("_largest", "_replica", "left")

    def __init__(self, largest: int, replica: Replica) -> None:
        self._largest = largest
        self._replica = replica
        self.left = largest - replica.weight

    def hold(self, size: int) -> None:
        """Go by the bytes of the text as it is, where they are known."""
        self.left = self._largest - size

    def fits(self, update: bytes, waiting: Iterable[bytes]) -> bool:
        """Weigh the text with updates that wait to be taken in, and with one more.

        What only deletes always fits; what adds may delete as much.
        """
        before = list(waiting)
        self.left = self._largest - self._replica.size() - sum(map(len, before)) - len(update)
        if self.left >= 0 or update[0] == 0:
            return True
        deletes = update[-1] != 0
        return deletes and self._replica.size_with([*before, update]) <= self._largest
