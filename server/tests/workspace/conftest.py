"""What the tests of workspace share."""

from __future__ import annotations

import pytest

from sala.workspace.adapters.git.workers import GitWorkers
from tests.workspace.house import home


@pytest.fixture
async def workers():
    pool = GitWorkers(count=1)
    yield pool
    await pool.stop()


@pytest.fixture
async def sala(tmp_path):
    """Run a Sala whose open documents, unless a test says otherwise, hold nothing."""
    async with home(tmp_path / "data") as running:
        yield running
