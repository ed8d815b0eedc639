"""Composition: every context wired by hand from the parts of one process."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from importlib import import_module

from sala import __version__
from sala.gateway.house import House
from sala.gateway.listening import is_loopback
from sala.gateway.peers import Peers, Signatures, origins_of
from sala.gateway.rooms import CONTEXTS, catalogue
from sala.kernel.contexts import Context
from sala.kernel.dispatcher import Dispatcher
from sala.kernel.events.log import EventLog
from sala.kernel.events.runner import Followers
from sala.kernel.events.sqlite import SqliteEventLog
from sala.kernel.events.types import EventTypes
from sala.kernel.settings import Settings
from sala.kernel.tables import Tables


def compose(
    settings: Settings,
    only: Sequence[str] = (),
    *,
    secure: bool = False,
    strict: int = 0,
    sockets: Callable[..., asyncio.Protocol] = asyncio.Protocol,
) -> House:
    """Wire a process. `only` names the contexts that run in it; all of them when empty.

    Messages of the others go to the peers that settings name, or are refused. `sockets` takes the
    upgrades of WebSockets that no context here answers.
    """
    from sala.identity.wiring import policy  # noqa: PLC0415

    signatures = Signatures.of(settings.secrets)
    house = House(
        settings=settings,
        here=frozenset(only or CONTEXTS),
        secure=secure,
        strict=strict,
        events=_event_log(settings),
        tables=Tables(settings.tables_url),
        policy=policy,
        dispatcher=Dispatcher(policy),
        signatures=signatures,
        peers=Peers(origins_of(settings.server.peers), signatures),
        sockets=sockets,
    )
    house.authenticate = house.peers.authenticate
    house.contexts = [_WIRE[name](house) for name in CONTEXTS if name in house.here]
    for context in house.contexts:
        for message, handler in context.handlers.items():
            house.dispatcher.register(message, handler)
    for message in (*catalogue().messages, *catalogue().inner):
        if not house.dispatcher.answers(message):
            house.dispatcher.forward(message, house.peers.forward)
    house.followers = Followers(
        house.events,
        house.tables,
        [follower for context in house.contexts for follower in context.followers],
    )
    return house


def _event_log(settings: Settings) -> EventLog:
    types = EventTypes.of(*(import_module(f"sala.{name}.contract") for name in CONTEXTS))
    if settings.storage.database_url:
        from sala.kernel.events.postgres import PostgresEventLog  # noqa: PLC0415 - only where used

        return PostgresEventLog(settings.storage.database_url, types)
    return SqliteEventLog(settings.events, types, synchronous=settings.storage.synchronous)


def _now() -> datetime:
    return datetime.now(UTC)


def _identity(house: House) -> Context:
    from sala.identity import wiring  # noqa: PLC0415 - only where it runs

    identity = wiring.build(
        log=house.events,
        tables=house.tables,
        settled=house.settled,
        clock=_now,
        settings=house.settings.identity,
        installation=wiring.Installation(
            name="Sala",
            version=__version__,
            # Browsers treat this machine's own addresses as secure, with TLS or without.
            secure=house.secure or is_loopback(house.settings.server.host),
        ),
    )
    house.authenticate = identity.authenticate
    house.owner_link = identity.owner_link
    return identity.context


def _workspace(house: House) -> Context:
    from sala.workspace import wiring  # noqa: PLC0415 - only where it runs

    return wiring.build(
        log=house.events,
        tables=house.tables,
        settled=house.settled,
        dispatcher=house.dispatcher,
        settings=house.settings.workspace,
        data=house.settings.data,
        clock=_now,
    )


def _collab(house: House) -> Context:
    from sala.collab import wiring  # noqa: PLC0415 - only where it runs

    settings = house.settings
    collab = wiring.build(
        log=wiring.document_log(
            file=settings.documents,
            database_url=settings.storage.database_url,
            synchronous=settings.collab.synchronous,
        ),
        dispatcher=house.dispatcher,
        policy=house.policy,
        authenticate=house.authenticate,
        options=wiring.Options(
            largest_message=settings.collab.frame_limit,
            frames_per_second=settings.collab.messages_per_second,
            frames_at_once=10 * settings.collab.messages_per_second,
            bytes_per_second=settings.collab.bytes_per_second,
            bytes_at_once=max(
                32 * settings.collab.bytes_per_second, 4 * settings.collab.frame_limit
            ),
            connections_per_address=settings.collab.connections_per_address,
            connections_per_member=settings.collab.connections_per_member,
            linger=settings.collab.idle_seconds,
            write_after=settings.collab.write_seconds,
            history_days=settings.collab.history_days,
            write_within=max(3.0, settings.collab.write_seconds),
            origins=frozenset(settings.server.allowed_origins),
            trusted_proxies=frozenset(settings.server.trusted_proxies),
        ),
        caught_up=lambda: house.caught_up("collab.files"),
        scratch=settings.run,
        memory=wiring.Memory(events=house.events, tables=house.tables, settled=house.settled),
        others=house.sockets,
        watching=settings.collab.watch,
    )
    house.sockets = collab.listener
    return collab.context


_WIRE: dict[str, Callable[[House], Context]] = {
    "identity": _identity,
    "workspace": _workspace,
    "collab": _collab,
}
