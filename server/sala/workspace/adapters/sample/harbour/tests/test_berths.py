"""Berths: a ship lies at the shortest one she fits."""

from harbour.berths import Berth, smallest_fit

QUAY = [Berth("North", 220, 12), Berth("South", 140, 9), Berth("Fish", 60, 5)]


def test_a_ship_takes_the_shortest_berth_she_fits():
    assert smallest_fit(QUAY, length=120, draught=8) == Berth("South", 140, 9)


def test_depth_counts_as_much_as_length():
    assert smallest_fit(QUAY, length=120, draught=10) == Berth("North", 220, 12)


def test_a_ship_too_large_finds_no_berth():
    assert smallest_fit(QUAY, length=300, draught=8) is None
