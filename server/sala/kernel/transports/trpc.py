"""tRPC's HTTP protocol, version 11: queries, mutations, batches and errors, without transformer.

Source of the format: the rpc and http documents of tRPC 11. Subscriptions are not spoken; live
pages listen to `/live`.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Any
from urllib.parse import parse_qs, unquote

import msgspec
import structlog

from sala.kernel.access import Access, Caller
from sala.kernel.dispatcher import Dispatcher, UnknownMessage, is_command
from sala.kernel.messages import Message, procedure_name
from sala.kernel.refusals import BadRequest, Refusal
from sala.kernel.transports.answers import Answers, Send, encode
from sala.kernel.transports.bodies import ClientGone, Receive, read_body, require_json
from sala.kernel.transports.callers import Authenticate, Scope, heads_of, identify, request_id
from sala.kernel.transports.problems import Failure, Headers, WrongMethod, problem_headers
from sala.kernel.transports.reading import JsonReader, MalformedJson, TooDeep

PREFIX = "/trpc/"
BATCH_LIMIT = 64

_MULTI_STATUS = 207
_CODES = {
    400: ("BAD_REQUEST", -32600),
    401: ("UNAUTHORIZED", -32001),
    403: ("FORBIDDEN", -32003),
    404: ("NOT_FOUND", -32004),
    405: ("METHOD_NOT_SUPPORTED", -32005),
    409: ("CONFLICT", -32009),
    413: ("PAYLOAD_TOO_LARGE", -32013),
    415: ("UNSUPPORTED_MEDIA_TYPE", -32015),
    422: ("UNPROCESSABLE_CONTENT", -32022),
    429: ("TOO_MANY_REQUESTS", -32029),
    503: ("SERVICE_UNAVAILABLE", -32603),
}
_OTHER = ("INTERNAL_SERVER_ERROR", -32603)

log = structlog.get_logger("sala.trpc")

Inputs = dict[str, msgspec.Raw]
Outcome = tuple[int, dict[str, Any], Headers]


class TooManyCalls(BadRequest):
    """A batch holds more calls than the limit."""

    code = "kernel.too_many_calls"
    title = f"A batch holds at most {BATCH_LIMIT} calls"


class Procedure:
    """One message as tRPC sees it."""

    __slots__ = ("mutation", "path", "read")

    def __init__(self, message: type[Message[Any]]) -> None:
        self.path = procedure_name(message)
        self.mutation = is_command(message)
        self.read = JsonReader(message).read


class Trpc:
    """An ASGI application under `/trpc/` for a stock `@trpc/client`."""

    def __init__(
        self, dispatcher: Dispatcher, *, authenticate: Authenticate, answers: Answers
    ) -> None:
        self._handle = dispatcher.handle
        self._authenticate = authenticate
        self._answers = answers
        known = [
            Procedure(message) for message in dispatcher if message.access is not Access.SYSTEM
        ]
        self._procedures = {procedure.path: procedure for procedure in known}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, which may carry a batch of calls."""
        parameters = parse_qs(scope["query_string"].decode("latin-1"), keep_blank_values=True)
        batch = parameters.get("batch", [""])[0] == "1"
        path = scope["path"].removeprefix(PREFIX)
        paths = path.split(",") if batch else [path]
        try:
            if len(paths) > BATCH_LIMIT:
                raise TooManyCalls
            inputs = await self._inputs(scope, receive, parameters, batch=batch)
            caller = await identify(scope, self._authenticate)
        except Refusal as refusal:
            outcomes = [self._error(scope, one, refusal) for one in paths[:BATCH_LIMIT]]
        except ClientGone:
            return
        else:
            outcomes = await self._answer(scope, paths, inputs, caller)
        statuses = {status for status, _, _ in outcomes}
        bodies = [body for _, body, _ in outcomes]
        await self._answers.json(
            scope,
            send,
            encode(bodies if batch else bodies[0]),
            status=statuses.pop() if len(statuses) == 1 else _MULTI_STATUS,
            extra=_merged(headers for _, _, headers in outcomes),
        )

    async def _inputs(
        self, scope: Scope, receive: Receive, parameters: dict[str, list[str]], *, batch: bool
    ) -> Inputs:
        method = scope["method"]
        if method == "POST":
            heads = heads_of(scope)
            raw = await read_body(receive, heads)
            require_json(heads, raw)
        elif method in ("GET", "HEAD"):
            raw = parameters.get("input", [""])[0].encode()
        else:
            raise WrongMethod(b"GET, POST")
        if not raw:
            return {}
        if not batch:
            return {"0": msgspec.Raw(raw)}
        try:
            return msgspec.json.decode(raw, type=Inputs)
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            raise MalformedJson(str(error)) from error
        except RecursionError as error:
            raise TooDeep from error

    async def _answer(
        self, scope: Scope, paths: Sequence[str], inputs: Inputs, caller: Caller
    ) -> list[Outcome]:
        """Answer the calls of a batch: questions together, wishes one after another."""
        calls = [
            self._call(scope, path, inputs.get(str(index)), caller)
            for index, path in enumerate(paths)
        ]
        if scope["method"] == "POST":
            return [await call for call in calls]
        return list(await asyncio.gather(*calls))

    async def _call(
        self, scope: Scope, path: str, raw: msgspec.Raw | None, caller: Caller
    ) -> Outcome:
        path = unquote(path)
        try:
            message = self._read(path, raw, posted=scope["method"] == "POST")
            answer, headers = self._answers.unwrap(await self._handle(message, caller))
            body = msgspec.Raw(encode(answer))
        except Refusal as refusal:
            return self._error(scope, path, refusal)
        except Exception:
            log.exception("request.failed", path=path, request=request_id(scope))
            return self._error(scope, path, Failure())
        return 200, {"result": {"data": body}}, headers

    def _read(self, path: str, raw: msgspec.Raw | None, *, posted: bool) -> Message[Any]:
        procedure = self._procedures.get(path)
        if procedure is None:
            raise UnknownMessage(f"No procedure is called “{path[:100]}”.")
        if procedure.mutation and not posted:
            raise WrongMethod(b"POST")
        return procedure.read(b"" if raw is None or raw == b"null" else bytes(raw))

    def _error(self, scope: Scope, path: str, refusal: Refusal) -> Outcome:
        name, number = _CODES.get(refusal.status, _OTHER)
        data = {
            "code": name,
            "httpStatus": refusal.status,
            "path": path,
            "refusal": refusal.code,
            "detail": refusal.detail,
            "fields": refusal.fields,
            "request": request_id(scope),
        }
        error = {"message": refusal.title, "code": number, "data": data}
        return refusal.status, {"error": error}, problem_headers(refusal)


def _merged(headers: Any) -> Headers:  # noqa: ANN401 - an iterable of header lists
    """Keep one of each header, the last; two calls of a batch may both end the session."""
    return list({name: (name, value) for one in headers for name, value in one}.values())
