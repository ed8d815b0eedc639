"""Berths: where a ship may lie once she is in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Berth:
    """A place at the quay; lengths and depths in metres."""

    name: str
    length: float
    depth: float


def smallest_fit(berths: Sequence[Berth], *, length: float, draught: float) -> Berth | None:
    """Give the shortest berth a ship fits, so that long ones stay free; None when none fits."""
    fits = [berth for berth in berths if berth.length >= length and berth.depth > draught]
    return min(fits, key=lambda berth: berth.length, default=None)
