"""The power fails under a real server: what was never synced is gone, and no text comes twice."""

import shutil

import pytest

from bench.durability import power

pytestmark = pytest.mark.skipif(shutil.which("gcc") is None, reason="gcc is not installed")

CUTS = 3


def test_with_full_durability_no_acknowledged_edit_is_lost():
    counted = power.run("FULL", cuts=CUTS, seed=3)
    assert counted["acknowledged"] > 0
    assert (counted["lost"], counted["doubled"], counted["lost_in_the_end"]) == (0, 0, 0)


def test_with_normal_durability_text_that_reached_its_file_does_not_come_back_twice():
    """The log must not be older than the file: the file's text would come in as another's."""
    counted = power.run("NORMAL", cuts=CUTS, seed=3)
    assert (counted["doubled"], counted["lost_in_the_end"]) == (0, 0)
    assert counted["files_equal"] == counted["files"]
