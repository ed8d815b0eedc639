"""Tides: a forecast is read in order; between two tides the water rises on a straight line."""

from datetime import datetime

import pytest

from harbour.tides import Tide, crossing, read_forecast


def test_a_forecast_is_read_line_by_line():
    lines = ["at,height", "2026-11-23T05:00,1.2", "2026-11-23T06:00,2.3"]
    assert [tide.height for tide in read_forecast(lines)] == [1.2, 2.3]


def test_a_forecast_out_of_order_is_refused():
    lines = ["at,height", "2026-11-23T06:00,1.2", "2026-11-23T05:00,2.3"]
    with pytest.raises(ValueError, match="order"):
        read_forecast(lines)


def test_the_water_passes_half_way_up_at_half_time():
    low = Tide(datetime(2026, 11, 23, 5), 1.0)
    high = Tide(datetime(2026, 11, 23, 7), 3.0)
    assert crossing(low, high, 2.0) == datetime(2026, 11, 23, 6)
