"""What the tests of the launcher have."""

import signal

import pytest

from tests.launcher import starting


@pytest.fixture
def up(tmp_path):
    """Starts `./sala up` with a data directory of its own; ends whatever is left."""
    all_of_them = []

    def start(*words):
        log = tmp_path / f"up-{len(all_of_them)}.log"
        one = starting.start("up", "--data", tmp_path / "data", *words, log=log)
        all_of_them.append(one)
        return one

    yield start
    for one in all_of_them:
        one.end(signal.SIGKILL)


@pytest.fixture(scope="session", autouse=True)
def checkout_is_set_up():
    """Have the packages and the web app, so that no test measures their making."""
    done = starting.run("setup")
    assert done.returncode == 0, done.stdout + done.stderr
