"""Event types: which facts this version knows, how they become JSON, and how old ones are read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from types import ModuleType
from typing import Any, Union

import msgspec

from sala.kernel.messages import Event, event_name

Upcast = Callable[[dict[str, Any]], dict[str, Any]]
"""Turns the raw fields of an old event, `type` among them, into those of its successor."""


class UnknownEvents(RuntimeError):
    """The log holds facts that this version cannot read: a newer version wrote them."""

    def __init__(self, where: str, names: Iterable[str]) -> None:
        listed = ", ".join(sorted(names))
        super().__init__(
            f"{where} was written by a newer version of Sala: it holds facts that this version "
            f"does not know ({listed}). Start that version, or restore a backup made before it."
        )


class NewerLog(RuntimeError):
    """The log's layout was made by a newer version of Sala."""

    def __init__(self, where: str, schema: int, *, known: int) -> None:
        super().__init__(
            f"{where} was written by a newer version of Sala (layout {schema}; this version reads "
            f"{known}). Start that version, or restore a backup made before it."
        )


class EventTypes:
    """The facts of every context in this process, given by hand at start.

    `upcasts` maps a tag that is no longer declared to the function that gives its successor's raw
    fields; chains are followed. Raises ValueError when two types share a tag or a tag has both.
    """

    def __init__(self, *types: type[Event], upcasts: Mapping[str, Upcast] | None = None) -> None:
        self._names = {kind: event_name(kind) for kind in types}
        self._upcasts = dict(upcasts or {})
        self._known = frozenset(self._names.values())
        if len(self._known) != len(self._names) or self._known & self._upcasts.keys():
            msg = "an event's tag belongs to one type, and an old tag to none"
            raise ValueError(msg)
        self._union: Any = Union[types] if types else Event  # noqa: UP007 - built at run time
        self._decode = msgspec.json.Decoder(self._union).decode
        self._encode = msgspec.json.Encoder().encode

    @classmethod
    def of(cls, *contracts: ModuleType, upcasts: Mapping[str, Upcast] | None = None) -> EventTypes:
        """Collect the facts declared in the given contract modules."""
        return cls(*(kind for module in contracts for kind in declared_in(module)), upcasts=upcasts)

    def __iter__(self) -> Iterator[type[Event]]:
        """Iterate over the types, in the order they were given."""
        return iter(self._names)

    def check(self, names: Iterable[str], where: str) -> None:
        """Refuse names that can be neither read nor upcast. `where` names the log for a person."""
        unknown = set(names) - self._known - self._upcasts.keys()
        if unknown:
            raise UnknownEvents(where, unknown)

    def encode(self, event: Event) -> tuple[str, str]:
        """Give a fact's tag and its JSON. Raises TypeError for a type that was not given."""
        try:
            name = self._names[type(event)]
        except KeyError:
            msg = f"{type(event).__qualname__} is not among the event types of this log"
            raise TypeError(msg) from None
        return name, self._encode(event).decode()

    def decode(self, name: str, data: str | bytes) -> Event:
        """Read a stored fact, through as many upcasts as its age asks for."""
        if name in self._known:
            event: Event = self._decode(data)
            return event
        raw: dict[str, Any] = msgspec.json.decode(data)
        while name not in self._known:
            upcast = self._upcasts.get(name)
            if upcast is None:
                where = "The event log"
                raise UnknownEvents(where, [name])
            raw = upcast(raw)
            name = raw["type"]
        upcasted: Event = msgspec.convert(raw, self._union)
        return upcasted


def declared_in(contract: ModuleType) -> Iterator[type[Event]]:
    """Find the facts a contract declares, in its module or package; imported ones are left out."""
    own = (contract.__name__, contract.__name__ + ".")
    for value in vars(contract).values():
        if (
            isinstance(value, type)
            and issubclass(value, Event)
            and (value.__module__ == own[0] or value.__module__.startswith(own[1]))
        ):
            yield value
