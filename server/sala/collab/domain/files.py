"""What is known of a document's file: what is at its path, and what changed it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Cause:
    """What changed a file on disk, where Sala knows: a program that it ran for a member."""

    program: str
    member: UUID | None


class Sight(Enum):
    """What is at a document's path. Programs leave nothing, or an empty file, for a moment only."""

    TEXT = auto()
    EMPTY = auto()
    NO_TEXT = auto()
    NOTHING = auto()
