"""What the tests of workspace share."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from sala.workspace.adapters.git.workers import GitWorkers
from sala.workspace.contract import OpenFolder
from tests.workspace.house import home
from tests.workspace.repositories import repository


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


@dataclass
class Opened:
    """A workspace used in place, and its folder."""

    workspace: UUID
    root: Path


@pytest.fixture
async def harbour(sala, tmp_path):
    """Open a small repository in place."""
    root = repository(tmp_path / "harbour", {"tides.py": "HEIGHT = 1\n", ".gitignore": "*.log\n"})
    view = await sala.ask(OpenFolder(workspace=uuid4(), path=str(root)))
    return Opened(view.workspace, root)


@pytest.fixture
def folder(tmp_path):
    files = {name: f"{name}\n" * 20 for name in ("a", "b", "c", "d", "e", "f", "g")}
    return repository(tmp_path / "harbour", {**files, ".gitignore": "ignored*\n", "dir/x": "x\n"})
