"""Tides: heights of the water above chart datum, in metres, at moments in time."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise


@dataclass(frozen=True, slots=True)
class Tide:
    """One line of a forecast."""

    at: datetime
    height: float


def read_forecast(lines: Iterable[str]) -> list[Tide]:
    """Read a forecast of two columns, `at` (ISO 8601) and `height` (metres), in order of time."""
    tides = [
        Tide(datetime.fromisoformat(row["at"]), float(row["height"]))
        for row in csv.DictReader(lines)
    ]
    if any(later.at <= earlier.at for earlier, later in pairwise(tides)):
        raise ValueError("the forecast is not in order of time")
    return tides


def crossing(before: Tide, after: Tide, height: float) -> datetime:
    """Give the moment between two tides at which the water passes a height, on a straight line."""
    rise = after.height - before.height
    if rise == 0:
        return before.at
    return before.at + (after.at - before.at) * ((height - before.height) / rise)
