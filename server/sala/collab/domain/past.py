"""All that is known of a document's past: what each update did, and the edits people remember."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from sala.collab.domain.attribution import Change, Record
from sala.collab.domain.files import Forgotten, Who
from sala.collab.domain.ids import Labels
from sala.collab.domain.timeline import Stretch, grow


@dataclass(slots=True)
class Past:
    """What updates did, learnt from the log in order."""

    record: Record = field(default_factory=Record)
    stretches: list[Stretch] = field(default_factory=list)
    written: Labels = field(default_factory=Labels)
    """In which stretch, counted from 1, what was written."""
    forgotten: int = 0
    """The last update of which nothing is known any more."""

    @property
    def sequence(self) -> int:
        """The last update that was learnt."""
        return len(self.record.members) - 1

    def learn(self, changes: Iterable[Change]) -> None:
        """Take in what is new. Raises ValueError when updates are missing before it."""
        for change in changes:
            if change.sequence > self.sequence:
                brought, gone = self.record.add(change)
                grow(self.stretches, change, brought, gone)
                for span in brought:
                    self.written.add(span, len(self.stretches))

    def authors(self) -> list[tuple[Who, int]]:
        """Give author and time of every stretch; nobody before the first."""
        return authors(self.stretches, self.forgotten)


def authors(stretches: Iterable[Stretch], forgotten: int = 0) -> list[tuple[Who, int]]:
    """Give author and time of every stretch; nobody before the first."""
    found: list[tuple[Who, int]] = [(None, 0)]
    for one in stretches:
        old = one.last <= forgotten
        found.append((Forgotten.OLD if old else one.cause or one.member, one.ended))
    return found
