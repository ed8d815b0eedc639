"""A Sala of a test's own: started as `./sala up` starts it, killed and started again."""

from __future__ import annotations

import contextlib
import json
import os
import re
import signal
import subprocess
import sys
import threading
import time
import urllib.request
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
_ADDRESS = re.compile(r"^\s+http://127\.0\.0\.1:(\d+)$", re.MULTILINE)
_OWNER_LINK = re.compile(r"/enter/(\S+)")
_PATIENCE = 60.0
"""Seconds a start may take on a busy machine."""


@dataclass(kw_only=True)
class Installation:
    """One data directory and the process that serves it. `port` stays over restarts."""

    data: Path
    folder: Path | None = None
    environment: Mapping[str, str] = field(default_factory=dict)
    port: int = 0
    token: str = ""
    said: list[str] = field(default_factory=list)
    _process: subprocess.Popen[str] | None = None
    _reading: threading.Thread | None = None

    def start(self) -> None:
        """Start, and return once it said where it answers."""
        command = [sys.executable, "-m", "sala", "up"]
        command += [str(self.folder)] if self.folder else []
        command += ["--port", str(self.port), "--data", str(self.data)]
        self._let_go()
        self.said.clear()
        self._process = subprocess.Popen(
            command,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": str(ROOT / "server"), **self.environment},
            start_new_session=True,
        )
        self._reading = threading.Thread(target=self._listen, daemon=True)
        self._reading.start()
        deadline = time.monotonic() + _PATIENCE
        while not (found := _ADDRESS.search(self.output)):
            if self._process.poll() is not None or time.monotonic() > deadline:
                self.kill()
                raise AssertionError(f"Sala did not start:\n{self.output}")
            time.sleep(0.02)
        taken = int(found.group(1))
        if self.port not in (0, taken):
            self.kill()
            raise AssertionError(f"port {self.port} was taken by somebody else meanwhile")
        self.port = taken
        self._wait_until_ready(deadline)

    def _wait_until_ready(self, deadline: float) -> None:
        """Wait until pages are answered, too: the web app starts beside the port."""
        while True:
            try:
                with urllib.request.urlopen(f"{self.address}/readyz", timeout=5):
                    return
            except OSError as error:
                if time.monotonic() > deadline:
                    self.kill()
                    raise AssertionError(f"not ready: {error}\n{self.output}") from error
                time.sleep(0.05)

    @property
    def output(self) -> str:
        """Give everything it has printed."""
        return "".join(self.said)

    @property
    def address(self) -> str:
        """Give the address it answers at."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def owner_path(self) -> str:
        """Give the path of the one-time link that it printed."""
        found = _OWNER_LINK.search(self.output)
        assert found, f"no owner's link in:\n{self.output}"
        return found.group(0)

    def claim(self, *, name: str, email: str, password: str) -> None:
        """Make somebody the owner by the API; `token` is then their session's."""
        wish = {
            "token": self.owner_path.rpartition("/")[2],
            "member": str(uuid.uuid4()),
            "name": name,
            "email": email,
            "password": password,
        }
        request = urllib.request.Request(
            f"{self.address}/api/identity.claim-ownership",
            data=json.dumps(wish).encode(),
            headers={"content-type": "application/json"},
        )
        with urllib.request.urlopen(request, timeout=30) as answer:
            cookie = SimpleCookie(answer.headers["set-cookie"])
        self.token = cookie["sala_session"].value

    def kill(self) -> None:
        """Kill it with SIGKILL, in the middle of whatever it does; its children go with it."""
        self._signal_all(signal.SIGKILL)

    def crash(self) -> None:
        """Kill the server alone with SIGKILL, and see that its children notice by themselves."""
        process = self._running()
        process.kill()
        process.wait(10)

    def interrupt(self) -> None:
        """Press Ctrl-C, and wait until the server itself has gone."""
        process = self._running()
        process.send_signal(signal.SIGINT)
        process.wait(20)

    def stop(self) -> None:
        """Stop it as Ctrl-C does; what is left of it after a while is killed."""
        try:
            self.interrupt()
        finally:
            self._signal_all(signal.SIGKILL)

    def expect_no_children(self) -> None:
        """Wait until nothing of its process group runs; fail when something stays."""
        deadline = time.monotonic() + 5
        while (left := self.children()) and time.monotonic() < deadline:
            time.sleep(0.05)
        assert not left, f"it left behind: {left}"

    def children(self) -> list[str]:
        """Give the command lines of what still runs of its process group."""
        group = self._running().pid
        found = []
        for folder in Path("/proc").iterdir():
            if not folder.name.isdigit():
                continue
            try:
                status = (folder / "stat").read_text().rpartition(")")[2].split()
                words = (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode()
            except OSError:
                continue
            if int(status[2]) == group and status[0] != "Z":
                found.append(words)
        return found

    def _running(self) -> subprocess.Popen[str]:
        assert self._process is not None, "it was never started"
        return self._process

    def _listen(self) -> None:
        stdout = self._running().stdout
        assert stdout is not None
        for line in stdout:
            self.said.append(line)

    def _signal_all(self, number: int) -> None:
        process = self._running()
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, number)
        process.wait(10)
        self._let_go()

    def _let_go(self) -> None:
        """Close what was read from a process that has gone."""
        if self._reading is not None:
            self._reading.join(10)
        if self._process is not None and self._process.stdout is not None:
            self._process.stdout.close()
