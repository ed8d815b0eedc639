"""What the tests of backup share."""

import asyncio
import os
from pathlib import Path

import pytest

from sala.kernel.settings import Settings, read
from tests.kernel.facts import Counted
from tests.kernel.installations import begin, end, git


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return read({}, data=tmp_path / "data")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "saved.tar.gz"


@pytest.fixture
def installation(settings: Settings) -> Settings:
    async def lived_in() -> None:
        log, tables, followers = await begin(settings)
        await log.append("a", [Counted(by=n) for n in range(50)], expected=0)
        await followers.settled(50)
        await end(log, tables, followers)

    asyncio.run(lived_in())
    data = settings.data
    (data / "sala.toml").write_text("[server]\nport = 8001\n")
    (data / "secrets").mkdir(mode=0o700)
    (data / "secrets" / "key").write_bytes(os.urandom(32))
    (data / "secrets" / "key").chmod(0o600)
    (data / "run").mkdir()
    (data / "run" / "pid").write_text("1")
    (data / "views.sqlite.before-migration-1").write_text("old")
    tree = data / "workspaces" / "one"
    (tree / "empty").mkdir(parents=True)
    (tree / "ศาลา.py").write_text("print('สวัสดี')\n", encoding="utf-8")
    (tree / "run.sh").write_text("#!/bin/sh\n")
    (tree / "run.sh").chmod(0o755)
    (tree / "link").symlink_to("run.sh")
    (tree / "away").symlink_to("/etc/hostname")
    Path(os.fsdecode(os.fsencode(tree) + b"/latin-\xe9.txt")).write_text("x")
    (tree / "notes.sqlite").write_text("a file of the project's own")
    os.mkfifo(tree / "pipe")
    git(tree, "init", "-q")
    git(tree, "add", "run.sh")
    git(tree, "commit", "-qm", "first")
    return settings
