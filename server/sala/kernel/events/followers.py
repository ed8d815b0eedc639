"""Followers: projections that build read tables, reactions that turn facts into wishes.

Both hear every fact at least once and in order. A projection's position is stored in the
transaction that applies the fact; a reaction's after it has acted, so it must be idempotent.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, Table

from sala.kernel.events.log import Entry
from sala.kernel.messages import Event


@dataclass(frozen=True, kw_only=True)
class Projection:
    """Applies facts to read tables, inside the transaction that stores its position.

    `tables` are the ones it owns: they are emptied when it is rebuilt from the first fact.
    Raise `version` when `apply` changes meaning: it is then rebuilt at the next start.
    """

    name: str
    listens: tuple[type[Event], ...]
    tables: Sequence[Table]
    apply: Callable[[Connection, Entry], None]
    version: int = 1


@dataclass(frozen=True, kw_only=True)
class Reaction:
    """Acts on facts. Derives the ids of its wishes from the fact, so a redelivery repeats nothing.

    `act` raising is logged and tried again with growing pauses; later facts wait.
    """

    name: str
    listens: tuple[type[Event], ...]
    act: Callable[[Entry], Awaitable[None]]


Follower = Projection | Reaction
