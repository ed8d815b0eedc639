"""Setting a checkout up: once, by hashes, and with words when it cannot be done."""

import ast
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from launcher import python_packages, stamps, web_app
from launcher.trouble import Trouble
from tests.launcher import starting

NOWHERE = {
    "PIP_CONFIG_FILE": os.devnull,
    "PIP_INDEX_URL": "http://127.0.0.1:9/simple",
    "PIP_EXTRA_INDEX_URL": "",
    "PIP_FIND_LINKS": "",
    "PIP_NO_CACHE_DIR": "1",
    "PIP_RETRIES": "0",
}


@pytest.fixture
def bare(tmp_path):
    """A checkout in which nothing was set up."""
    folder = tmp_path / "checkout"
    (folder / "server" / "sala").mkdir(parents=True)
    shutil.copy(starting.ROOT / "sala", folder / "sala")
    shutil.copytree(starting.ROOT / "launcher", folder / "launcher")
    for name in ("requirements.lock", "requirements-dev.lock", "requirements-bench.lock"):
        shutil.copy(starting.ROOT / "server" / name, folder / "server" / name)
    return folder


def _start(folder, *words, **environment):
    return subprocess.Popen(
        [starting.SALA[0], folder / "sala", *words],
        env={**os.environ, **environment},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )


def test_a_set_up_checkout_is_set_up_again_at_once():
    begun = time.monotonic()
    done = starting.run("setup")
    assert done.returncode == 0
    assert "packages" not in done.stdout
    assert time.monotonic() - begun < 5


def test_without_a_network_it_says_what_failed_and_what_mends_it(bare):
    with _start(bare, "up", **NOWHERE) as process:
        said = process.stdout.read()
    assert process.returncode == 1
    assert "The packages of server/requirements.lock could not be installed." in said
    assert "mend: check the network" in said
    assert "Traceback" not in said


def test_without_git_it_says_so_before_anything_is_made(bare):
    with _start(bare, "up", PATH="/nonexistent") as process:
        said = process.stdout.read()
    assert process.returncode == 1
    assert "git is not installed" in said
    assert "mend: sudo apt-get install git" in said
    assert not (bare / ".venv").exists()


def test_a_package_that_differs_from_the_locked_one_is_not_installed(bare):
    lock = bare / "server" / "requirements.lock"
    first = lock.read_text().splitlines()[0]
    lock.write_text(f"{first}\n    --hash=sha256:{'0' * 64}\n")
    with _start(bare, "up") as process:
        said = process.stdout.read()
    assert process.returncode == 1
    assert "mend: a package differs from the locked one" in said


def test_an_interrupted_set_up_leaves_no_child(bare):
    with _start(bare, "up") as process:
        deadline = time.monotonic() + 60
        while len(family := starting.family(process.pid)) < 2 and time.monotonic() < deadline:
            time.sleep(0.02)
        assert len(family) > 1
        process.send_signal(signal.SIGTERM)
        said = process.stdout.read()
    assert process.returncode == 128 + signal.SIGTERM
    assert "Traceback" not in said
    deadline = time.monotonic() + 10  # the system takes its time to end a killed process
    while (left := [pid for pid in family if starting.alive(pid)]) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert left == []


def test_a_second_launcher_waits_for_the_first(bare):
    with stamps.alone_in(bare / ".sala"), _start(bare, "up", **NOWHERE) as second:
        line = second.stdout.readline()
        second.send_signal(signal.SIGTERM)
    assert line == "Another ./sala is setting this checkout up; waiting for it.\n"


def test_an_older_python_can_read_the_launcher_far_enough_to_be_told():
    text = (starting.ROOT / "sala").read_text()
    tree = ast.parse(text, feature_version=(3, 7))
    names = [node.names[0].name for node in tree.body if isinstance(node, ast.Import)]
    assert names == ["os", "sys"]
    check = next(node for node in tree.body if isinstance(node, ast.If))
    first_of_ours = next(node for node in tree.body if isinstance(node, ast.ImportFrom))
    assert check.lineno < first_of_ours.lineno


def test_only_the_standard_library_is_imported_by_the_launcher():
    foreign = set()
    for file in (starting.ROOT / "launcher").glob("*.py"):
        if file.name == "compress.py":
            continue  # run by the virtual environment
        for node in ast.walk(ast.parse(file.read_text())):
            names = [name.name for name in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom):
                names = [node.module or ""]
            foreign |= {name.split(".")[0] for name in names}
    assert foreign <= {*sys.stdlib_module_names, "launcher"}


def test_a_changed_source_of_the_web_app_asks_for_a_build_and_a_changed_test_does_not():
    names = {file.relative_to(starting.ROOT).as_posix() for file in web_app.sources()}
    assert {"web/package.json", "web/next.config.ts", "package-lock.json"} <= names
    assert not [name for name in names if name.endswith((".test.ts", ".test.tsx"))]
    assert not [name for name in names if "/node_modules/" in name or "/.next/" in name]


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock"])
def test_a_lock_holds_hashes_and_no_address(name):
    text = (starting.ROOT / "server" / name).read_text()
    packages = [line for line in text.splitlines() if "==" in line and not line.startswith(" ")]
    assert len(packages) > 30
    assert text.count("--hash=sha256:") >= len(packages)
    assert "://" not in text


def test_what_sala_is_tested_with_holds_what_it_runs_on():
    root = Path(starting.ROOT) / "server"
    runtime = python_packages.pins(root / "requirements.lock")
    assert runtime.items() <= python_packages.pins(root / "requirements-dev.lock").items()


def test_a_trouble_shows_the_end_of_the_log_and_the_mend(tmp_path):
    log = tmp_path / "step.log"
    log.write_text("\n".join(f"line {number}" for number in range(40)))
    text = str(Trouble("It failed.", "try again", log))
    assert text.startswith("It failed.\n")
    assert "line 39" in text
    assert "line 10\n" not in text
    assert text.endswith("mend: try again")
