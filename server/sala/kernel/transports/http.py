"""The HTTP API: `/api/<context>.<message>`, JSON in and out, refusals as problem documents."""

from __future__ import annotations

from typing import Any

import structlog

from sala.kernel.access import Access
from sala.kernel.dispatcher import Dispatcher, UnknownMessage, is_command
from sala.kernel.messages import Message, wire_name
from sala.kernel.refusals import Refusal
from sala.kernel.transports.answers import Answers, Send, encode
from sala.kernel.transports.bodies import ClientGone, Receive, read_body, require_json
from sala.kernel.transports.callers import Authenticate, Scope, heads_of, identify, request_id
from sala.kernel.transports.problems import Failure, WrongMethod
from sala.kernel.transports.reading import JsonReader, QueryReader

PREFIX = "/api/"

log = structlog.get_logger("sala.api")


class Endpoint:
    """One message as HTTP sees it: a command takes POST, a query takes GET as well."""

    __slots__ = ("allowed", "from_body", "from_query", "methods")

    def __init__(self, message: type[Message[Any]]) -> None:
        self.from_body = JsonReader(message).read
        self.methods = ("POST",) if is_command(message) else ("GET", "HEAD", "POST")
        self.allowed = ", ".join(self.methods).encode()
        self.from_query = QueryReader(message).read


class HttpApi:
    """An ASGI application that answers every message known when it was made.

    `SYSTEM` messages do not exist here: one context sends them to another, never a client.
    """

    def __init__(
        self, dispatcher: Dispatcher, *, authenticate: Authenticate, answers: Answers
    ) -> None:
        self._handle = dispatcher.handle
        self._authenticate = authenticate
        self._answers = answers
        self._endpoints = {
            PREFIX + wire_name(message): Endpoint(message)
            for message in dispatcher
            if message.access is not Access.SYSTEM
        }

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        try:
            message = await self._read(scope, receive)
            caller = await identify(scope, self._authenticate)
            answer, extra = self._answers.unwrap(await self._handle(message, caller))
            body = encode(answer)
        except Refusal as refusal:
            await self._answers.refusal(scope, send, refusal)
        except ClientGone:
            return
        except Exception:
            log.exception("request.failed", path=scope["path"], request=request_id(scope))
            await self._answers.refusal(scope, send, Failure())
        else:
            await self._answers.json(scope, send, body, extra=extra)

    async def _read(self, scope: Scope, receive: Receive) -> Message[Any]:
        endpoint = self._endpoints.get(scope["path"])
        if endpoint is None:
            raise UnknownMessage(
                f"No message is called “{scope['path'].removeprefix(PREFIX)[:100]}”."
            )
        method = scope["method"]
        if method not in endpoint.methods:
            raise WrongMethod(endpoint.allowed)
        if method != "POST":
            return endpoint.from_query(scope["query_string"])
        heads = heads_of(scope)
        body = await read_body(receive, heads)
        require_json(heads, body)
        return endpoint.from_body(body)
