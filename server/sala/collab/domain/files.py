"""What is known of a document's file: what is at its path, and what changed it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from typing import TypeAlias
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Cause:
    """What changed a file on disk, where Sala knows: a program, and the member it ran it for."""

    program: str
    member: UUID | None


class Forgotten(Enum):
    """Nobody is known any more: what is so old is forgotten."""

    OLD = auto()


Who: TypeAlias = UUID | Cause | Forgotten | None
"""Who wrote something: a member, a program that is known, or nobody who is."""


class Sight(Enum):
    """What is at a document's path. Programs leave nothing, or an empty file, for a moment only."""

    TEXT = auto()
    EMPTY = auto()
    NO_TEXT = auto()
    NOTHING = auto()
