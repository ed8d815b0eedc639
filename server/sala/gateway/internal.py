"""`/internal/<message>`: answers what other processes of this installation send on."""

from __future__ import annotations

from typing import Any

import structlog

from sala.gateway.peers import AUTHENTICATE, PREFIX, Signatures
from sala.gateway.rooms import answering, catalogue
from sala.kernel.access import Caller
from sala.kernel.dispatcher import ContextElsewhere, Dispatcher, UnknownMessage
from sala.kernel.messages import Message, wire_name
from sala.kernel.refusals import Refusal
from sala.kernel.sessions import WithSession
from sala.kernel.transports.answers import Answers, Send, encode
from sala.kernel.transports.bodies import ClientGone, Receive, read_body
from sala.kernel.transports.callers import Authenticate, Scope, heads_of, request_id
from sala.kernel.transports.problems import Failure, WrongMethod
from sala.kernel.transports.reading import JsonReader

BODY_LIMIT = 64 * 1_048_576
"""Bytes; the largest message between contexts is a whole text."""

log = structlog.get_logger("sala.internal")


class Internal:
    """An ASGI application for peers. `answered` are the contexts that run in this process."""

    def __init__(
        self,
        dispatcher: Dispatcher,
        *,
        signatures: Signatures,
        authenticate: Authenticate | None,
        answers: Answers,
        here: frozenset[str],
    ) -> None:
        self._handle = dispatcher.handle
        self._signatures = signatures
        self._authenticate = authenticate
        self._answers = answers
        known = (*catalogue().messages, *catalogue().inner)
        self._readers = {
            wire_name(message): JsonReader(message)
            for message in known
            if answering(message) in here
        }

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request of a peer."""
        name = scope["path"].removeprefix(PREFIX)
        try:
            answer = await self._answer(scope, receive, name)
        except Refusal as refusal:
            await self._answers.refusal(scope, send, refusal)
        except ClientGone:
            return
        except Exception:
            log.exception("request.failed", message=name, request=request_id(scope))
            await self._answers.refusal(scope, send, Failure())
        else:
            extra = []
            if isinstance(answer, WithSession):
                extra = [(b"x-sala-session", f"{answer.token};{answer.max_age}".encode())]
                answer = answer.answer
            await self._answers.json(scope, send, encode(answer), extra=extra)

    async def _answer(self, scope: Scope, receive: Receive, name: str) -> Any:  # noqa: ANN401
        if scope["method"] != "POST":
            raise WrongMethod(b"POST")
        heads = heads_of(scope)
        body = await read_body(receive, heads, BODY_LIMIT)
        caller = self._signatures.check(name, heads, body)
        if name == AUTHENTICATE:
            return await self._whose(body)
        return await self._handle(self._read(name, body), caller)

    def _read(self, name: str, body: bytes) -> Message[Any]:
        reader = self._readers.get(name)
        if reader is None:
            raise UnknownMessage(f"{name} is not answered by this process.")
        return reader.read(body)

    async def _whose(self, body: bytes) -> Caller | None:
        if self._authenticate is None:
            raise ContextElsewhere("identity does not run in this process.")
        return await self._authenticate(body.decode("latin-1"))
