"""A real git server on loopback: git's own http-backend behind Python's HTTP server."""

from __future__ import annotations

import os
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path


class Remotes(ThreadingHTTPServer):
    """Serves every repository under a folder, and what `redirects` and `passwords` say."""

    daemon_threads = True

    def __init__(self, folder: Path) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.folder = folder
        self.redirects: dict[str, str] = {}
        self.asked: list[tuple[str, str]] = []
        self.password = ""
        self.broken = False
        """Whether repositories can be looked at and not fetched."""
        self.go_on = threading.Event()
        """Cleared, whoever fetches has to wait."""
        self.go_on.set()

    def url(self, path: str) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/{path}"


class _Handler(BaseHTTPRequestHandler):
    server: Remotes

    def do_GET(self) -> None:
        self._answer(b"")

    def do_POST(self) -> None:
        self.server.go_on.wait(30)
        if self.server.broken:
            self.send_error(500)
            return
        if self.headers.get("Transfer-Encoding") == "chunked":
            body = b""
            while size := int(self.rfile.readline(), 16):
                body += self.rfile.read(size)
                self.rfile.readline()
        else:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self._answer(body)

    def _answer(self, body: bytes) -> None:
        path, _, query = self.path.partition("?")
        authorization = self.headers.get("Authorization", "")
        self.server.asked.append((self.path, authorization))
        for start, target in self.server.redirects.items():
            if path.startswith(start):
                self.send_response(302)
                self.send_header("Location", target + self.path[len(start) :])
                self.end_headers()
                return
        if path.startswith("/page"):
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(b"<p>a page")
            return
        if self.server.password and authorization != self.server.password:
            self.send_response(401)
            self.send_header("WWW-Authenticate", "Basic")
            self.end_headers()
            return
        answer = subprocess.run(
            ["git", "http-backend"],
            input=body,
            capture_output=True,
            check=True,
            env={
                "PATH": os.environ["PATH"],
                "GIT_PROJECT_ROOT": str(self.server.folder),
                "GIT_HTTP_EXPORT_ALL": "1",
                "GIT_CONFIG_COUNT": "1",
                "GIT_CONFIG_KEY_0": "safe.directory",
                "GIT_CONFIG_VALUE_0": "*",
                "REQUEST_METHOD": self.command,
                "PATH_INFO": path,
                "QUERY_STRING": query,
                "CONTENT_TYPE": self.headers.get("Content-Type", ""),
                "CONTENT_LENGTH": str(len(body)),
                "HTTP_CONTENT_ENCODING": self.headers.get("Content-Encoding", ""),
                "GIT_PROTOCOL": self.headers.get("Git-Protocol", ""),
            },
        ).stdout
        head, _, content = answer.partition(b"\r\n\r\n")
        lines = [line.split(": ", 1) for line in head.decode().split("\r\n")]
        status = next((value for name, value in lines if name == "Status"), "200 OK")
        self.send_response(int(status[:3]))
        for name, value in lines:
            if name != "Status":
                self.send_header(name, value)
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        pass


@contextmanager
def serving(folder: Path) -> Iterator[Remotes]:
    """Serve a folder of repositories until the end of the block."""
    remotes = Remotes(folder)
    thread = threading.Thread(target=remotes.serve_forever)
    thread.start()
    try:
        yield remotes
    finally:
        remotes.go_on.set()
        remotes.shutdown()
        thread.join()
        remotes.server_close()
