"""Which paths a fuzzy query finds, and in what order: as people type names of files.

The parts of a query between spaces must all be found. A part that stands in the name of the file
beats one in its folders; whole names beat beginnings, beginnings beat words, words beat letters.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from heapq import nsmallest
from itertools import pairwise

Match = tuple[str, list[int]]
"""A path, and the code points of it that matched."""
_Found = tuple[float, list[int]]

_TERMS = 8
_SCORED = 10_000
_NOTHING: _Found = (0.0, [])
_WORD_START = re.compile(r"(?<![^\W_])[^\W_]|(?<=[a-z0-9])[A-Z]")
"""The beginnings of words: after anything that is no letter or digit, and inside camelCase."""


def best(query: str, paths: Iterable[str], limit: int) -> list[Match]:
    """Give the best matches, best first; an empty query gives the shallowest paths."""
    terms = query.split()[:_TERMS]
    if not terms:
        first = nsmallest(limit, paths, key=lambda path: (path.count("/"), path.casefold(), path))
        return [(path, []) for path in first]
    patterns = [_letters_in_order(term) for term in terms]
    found = [path for path in paths if all(pattern.search(path) for pattern in patterns)]
    scored: list[tuple[float, list[int], str]] = []
    for path in _likely(found, terms, limit):
        score, positions = _score(path, terms)
        scored.append((-score, positions, path))
    top = nsmallest(limit, scored, key=lambda one: (one[0], len(one[2]), one[2].casefold(), one[2]))
    return [(path, sorted(set(positions))) for _, positions, path in top]


def _likely(paths: list[str], terms: list[str], limit: int) -> list[str]:
    """Bound the work: of very many paths only those that hold the terms as typed, or are short."""
    if len(paths) <= _SCORED:
        return paths
    exact = [path for path in paths if all(term.lower() in path.lower() for term in terms)]
    return nsmallest(_SCORED, exact if len(exact) >= limit else paths, key=len)


def _letters_in_order(term: str) -> re.Pattern[str]:
    return re.compile(".*?".join(map(re.escape, term)), re.IGNORECASE | re.DOTALL)


def _score(path: str, terms: list[str]) -> _Found:
    lowered = _lower(path)
    starts = [hit.start() for hit in _WORD_START.finditer(path)]
    base = path.rfind("/") + 1
    total, positions = 0.0, list[int]()
    for term in terms:
        score, found = _term(lowered, _lower(term), starts, base)
        total += score
        positions += found
    return total, positions


def _term(path: str, term: str, starts: list[int], base: int) -> _Found:
    name = path[base:]
    if term in {name, path}:
        return 1000.0, list(range(len(path) - len(term), len(path)))
    if name.partition(".")[0] == term:
        return 950.0, list(range(base, base + len(term)))
    if name.startswith(term):
        return 900.0 - len(name) * 0.1, list(range(base, base + len(term)))
    whole = _substring(path, term, starts, base)
    letters = _subsequence(path, term, starts, base)
    return max(whole, letters, key=lambda found: found[0])


def _substring(path: str, term: str, starts: list[int], base: int) -> _Found:
    found, at = _NOTHING, path.find(term)
    while at >= 0:
        score = 500.0 if at >= base else 300.0
        score += 200.0 if at in starts else 0.0
        if score - at * 0.01 > found[0]:
            found = score - at * 0.01, list(range(at, at + len(term)))
        at = path.find(term, at + 1)
    return found


def _subsequence(path: str, term: str, starts: list[int], base: int) -> _Found:
    """Match letter by letter: the file's name first, then the whole path."""
    for begin, bonus in ((base, 150.0), (0, 0.0)):
        positions = _greedy(path, term, starts, begin)
        if positions:
            at_starts = sum(position in starts for position in positions)
            gaps = sum(b - a - 1 for a, b in pairwise(positions))
            worth = 100.0 + bonus + 200.0 * at_starts / len(term) - min(gaps, 90)
            return max(worth, 1.0), positions
    return 0.5, []  # only Unicode's odd case pairs come here


def _greedy(path: str, term: str, starts: list[int], begin: int) -> list[int]:
    """Take each letter next to the last one, else at a word's beginning, else wherever it is next.

    A word's beginning is taken only while the letters after it can still be found.
    """
    latest = _latest(path, term, begin)
    if not latest:
        return []
    positions: list[int] = []
    at = begin
    for letter, limit in zip(term, latest, strict=True):
        following = path.find(letter, at, limit + 1)
        if not (positions and following == at):
            start = next((i for i in starts if at <= i <= limit and path[i] == letter), -1)
            following = start if start >= 0 else following
        positions.append(following)
        at = following + 1
    return positions


def _latest(path: str, term: str, begin: int) -> list[int]:
    """Give the last place where each letter may stand for the rest to follow; empty if nowhere."""
    latest: list[int] = []
    end = len(path)
    for letter in reversed(term):
        end = path.rfind(letter, begin, end)
        if end < 0:
            return []
        latest.append(end)
    return latest[::-1]


def _lower(text: str) -> str:
    """Lower-case without changing the number of code points."""
    lowered = text.lower()
    if len(lowered) == len(text):
        return lowered
    return "".join(one if len(one.lower()) != 1 else one.lower() for one in text)
