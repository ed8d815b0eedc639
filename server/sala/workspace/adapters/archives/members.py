"""One entry of an archive, whatever the archive's format."""

from __future__ import annotations

from collections.abc import Callable, Generator
from dataclasses import dataclass, field
from enum import Enum, auto

from sala.workspace.contract import ArchiveNotAllowed
from sala.workspace.domain.paths import shown

CHUNK = 256 * 1024
Content = Callable[[], Generator[bytes, None, None]]


class Sort(Enum):
    """What an entry is."""

    FILE = auto()
    FOLDER = auto()
    LINK = auto()
    SAME_AS = auto()  # a hard link to an earlier entry


def _nothing() -> Generator[bytes, None, None]:
    yield from ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """An entry as the archive names it. `target` is a link's, or the earlier entry's name."""

    name: str
    sort: Sort
    executable: bool = False
    target: str = ""
    content: Content = field(default=_nothing)


def refused(name: str, reason: str) -> ArchiveNotAllowed:
    """Make the refusal of an archive for one of its entries."""
    return ArchiveNotAllowed(f"The archive cannot be imported: “{shown(name)}” {reason}.")
