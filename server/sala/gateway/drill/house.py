"""A scratch server that can be killed and comes back on the same port with the same data."""

from __future__ import annotations

import asyncio
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from urllib.request import Request, urlopen
from uuid import uuid4

import sala
from sala.gateway.web.child import free_port
from sala.kernel.children import dying_with_us

_PATIENCE = 20.0
"""Seconds in which a server answers, or never will."""


class House:
    """Sala in a process of its own with data in `folder`, which dies when this process does.

    It hears nothing of the environment around it: no address of a database, no data directory.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.data = folder / "data"
        self.workspace = str(uuid4())
        self.port = free_port()
        self.token = ""
        self.log = (folder / "log").open("a+")
        self.start()

    def start(self) -> None:
        """Start the process; it may not answer yet."""
        self.process = subprocess.Popen(
            [str(word) for word in self.command()],
            stdout=self.log,
            stderr=subprocess.STDOUT,
            text=True,
            cwd=self.folder,
            env=self.environment(),
        )

    def command(self) -> Sequence[str | Path]:
        """Give the command line."""
        return dying_with_us([sys.executable, "-m", "sala", "serve", *self.words()])

    def words(self) -> list[str | Path]:
        """Say what to serve, and where."""
        contexts = "identity,workspace,collab"
        return ["--only", contexts, "--port", str(self.port), "--data", self.data]

    def environment(self) -> dict[str, str]:
        """Give the environment to start in: nothing of our own but where programs are."""
        git = shutil.which("git")
        places = [*([str(Path(git).parent)] if git else []), os.defpath]
        return {
            "PATH": os.pathsep.join(places),
            "HOME": str(self.folder),
            "TMPDIR": str(self.folder),  # what a killed server leaves goes with the rest
            "PYTHONPATH": str(Path(sala.__file__).parents[1]),
        }

    def url(self, room: int) -> str:
        """Where a room's editors connect."""
        return f"ws://127.0.0.1:{self.port}/collab/{self.workspace}/r{room}"

    def file(self, room: int) -> Path:
        """Find a room's file in the working tree."""
        return next(self.data.glob(f"workspaces/**/r{room}"))

    def wait(self) -> None:
        """Wait until it answers. Raises RuntimeError when it ends instead, or says nothing."""
        end = time.monotonic() + _PATIENCE
        while time.monotonic() < end:
            if self.process.poll() is not None:
                raise RuntimeError(f"the server ended with {self.process.returncode}")
            try:
                socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
            except ConnectionRefusedError:
                time.sleep(0.05)
            else:
                return
        raise RuntimeError(f"the server did not answer in {_PATIENCE:.0f} s")

    def prepare(self, *, rooms: int, size: int) -> None:
        """Become the owner, and make a workspace with a file of so many bytes a room."""
        self.token = furnish(
            self.port, self.folder / "log", workspace=self.workspace, rooms=rooms, size=size
        )

    def kill(self) -> None:
        """End it as nothing can notice: SIGKILL."""
        os.kill(self.process.pid, signal.SIGKILL)
        self.process.wait()

    async def back(self) -> None:
        """Start it and wait until it answers, while the editors go on."""
        self.start()
        await asyncio.to_thread(self.wait)

    async def file_holds(self, room: int, text: str, *, within: float = 10.0) -> bool:
        """Tell whether a room's file comes to hold a text."""
        end = time.monotonic() + within
        while self.file(room).read_text() != text:
            if time.monotonic() > end:
                return False
            await asyncio.sleep(0.02)
        return True


def furnish(port: int, log: Path, *, workspace: str, rooms: int, size: int) -> str:
    """Become the owner with the link in the log, and make a workspace with a file a room.

    Gives the session's token; `size` is in bytes. Raises RuntimeError when no link is printed.
    """
    link, end = None, time.monotonic() + _PATIENCE
    while (link := re.search(r"/enter/([\w-]+)", log.read_text())) is None:
        if time.monotonic() > end:
            raise RuntimeError("the server printed no owner's link")
        time.sleep(0.05)
    owner = {
        "token": link[1],
        "member": str(uuid4()),
        "name": "Drill",
        "email": "drill@sala.example",
        "password": "a long walk by the pier",
    }
    token = _call(port, "", "identity.claim-ownership", owner)
    made = {"workspace": workspace, "name": "drill"}
    _call(port, token, "workspace.create-workspace", made)
    text = ("x" * 79 + "\n") * (size // 80)
    for room in range(rooms):
        wish = {"workspace": workspace, "path": f"r{room}", "text": text}
        _call(port, token, "workspace.create-file", wish)
    return token


def _call(port: int, token: str, name: str, message: dict[str, str]) -> str:
    request = Request(
        f"http://127.0.0.1:{port}/api/{name}",
        data=json.dumps(message).encode(),
        headers={"Content-Type": "application/json", "Cookie": f"sala_session={token}"},
        method="POST",
    )
    with urlopen(request) as answer:  # noqa: S310 - our own address
        cookie = answer.headers.get("Set-Cookie", "")
    found = re.search(r"sala_session=([^;]+)", cookie)
    return found[1] if found else ""
