"""What must hold, known from what was done alone: every piece of text carries a mark of its own.

A mark is one character that is typed once in a run. It may go when somebody or something is
recorded as having taken it away, and come back when something is recorded as having brought it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

_PLANES = (range(0x4E00, 0x9000), range(0x20000, 0x2A000))


class Violation(Exception):
    """A promise was broken. `kind` tells one such from another."""

    def __init__(self, kind: str, detail: str) -> None:
        super().__init__(kind, detail)
        self.kind = kind
        self.detail = detail

    def __str__(self) -> str:
        """Say both."""
        return f"{self.kind}: {self.detail}"


@dataclass
class Mark:
    """What is known of one mark. Times count the looks at its file; `typed` is a step."""

    file: int
    author: str
    typed: int
    since: int
    """How often everything had been looked at when it was typed."""
    sure: bool = False
    """Whether its author was told that it is durable, or it lay on disk and was taken in."""
    gone: list[tuple[int, str]] = field(default_factory=list)
    back: list[tuple[int, str]] = field(default_factory=list)
    beside: int = -1
    """When a program last wrote the line it is in: who edited that line meanwhile has both."""
    twice: bool = False
    """Whether it was brought by two who did not know of each other, and so stands there twice."""
    wrote: set[str] = field(default_factory=set)
    deleted: set[str] = field(default_factory=set)


class Oracle:
    """The marks of a run. `step` is the present one."""

    def __init__(self) -> None:
        self.step = 0
        self.marks: dict[str, Mark] = {}
        self._present: dict[int, frozenset[str]] = {}
        self._looks: Counter[int] = Counter()
        self._letters = self._unique()

    @staticmethod
    def _unique() -> Iterator[str]:
        for near, far in zip(*_PLANES, strict=False):  # two bytes in UTF-16, and four
            yield chr(near)
            yield chr(far)

    def new(self, file: int, author: str) -> str:
        """Give a mark that nobody has typed."""
        letter = next(self._letters)
        self.marks[letter] = Mark(file, author, self.step, self._looks[file], wrote={author})
        return letter

    def within(self, text: str) -> set[str]:
        """Give the marks in a text."""
        return {letter for letter in text if letter in self.marks}

    def sure(self, letters: Iterable[str]) -> None:
        """Note what may be relied on from now on."""
        for letter in letters:
            self.marks[letter].sure = True

    def gone(self, letters: Iterable[str], why: str, by: str = "") -> None:
        """Record that marks are taken away."""
        for letter in letters:
            mark = self.marks[letter]
            mark.gone.append((self._looks[mark.file], f"{why} in step {self.step}"))
            if by:
                mark.deleted.add(by)

    def back(self, letters: Iterable[str], why: str, by: str = "") -> None:
        """Record that marks may come back."""
        for letter in letters:
            mark = self.marks[letter]
            mark.back.append((self._looks[mark.file], f"{why} in step {self.step}"))
            if by:
                mark.wrote.add(by)

    def beside(self, letters: Iterable[str]) -> None:
        """Record that a program wrote the lines of these marks."""
        for letter in letters:
            mark = self.marks[letter]
            mark.beside = self._looks[mark.file]

    def of(self, file: int) -> list[str]:
        """Give the marks that were ever typed in a file."""
        return [letter for letter, mark in self.marks.items() if mark.file == file]

    def durable(self, file: int, text: str, disk: str) -> None:
        """Check the log, while there is no server; what a program wrote may be on disk only."""
        self._once(file, text)
        there = set(text + disk)
        for letter in self.of(file):
            mark = self.marks[letter]
            if (
                mark.sure
                and not mark.twice
                and letter not in there
                and self._unexplained(file, letter)
            ):
                self._lost(letter, "the log after a death")

    def settled(self, file: int, text: str) -> None:
        """Check a text that everybody agrees on, and remember it."""
        self._once(file, text)
        present, now = set(text), self._looks[file]
        for letter in self.of(file):
            mark = self.marks[letter]
            if letter in present:
                fresh = mark.since == now or any(time == now for time, _ in mark.back)
                if letter not in self._present.get(file, ()) and not fresh and mark.sure:
                    raise Violation("back", f"{letter!r} ({mark.author}) came back: {mark.gone}")
                mark.sure = True
            elif mark.sure and not mark.twice and self._unexplained(file, letter):
                self._lost(letter, "the text everybody has")
        self._present[file] = frozenset(present & self.marks.keys())
        self._looks[file] += 1

    def _unexplained(self, file: int, letter: str) -> bool:
        """Tell whether a mark was there, and nothing took it since everything was looked at."""
        mark, now = self.marks[letter], self._looks[file]
        before = letter in self._present.get(file, ()) or mark.since == now
        return before and not any(time == now for time, _ in mark.gone)

    def _lost(self, letter: str, where: str) -> None:
        mark = self.marks[letter]
        raise Violation(
            "lost", f"{letter!r} of {mark.author}, typed in step {mark.typed}, is not in {where}"
        )

    def _once(self, file: int, text: str) -> None:
        twice = [letter for letter, n in Counter(text).items() if n > 1 and letter in self.marks]
        now = self._looks[file]
        for letter in twice:
            mark = self.marks[letter]
            taken = any(time == now and "took" in why for time, why in mark.back)
            programs = mark.beside >= 0 or any("took" not in why for _, why in mark.back)
            if mark.beside == now or (taken and programs):
                mark.twice = True
            if not mark.twice:
                raise Violation(
                    "twice",
                    f"{letter!r} of {mark.author} in file {file}; gone {mark.gone}, "
                    f"back {mark.back}",
                )
