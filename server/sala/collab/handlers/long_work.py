"""What long work on documents is asked of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol, TypeVar

from sala.collab.domain.attribution import Change, Copied
from sala.collab.domain.parts import Rest
from sala.collab.domain.segments import Segment
from sala.collab.domain.timeline import Stretch
from sala.kernel.refusals import Unavailable

T = TypeVar("T")


class WorkBroke(Unavailable):
    """Long work on a document did not come to its end; nothing was changed."""


class Stopping(Exception):
    """The server stops: work that was begun is given up, and nothing was changed."""


class LongWork(Protocol):
    """Does what takes long where nobody's keystroke waits for it."""

    def stop(self) -> None:
        """Give up what was begun."""

    def is_long(self, segment: Segment) -> bool:
        """Tell whether a document is so long that questions about it are better asked here."""

    async def fold(
        self, before: Segment | None, changes: Sequence[Change], copied: Sequence[Copied]
    ) -> tuple[Segment, Rest | None]:
        """Make one segment of another and the changes that follow it; of a long one its rest too.

        Raises Unusable when one cannot be taken in, WorkBroke, and Stopping.
        """

    async def forget(self, segment: Segment, *, before: int, most: int) -> Segment:
        """Forget what was done before a time, in µs, and is no later than the update `most`.

        Raises WorkBroke, and Stopping.
        """

    async def labels(
        self,
        state: bytes,
        before: Segment,
        changes: Sequence[Change],
        copied: Sequence[Copied],
    ) -> tuple[Iterable[tuple[int, int]], Sequence[Stretch]]:
        """Give lengths and stretches, counted from 1, of a state's text, and the stretches.

        These say who and when; their sizes need not be right.
        The state is as of a segment and the changes that follow it. Raises WorkBroke.
        """

    async def past_text(self, segment: Segment, sequence: int) -> str:
        """Give the text as of one of a segment's updates. Raises WorkBroke."""

    def resting(self, items: Iterable[T]) -> Iterator[T]:
        """Pass items on in a thread, and give way to the event loop every few milliseconds."""
