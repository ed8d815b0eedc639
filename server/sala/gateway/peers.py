"""Other processes of the same Sala: messages and session tokens signed, sent, and answered.

What crosses is `POST /internal/<message>`. The caller travels with it, and HMAC-SHA256 over all of
it with a secret of the installation says that one of us wrote it, just now, and for the first time.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import os
import secrets
import time
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

import aiohttp
import msgspec

from sala.gateway.rooms import answering, catalogue
from sala.kernel.access import Caller
from sala.kernel.dispatcher import ContextElsewhere
from sala.kernel.messages import Message, answer_type, wire_name
from sala.kernel.refusals import Forbidden, Refusal, TooMany
from sala.kernel.sessions import WithSession
from sala.kernel.transports.callers import Heads
from sala.kernel.transports.problems import Problem

PREFIX = "/internal/"
AUTHENTICATE = "identity.authenticate"
WINDOW = 30.0
"""Seconds by which clocks may differ, and for which a signature is remembered as used."""

_NONCES = 100_000
_encode = msgspec.json.Encoder().encode
_problem = msgspec.json.Decoder(Problem).decode
_caller = msgspec.json.Decoder(Caller).decode


class NotAPeer(Forbidden):
    """The request is not signed by a process of this installation, or not for now."""

    code = "gateway.not_a_peer"
    title = "Only processes of this installation speak here"


class Signatures:
    """Signs and checks with the installation's secret."""

    def __init__(self, secret: bytes, *, clock: Callable[[], float] = time.time) -> None:
        self._secret = secret
        self._clock = clock
        self._used: dict[str, float] = {}

    @classmethod
    def of(cls, folder: Path) -> Signatures:
        """Read the secret of an installation, made at the first start."""
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        file = folder / "peers.key"
        try:
            handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            return cls(file.read_bytes())
        secret = secrets.token_bytes(32)
        with os.fdopen(handle, "wb") as opened:
            opened.write(secret)
        return cls(secret)

    def sign(self, name: str, caller: Caller, body: bytes) -> dict[str, str]:
        """Give the headers that go with a message."""
        said = base64.b64encode(_encode(caller)).decode()
        moment, nonce = f"{self._clock():.3f}", secrets.token_hex(16)
        return {
            "X-Sala-Caller": said,
            "X-Sala-Time": moment,
            "X-Sala-Nonce": nonce,
            "X-Sala-Signature": self._signature(name, said, moment, nonce, body),
        }

    def check(self, name: str, heads: Heads, body: bytes) -> Caller:
        """Give the caller of a signed message; raise NotAPeer."""
        said, moment, nonce, signature = (
            heads.get(header, b"").decode("latin-1")
            for header in (b"x-sala-caller", b"x-sala-time", b"x-sala-nonce", b"x-sala-signature")
        )
        expected = self._signature(name, said, moment, nonce, body)
        if not hmac.compare_digest(expected.encode(), signature.encode()):
            raise NotAPeer
        now = self._clock()
        if abs(now - float(moment)) > WINDOW or nonce in self._used:
            raise NotAPeer
        if len(self._used) >= _NONCES:
            self._used = {used: at for used, at in self._used.items() if now - at <= 2 * WINDOW}
        self._used[nonce] = now
        return _caller(base64.b64decode(said))

    def _signature(self, name: str, said: str, moment: str, nonce: str, body: bytes) -> str:
        digest = hashlib.sha256(body).hexdigest()
        text = f"{name}\n{said}\n{moment}\n{nonce}\n{digest}"
        return hmac.new(self._secret, text.encode(), hashlib.sha256).hexdigest()


class Peers:
    """The other processes by the context they run: `collab` at `http://127.0.0.1:8101`."""

    def __init__(self, origins: Mapping[str, str], signatures: Signatures) -> None:
        self.origins = dict(origins)
        self._signatures = signatures
        self._session: aiohttp.ClientSession | None = None
        self._refusals = {refusal.code: refusal for refusal in catalogue().refusals}
        self._decoders: dict[type[Message[Any]], Callable[[bytes], Any]] = {}

    async def start(self) -> None:
        """Open the pool of connections."""
        self._session = aiohttp.ClientSession(
            timeout=aiohttp.ClientTimeout(total=60, sock_connect=3)
        )

    async def stop(self) -> None:
        """Close the pool."""
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def forward(self, message: Message[Any], caller: Caller) -> Any:  # noqa: ANN401 - its answer
        """Send a message to where its context runs; give the answer or raise the refusal."""
        kind = type(message)
        decode = self._decoders.get(kind)
        if decode is None:
            decode = self._decoders[kind] = msgspec.json.Decoder(answer_type(kind)).decode
        body, session = await self._post(answering(kind), wire_name(kind), caller, _encode(message))
        answer = decode(body)
        if session:
            token, _, age = session.partition(";")
            return WithSession(answer=answer, token=token, max_age=int(age))
        return answer

    async def authenticate(self, token: str) -> Caller | None:
        """Ask the process that runs identity whose token this is."""
        body, _ = await self._post("identity", AUTHENTICATE, Caller(), token.encode())
        return msgspec.json.decode(body, type=Caller | None)

    async def _post(
        self, context: str, name: str, caller: Caller, body: bytes
    ) -> tuple[bytes, str]:
        origin = self.origins.get(context)
        if origin is None or self._session is None:
            raise ContextElsewhere(f"{context} does not run here, and no peer is known that does.")
        headers = {
            **self._signatures.sign(name, caller, body),
            "Content-Type": "application/json",
            "X-Request-Id": caller.request or secrets.token_hex(8),
        }
        try:
            async with self._session.post(
                f"{origin}{PREFIX}{name}", data=body, headers=headers
            ) as answer:
                said = await answer.read()
                if answer.ok:
                    return said, answer.headers.get("X-Sala-Session", "")
        except (aiohttp.ClientConnectionError, TimeoutError) as error:
            raise ContextElsewhere(f"{context} runs in a process that does not answer.") from error
        raise self._refusal(said)

    def _refusal(self, said: bytes) -> Refusal:
        """Make the refusal anew, of its own class, so that who sent the message may catch it."""
        try:
            problem = _problem(said)
        except msgspec.DecodeError:
            return ContextElsewhere("A peer answered with something that is no problem document.")
        kind = self._refusals.get(problem.code, ContextElsewhere)
        refusal = kind.__new__(kind)
        Refusal.__init__(refusal, problem.detail, fields=problem.fields)
        if isinstance(refusal, TooMany):
            refusal.retry_after = 1.0
        return refusal


def origins_of(pairs: Iterable[str]) -> dict[str, str]:
    """Read peers as settings name them: `collab=http://127.0.0.1:8101`."""
    named = (pair.partition("=") for pair in pairs)
    return {context.strip(): origin.strip().rstrip("/") for context, _, origin in named}
