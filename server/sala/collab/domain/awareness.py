"""Who is where: the awareness states of one room, each owned by the connection that sent it.

y-websocket clients repeat what they hear about others; such echoes carry no newer clock and other
connections' ids, and are dropped. A state leaves stamped with its member, so nobody can appear in
another's name.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

import msgspec

from sala.collab.domain.varints import (
    Malformed,
    read_varbytes,
    read_varuint,
    write_varbytes,
    write_varuint,
)

Place = TypeVar("Place")
_GONE = b"null"
_REMEMBERED = 1024

RELAY_EVERY = 0.03
"""Seconds from one relay to the next: what comes in between leaves together."""

_LARGEST = 16 * 1024  # bytes of one state
_OWN = 8
"""States of one connection: an editor has one; whoever says more fills everybody's memory."""
_NAMED = 4096
"""States that one message may name: y-websocket repeats those of everybody in a room."""


class Excess(ValueError):
    """More than anybody needs to say where they are."""


@dataclass(slots=True)
class _Held(Generic[Place]):
    clock: int
    state: bytes
    owner: Place | None
    member: str


def read_states(message: bytes) -> list[tuple[int, int, bytes]]:
    """Read an awareness message: client id, clock and JSON of each state.

    Raises Malformed, or Excess for too many of them.
    """
    body, end = read_varbytes(message, 1)
    if end != len(message):
        msg = "bytes follow the awareness message"
        raise Malformed(msg)
    count, at = read_varuint(body, 0)
    if count > _NAMED:
        msg = "too many awareness states in one message"
        raise Excess(msg)
    states: list[tuple[int, int, bytes]] = []
    for _ in range(count):
        client, at = read_varuint(body, at)
        clock, at = read_varuint(body, at)
        state, at = read_varbytes(body, at)
        states.append((client, clock, state))
    if at != len(body):
        msg = "bytes follow the awareness states"
        raise Malformed(msg)
    return states


def write_states(states: list[tuple[int, int, bytes]]) -> bytes:
    """Write an awareness message."""
    body = bytearray(write_varuint(len(states)))
    for client, clock, state in states:
        body += write_varuint(client) + write_varuint(clock) + write_varbytes(state)
    return b"\x01" + write_varbytes(bytes(body))


def stamped(state: bytes, member: str) -> bytes:
    """Check that a state is a JSON object (or null) and name its member in it. Raises Malformed."""
    try:
        value = msgspec.json.decode(state)
    except (msgspec.DecodeError, RecursionError) as error:
        msg = "an awareness state is not JSON"
        raise Malformed(msg) from error
    if value is None:
        return _GONE
    if not isinstance(value, dict):
        msg = "an awareness state is not an object"
        raise Malformed(msg)
    value["member"] = member
    return msgspec.json.encode(value)


class Awareness(Generic[Place]):
    """The states of one room. `Place` is whatever stands for a connection.

    A state that is gone keeps its clock for a while: an echo of it would bring it back. `largest`
    is the most bytes that one state may have.
    """

    __slots__ = ("_changed", "_held", "_largest")

    def __init__(self, largest: int = _LARGEST) -> None:
        self._largest = largest
        self._held: dict[int, _Held[Place]] = {}
        self._changed: set[int] = set()

    def hear(self, owner: Place, member: str, states: list[tuple[int, int, bytes]]) -> bool:
        """Take what a connection says; tell whether anything is to be relayed.

        Raises Malformed, or Excess for a state too large or one too many.
        """
        for client, clock, state in states:
            held = self._held.get(client)
            if held is None:
                if state != _GONE:
                    if self._owned_by(owner) >= _OWN:
                        msg = "too many awareness states of one connection"
                        raise Excess(msg)
                    said = self._said(state, member)
                    self._held[client] = _Held(clock, said, owner, member)
                    self._changed.add(client)
            elif self._believed(held, owner, member, clock, state):
                held.clock, held.state = clock, self._said(state, member)
                held.owner, held.member = owner, member
                self._changed.add(client)
        return bool(self._changed)

    def _owned_by(self, owner: Place) -> int:
        return sum(held.owner is owner for held in self._held.values() if held.state != _GONE)

    def _said(self, state: bytes, member: str) -> bytes:
        if len(state) > self._largest:
            msg = "an awareness state is too large"
            raise Excess(msg)
        return stamped(state, member)

    @staticmethod
    def _believed(held: _Held[Place], owner: Place, member: str, clock: int, state: bytes) -> bool:
        if held.owner is owner:
            return clock > held.clock or (clock == held.clock and state == _GONE != held.state)
        if held.owner is None:
            return clock > held.clock
        return clock > held.clock and held.member == member  # back before the old socket was missed

    def leave(self, owner: Place) -> bool:
        """Forget what a connection said; tell whether anything is to be relayed."""
        for client, held in self._held.items():
            if held.owner is owner and held.state != _GONE:
                held.state, held.owner = _GONE, None
                self._changed.add(client)
        return bool(self._changed)

    def changes(self) -> bytes | None:
        """Give one message with everything that changed since the last call, or None."""
        if not self._changed:
            return None
        message = self._message(self._changed)
        self._changed = set()
        if len(self._held) > _REMEMBERED:
            self._held = {c: held for c, held in self._held.items() if held.state != _GONE}
        return message

    def everything(self) -> bytes | None:
        """Give one message with every state that is there, or None."""
        here = [client for client, held in self._held.items() if held.state != _GONE]
        return self._message(here) if here else None

    def _message(self, clients: Iterable[int]) -> bytes:
        held = self._held
        return write_states(
            [(client, held[client].clock, held[client].state) for client in clients]
        )
