"""Text as bytes: encodings, byte-order marks and line ends, read and given back as they were.

The encoding of a file without a byte-order mark is UTF-8 where it can be. Where it cannot,
windows-1252 and then latin-1 are guesses, marked as such: they give back every byte unchanged.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from sala.workspace.contract import CannotEncode, NotText
from sala.workspace.domain.lines import kept

_END = re.compile(r"\r\n|\r|\n")
_NAMES: Final = {"\n": "lf", "\r\n": "crlf", "\r": "cr"}

_CODECS: Final = {
    "utf-8": "utf-8",
    "utf-16-le": "utf-16-le",
    "utf-16-be": "utf-16-be",
    "windows-1252": "cp1252",
    "latin-1": "latin-1",
}
_MARKS: Final = {
    "utf-8": codecs.BOM_UTF8,
    "utf-16-le": codecs.BOM_UTF16_LE,
    "utf-16-be": codecs.BOM_UTF16_BE,
}
_CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
"""Bytes that text in an eight-bit encoding does not hold; ESC is left out, for coloured logs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """How a text lies on disk, apart from its line ends."""

    encoding: str = "utf-8"
    bom: bool = False
    guessed: bool = False


@dataclass(frozen=True, slots=True)
class Text:
    """A decoded file. `exact` has the line ends that the file has."""

    exact: str
    form: Form

    @property
    def normal(self) -> str:
        """The text with every line end a line feed."""
        return normalised(self.exact)

    @property
    def newline(self) -> str:
        """`lf`, `crlf`, `cr` or `mixed`; a text without line ends is `lf`."""
        used = set(_END.findall(self.exact))
        if len(used) > 1:
            return "mixed"
        return _NAMES[used.pop()] if used else "lf"


def normalised(text: str) -> str:
    """Turn every line end into a line feed."""
    return _END.sub("\n", text) if "\r" in text else text


def decode(data: bytes) -> Text:
    """Read a file's bytes as text. Raises NotText, saying why."""
    if data.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        raise NotText("The file is in UTF-32, which Sala does not edit.")
    for encoding, mark in _MARKS.items():
        if data.startswith(mark):
            try:
                exact = data[len(mark) :].decode(encoding)
            except UnicodeDecodeError as error:
                raise NotText(
                    f"The file begins as {encoding.upper()} and then is not: {error.reason}."
                ) from error
            if "\0" in exact:
                raise NotText("The file is binary: it holds NUL characters.")
            return Text(exact, Form(encoding=encoding, bom=True))
    if b"\0" in data:
        raise NotText("The file is binary.")
    try:
        return Text(data.decode(), Form())
    except UnicodeDecodeError:
        return _guess(data)


def encode(text: str, form: Form) -> bytes:
    """Give a text the bytes of a form. Raises CannotEncode, naming the first character it lacks.

    A NUL has no place in any: with one, everybody takes the file for a binary one, we too.
    """
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise CannotEncode(f"It holds a NUL character (line {line}). Take that out to save it.")
    try:
        data = text.encode(_CODECS[form.encoding])
    except UnicodeEncodeError as error:
        character = text[error.start]
        if not character.isprintable():
            character = f"U+{ord(character):04X}"
        line = text.count("\n", 0, error.start) + 1
        raise CannotEncode(
            f"{form.encoding} has no “{character}” (line {line}). "
            "Convert the file to UTF-8 to use it."
        ) from error
    return _MARKS[form.encoding] + data if form.bom else data


def rewritten(old: Text, new: str) -> bytes:
    """Give the bytes of a new text in an old one's place.

    The form is kept, unchanged lines keep their own ends, and new lines take the majority's. `new`
    is normalised first.
    """
    return encode(_with_ends(old.exact, normalised(new)), old.form)


def _guess(data: bytes) -> Text:
    if _CONTROLS.search(data):
        raise NotText("The file is binary, or in an encoding that Sala does not know.")
    for encoding in ("windows-1252", "latin-1"):
        try:
            exact = data.decode(_CODECS[encoding])
        except UnicodeDecodeError:
            continue
        return Text(exact, Form(encoding=encoding, guessed=True))
    raise AssertionError  # pragma: no cover - latin-1 decodes everything


def _with_ends(exact: str, new: str) -> str:
    ends = _END.findall(exact)
    used = set(ends)
    if not used or used == {"\n"}:
        return new
    common = _majority(ends)
    if len(used) == 1:
        return new.replace("\n", common)
    old_lines = _END.split(exact)
    new_lines = new.split("\n")
    new_ends = [common] * (len(new_lines) - 1)
    taken: set[int] = set()
    for here, there in kept(old_lines, new_lines):
        # The last line has no end, so it has none to pass on and none to take.
        if here < len(ends) and there < len(new_ends):
            new_ends[there] = ends[here]
            taken.add(there)
    _keep_apart(new_lines, new_ends, taken)
    return "".join(
        piece for line, end in zip(new_lines, [*new_ends, ""], strict=True) for piece in (line, end)
    )


def _keep_apart(lines: Sequence[str], ends: list[str], taken: set[int]) -> None:
    """Let no carriage return meet the line feed of an empty line: both would read as one end."""
    for index in range(len(ends) - 1):
        if ends[index] == "\r" and not lines[index + 1] and ends[index + 1] == "\n":
            if index + 1 in taken:
                ends[index] = "\r\n"
            else:
                ends[index + 1] = "\r"


def _majority(ends: Sequence[str]) -> str:
    return max(("\n", "\r\n", "\r"), key=ends.count)
