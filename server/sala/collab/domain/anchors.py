"""Where a passage is: anchors name its first and last character, and these are found in a state.

The form of an anchor is Yjs' encoding of a relative position to a character. They are not resolved
by yrs, which mixes UTF-8 bytes with clocks: as in `attribution`, it lays out the state's structs
with signs for characters, here the deleted ones too, and the signs of the wanted ones are found.
"""

from __future__ import annotations

import re
from base64 import b64decode, b64encode
from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

from sala.collab.domain.attribution import text_of
from sala.collab.domain.ids import Labels, Span
from sala.collab.domain.structs import Struct, read_structs
from sala.collab.domain.updates import deletions
from sala.collab.domain.varints import Malformed, read_varuint, write_varbytes, write_varuint

_ITEM = b"\x00"
_AFTER = b"\x00"  # association 0: what stands at the place
_BEFORE = b"\x41"  # association -1: what stands before it
_KIND = 0x0F
_TEXT = 4
_LIVING, _DEAD = "\x00", "\x01"
_FIRST = 2  # signs below are those of characters that nobody asks for
_MARKED = re.compile("[^\x00\x01]")
_LOW_SURROGATES = range(0xDC, 0xE0)
"""High byte of a UTF-16 unit that is the second half of a character."""


class Character(NamedTuple):
    """The id of a UTF-16 unit of text."""

    client: int
    clock: int


class Range(NamedTuple):
    """A passage by its first and its last character."""

    first: Character
    last: Character


class Passage(NamedTuple):
    """Where a passage is in a text, in code points, and what stands there."""

    start: int
    length: int
    line: int
    text: str


def read_range(start: str, end: str) -> Range:
    """Read two anchors. Raises Malformed for what does not name a character each."""
    passage = Range(_read(start), _read(end))
    if write_range(passage) != (start, end):
        msg = "an anchor is on the wrong side of its character, or not in its shortest form"
        raise Malformed(msg)
    return passage


def write_range(passage: Range) -> tuple[str, str]:
    """Write a passage's two anchors."""
    return _write(passage.first, _AFTER), _write(passage.last, _BEFORE)


def _write(character: Character, side: bytes) -> str:
    place = _ITEM + write_varuint(character.client) + write_varuint(character.clock) + side
    return b64encode(place).decode()


def _read(anchor: str) -> Character:
    try:
        data = b64decode(anchor, validate=True)
    except ValueError:
        msg = "an anchor is not base64"
        raise Malformed(msg) from None
    if data[:1] != _ITEM:
        msg = "an anchor is not at a character"
        raise Malformed(msg)
    client, at = read_varuint(data, 1)
    clock, _ = read_varuint(data, at)
    return Character(client, clock)


class Located:
    """Passages in one state of a document."""

    def __init__(self, state: bytes, wanted: Sequence[Range]) -> None:
        self._text = text_of(state)
        self._units = b"" if self._text.isascii() else self._text.encode("utf-16-le")
        self._places = _places(state, [one for passage in wanted for one in passage])

    def knows(self, passage: Range) -> bool:
        """Tell whether both ends have ever been in the text."""
        return passage.first in self._places and passage.last in self._places

    def passage(self, passage: Range) -> Passage | None:
        """Give where a passage is; None when nothing of it is left, or its ends are not known."""
        if not self.knows(passage):
            return None
        start, _ = self._places[passage.first]
        before, lives = self._places[passage.last]
        start, end = self._points(start, before + lives)
        if end <= start:
            return None
        line = self._text.count("\n", 0, start) + 1
        return Passage(start, end - start, line, self._text[start:end])

    def _points(self, start: int, end: int) -> tuple[int, int]:
        """Turn UTF-16 units into code points, halves of a character into the whole."""
        units = self._units
        if not units or end <= start:
            return start, end
        if units[2 * start + 1] in _LOW_SURROGATES:
            start -= 1
        if 2 * end < len(units) and units[2 * end + 1] in _LOW_SURROGATES:
            end += 1
        first = len(units[: 2 * start].decode("utf-16-le"))
        return first, first + len(units[2 * start : 2 * end].decode("utf-16-le"))


def _places(state: bytes, wanted: Sequence[Character]) -> dict[Character, tuple[int, int]]:
    """Give, for each character, how many living units stand before it, and whether it lives: 1.

    A character that never was in the text is left out.
    """
    asked = sorted(set(wanted))
    signs = _signs(state, asked)
    places: dict[Character, tuple[int, int]] = {}
    living = done = 0
    for found in _MARKED.finditer(signs):
        living += signs.count(_LIVING, done, found.start())
        done = found.end()
        number, dead = divmod(ord(found.group()) - _FIRST, 2)
        places[asked[number]] = living, 1 - dead
        living += 1 - dead
    return places


def _signs(state: bytes, asked: Sequence[Character]) -> str:
    """Lay out a sign for every unit that is or was in the text."""
    structs, end = read_structs(state)
    deleted = Labels()
    for client, ranges in deletions(state, end).items():
        for start, stop in ranges:
            deleted.add(Span(client, start, stop), 1)
    parts: list[bytes] = []
    done = 0
    for struct in structs:
        if not struct.text and (not struct.garbage or struct.content == struct.start):
            continue  # no text, or forgotten with its parent
        letters = _letters(struct, deleted, asked).encode()
        head = bytes((state[struct.start] & ~_KIND | _TEXT,))
        parts += state[done : struct.start], head, state[struct.start + 1 : struct.content]
        parts.append(write_varbytes(letters))
        done = struct.end
    parts += state[done:end], b"\x00"  # nothing deleted
    return text_of(b"".join(parts))


def _letters(struct: Struct, deleted: Labels, asked: Sequence[Character]) -> str:
    client, start, stop = struct.client, struct.clock, struct.clock + struct.length
    if struct.garbage:
        letters = _DEAD * struct.length
    else:
        letters = "".join(
            (_DEAD if gone else _LIVING) * (last - first)
            for first, last, gone in deleted.over(Span(client, start, stop))
        )
    at = bisect_left(asked, (client, start))
    if at == len(asked) or asked[at] >= (client, stop):
        return letters
    signs = list(letters)
    while at < len(asked) and asked[at] < (client, stop):
        index = asked[at].clock - start
        signs[index] = chr(_FIRST + 2 * at + (letters[index] == _DEAD))
        at += 1
    return "".join(signs)
