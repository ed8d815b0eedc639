"""A checkout's `./sala`, started as a person starts it, and everything it starts."""

import os
import re
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from tests.house.planting import SERVER

ROOT = SERVER.parent
SALA = [sys.executable, ROOT / "sala"]
_ADDRESS = re.compile(r"^ +(https?://[\w.\[\]:-]+:\d+)$", re.MULTILINE)
_ENTRANCE = re.compile(r"(/enter/[\w.-]+)$", re.MULTILINE)


def family(pid: int) -> list[int]:
    """List a process and all its descendants."""
    found = [pid]
    for parent in found:
        for task in Path(f"/proc/{parent}/task").glob("*/children"):
            with suppress(OSError):
                found.extend(int(child) for child in task.read_text().split())
    return found


def alive(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0]
    except OSError:
        return False
    return state != "Z"


@dataclass
class Started:
    """A running `sala up` that prints into `log`."""

    process: subprocess.Popen
    log: Path
    address: str = ""
    entrance: str = ""
    family: list[int] = field(default_factory=list)

    @property
    def said(self) -> str:
        """What it has printed so far."""
        return self.log.read_text()

    def read_until_address(self, *, within: float) -> None:
        """Read its output until the address and the link are printed."""
        deadline = time.monotonic() + within
        while time.monotonic() < deadline and self.process.poll() is None:
            if (said := self.said).endswith("\n") and (found := _ADDRESS.search(said)):
                self.address = found[1]
                link = _ENTRANCE.search(said)
                self.entrance = link[1] if link else ""
                return
            time.sleep(0.01)
        msg = f"no address after {within} s; exit status {self.process.poll()}:\n{self.said}"
        raise AssertionError(msg)

    def first_page(self, *, within: float) -> str:
        """Ask for the first page until the web app gives it."""
        deadline = time.monotonic() + within
        while True:
            try:
                with urllib.request.urlopen(self.address + "/", timeout=5) as answer:
                    page = answer.read().decode()
            except urllib.error.HTTPError as error:
                page = error.read().decode()
            except OSError:
                page = ""
            if "/_next/static/" in page:
                return page
            if time.monotonic() > deadline:
                msg = f"no first page after {within} s:\n{page[:500]}\n{self.said}"
                raise AssertionError(msg)
            time.sleep(0.02)

    def end(self, number: int = signal.SIGTERM) -> int:
        """Send a signal; wait; give the exit status."""
        if self.process.poll() is None:
            self.family = family(self.process.pid)
            self.process.send_signal(number)
        return self.process.wait(20)


def start(*words: object, log: Path) -> Started:
    """Start a command of the launcher in a session of its own."""
    return launch([*SALA, *map(str, words)], log=log, cwd=ROOT, env=dict(os.environ))


def launch(command: list, *, log: Path, cwd: Path, env: dict[str, str]) -> Started:
    """Start a command that prints into `log`."""
    with log.open("w") as output:
        process = subprocess.Popen(
            command,
            cwd=cwd,
            env=env,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    return Started(process, log)


def run(*words: object, **environment: str) -> subprocess.CompletedProcess:
    """Run a command of the launcher to its end."""
    return subprocess.run(
        [*SALA, *map(str, words)],
        cwd=ROOT,
        env={**os.environ, **environment},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
