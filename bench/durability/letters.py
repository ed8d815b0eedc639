"""Typing in which every edit can be told from every other: no character is typed twice.

All of them lie beyond the first plane: four bytes of UTF-8, which pycrdt counts, two UTF-16 units.
"""

from __future__ import annotations

import math
import random
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from sala.gateway.drill.editor import Editor


@dataclass(frozen=True, kw_only=True)
class Found:
    """How many edits are missing, and how many are there more than once (or came back).

    `oldest` is when the first of the missing was made, by the monotonic clock.
    """

    lost: int
    doubled: int
    oldest: float = math.inf


@dataclass(kw_only=True)
class Typist:
    """Types one character at a time, anywhere; one edit in five takes back one of their own."""

    editor: Editor
    letters: Iterator[str]
    dice: random.Random
    done: list[tuple[str, str]] = field(default_factory=list)
    """Every edit: (what was typed, what was deleted), one of them empty."""
    when: list[float] = field(default_factory=list)
    mine: list[str] = field(default_factory=list)

    def type_one(self) -> None:
        """Make one edit."""
        self.when.append(time.monotonic())
        if self.mine and self.dice.random() < 0.2:
            self._take_back(self.mine.pop(self.dice.randrange(len(self.mine))))
            return
        letter = next(self.letters)
        text = self.editor.text
        before = str(text)
        at = self.dice.choice((0, len(before), self.dice.randrange(len(before) + 1)))
        at = len(before[:at].encode())
        self.done.append((letter, ""))
        self.mine.append(letter)
        self.editor.edit(lambda: text.insert(at, letter))

    def _take_back(self, letter: str) -> None:
        text = self.editor.text
        before = str(text)
        at = len(before[: before.index(letter)].encode())
        self.done.append(("", letter))

        def delete() -> None:
            del text[at : at + len(letter.encode())]

        self.editor.edit(delete)


def compare(text: str, typists: list[Typist], *, acknowledged: bool) -> Found:
    """Hold a text against what was acknowledged, or against everything that was done."""
    seen = Counter(text)
    lost = doubled = 0
    oldest = math.inf
    for typist in typists:
        sure = typist.editor.acknowledged if acknowledged else len(typist.done)
        taken_back = {deleted for _, deleted in typist.done}
        for (typed, deleted), when in zip(typist.done[:sure], typist.when, strict=False):
            if typed and typed not in taken_back and not seen[typed]:
                lost += 1
                oldest = min(oldest, when)
            if deleted:
                doubled += seen[deleted] > 0
        doubled += sum(seen[typed] > 1 for typed, _ in typist.done if typed)
    return Found(lost=lost, doubled=doubled, oldest=oldest)
