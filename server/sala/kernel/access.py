"""Who is asking, and what kind of permission a message wants."""

from __future__ import annotations

from enum import StrEnum
from uuid import UUID

import msgspec


class Role(StrEnum):
    """What a member may do in this installation, from least to most."""

    READER = "reader"
    EDITOR = "editor"
    OWNER = "owner"


class Access(StrEnum):
    """The permission a message wants from its caller."""

    ANYONE = "anyone"  # no session needed
    READ = "read"  # any member
    WRITE = "write"  # editors and owners
    OWN = "own"  # owners
    SYSTEM = "system"  # one context asking another; never from outside


class Caller(msgspec.Struct, frozen=True, kw_only=True):
    """Whoever sent a message. `member` is None for a visitor and for the system itself.

    `origin` is the network address it came from, `agent` the program it named; the transport that
    received the message fills both, and `request`, in.
    """

    member: UUID | None = None
    name: str = ""
    role: Role | None = None
    session: str = ""
    request: str = ""
    origin: str = ""
    agent: str = ""
    system: bool = False


VISITOR = Caller()
SYSTEM = Caller(name="sala", system=True)
