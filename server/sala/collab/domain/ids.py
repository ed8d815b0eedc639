"""Ranges of clocks, each with a label: which update brought a character, and which deleted it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple


class Span(NamedTuple):
    """Clocks of one client, from `start` to before `end`."""

    client: int
    start: int
    end: int


class Labels:
    """For ranges of clocks of any client, a number each. What is labelled first stays so."""

    __slots__ = ("_ends", "_labels", "_starts")

    def __init__(self) -> None:
        self._starts: dict[int, list[int]] = {}
        self._ends: dict[int, list[int]] = {}
        self._labels: dict[int, list[int]] = {}

    def add(self, span: Span, label: int) -> list[Span]:
        """Label what has no label yet; give it."""
        client, start, end = span
        starts = self._starts.setdefault(client, [])
        ends = self._ends.setdefault(client, [])
        labels = self._labels.setdefault(client, [])
        if not ends or ends[-1] <= start:  # mostly a client goes on where it was
            if start >= end:
                return []
            if ends and ends[-1] == start and labels[-1] == label:
                ends[-1] = end
            else:
                starts.append(start)
                ends.append(end)
                labels.append(label)
            return [span]
        fresh = [Span(client, first, last) for first, last, known in self.over(span) if not known]
        for _, first, last in fresh:
            index = bisect_right(starts, first)
            starts.insert(index, first)
            ends.insert(index, last)
            labels.insert(index, label)
        return fresh

    def over(self, span: Span) -> Iterator[tuple[int, int, int]]:
        """Cut a span where labels change: start, end and label of each piece, 0 for none."""
        client, at, end = span
        starts = self._starts.get(client, [])
        ends, labels = self._ends.get(client, []), self._labels.get(client, [])
        index = max(0, bisect_right(starts, at) - 1)
        while at < end:
            while index < len(starts) and ends[index] <= at:
                index += 1
            if index == len(starts) or starts[index] >= end:
                yield at, end, 0
                return
            if starts[index] > at:
                yield at, starts[index], 0
                at = starts[index]
            upper = min(end, ends[index])
            yield at, upper, labels[index]
            at = upper

    def at(self, client: int, clock: int) -> int:
        """Give the label of one clock; 0 for none."""
        starts = self._starts.get(client, [])
        index = bisect_right(starts, clock) - 1
        if index < 0 or self._ends[client][index] <= clock:
            return 0
        return self._labels[client][index]

    def __iter__(self) -> Iterator[tuple[Span, int]]:
        """Give every labelled range."""
        for client, starts in self._starts.items():
            for start, end, label in zip(
                starts, self._ends[client], self._labels[client], strict=True
            ):
                yield Span(client, start, end), label
