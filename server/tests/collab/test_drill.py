"""The drill counts nothing lost where nothing is, and says so when something is."""

import argparse
import os
import shutil
import subprocess
import tempfile
from pathlib import Path

import pytest

from sala.__main__ import main
from sala.gateway.commands import drill
from sala.gateway.drill.house import House


class Forgetful(House):
    """A server whose disk is an old one after every death."""

    def __init__(self, folder: Path) -> None:
        self._old = folder / "old"
        super().__init__(folder)

    def kill(self) -> None:
        super().kill()
        if not self._old.exists():
            return
        for file in self.data.glob("documents.sqlite*"):
            file.unlink()
        for file in self._old.iterdir():
            shutil.copy(file, self.data)

    def prepare(self, *, rooms: int, size: int) -> None:
        super().prepare(rooms=rooms, size=size)
        self._old.mkdir()
        for file in self.data.glob("documents.sqlite*"):
            shutil.copy(file, self._old)


class NotHeld(Exception):
    """The drill would begin now."""


class Absent(House):
    """A server that is not started."""

    def __init__(self, folder: Path) -> None:
        raise NotHeld(folder)


def test_a_drill_finds_nothing_lost_and_nothing_doubled(capsys):
    assert main(["drill", "--kills", "2", "--seed", "3"]) == 0
    said = capsys.readouterr().out
    assert "servers killed                      2" in said
    assert "git reset --hard                    1" in said
    assert "lost                                0" in said


def test_a_drill_on_a_server_that_forgets_fails_and_says_what_was_lost(capsys):
    parser = argparse.ArgumentParser()
    drill.describe(parser)
    assert drill.run(parser.parse_args(["--kills", "1", "--seed", "3"]), house=Forgetful) == 1
    said = capsys.readouterr()
    assert "lost                                0" not in said.out
    assert "Something was lost or doubled" in said.err


def test_a_drill_removes_what_drills_that_were_killed_have_left_and_nothing_else(
    tmp_path, monkeypatch
):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    gone = subprocess.Popen(["true"])
    gone.wait()
    for name in (f"sala-drill-{gone.pid}-abc", f"sala-drill-{os.getpid()}-abc", "sala-drill-abc"):
        (tmp_path / name / "data").mkdir(parents=True)
    (tmp_path / f"sala-drill-{gone.pid}-link").symlink_to(tmp_path / "sala-drill-abc")
    parser = argparse.ArgumentParser()
    drill.describe(parser)
    with pytest.raises(NotHeld):
        drill.run(parser.parse_args([]), house=Absent)
    left = {f"sala-drill-{os.getpid()}-abc", f"sala-drill-{gone.pid}-link", "sala-drill-abc"}
    assert {one.name for one in tmp_path.iterdir()} == left
    assert (tmp_path / "sala-drill-abc" / "data").is_dir()


def test_a_drill_hears_nothing_of_the_data_around_it(tmp_path, monkeypatch):
    monkeypatch.setenv("SALA_DATA", "/real")
    monkeypatch.setenv("SALA_DATABASE_URL", "postgresql://real")
    house = House(tmp_path)
    try:
        assert not [name for name in house.environment() if name.startswith("SALA")]
    finally:
        house.kill()
        house.log.close()
