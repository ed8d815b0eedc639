"""The catalogue: what the contracts of some contexts hold, as generators and clients see it."""

from __future__ import annotations

import inspect
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from types import ModuleType
from typing import Any

from sala.kernel import dispatcher, refusals
from sala.kernel.access import Access
from sala.kernel.events import log
from sala.kernel.messages import Event, Message, event_name, wire_name
from sala.kernel.refusals import Refusal
from sala.kernel.transports import bodies, problems, reading, trpc

_OWN = (refusals, dispatcher, log, bodies, problems, reading, trpc)


@dataclass(frozen=True, kw_only=True)
class Catalogue:
    """Everything a client may send, hear or be refused with, each in order of its name.

    `inner` are the messages that only Sala itself sends, from one context to another.
    """

    messages: tuple[type[Message[Any]], ...]
    events: tuple[type[Event], ...]
    refusals: tuple[type[Refusal], ...]
    inner: tuple[type[Message[Any]], ...] = ()


def read_contracts(contracts: Iterable[ModuleType]) -> Catalogue:
    """Read contract modules. What only Sala itself sends or hears is left out."""
    modules = list(contracts)
    everything: list[type[Message[Any]]] = sorted(_subclasses(modules, Message), key=_name)
    events = [event for event in _subclasses(modules, Event) if event.audience is not Access.SYSTEM]
    return Catalogue(
        messages=tuple(one for one in everything if one.access is not Access.SYSTEM),
        inner=tuple(one for one in everything if one.access is Access.SYSTEM),
        events=tuple(sorted(events, key=event_name)),
        refusals=tuple(
            sorted(_subclasses([*_OWN, *modules], Refusal), key=lambda refusal: refusal.code)
        ),
    )


def _name(message: type[Message[Any]]) -> str:
    return wire_name(message)


def _subclasses(modules: Iterable[ModuleType], base: type[Any]) -> Iterator[type[Any]]:
    """Find the classes below a base that modules, or the files of their folder, define."""
    for module in modules:
        inside = f"{module.__name__}."
        for _, found in inspect.getmembers(module, inspect.isclass):
            below = issubclass(found, base) and found is not base
            if below and f"{found.__module__}.".startswith(inside):
                yield found
