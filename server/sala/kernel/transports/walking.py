"""Walking through types as msgspec describes them: what a type is made of, at any depth."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import msgspec
from msgspec.inspect import (
    CollectionType,
    DictType,
    Metadata,
    StructType,
    TupleType,
    Type,
    UnionType,
)


def structs(kinds: Iterable[Any]) -> set[type[Any]]:
    """Find every struct that some types are or mention."""
    found: set[type[Any]] = set()
    waiting = [msgspec.inspect.type_info(kind) for kind in kinds]
    while waiting:
        kind = waiting.pop()
        if isinstance(kind, StructType):
            if kind.cls in found:
                continue
            found.add(kind.cls)
        waiting.extend(parts(kind))
    return found


def parts(kind: Type) -> Sequence[Type]:
    """Give the types that a type is directly made of."""
    made: Sequence[Type] = ()
    if isinstance(kind, StructType):
        made = [field.type for field in kind.fields]
    elif isinstance(kind, UnionType):
        made = kind.types
    elif isinstance(kind, TupleType):
        made = kind.item_types
    elif isinstance(kind, DictType):
        made = (kind.key_type, kind.value_type)
    elif isinstance(kind, CollectionType):
        made = (kind.item_type,)
    elif isinstance(kind, Metadata):
        made = (kind.type,)
    return made


def surface(kind: Any) -> list[type[Any]]:  # noqa: ANN401 - a type, or a generic alias
    """Find the structs that an answer type is, or is a list or an alternative of."""
    found: list[type[Any]] = []
    waiting = [msgspec.inspect.type_info(kind)]
    while waiting:
        part = waiting.pop()
        if isinstance(part, StructType):
            found.append(part.cls)
        else:
            waiting.extend(parts(part))
    return found
