"""Named versions of one document: what a name may be, and what naming comes to."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeAlias, assert_never
from uuid import UUID

from sala.collab.contract import (
    NoSuchVersion,
    VersionExists,
    VersionForgotten,
    VersionNamed,
    VersionNameNotValid,
    VersionRenamed,
)
from sala.kernel.messages import Event

Fact: TypeAlias = VersionNamed | VersionRenamed | VersionForgotten

_BIDI_OVERRIDES = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


@dataclass(frozen=True, slots=True)
class Named:
    """What decisions about a version need."""

    sequence: int
    name: str


@dataclass(frozen=True, slots=True)
class Versions:
    """The versions of a document by id; `forgotten` ids are never used again."""

    named: Mapping[UUID, Named] = field(default_factory=dict)
    forgotten: frozenset[UUID] = frozenset()


def stream(document: UUID) -> str:
    """Name the stream that holds a document's versions."""
    return f"collab/{document}/versions"


def evolve(state: Versions, event: Event) -> Versions:
    """Fold one fact."""
    assert isinstance(event, Fact)  # noqa: S101 - another fact in this stream is a bug
    match event:
        case VersionNamed():
            named = {**state.named, event.version: Named(event.sequence, event.name)}
            return replace(state, named=named)
        case VersionRenamed():
            renamed = replace(state.named[event.version], name=event.name)
            return replace(state, named={**state.named, event.version: renamed})
        case VersionForgotten():
            named = {one: known for one, known in state.named.items() if one != event.version}
            return Versions(named, state.forgotten | {event.version})
        case _:
            assert_never(event)


def name(state: Versions, fact: VersionNamed) -> Sequence[Fact]:
    """Name an update. Raises VersionExists, VersionNameNotValid."""
    clean = clean_name(fact.name)
    known = state.named.get(fact.version)
    if known == Named(fact.sequence, clean):
        return []  # a retry of a naming that already landed
    if known is not None or fact.version in state.forgotten:
        raise VersionExists(f"{fact.version} stands for another version.")
    return [
        VersionNamed(
            workspace=fact.workspace,
            document=fact.document,
            version=fact.version,
            path=fact.path,
            sequence=fact.sequence,
            name=clean,
        )
    ]


def rename(state: Versions, fact: VersionRenamed) -> Sequence[Fact]:
    """Give another name. Raises NoSuchVersion, VersionNameNotValid."""
    clean = clean_name(fact.name)
    known = state.named.get(fact.version)
    if known is None:
        raise NoSuchVersion(f"There is no version with the id {fact.version}.")
    if known.name == clean:
        return []
    return [
        VersionRenamed(
            workspace=fact.workspace, document=fact.document, version=fact.version, name=clean
        )
    ]


def forget(state: Versions, fact: VersionForgotten) -> Sequence[Fact]:
    """Take the name away. Raises NoSuchVersion for an id that never had one."""
    if fact.version in state.forgotten:
        return []
    if fact.version not in state.named:
        raise NoSuchVersion(f"There is no version with the id {fact.version}.")
    return [fact]


def clean_name(name: str) -> str:
    """Give a name with single spaces. Raises VersionNameNotValid."""
    clean = " ".join(name.split())
    if not any(unicodedata.category(letter)[0] in "LNPS" for letter in clean):
        raise VersionNameNotValid("Write at least one letter.")
    if any(unicodedata.category(c) in {"Cc", "Cs"} or c in _BIDI_OVERRIDES for c in clean):
        raise VersionNameNotValid("Leave control characters out.")
    return clean
