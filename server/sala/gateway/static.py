"""Files of the web app from disk: compressed ahead, cached for ever where that is safe."""

from __future__ import annotations

import asyncio
import hashlib
import mimetypes
from dataclasses import dataclass
from pathlib import Path

from sala.gateway.handwritten import NoSuchPath
from sala.kernel.transports.answers import Answers, Send, accepted_encodings
from sala.kernel.transports.callers import Heads, Scope, heads_of, request_id
from sala.kernel.transports.problems import WrongMethod

_FOREVER = b"public, max-age=31536000, immutable"
_ASK_AGAIN = b"public, max-age=0, must-revalidate"
_ENCODINGS = ((b"br", ".br"), (b"gzip", ".gz"))
_LARGE = 262_144
"""Files of more bytes than this are read in a thread, so that nobody waits for the disk."""

mimetypes.add_type("text/javascript", ".mjs")
mimetypes.add_type("application/manifest+json", ".webmanifest")
mimetypes.add_type("font/woff2", ".woff2")


@dataclass(slots=True)
class _File:
    path: Path
    kind: bytes
    cache: bytes
    encodings: tuple[tuple[bytes, Path], ...]
    etag: bytes = b""


class Static:
    """What lies under `_next/static` and `public`, found at start; a new build is a new start."""

    def __init__(self, webapp: Path, answers: Answers) -> None:
        self._answers = answers
        self._files: dict[str, _File] = {}
        self._add(webapp / ".next" / "static", "/_next/static/", _FOREVER)
        self._add(webapp / "public", "/", _ASK_AGAIN)

    def __contains__(self, path: str) -> bool:
        return path in self._files

    async def __call__(self, scope: Scope, send: Send) -> None:
        """Send the file at a path that this contains; 404 when a newer build has removed it."""
        try:
            await self._send(scope, send)
        except WrongMethod as refusal:
            await self._answers.refusal(scope, send, refusal)
        except FileNotFoundError:
            await self._answers.refusal(scope, send, NoSuchPath())

    async def _send(self, scope: Scope, send: Send) -> None:
        if scope["method"] not in ("GET", "HEAD"):
            raise WrongMethod(b"GET, HEAD")
        heads = heads_of(scope)
        file = self._files[scope["path"]]
        encoding, path = _chosen(file, heads)
        body = await (asyncio.to_thread(_read, path) if _is_large(path) else _now(path))
        if not file.etag:
            plain = body if path is file.path else await asyncio.to_thread(_read, file.path)
            file.etag = hashlib.sha256(plain).hexdigest()[:24].encode()
        etag = b'"%s%s"' % (file.etag, b"-" + encoding if encoding else b"")
        headers = [
            *self._answers.common,
            (b"content-type", file.kind),
            (b"cache-control", file.cache),
            (b"etag", etag),
            (b"x-request-id", request_id(scope).encode()),
        ]
        if file.encodings:
            headers.append((b"vary", b"accept-encoding"))
        if _matches(heads.get(b"if-none-match", b""), etag):
            await send({"type": "http.response.start", "status": 304, "headers": headers})
            await send({"type": "http.response.body", "body": b""})
            return
        if encoding:
            headers.append((b"content-encoding", encoding))
        headers.append((b"content-length", b"%d" % len(body)))
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": body})

    def _add(self, folder: Path, prefix: str, cache: bytes) -> None:
        if not folder.is_dir():
            return
        found = {path for path in folder.rglob("*") if path.is_file()}
        for path in found:
            if path.suffix in (".br", ".gz") and path.with_suffix("") in found:
                continue
            kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
            if kind.startswith("text/") or kind.endswith(("json", "svg+xml")):
                kind += "; charset=utf-8"
            variants = [(name, path.with_name(path.name + suffix)) for name, suffix in _ENCODINGS]
            self._files[prefix + path.relative_to(folder).as_posix()] = _File(
                path=path,
                kind=kind.encode(),
                cache=cache,
                encodings=tuple(variant for variant in variants if variant[1] in found),
            )


def _chosen(file: _File, heads: Heads) -> tuple[bytes, Path]:
    if file.encodings:
        accepted = accepted_encodings(heads.get(b"accept-encoding", b""))
        for encoding, path in file.encodings:
            if encoding in accepted:
                return encoding, path
    return b"", file.path


def _matches(asked: bytes, etag: bytes) -> bool:
    """Compare weakly, as RFC 9110 asks for If-None-Match."""
    if not asked:
        return False
    offers = {offer.strip().removeprefix(b"W/") for offer in asked.split(b",")}
    return etag in offers or asked.strip() == b"*"


def _is_large(path: Path) -> bool:
    return path.stat().st_size > _LARGE


def _read(path: Path) -> bytes:
    return path.read_bytes()


async def _now(path: Path) -> bytes:
    return _read(path)
