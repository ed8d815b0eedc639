"""The live stream: facts as server-sent events, from any position on, to those who may hear them.

Each listener is read to at its own speed from the tail that all share, so a slow one costs nobody
memory.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from typing import Any
from urllib.parse import parse_qs

import msgspec
import structlog

from sala.kernel.access import Access, Caller
from sala.kernel.dispatcher import Policy
from sala.kernel.events.deciders import Settled
from sala.kernel.events.log import Entry, EventLog
from sala.kernel.events.tail import Tail
from sala.kernel.refusals import BadRequest, Refusal
from sala.kernel.transports.answers import Answers, Send
from sala.kernel.transports.bodies import Receive
from sala.kernel.transports.callers import (
    Authenticate,
    Scope,
    heads_of,
    identify,
    request_id,
    session_token,
)
from sala.kernel.transports.problems import WrongMethod

PATH = "/live"
HEARTBEAT = 15.0
"""Seconds after which a silent stream says that it is still there."""

REPLAY_LIMIT = 5_000
"""Facts that are replayed at most; a listener further behind is told to fetch everything anew."""

_LOOK = 2.0
"""Seconds between two looks whether the session is still alive."""

log = structlog.get_logger("sala.live")
_encode = msgspec.json.Encoder().encode


class BadPosition(BadRequest):
    """The position to resume from is not a number."""

    code = "kernel.bad_position"
    title = "Last-Event-ID is a position in the log"


class Live:
    """An ASGI application that answers `/live`. `close` ends every stream."""

    def __init__(
        self,
        facts: EventLog,
        *,
        settled: Settled,
        authenticate: Authenticate,
        policy: Policy,
        answers: Answers,
        heartbeat: float = HEARTBEAT,
        replay_limit: int = REPLAY_LIMIT,
    ) -> None:
        self._log = facts
        self._tail = Tail(facts)
        self._settled = settled
        self._authenticate = authenticate
        self._policy = policy
        self._answers = answers
        self._heartbeat = heartbeat
        self._replay_limit = replay_limit
        self._closing = asyncio.Event()

    def close(self) -> None:
        """End every stream; their listeners come back and resume."""
        self._closing.set()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Tell one listener facts until they leave, their session ends, or Sala stops."""
        try:
            if scope["method"] != "GET":
                raise WrongMethod(b"GET")
            caller = await identify(scope, self._authenticate)
            self._policy(caller, Access.READ)
            head = await self._log.head()
            after = _resumed(scope, head)
        except Refusal as refusal:
            await self._answers.refusal(scope, send, refusal)
            return
        headers = [
            *self._answers.common,
            (b"content-type", b"text/event-stream; charset=utf-8"),
            (b"cache-control", b"no-store, no-transform"),
            (b"x-accel-buffering", b"no"),  # a reverse proxy in front would hold facts back
            (b"x-request-id", request_id(scope).encode()),
        ]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        gone = asyncio.ensure_future(_gone(receive))
        closing = asyncio.ensure_future(self._closing.wait())
        try:
            await self._tell(scope, send, caller, after, head, (gone, closing))
        finally:
            for task in (gone, closing):
                task.cancel()
                with suppress(asyncio.CancelledError):
                    await task
        if not gone.done() or gone.cancelled():
            await send({"type": "http.response.body", "body": b""})

    async def _tell(
        self,
        scope: Scope,
        send: Send,
        caller: Caller,
        after: int,
        head: int,
        ends: tuple[asyncio.Future[Any], ...],
    ) -> None:
        begin = b": welcome\nretry: 2000\n\n"
        if head - after > self._replay_limit:
            after = head
            begin += b"event: reset\nid: %d\ndata: {}\n\n" % head
        else:
            begin += b"event: ready\nid: %d\ndata: {}\n\n" % after
        await _write(send, begin)
        token = session_token(heads_of(scope))
        silent, look = 0.0, min(_LOOK, self._heartbeat)
        while True:
            entries = await self._tail.after(after)
            if entries:
                after = entries[-1].position
                silent = 0.0
                await self._settled(after)  # who hears a fact and asks must find it
                await _write(send, self._events(entries, caller))
                continue
            more: asyncio.Future[Any] = asyncio.ensure_future(self._log.wait(after))
            done, _ = await asyncio.wait(
                {more, *ends}, timeout=look, return_when=asyncio.FIRST_COMPLETED
            )
            if any(end in done for end in ends) or (more in done and more.exception()):
                more.cancel()
                return
            more.cancel()
            living = await self._authenticate(token)
            if living is None or living.session != caller.session:
                await _write(send, b"event: ended\ndata: {}\n\n")
                return
            caller = living
            silent = 0.0 if more in done else silent + look
            if silent >= self._heartbeat:
                silent = 0.0
                await _write(send, b": still here\n\n")

    def _events(self, entries: Sequence[Entry], caller: Caller) -> bytes:
        """Write the facts that a caller may see. The last id stands even if none may be seen."""
        parts = []
        for entry in entries:
            try:
                self._policy(caller, type(entry.event).audience)
            except Refusal:
                continue
            parts.append(b"id: %d\ndata: %b\n\n" % (entry.position, _fact(entry)))
        last = b"id: %d\n" % entries[-1].position
        if not (parts and parts[-1].startswith(last)):
            parts.append(last + b"\n")
        return b"".join(parts)


def _fact(entry: Entry) -> bytes:
    """Write a fact with its stamp: position, time and actor beside its own fields."""
    stamp = {"position": entry.position, "at": entry.at, "actor": entry.actor}
    return _encode(stamp)[:-1] + b"," + _encode(entry.event)[1:]


def _resumed(scope: Scope, head: int) -> int:
    """Give the position after which to begin: where the listener was, or the end of the log."""
    asked = heads_of(scope).get(b"last-event-id", b"").decode("latin-1")
    if not asked:
        asked = parse_qs(scope["query_string"].decode("latin-1")).get("after", [""])[0]
    if not asked:
        return head
    if not (asked.isascii() and asked.isdigit() and len(asked) < 19):  # noqa: PLR2004 - an SQL integer
        raise BadPosition
    return min(int(asked), head)


async def _gone(receive: Receive) -> None:
    """Return when the listener has left."""
    while (await receive())["type"] != "http.disconnect":
        pass


async def _write(send: Send, data: bytes) -> None:
    await send({"type": "http.response.body", "body": data, "more_body": True})
