"""What is searched for, and how the line that holds it is shown."""

from __future__ import annotations

import re

import msgspec

from sala.workspace.contract import MatchView, PatternNotValid

_SHOWN = 300
"""Code points of a line that are shown; a minified file has one line of a million."""
_BEFORE = 60

_LOOKING = frozenset({"(?=", "(?!", "(?<=", "(?<!", "(?P=", "(?(", "(?>"})
_BACK = re.compile(r"\\[1-9]")
_TOKENS = re.compile(r"\\.|\(\?(?:<=|<!|P=|[=!(>])|.", re.DOTALL)


class Wanted(msgspec.Struct, frozen=True, kw_only=True):
    """A text or a regular expression, as `SearchText` states it."""

    query: str
    regex: bool = False
    case: bool = False
    word: bool = False

    def pattern(self) -> re.Pattern[str]:
        """Give Python's pattern for it. Raises PatternNotValid."""
        if self.regex:
            _refuse_unlike(self.query)
        source = self.query if self.regex else re.escape(self.query)
        if self.word:
            source = rf"\b(?:{source})\b"
        try:
            return re.compile(source, re.NOFLAG if self.case else re.IGNORECASE)
        except (re.error, OverflowError, RecursionError) as error:
            raise PatternNotValid(f"The regular expression cannot be read: {error}.") from error


def _refuse_unlike(query: str) -> None:
    """Refuse what only one of the two engines knows: a pattern works here as anywhere."""
    in_class = False
    for piece in _TOKENS.findall(query):
        if in_class:
            in_class = piece != "]"
        elif piece == "[":
            in_class = True
        elif piece in _LOOKING or _BACK.fullmatch(piece):
            raise PatternNotValid(
                f"The regular expression cannot be used: “{piece}” looks around or back, which "
                "searching does not support."
            )


def shown(path: str, number: int, line: str, start: int, end: int) -> MatchView:
    """Give a match with as much of its line as fits, the match itself first of all."""
    text = line.rstrip("\r\n")
    left = max(0, start - _BEFORE) if len(text) > _SHOWN else 0
    kept = text[left : left + _SHOWN]
    return MatchView(
        path=path,
        line=number,
        start=min(start - left, len(kept)),
        end=min(end - left, len(kept)),
        text=kept,
    )
