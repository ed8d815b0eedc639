"""The vocabulary every context shares: events, commands, queries and views.

msgspec checks constraints when it decodes or converts plain values, not on construction, so the
dispatcher takes apart and converts what is made in this process.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any, ClassVar, Generic, TypeVar, dataclass_transform, get_args

import msgspec

from sala.kernel.access import Access

R = TypeVar("R")


@dataclass_transform(frozen_default=True, kw_only_default=True, field_specifiers=(msgspec.field,))
class FrozenMeta(msgspec.StructMeta):
    """Tells type checkers what msgspec does anyway: a subclass of a frozen Struct is frozen."""


class Event(msgspec.Struct, metaclass=FrozenMeta, frozen=True, kw_only=True, tag_field="type"):
    """A fact in the past tense. Its tag, `<context>.<past_tense>.<version>`, never changes."""

    audience: ClassVar[Access] = Access.READ


class View(msgspec.Struct, metaclass=FrozenMeta, frozen=True, kw_only=True):
    """What a query or a command answers with."""


class Message(
    msgspec.Struct,
    Generic[R],
    metaclass=FrozenMeta,
    frozen=True,
    kw_only=True,
    forbid_unknown_fields=True,
):
    """A wish or a question; `R` is the type of its answer."""

    access: ClassVar[Access] = Access.OWN


class Command(Message[R], Generic[R]):
    """A wish. The caller picks ids, so that a retry is harmless."""


class Query(Message[R], Generic[R]):
    """A question. Answering it changes nothing."""


def context_of(message: type[Any]) -> str:
    """Name the context that owns a message type: `sala.<context>.contract` gives `<context>`."""
    return message.__module__.removeprefix("sala.").split(".", 1)[0]


@cache
def wire_name(message: type[Any]) -> str:
    """Give the name on the wire: `PostMessage` of `rooms` is `rooms.post-message`."""
    kebab = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "-", message.__name__).lower()
    return f"{context_of(message)}.{kebab}"


@cache
def procedure_name(message: type[Any]) -> str:
    """Give the tRPC path: `PostMessage` of `rooms` is `rooms.postMessage`."""
    name = message.__name__
    return f"{context_of(message)}.{name[0].lower()}{name[1:]}"


@cache
def event_name(event: type[Event]) -> str:
    """Give the tag an event type is stored under."""
    tag = event.__struct_config__.tag
    if not isinstance(tag, str):
        msg = f"{event.__qualname__} has no tag"
        raise TypeError(msg)
    return tag


@cache
def answer_type(message: type[Message[Any]]) -> Any:  # noqa: ANN401 - a type, or a generic alias
    """Give the type a message is answered with: the argument of `Command[...]` or `Query[...]`."""
    for base in getattr(message, "__orig_bases__", ()):
        arguments = get_args(base)
        if arguments:
            return arguments[0]
    msg = f"{message.__qualname__} does not say what answers it"
    raise TypeError(msg)
