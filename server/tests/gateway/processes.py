"""`python -m sala serve` as a process of its own, and what may be asked of it."""

import asyncio
import os
import re
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import psutil

SERVER = Path(__file__).resolve().parents[2]
PAGE = """
import http from "node:http";
const page = `<p>process ${process.pid}, api ${process.env.SALA_API_URL}</p>`;
http.createServer((request, response) => {
  response.setHeader("content-type", "text/html");
  if (request.url === "/die") process.exit(1);
  if (request.url === "/api-check") {
    const asked = fetch(`${process.env.SALA_API_URL}/healthz`);
    asked.then((said) => said.text()).then((text) => response.end(text));
    return;
  }
  response.end(page);
}).listen(process.env.PORT, process.env.HOSTNAME, () => console.log("Ready"));
"""


@dataclass
class Sala:
    """A running server. `said` is what it printed, `logged` what it logged."""

    process: asyncio.subprocess.Process
    said: str = ""
    logged: list[bytes] = field(default_factory=list)

    @property
    def url(self) -> str:
        found = re.search(r"^  (https?://\S+:\d+)$", self.said, re.MULTILINE)
        assert found, self.said
        return found[1]

    @property
    def owner_token(self) -> str:
        found = re.search(r"/enter/(\S+)", self.said)
        assert found, self.said
        return found[1]

    def node(self) -> psutil.Process:
        """Give the web app's process."""
        (child,) = psutil.Process(self.process.pid).children()
        return child

    async def end(self, number: signal.Signals = signal.SIGTERM) -> int:
        self.process.send_signal(number)
        return await asyncio.wait_for(self.process.wait(), 20)


def webapp(folder: Path) -> Path:
    """Make the smallest web app there is."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "server.js").write_text(PAGE)
    (folder / "package.json").write_text('{"type": "module"}')
    return folder


def environment(**more: str) -> dict[str, str]:
    return {"PATH": os.environ["PATH"], "PYTHONPATH": str(SERVER), "HOME": "/nonexistent", **more}


async def begin(*words: str | Path, **variables: str) -> Sala:
    """Start a command of `python -m sala`; return at once."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "sala", *(str(word) for word in words),
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
        env=environment(**variables), limit=2**20,
    )  # fmt: skip
    return Sala(process)


@asynccontextmanager
async def serving(*words: str | Path, **variables: str) -> AsyncIterator[Sala]:
    """Start `sala serve` and wait until it says where it is; it is stopped when the block ends."""
    sala = await begin("serve", "--port", "0", *words, **variables)
    assert sala.process.stdout is not None
    assert sala.process.stderr is not None

    logs = asyncio.create_task(_lines(sala.process.stderr, sala.logged))
    try:
        while "answers after" not in sala.said or not sala.said.endswith("\n\n"):
            line = await asyncio.wait_for(sala.process.stdout.readline(), 60)
            assert line, b"".join(sala.logged).decode()
            sala.said += line.decode()
        yield sala
    finally:
        if sala.process.returncode is None:
            await sala.end()
        await logs


async def _lines(stream: asyncio.StreamReader, into: list[bytes]) -> None:
    async for line in stream:
        into.append(line)  # noqa: PERF401 - they are looked at while they come


async def failed(*words: str | Path, **variables: str) -> tuple[int, str]:
    """Run a command that ends by itself; give its status and what it said on stderr."""
    sala = await begin(*words, **variables)
    _, errors = await asyncio.wait_for(sala.process.communicate(), 60)
    assert sala.process.returncode is not None
    return sala.process.returncode, errors.decode()
