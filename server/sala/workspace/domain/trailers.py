"""Co-authored-by trailers in a commit message: written, and read back."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

_TRAILER = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]*: \S.*")
_CO_AUTHOR = re.compile(
    r"co-authored-by:\s*(?P<name>[^<>]*?)\s*<(?P<email>[^<>]*)>\s*", re.IGNORECASE
)
_UNUSABLE = re.compile(r"[<>\r\n\0]+")


@dataclass(frozen=True, slots=True)
class Person:
    """A name as git writes it: without angle brackets or line ends."""

    name: str
    email: str


def person(name: str, email: str) -> Person:
    """Make a name that git accepts; it strips dots, commas and quotes at the ends by itself."""
    clean = _UNUSABLE.sub(" ", name).strip(" .,:;\"'") or "Someone"
    return Person(clean, _UNUSABLE.sub("", email).strip())


def credited(message: str, co_authors: Sequence[Person]) -> str:
    """Add a trailer for everybody who is not in one yet; the message ends in one line feed."""
    text = message.replace("\r\n", "\n").replace("\r", "\n").strip("\n").rstrip()
    known = {one.email.casefold() for one in co_authors_of(text)}
    new = [one for one in dict.fromkeys(co_authors) if one.email.casefold() not in known]
    if not new:
        return f"{text}\n"
    last = text.split("\n\n")[-1].split("\n")
    ends_in_trailers = "\n\n" in text and all(map(_TRAILER.fullmatch, last))
    between = "\n" if ends_in_trailers else "\n\n"
    lines = "\n".join(f"Co-authored-by: {one.name} <{one.email}>" for one in new)
    return f"{text}{between}{lines}\n"


def co_authors_of(message: str) -> list[Person]:
    """Read the co-authors from a message, in order and each once."""
    found = (_CO_AUTHOR.fullmatch(line.strip()) for line in message.splitlines())
    return list(dict.fromkeys(Person(hit["name"], hit["email"]) for hit in found if hit))


def summary_and_body(message: str) -> tuple[str, str]:
    """Split a message into its first line and the rest."""
    summary, _, body = message.strip("\n").partition("\n")
    return summary.strip(), body.strip("\n")
