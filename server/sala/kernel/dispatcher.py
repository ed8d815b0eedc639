"""The dispatcher: the one door through which every message reaches its handler.

It converts (so that constraints hold), asks the policy, and calls. Nothing else checks permission.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator
from typing import Any, TypeVar

import msgspec

from sala.kernel.access import Access, Caller
from sala.kernel.messages import Command, Message, procedure_name, wire_name
from sala.kernel.refusals import BadRequest, Forbidden, NotFound, Unavailable

R = TypeVar("R")
Handler = Callable[[Any, Caller], Awaitable[Any]]
Policy = Callable[[Caller, Access], None]
"""Raises a refusal when the caller may not; returns nothing when they may."""

Forward = Callable[[Message[Any], Caller], Awaitable[Any]]
"""Sends a message to the process that runs its context."""


class UnknownMessage(NotFound):
    """No context answers to this name."""

    code = "kernel.unknown_message"
    title = "There is no such message"


class ContextElsewhere(Unavailable):
    """The context that answers this does not run in this process, and no peer is known."""

    code = "kernel.context_elsewhere"
    title = "This part of Sala does not run here"


class Dispatcher:
    """Maps message types to handlers. One a process."""

    def __init__(self, policy: Policy) -> None:
        self._policy = policy
        self._handlers: dict[type[Message[Any]], Handler] = {}
        self._types: dict[str, type[Message[Any]]] = {}
        self._procedures: dict[str, type[Message[Any]]] = {}
        self._forward: dict[type[Message[Any]], Forward] = {}

    def declare(self, message: type[Message[Any]]) -> None:
        """Make a message known by name, whether or not it is answered in this process."""
        self._types[wire_name(message)] = message
        self._procedures[procedure_name(message)] = message

    def register(self, message: type[Message[Any]], handler: Handler) -> None:
        """Answer messages of this type with this handler."""
        self.declare(message)
        self._handlers[message] = handler

    def forward(self, message: type[Message[Any]], forward: Forward) -> None:
        """Send messages of this type to another process."""
        self.declare(message)
        self._forward[message] = forward

    def __iter__(self) -> Iterator[type[Message[Any]]]:
        """Iterate over every message type known here, in order of name."""
        return iter([self._types[name] for name in sorted(self._types)])

    def named(self, name: str) -> type[Message[Any]]:
        """Find a type by its wire name (`workspace.list-files`); refuse an unknown one."""
        try:
            return self._types[name]
        except KeyError:
            raise UnknownMessage(f"No message is called “{name}”.") from None

    def procedure(self, path: str) -> type[Message[Any]]:
        """Find a type by its tRPC path (`workspace.listFiles`); refuse an unknown one."""
        try:
            return self._procedures[path]
        except KeyError:
            raise UnknownMessage(f"No procedure is called “{path}”.") from None

    def answers(self, message: type[Message[Any]]) -> bool:
        """Tell whether a message of this type would reach a handler, here or elsewhere."""
        return message in self._handlers or message in self._forward

    async def send(self, message: Message[R], caller: Caller) -> R:
        """Check, permit and handle one message made in this process."""
        kind = type(message)
        try:
            # What has its type already, `convert` believes: in plain values it believes nothing.
            checked = msgspec.convert(msgspec.to_builtins(message), kind)
        except msgspec.ValidationError as error:
            raise BadRequest(str(error)) from error
        result: R = await self.handle(checked, caller)
        return result

    async def handle(self, message: Message[Any], caller: Caller) -> Any:  # noqa: ANN401 - R at the callers
        """Permit and handle a message that has been decoded, and so checked, already."""
        kind = type(message)
        self._policy(caller, kind.access)
        handler = self._handlers.get(kind)
        if handler is not None:
            return await handler(message, caller)
        forward = self._forward.get(kind)
        if forward is None:
            raise ContextElsewhere(f"Nothing here answers {wire_name(kind)}.")
        return await forward(message, caller)


def is_command(message: type[Message[Any]]) -> bool:
    """Tell a wish from a question."""
    return issubclass(message, Command)


def nobody_from_outside(caller: Caller, access: Access) -> None:
    """Let only the system itself send `SYSTEM` messages; the first line of every policy."""
    if access is Access.SYSTEM and not caller.system:
        raise Forbidden("Only Sala itself sends this message.")
