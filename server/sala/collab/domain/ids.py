"""Ranges of clocks, each with a label: which update brought a character, and which deleted it.

What is typed or deleted key by key gets a label a clock, each one more or one less than the one
before: such a stair is kept as one range.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

Ranges = dict[int, list[tuple[int, int]]]
"""For each client, ranges of clocks: first, and one after the last; sorted, not touching."""


class Span(NamedTuple):
    """Clocks of one client, from `start` to before `end`."""

    client: int
    start: int
    end: int


class Stair(NamedTuple):
    """Clocks from `start` to before `end`: the first has a label, each next one `step` more."""

    client: int
    start: int
    end: int
    label: int
    step: int


def joined(ranges: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Sort ranges, and join those that touch or overlap."""
    out: list[tuple[int, int]] = []
    for start, end in sorted(ranges):
        if out and start <= out[-1][1]:
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        else:
            out.append((start, end))
    return out


def overlaid(kinds: Mapping[int, Ranges]) -> Iterator[Stair]:
    """Lay ranges of some kinds over each other: a clock's label is the sum of its kinds."""
    changes: dict[int, list[tuple[int, int]]] = {}
    for kind, found in kinds.items():
        for client, ranges in found.items():
            theirs = changes.setdefault(client, [])
            theirs += [(start, kind) for start, _ in ranges]
            theirs += [(end, -kind) for _, end in ranges]
    for client, theirs in changes.items():
        at = label = 0
        for clock, change in sorted(theirs):
            if label and clock > at:
                yield Stair(client, at, clock, label, 0)
            at = clock
            label += change


class _Clocks:
    """The stairs of one client, in order."""

    __slots__ = ("ends", "labels", "starts", "steps")

    def __init__(self) -> None:
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.labels: list[int] = []
        self.steps: list[int] = []

    def put(self, index: int, start: int, end: int, label: int) -> None:
        """Insert a range before the stair at an index, or make a neighbour longer."""
        starts, ends, labels, steps = self.starts, self.ends, self.labels, self.steps
        single = end - start == 1
        if index and ends[index - 1] == start:
            before = index - 1
            length, step = start - starts[before], steps[before]
            rise = label - labels[before]
            if single and length == 1 and rise in {1, -1}:
                step = rise
            if rise == step * length and (single or not step):
                steps[before], ends[before] = step, end
                return
        if index < len(starts) and starts[index] == end:
            length, step = ends[index] - end, steps[index]
            rise = labels[index] - label
            if single and length == 1 and rise in {1, -1}:
                step = rise
            if rise == step and (single or not step):
                starts[index], labels[index], steps[index] = start, label, step
                return
        starts.insert(index, start)
        ends.insert(index, end)
        labels.insert(index, label)
        steps.insert(index, 0)


class Labels:
    """For ranges of clocks of any client, a number each. What is labelled first stays so."""

    __slots__ = ("_clocks",)

    def __init__(self, stairs: Iterable[Stair] = ()) -> None:
        """Begin with stairs that `stairs` gave, in that order."""
        self._clocks: dict[int, _Clocks] = {}
        for client, start, end, label, step in stairs:
            clocks = self._clocks.setdefault(client, _Clocks())
            clocks.starts.append(start)
            clocks.ends.append(end)
            clocks.labels.append(label)
            clocks.steps.append(step)

    def add(self, span: Span, label: int) -> list[Span]:
        """Label what has no label yet; give it."""
        client, start, end = span
        clocks = self._clocks.get(client)
        if clocks is None:
            clocks = self._clocks[client] = _Clocks()
        if not clocks.ends or clocks.ends[-1] <= start:  # mostly a client goes on where it was
            if start >= end:
                return []
            clocks.put(len(clocks.ends), start, end, label)
            return [span]
        fresh = [Span(client, first, last) for first, last, known in self.over(span) if not known]
        for _, first, last in fresh:
            clocks.put(bisect_right(clocks.starts, first), first, last, label)
        return fresh

    def over(self, span: Span) -> Iterator[tuple[int, int, int]]:
        """Cut a span where labels change: start, end and label of each piece, 0 for none."""
        client, at, end = span
        clocks = self._clocks.get(client)
        if clocks is None:
            clocks = _Clocks()
        starts, ends = clocks.starts, clocks.ends
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
            step = clocks.steps[index]
            label = clocks.labels[index] + step * (at - starts[index])
            if step:
                for clock in range(at, upper):
                    yield clock, clock + 1, label + step * (clock - at)
            else:
                yield at, upper, label
            at = upper

    def pieces(self, span: Span) -> list[tuple[int, int]]:
        """Cut a span where labels change: length and label of each piece, 0 for none."""
        client, start, end = span
        clocks = self._clocks.get(client)
        if clocks is not None:
            index = bisect_right(clocks.starts, start) - 1
            if index >= 0 and clocks.ends[index] >= end and not clocks.steps[index]:
                return [(end - start, clocks.labels[index])]  # nearly always
        return [(last - first, label) for first, last, label in self.over(span)]

    def at(self, client: int, clock: int) -> int:
        """Give the label of one clock; 0 for none."""
        [(_, _, label)] = self.over(Span(client, clock, clock + 1))
        return label

    def among(self, wanted: Sequence[tuple[int, int]]) -> Ranges:
        """Give what has labels of some ranges: first, and one after the last, of each in order."""
        found: Ranges = {}
        firsts = [first for first, _ in wanted]
        for client, start, end, label, step in self.stairs():
            rise = step * (end - start - 1)
            low, high = min(label, label + rise), max(label, label + rise)
            which = max(0, bisect_right(firsts, low) - 1)
            for first, stop in wanted[which : bisect_right(firsts, high)]:
                lower, upper = max(low, first), min(high, stop - 1)
                if lower <= upper:
                    ranges = found.setdefault(client, [])
                    if step > 0:
                        ranges.append((start + lower - low, start + upper - low + 1))
                    elif step < 0:
                        ranges.append((start + high - upper, start + high - lower + 1))
                    else:
                        ranges.append((start, end))
        return {client: joined(ranges) for client, ranges in found.items()}

    def stairs(self) -> Iterator[Stair]:
        """Give every labelled range, each client's in order."""
        for client, clocks in self._clocks.items():
            for start, end, label, step in zip(
                clocks.starts, clocks.ends, clocks.labels, clocks.steps, strict=True
            ):
                yield Stair(client, start, end, label, step)

    def __iter__(self) -> Iterator[tuple[Span, int]]:
        """Give every labelled range, cut where labels change."""
        for client, start, end, _, _ in self.stairs():
            for first, last, label in self.over(Span(client, start, end)):
                yield Span(client, first, last), label
