"""What a context hands to the gateway: everything it is, as one value."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from starlette.routing import BaseRoute

from sala.kernel.dispatcher import Handler
from sala.kernel.events.followers import Follower
from sala.kernel.messages import Message

Step = Callable[[], Awaitable[None]]


async def nothing() -> None:
    """Do nothing: the default of `start` and `stop`."""


@dataclass(frozen=True, kw_only=True)
class Context:
    """One room of the house, wired. `routes` are the few that no message fits."""

    name: str
    handlers: Mapping[type[Message[Any]], Handler] = field(default_factory=dict)
    routes: Sequence[BaseRoute] = ()
    followers: Sequence[Follower] = ()
    start: Step = nothing
    stop: Step = nothing
