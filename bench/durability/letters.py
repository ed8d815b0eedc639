"""Typing in which every edit can be told from every other: no character is typed twice.

All of them lie beyond the first plane, so each is four bytes of UTF-8 (pycrdt counts those).
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain

from bench.durability.editor import Editor

WIDTH = 4
_PLANES = ((0x20000, 0x2A6D0), (0xF0000, 0xFFF00), (0x100000, 0x10FF00))


def unique() -> Iterator[str]:
    """Give one character after another, never the same."""
    return map(chr, chain.from_iterable(range(*plane) for plane in _PLANES))


@dataclass(frozen=True, kw_only=True)
class Found:
    """How many edits are missing, and how many are there more than once (or came back)."""

    lost: int
    doubled: int


@dataclass(kw_only=True)
class Typist:
    """Types one character at a time, anywhere; one edit in five takes back one of their own."""

    editor: Editor
    letters: Iterator[str]
    dice: random.Random
    done: list[tuple[str, str]] = field(default_factory=list)
    """Every edit: (what was typed, what was deleted), one of them empty."""
    mine: list[str] = field(default_factory=list)

    def type_one(self) -> None:
        """Make one edit."""
        if self.mine and self.dice.random() < 0.2:
            self._take_back(self.mine.pop(self.dice.randrange(len(self.mine))))
            return
        letter = next(self.letters)
        text = self.editor.text
        at = self.dice.choice((0, len(text), self.dice.randrange(len(text) // WIDTH + 1) * WIDTH))
        self.done.append((letter, ""))
        self.mine.append(letter)
        self.editor.edit(lambda: text.insert(at, letter))

    def _take_back(self, letter: str) -> None:
        text = self.editor.text
        at = str(text).index(letter) * WIDTH
        self.done.append(("", letter))

        def delete() -> None:
            del text[at : at + WIDTH]

        self.editor.edit(delete)


def compare(text: str, typists: list[Typist], *, acknowledged: bool) -> Found:
    """Hold a text against what was acknowledged, or against everything that was done."""
    seen = Counter(text)
    lost = doubled = 0
    for typist in typists:
        sure = typist.editor.acknowledged if acknowledged else len(typist.done)
        taken_back = {deleted for _, deleted in typist.done}
        for typed, deleted in typist.done[:sure]:
            if typed and typed not in taken_back:
                lost += seen[typed] == 0
            if deleted:
                doubled += seen[deleted] > 0
        doubled += sum(seen[typed] > 1 for typed, _ in typist.done if typed)
    return Found(lost=lost, doubled=doubled)
