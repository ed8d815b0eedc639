"""Two seconds of hostile frames against a real server, beside people who type."""

import pytest

from bench.fuzz import attacks


@pytest.mark.parametrize("seed", [5])
def test_hostile_frames_cost_nobody_else_anything(seed):
    counted = attacks.run(seconds=2, seed=seed)
    assert counted["attacks"] > 50
    assert counted["server_lives"]
    assert counted["edits_beside"] > 0
    assert (counted["lost"], counted["doubled"], counted["good_editors_cut_off"]) == (0, 0, 0)
    assert not {"no code", "silence"} & set(counted["ended_with"])
