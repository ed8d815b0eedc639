"""`./sala doctor` says what is present, missing and degraded, each with what mends it."""

import json
import os
import shutil
import socket
import sqlite3
import subprocess
import sys

import pytest

from tests.launcher import starting


def _examine(data, *words, **environment):
    done = starting.run("doctor", "--json", "--data", data, *words, **environment)
    return done.returncode, {found["name"]: found for found in json.loads(done.stdout)}


@pytest.fixture
def data(tmp_path):
    folder = tmp_path / "data"
    folder.mkdir(mode=0o700)
    return folder


def test_a_checkout_that_is_set_up_could_start(data):
    status, found = _examine(data, "--port", "0")
    assert status == 0
    assert {found[name]["state"] for name in ("python", "packages", "node", "web app", "git")} == {
        "present"
    }


def test_everything_that_is_not_present_says_what_mends_it(data):
    _, found = _examine(data, "--port", "0", PATH="/nonexistent")
    lacking = [one for one in found.values() if one["state"] != "present"]
    assert {"git", "ripgrep", "bubblewrap"} <= {one["name"] for one in lacking}
    assert all(one["mend"] for one in lacking)


def test_without_git_it_could_not_start(data):
    status, found = _examine(data, "--port", "0", PATH="/nonexistent")
    assert status == 1
    assert found["git"]["state"] == "missing"
    assert found["git"]["mend"] == "apt install git"


def test_a_database_of_a_newer_version_is_named(data):
    with sqlite3.connect(data / "views.sqlite") as connection:
        connection.execute("CREATE TABLE alembic_version (version_num VARCHAR(32))")
        connection.execute("INSERT INTO alembic_version VALUES ('9999_from_the_future')")
    connection.close()
    status, found = _examine(data, "--port", "0")
    assert status == 1
    assert "9999_from_the_future" in found["database"]["note"]
    assert "restore" in found["database"]["mend"]


@pytest.mark.parametrize(
    ("name", "statements"),
    [
        pytest.param("events.sqlite", "PRAGMA user_version = 4711", id="of facts"),
        pytest.param(
            "documents.sqlite",
            "CREATE TABLE collab_layout (version INTEGER); INSERT INTO collab_layout VALUES (4711)",
            id="of documents",
        ),
    ],
)
def test_a_newer_log_is_named(data, name, statements):
    connection = sqlite3.connect(data / name)
    connection.executescript(statements)
    connection.close()
    status, found = _examine(data, "--port", "0")
    assert status == 1
    assert "layout 4711" in found["database"]["note"]


def test_a_database_that_is_not_one_is_named(data):
    (data / "events.sqlite").write_bytes(b"not a database" * 100)
    status, found = _examine(data, "--port", "0")
    assert status == 1
    assert found["database"]["state"] == "missing"


def test_settings_that_cannot_be_read_are_named(data):
    (data / "sala.toml").write_text("[server\nport = 1")
    status, found = _examine(data, "--port", "0")
    assert status == 1
    assert str(data / "sala.toml") in found["settings"]["note"]


def test_a_data_directory_open_to_others_is_degraded(data):
    data.chmod(0o755)
    status, found = _examine(data, "--port", "0")
    assert status == 0
    assert found["data directory"]["mend"] == f"chmod 700 {data}"


def test_a_taken_port_is_degraded(data):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        status, found = _examine(data, "--port", taken.getsockname()[1])
    assert status == 0
    assert found["port"]["state"] == "degraded"


def test_a_postgresql_that_does_not_answer_is_missing(data):
    status, found = _examine(
        data, "--port", "0", SALA_DATABASE_URL="postgresql://sala@127.0.0.1:1/sala"
    )
    assert status == 1
    assert found["database"]["note"].startswith("PostgreSQL:")


def test_it_answers_where_nothing_is_installed(tmp_path, data):
    bare = tmp_path / "checkout"
    bare.mkdir()
    for name in ("sala", "launcher", "server"):
        source = starting.ROOT / name
        skip = shutil.ignore_patterns("__pycache__", "webapp", "webapp.*", "tests")
        (shutil.copy if source.is_file() else _tree(skip))(source, bare / name)
    system = os.path.realpath(sys.executable)
    done = subprocess.run(
        [system, "-I", bare / "sala", "doctor", "--json", "--data", data],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    found = {one["name"]: one for one in json.loads(done.stdout)}
    assert done.returncode == 1
    assert found["packages"]["state"] == "missing"
    assert found["packages"]["mend"] == "./sala up"
    assert found["git"]["state"] == "present"


def _tree(skip):
    return lambda source, target: shutil.copytree(source, target, ignore=skip)
