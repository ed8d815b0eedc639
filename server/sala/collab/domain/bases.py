"""The last texts that a document and its file both were, to find the one a file was made from.

An editor that was opened a while ago saves a text made from an older one than the newest. Compared
with the newest, it would take back what others wrote since; compared with its own, it does not.
"""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from sala.collab.domain.merging import Merge, edits_between, merge_both
from sala.collab.domain.surviving import edits_since

_KEPT = 8
_SIZE = 256 * 1024
"""How much of compressed texts is kept, in bytes; the newest is kept at any size."""
_COMPARED = 3


class _Kept(NamedTuple):
    number: int
    sequence: int
    packed: bytes

    @property
    def text(self) -> str:
        return zlib.decompress(self.packed).decode("utf-8", "surrogatepass")


class Bases:
    """Texts kept compressed, newest last. Older ones are thinned: the older, the farther apart."""

    __slots__ = ("_count", "_kept")

    def __init__(self) -> None:
        self._kept: list[_Kept] = []
        self._count = 0

    def remember(self, text: str, sequence: int = 0) -> None:
        """Keep a text that document and file both are now, as of an update; 0 if none is known."""
        packed = zlib.compress(text.encode("utf-8", "surrogatepass"), 1)
        if self._kept and self._kept[-1].packed == packed:
            self._kept[-1] = self._kept[-1]._replace(sequence=sequence)
            return
        self._count += 1
        self._kept.append(_Kept(self._count, sequence, packed))
        while len(self._kept) > _KEPT:
            del self._kept[self._crowded()]
        while len(self._kept) > 1 and sum(len(one.packed) for one in self._kept) > _SIZE:
            del self._kept[0]

    def texts(self) -> list[str]:
        """Give what is kept, oldest first."""
        return [one.text for one in self._kept]

    def sequence(self, text: str) -> int:
        """Give the update as of which a text was last kept; 0 if none is known."""
        return next((one.sequence for one in reversed(self._kept) if one.text == text), 0)

    def _crowded(self) -> int:
        """Say which one is least missed: never the oldest, nor one of the newest half."""
        ages = [self._count - one.number + 1 for one in self._kept]
        inner = range(1, len(ages) - _KEPT // 2)
        return min(inner, key=lambda at: ages[at - 1] / ages[at + 1])


def brought_in(base: str, before: Sequence[bytes], document: str, state: bytes, file: str) -> Merge:
    """Give the edits that bring in what the file has, into a document and its state.

    `before` are the updates that had made the document when the base was kept; without them the
    texts alone tell what the document made of it.
    """
    known = edits_since(base, before, state) if before and document != base else None
    return merge_both(base, document, file, known)


def closest(newest: str, older: list[str], file: str) -> str:
    """Give the base that a changed file was made from: the one it differs least from.

    A file that is exactly an older text was put back on purpose (an undo, `git stash`): that is a
    change of the newest. `older` is in order, oldest first; among equals the newest counts.
    """
    others = [text for text in dict.fromkeys(reversed(older)) if text != newest]
    if file in (newest, *others) or not others:
        return newest
    lines = Counter(file.splitlines(keepends=True))
    others.sort(key=lambda text: _apart(lines, text))
    return min([newest, *others[:_COMPARED]], key=lambda text: _distance(text, file))


def _apart(lines: Counter[str], text: str) -> int:
    """Estimate a difference: characters in lines that only one of two texts has."""
    other = Counter(text.splitlines(keepends=True))
    return sum(len(line) * abs(lines[line] - other[line]) for line in lines | other)


def _distance(text: str, file: str) -> int:
    return sum(len(edit.text) + edit.end - edit.start for edit in edits_between(text, file))


def plain(text: str) -> str:
    """Give a text with the line ends it has when read back from a file."""
    return text.replace("\r\n", "\n").replace("\r", "\n")
