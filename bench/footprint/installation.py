"""A Sala started by the launcher, its address, and the memory of every process it started."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import time
import urllib.error
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Self
from urllib.request import Request, urlopen
from uuid import uuid4

from bench import measure

_ROOT = Path(__file__).parents[2]
_PATIENCE = 60.0


@dataclass(frozen=True, kw_only=True)
class Process:
    """One process of the tree; `rss` and `pss` in bytes."""

    name: str
    rss: int
    pss: int

    def as_dict(self) -> dict[str, str | int]:
        """Give it as JSON wants it."""
        return asdict(self)


class Installation:
    """`./sala up` in a data directory; within it, the first page has been served."""

    def __init__(self, data: Path) -> None:
        self._data = data
        self._token = ""

    def __enter__(self) -> Self:
        """Start; return once the first page was served."""
        self._log = (self._data.parent / "up.log").open("w+")
        self._process = subprocess.Popen(
            [sys.executable, _ROOT / "sala", "up", "--data", self._data, "--port", "0"],
            stdout=self._log,
            stderr=subprocess.STDOUT,
            stdin=subprocess.DEVNULL,
        )
        try:
            self._await_first_page()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        """Stop everything."""
        self._process.terminate()
        try:
            self._process.wait(20)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._log.close()

    def _said(self) -> str:
        return (self._data.parent / "up.log").read_text()

    def _await_first_page(self) -> None:
        deadline = time.monotonic() + _PATIENCE
        while time.monotonic() < deadline and self._process.poll() is None:
            found = re.search(r"http://127\.0\.0\.1:(\d+)\n", self._said())
            if found:
                self.port = int(found[1])
                if self._has_page():
                    return
            time.sleep(0.02)
        raise RuntimeError(f"no first page:\n{self._said()}")

    def _has_page(self) -> bool:
        with suppress(OSError):
            try:
                with urlopen(f"http://127.0.0.1:{self.port}/", timeout=5) as answer:
                    return b"/_next/static/" in answer.read()
            except urllib.error.HTTPError as error:
                return b"/_next/static/" in error.read()
        return False

    def processes(self) -> list[Process]:
        """Weigh the launcher's process and everything below it."""
        return [
            Process(name=_name(pid), **measure.memory(pid))
            for pid in measure.children(self._process.pid)
        ]

    def become_owner_of_a_file(self) -> tuple[str, str]:
        """Claim the installation, make an empty file; give the session and the document's path."""
        link = re.search(r"/enter/([\w-]+)", self._said())
        if link is None:
            raise RuntimeError("the server printed no owner's link")
        workspace = str(uuid4())
        self._call(
            "identity.claim-ownership",
            {
                "token": link[1],
                "member": str(uuid4()),
                "name": "Bench",
                "email": "bench@sala.example",
                "password": "a long walk by the pier",
            },
        )
        self._call("workspace.create-workspace", {"workspace": workspace, "name": "bench"})
        self._call("workspace.create-file", {"workspace": workspace, "path": "r0", "text": ""})
        return self._token, f"/collab/{workspace}/r"

    def _call(self, name: str, message: dict[str, str]) -> None:
        request = Request(
            f"http://127.0.0.1:{self.port}/api/{name}",
            data=json.dumps(message).encode(),
            headers={
                "Content-Type": "application/json",
                "Cookie": f"sala_session={self._token}",
            },
            method="POST",
        )
        with urlopen(request) as answer:
            found = re.search(r"sala_session=([^;]+)", answer.headers.get("Set-Cookie", ""))
        if found:
            self._token = found[1]


def _name(pid: int) -> str:
    words = Path(f"/proc/{pid}/cmdline").read_bytes().decode().split("\0")
    shown = [word.rsplit("/", 1)[-1] for word in words if word]
    return " ".join(shown[:4])
