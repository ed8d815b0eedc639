"""Waiting for something to become true, without waiting longer than it takes."""

import asyncio
import time
from collections.abc import Callable


async def eventually(condition: Callable[[], bool], within: float = 8.0) -> None:
    """Return once a condition holds; fail when it does not in time."""
    end = time.monotonic() + within
    while not condition():
        assert time.monotonic() < end, "it never became true"
        await asyncio.sleep(0.02)
