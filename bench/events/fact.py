"""The fact that both sides append."""

from __future__ import annotations

from uuid import UUID

from sala.kernel.messages import Event


class Renamed(Event, tag="bench.renamed.1"):
    """Somebody changed a name: an id, a text, a number."""

    member: UUID
    name: str
    number: int


MEMBER = UUID("019aa8b4-5f3e-7c21-9d55-0d6e6f1b2c3d")
NAME = "the pavilion where people meet, work and talk"

FACTS = 16
"""Facts in a stream before its caller begins another."""
