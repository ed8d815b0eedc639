"""Windows: spans in which the water over the bar is deep enough for a ship."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from harbour.tides import Tide, crossing

UNDER_KEEL = 0.6  # metres kept free below the keel


@dataclass(frozen=True, slots=True)
class Window:
    """A span in which the water over the bar is deep enough; `closes` is None at the end."""

    opens: datetime
    closes: datetime | None

    @property
    def length(self) -> timedelta | None:
        """How long it lasts; None while the forecast does not say."""
        if self.closes is None:
            return None
        return self.closes - self.opens


def windows(tides: Iterable[Tide], *, draught: float, bar: float) -> Iterator[Window]:
    """Yield every window in which the draught clears the bar. `bar` is its depth below datum."""
    needed = draught + UNDER_KEEL - bar
    opened: datetime | None = None
    last: Tide | None = None
    for tide in tides:
        deep = tide.height >= needed
        if deep and opened is None:
            opened = tide.at if last is None else crossing(last, tide, needed)
        elif last is not None and not deep and opened is not None:
            yield Window(opened, crossing(last, tide, needed))
            opened = None
        last = tide
    if opened is not None:
        yield Window(opened, None)
