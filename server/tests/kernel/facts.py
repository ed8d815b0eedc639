"""Facts for the kernel's own tests: a counter, and a note that was once written another way."""

from typing import Any
from uuid import UUID

from sala.kernel.events.types import EventTypes
from sala.kernel.messages import Event


class Counted(Event, tag="tests.counted.1"):
    """A number was added."""

    by: int


class Noted(Event, tag="tests.noted.2"):
    """Somebody wrote something down."""

    text: str
    author: UUID | None = None


class OldNoted(Event, tag="tests.noted.1"):
    """How a note was stored first: its text was called otherwise."""

    body: str


class Imagined(Event, tag="tests.imagined.1"):
    """What only a newer version knows."""

    what: str


def renamed(raw: dict[str, Any]) -> dict[str, Any]:
    return {"type": "tests.noted.2", "text": raw["body"]}


TYPES = EventTypes(Counted, Noted, upcasts={"tests.noted.1": renamed})
OLD_TYPES = EventTypes(Counted, OldNoted)
NEWER_TYPES = EventTypes(Counted, Noted, Imagined)
