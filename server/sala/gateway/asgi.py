"""The one ASGI application: names each request, checks where it comes from, and hands it on."""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from sala.gateway import cors
from sala.gateway.access_log import AccessLog
from sala.gateway.handwritten import Handwritten, NoSuchPath
from sala.gateway.health import Health
from sala.gateway.house import House
from sala.gateway.internal import Internal
from sala.gateway.limits import RequestLimit
from sala.gateway.peers import PREFIX as INTERNAL
from sala.gateway.reference.page import Reference
from sala.gateway.requests import Requests
from sala.gateway.security import NOTHING, Origins, common_headers
from sala.gateway.static import Static
from sala.gateway.web.proxy import WebProxy
from sala.kernel import logs
from sala.kernel.transports import http, live, trpc
from sala.kernel.transports.answers import Answers, Send
from sala.kernel.transports.bodies import Receive
from sala.kernel.transports.callers import Heads, Scope
from sala.kernel.transports.problems import ForeignOrigin


class Gateway:
    """Everything on the public port but WebSockets, which never reach an ASGI application.

    `static` and `web` are absent in a process that serves no pages; `web_answers` tells whether a
    web app that it runs itself is up.
    """

    def __init__(
        self,
        house: House,
        *,
        origins: Origins,
        static: Static | None = None,
        web: WebProxy | None = None,
        web_answers: Callable[[], Awaitable[bool]] | None = None,
    ) -> None:
        common = common_headers(strict=house.strict)
        data = Answers(common=(*common, NOTHING), secure=house.secure)
        self._requests = Requests(house.settings.server.trusted_proxies)
        self._limit = RequestLimit(house.settings.server.requests_per_second)
        self._origins = origins
        self._answers = data
        self._health = Health(house, data, web_answers)
        self._static = static
        self._web = web
        self._log = AccessLog(house.settings.logs.requests)
        self._api = http.HttpApi(house.dispatcher, authenticate=house.authenticate, answers=data)
        self._trpc = trpc.Trpc(house.dispatcher, authenticate=house.authenticate, answers=data)
        self.live = live.Live(
            house.events,
            settled=house.settled,
            authenticate=house.authenticate,
            policy=house.policy,
            answers=data,
        )
        self._handwritten = Handwritten(
            [route for context in house.contexts for route in context.routes],
            authenticate=house.authenticate,
            answers=Answers(common=common, secure=house.secure),
            limit=max(
                house.settings.workspace.upload_limit, house.settings.workspace.archive_limit
            ),
        )
        self._internal = Internal(
            house.dispatcher,
            signatures=house.signatures,
            authenticate=house.authenticate if "identity" in house.here else None,
            answers=data,
            here=house.here,
        )
        self._reference = Reference(Answers(common=common, secure=house.secure))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            return
        heads = self._requests.receive(scope)
        logs.request.set(scope["sala.request"])
        if self._log.off:
            await self._answer(scope, heads, receive, send)
            return
        begun, status = time.perf_counter(), 0

        def noted(message: MutableMapping[str, Any]) -> Awaitable[None]:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            return send(message)

        try:
            await self._answer(scope, heads, receive, noted)
        finally:
            self._log.note(scope, status, time.perf_counter() - begun)

    async def _answer(self, scope: Scope, heads: Heads, receive: Receive, send: Send) -> None:
        if not self._origins.accept(scope["method"], heads):
            await self._answers.refusal(scope, send, ForeignOrigin())
            return
        if b"origin" in heads and (foreign := self._origins.foreign(heads)):
            if cors.is_preflight(scope, heads):
                await cors.allow(foreign, send)
                return
            send = cors.readable(foreign, send)
        path: str = scope["path"]
        if self._static is not None and path in self._static:
            await self._static(scope, send)
        elif (refusal := self._limit.check(scope)) is not None:
            await self._answers.refusal(scope, send, refusal)
        elif path.startswith(http.PREFIX) and path not in self._reference:
            await self._api(scope, receive, send)
        elif path.startswith(trpc.PREFIX):
            await self._trpc(scope, receive, send)
        else:
            await self._answer_other(path, scope, receive, send)

    async def _answer_other(self, path: str, scope: Scope, receive: Receive, send: Send) -> None:
        first = path[: path.find("/", 1)] if "/" in path[1:] else path
        if path == live.PATH:
            await self.live(scope, receive, send)
        elif first in self._handwritten.prefixes:
            await self._handwritten(scope, receive, send)
        elif path.startswith(INTERNAL):
            await self._internal(scope, receive, send)
        elif path in self._reference:
            await self._reference(scope, send)
        elif path == "/healthz":
            await self._health.alive(scope, send)
        elif path == "/readyz":
            await self._health.ready(scope, send)
        elif self._web is not None:
            await self._web(scope, receive, send)
        else:
            await self._answers.refusal(scope, send, NoSuchPath())
