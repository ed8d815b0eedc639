"""Who wrote each update of a document, and when."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Iterator
from uuid import UUID


class Moments:
    """Member and time, in µs, of every update by its sequence; of nobody at 0."""

    __slots__ = ("_firsts", "_members", "times")

    def __init__(self) -> None:
        self.times: array[int] = array("q", [0])
        self._firsts = [0]
        self._members: list[UUID | None] = [None]

    def append(self, member: UUID | None, at: int) -> None:
        """Add the next update."""
        if self._members[-1] != member:
            self._firsts.append(len(self.times))
            self._members.append(member)
        self.times.append(at)

    def extend(self, member: UUID | None, times: array[int]) -> None:
        """Add some updates of one member."""
        if times:
            self.append(member, times[0])
            self.times += times[1:]

    def of(self, member: UUID | None) -> Iterator[tuple[int, int]]:
        """Give the sequences of a member: first, and one after the last, of each row of them."""
        for index, one in enumerate(self._members):
            if one == member:
                upper = self._firsts[index + 1 : index + 2] or [len(self.times)]
                yield self._firsts[index], upper[0]

    def __len__(self) -> int:
        """Give how many there are, with the one at 0."""
        return len(self.times)

    def __getitem__(self, sequence: int) -> tuple[UUID | None, int]:
        """Tell of one update."""
        return self._members[bisect_right(self._firsts, sequence) - 1], self.times[sequence]
