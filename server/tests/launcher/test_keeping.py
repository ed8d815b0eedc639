"""`./sala backup` and `./sala restore` move a whole installation."""

import json
import urllib.error
import urllib.request
from uuid import uuid4

import pytest

from tests.launcher import starting

OWNER = {"email": "malee@sala.example", "password": "a long walk by the pier"}


def _say(sala, called, /, **message):
    request = urllib.request.Request(
        f"{sala.address}/api/{called}",
        data=json.dumps(message).encode(),
        headers={"content-type": "application/json"},
        method="POST",
    )
    with urllib.request.urlopen(request, timeout=20) as answer:
        return json.load(answer)


@pytest.fixture
def owned(up):
    """A running installation with an owner."""
    sala = up("--port", "0")
    sala.read_until_address(within=30)
    token = sala.entrance.removeprefix("/enter/")
    _say(sala, "identity.claim-ownership", token=token, member=str(uuid4()), name="Malee", **OWNER)
    return sala


def test_an_installation_saved_while_it_runs_is_put_back_elsewhere(owned, tmp_path):
    archive, elsewhere = tmp_path / "sala.tar.gz", tmp_path / "elsewhere"
    saved = starting.run("backup", archive, "--data", tmp_path / "data")
    assert saved.returncode == 0, saved.stderr
    assert str(archive) in saved.stdout
    restored = starting.run("restore", archive, "--data", elsewhere)
    assert restored.returncode == 0, restored.stderr
    owned.end()
    again = starting.start("up", "--data", elsewhere, "--port", "0", log=tmp_path / "again.log")
    try:
        again.read_until_address(within=30)
        assert again.entrance == "", "it has an owner already"
        assert _say(again, "identity.sign-in", **OWNER)["name"] == "Malee"
    finally:
        again.end()


def test_nothing_is_restored_over_an_installation(owned, tmp_path):
    archive = tmp_path / "sala.tar.gz"
    assert starting.run("backup", archive, "--data", tmp_path / "data").returncode == 0
    done = starting.run("restore", archive, "--data", tmp_path / "data")
    assert done.returncode == 1
    assert "is not empty" in done.stderr
    assert _say(owned, "identity.sign-in", **OWNER)["name"] == "Malee"


def test_what_is_no_backup_is_refused(tmp_path):
    (tmp_path / "holiday.jpg").write_bytes(b"\xff\xd8\xff")
    done = starting.run("restore", tmp_path / "holiday.jpg", "--data", tmp_path / "data")
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "data").exists()
