"""`sala call`: send one message to a Sala that runs; `identity.sign-in` is remembered."""

from __future__ import annotations

import os
import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen

import msgspec

from sala.kernel import settings
from sala.kernel.transports.callers import COOKIE

_PATIENCE = 60
_SESSION = "session"


def describe(parser: ArgumentParser) -> None:
    """Say what the command takes."""
    parser.add_argument("message", help="its name, as identity.list-members")
    parser.add_argument("fields", nargs="?", default="{}", help="its fields as JSON; - reads stdin")
    parser.add_argument(
        "--url", help="where Sala answers (default: what this machine's settings say)"
    )
    parser.add_argument("--data", type=Path, help="the data directory")
    parser.add_argument(
        "--token-file",
        type=Path,
        help="a file with a session token (default: secrets/session in the data directory)",
    )


def run(given: Namespace) -> int:
    """Send the message and print its answer; a refusal goes to stderr and gives the status 1."""
    read = settings.read(data=given.data)
    server = read.server
    scheme = "https" if server.certificate else "http"
    url = (given.url or server.public_url or f"{scheme}://{server.host}:{server.port}").rstrip("/")
    fields = sys.stdin.read() if given.fields == "-" else given.fields
    headers = {"Content-Type": "application/json", "Accept": "application/json"}
    file: Path = given.token_file or read.secrets / _SESSION
    if file.exists():
        headers["Authorization"] = f"Bearer {file.read_text(encoding='ascii').strip()}"
    request = Request(  # noqa: S310 - an address that the person at the keyboard names
        f"{url}/api/{given.message}", data=fields.encode(), headers=headers, method="POST"
    )
    try:
        with urlopen(request, timeout=_PATIENCE) as answer:  # noqa: S310
            _remember(file, answer.headers.get_all("Set-Cookie") or [])
            sys.stdout.write(_readable(answer.read()))
    except HTTPError as refusal:
        sys.stderr.write(_readable(refusal.read()))
        return 1
    except (URLError, OSError) as error:
        reason = getattr(error, "reason", error)
        sys.stderr.write(f"Sala does not answer at {url}: {reason}\n")
        return 1
    return 0


def _remember(file: Path, cookies: list[str]) -> None:
    """Keep the session that an answer starts, for the next call; let go of one that it ends."""
    for cookie in cookies:
        name, _, rest = cookie.partition("=")
        token = rest.partition(";")[0]
        if name != COOKIE:
            continue
        file.unlink(missing_ok=True)
        if token:
            file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(handle, "w", encoding="ascii") as opened:
                opened.write(token)


def _readable(body: bytes) -> str:
    try:
        return msgspec.json.format(body, indent=2).decode() + "\n"
    except msgspec.DecodeError:
        return body.decode("utf-8", "replace") + "\n"
