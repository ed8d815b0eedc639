"""Handwritten routes of the contexts: the caller named, the size bounded, refusals translated."""

from __future__ import annotations

from collections.abc import MutableMapping, Sequence
from typing import Any

import structlog
from starlette.requests import ClientDisconnect
from starlette.routing import BaseRoute, Match, Route, Router

from sala.gateway.security import NOTHING
from sala.kernel.refusals import NotFound, Refusal, TooLarge
from sala.kernel.transports.answers import Answers, Send
from sala.kernel.transports.bodies import ClientGone, Receive
from sala.kernel.transports.callers import Authenticate, Scope, identify, request_id
from sala.kernel.transports.problems import Failure, WrongMethod

log = structlog.get_logger("sala.routes")


class NoSuchPath(NotFound):
    """Nothing is at this path."""

    code = "kernel.no_such_path"
    title = "There is nothing at this address"


class Handwritten:
    """An ASGI application over the routes of all contexts. `limit` bounds a body, in bytes."""

    def __init__(
        self,
        routes: Sequence[BaseRoute],
        *,
        authenticate: Authenticate,
        answers: Answers,
        limit: int,
    ) -> None:
        self._router = Router(routes, redirect_slashes=False, default=_nothing)
        self._authenticate = authenticate
        self._answers = answers
        self._limit = limit
        self._routes = [route for route in routes if isinstance(route, Route)]
        self.prefixes = frozenset("/" + route.path.split("/")[1] for route in self._routes)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        begun = False

        async def answer(message: MutableMapping[str, Any]) -> None:
            nonlocal begun
            if message["type"] == "http.response.start":
                begun = True
                message["headers"] = self._headers(scope, message.get("headers", ()))
                if message["status"] == WrongMethod.status:  # Starlette's own is plain text
                    raise WrongMethod(self._allowed(scope))
            await send(message)

        try:
            await identify(scope, self._authenticate)
            await self._router(scope, self._bounded(receive), answer)
        except (ClientGone, ClientDisconnect):
            return
        except Refusal as refusal:
            await self._answers.refusal(scope, send, refusal)
        except Exception:
            log.exception("request.failed", path=scope["path"], request=request_id(scope))
            if begun:
                raise  # the connection breaks, so that nobody takes half an answer for a whole
            await self._answers.refusal(scope, send, Failure())

    def _headers(
        self, scope: Scope, given: Sequence[tuple[bytes, bytes]]
    ) -> list[tuple[bytes, bytes]]:
        have = {name.lower() for name, _ in given}
        ours = [
            *self._answers.common,
            NOTHING,
            (b"cache-control", b"no-store"),
            (b"x-request-id", request_id(scope).encode()),
        ]
        return [*given, *(header for header in ours if header[0] not in have)]

    def _allowed(self, scope: Scope) -> bytes:
        """List the methods of every route at a path; Starlette lists those of the first."""
        methods = {
            method
            for route in self._routes
            if route.matches(scope)[0] is not Match.NONE
            for method in route.methods or ()
        }
        return ", ".join(sorted(methods)).encode()

    def _bounded(self, receive: Receive) -> Receive:
        size = 0

        async def bounded() -> MutableMapping[str, Any]:
            nonlocal size
            message = await receive()
            size += len(message.get("body", b""))
            if size > self._limit:
                raise TooLarge(f"A file is at most {self._limit} bytes.")
            return message

        return bounded


async def _nothing(scope: Scope, receive: Receive, send: Send) -> None:
    del scope, receive, send
    raise NoSuchPath
