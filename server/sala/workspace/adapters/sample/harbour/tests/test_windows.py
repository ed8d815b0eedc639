"""Windows: they open and close where the water passes the height a ship needs."""

from datetime import datetime, timedelta

import pytest

from harbour.tides import Tide
from harbour.windows import UNDER_KEEL, Window, windows

START = datetime(2026, 11, 23, 5)


def tides(*heights: float) -> list[Tide]:
    return [Tide(START + timedelta(hours=hour), height) for hour, height in enumerate(heights)]


def at(hours: float) -> datetime:
    return START + timedelta(hours=hours)


def found(*heights: float, needs: float) -> list[Window]:
    return list(windows(tides(*heights), draught=needs - UNDER_KEEL, bar=0))


def test_a_window_opens_and_closes_between_two_tides():
    (window,) = found(1, 3, 1, needs=2)
    assert window.opens == at(0.5)
    assert window.closes == at(1.5)
    assert window.length == timedelta(hours=1)


def test_water_that_is_always_deep_is_one_window_without_an_end():
    assert found(3, 3, 3, needs=2) == [Window(at(0), None)]


def test_water_that_is_never_deep_is_no_window():
    assert found(1, 1.5, 1, needs=2) == []


def test_two_tides_give_two_windows():
    assert len(found(1, 3, 1, 3, 1, needs=2)) == 2


def test_a_window_still_open_at_the_end_is_not_forgotten():
    assert found(1, 3, needs=2)[-1] == Window(at(0.5), None)


@pytest.mark.parametrize("draught", [8.8, 9.2, 9.6])
def test_a_deeper_ship_waits_longer(draught):
    shallow = list(windows(tides(0, 2, 0), draught=draught, bar=9))
    deep = list(windows(tides(0, 2, 0), draught=draught + 0.3, bar=9))
    assert sum_of(deep) < sum_of(shallow)


def sum_of(spans: list[Window]) -> timedelta:
    return sum((span.length or timedelta() for span in spans), timedelta())
