"""What the tests of workspace share."""

from __future__ import annotations

import pytest

from sala.workspace.adapters.git.workers import GitWorkers


@pytest.fixture
async def workers():
    pool = GitWorkers(count=1)
    yield pool
    await pool.stop()
