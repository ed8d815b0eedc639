"""A bucket that looks at the clock only when it is empty."""

import time

from sala.collab.adapters.allowance import Allowance


def test_an_allowance_gives_its_size_and_then_its_rate():
    allowance, taken = Allowance(at_once=50, a_second=1000), 0
    begun = time.monotonic()
    while time.monotonic() < begun + 0.1:
        allowance.left -= 1
        if allowance.left < 0 and allowance.spent():
            allowance.left += 1
        else:
            taken += 1
    assert 50 < taken <= 51 + (time.monotonic() - begun) * 1000
