"""ripgrep's command line and its JSON lines (`rg --json`, the format of its grep-printer crate)."""

from __future__ import annotations

from base64 import b64decode

import msgspec

from sala.workspace.adapters.search.wanted import Wanted, shown
from sala.workspace.contract import MatchView

_IN_ONE_FILE = 1000


class _Data(msgspec.Struct):
    """Text, or bytes in base64 where they are not UTF-8."""

    text: str | None = None
    bytes: str | None = None

    def raw(self) -> bytearray:
        """Give the bytes that offsets count in."""
        if self.text is not None:
            return bytearray(self.text.encode())
        return bytearray(b64decode(self.bytes or ""))


class _Submatch(msgspec.Struct):
    start: int
    end: int


class _Found(msgspec.Struct):
    path: _Data
    lines: _Data
    line_number: int | None = None
    submatches: list[_Submatch] = []


class _End(msgspec.Struct):
    binary_offset: int | None = None


class _Line(msgspec.Struct):
    type: str
    data: msgspec.Raw = msgspec.Raw()


_line = msgspec.json.Decoder(_Line)
_found = msgspec.json.Decoder(_Found)
_end = msgspec.json.Decoder(_End)


def arguments(wanted: Wanted) -> list[str]:
    """Give the options for a search, up to and with the one that ends them."""
    options = [
        "--json",
        "--no-config",
        "--no-ignore",
        "--hidden",
        "--no-messages",
        "--sort=path",
        f"--max-count={_IN_ONE_FILE}",
        "--case-sensitive" if wanted.case else "--ignore-case",
    ]
    if not wanted.regex:
        options.append("--fixed-strings")
    if wanted.word:
        options.append("--word-regexp")
    return [*options, f"--regexp={wanted.query}", "--"]


class Reader:
    """Reads the lines of one answer. What a file holds is known to be text only at its end."""

    def __init__(self) -> None:
        self._held: list[MatchView] = []

    def read(self, line: bytes) -> list[MatchView]:
        """Give the matches of the file that ends here; nothing before its end, or for a binary."""
        outer = _line.decode(line)
        if outer.type == "match":
            self._held.append(_match(_found.decode(outer.data)))
        elif outer.type == "end":
            held, self._held = self._held, []
            if _end.decode(outer.data).binary_offset is None:
                return held
        return []


def _match(found: _Found) -> MatchView:
    raw = bytes(found.lines.raw())
    text, encoding = _decoded(raw)
    first = found.submatches[0] if found.submatches else _Submatch(0, 0)
    path = bytes(found.path.raw()).decode(errors="replace").removeprefix("./")
    start, end = (len(raw[:at].decode(encoding, "replace")) for at in (first.start, first.end))
    return shown(path, found.line_number or 1, text, start, end)


def _decoded(raw: bytes) -> tuple[str, str]:
    try:
        return raw.decode(), "utf-8"
    except UnicodeDecodeError:
        return raw.decode("latin-1"), "latin-1"
