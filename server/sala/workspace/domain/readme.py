"""What a project says about itself in the first sentence of its README."""

from __future__ import annotations

import re

NAMES = ("README.md", "README.rst", "README.txt", "README", "readme.md", "Readme.md")
LENGTH = 200

_SKIPPED = re.compile(
    r"\s*(#+\s.*|=+|-+|\*+|~+|`{3}.*|<.*|\.\. .*|:\w+:.*|!\[.*|\[!\[.*|\|.*|> *)?"
)
"""Headings, rules, markup and badges: lines that say nothing about the project."""
_LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
_MARKS = re.compile(r"(\*\*|__|``|`|(?<!\w)[*_](?=\w)|(?<=\w)[*_](?!\w))")
_SENTENCE = re.compile(r"(.+?[.!?。])(\s|$)")


def description(text: str) -> str:
    """Give the first sentence of prose, or the first heading when there is none; one line."""
    lines = text.splitlines()
    paragraph: list[str] = []
    for number, line in enumerate(lines):
        under = lines[number + 1] if number + 1 < len(lines) else ""
        title = re.fullmatch(r"(=+|-+|~+)\s*", under) is not None
        if _SKIPPED.fullmatch(line) or title:
            if paragraph:
                break
        else:
            paragraph.append(line.strip())
    if not paragraph:
        heading = next((line.strip("#= ") for line in lines if line.strip("#= ")), "")
        return _plain(heading)
    prose = _plain(" ".join(paragraph))
    sentence = _SENTENCE.match(prose)
    return _cut(sentence[1] if sentence else prose)


def _plain(text: str) -> str:
    return _cut(" ".join(_MARKS.sub("", _LINK.sub(r"\1", text)).split()))


def _cut(text: str) -> str:
    clean = "".join(character for character in text if character.isprintable())
    return clean if len(clean) <= LENGTH else f"{clean[: LENGTH - 1].rstrip()}…"
