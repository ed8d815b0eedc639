"""Which passwords are too easy to guess: the most used ones, and those made of their owner."""

from __future__ import annotations

import unicodedata
from collections.abc import Set as AbstractSet
from itertools import takewhile

from sala.identity.contract import WeakPassword

_FEWEST_DIFFERENT = 5
_SHORTEST_WORD = 4
_LONGEST_TRIMMING = 6


def refuse_weak(password: str, *, name: str, email: str, common: AbstractSet[str]) -> None:
    """Raise WeakPassword, saying which rule it broke; `common` holds casefolded passwords."""
    folded = unicodedata.normalize("NFKC", password).casefold()
    if len(set(folded)) < _FEWEST_DIFFERENT:
        _refuse("It repeats a few characters. Use at least five different ones.")
    if folded in common or _trimmed(folded) in common:
        _refuse("It is one of the most used passwords, or one with a few digits added.")
    for word in _words_about(name, email):
        if word in folded:
            _refuse("It holds your name or your email address.")


def _refuse(detail: str) -> None:
    raise WeakPassword(detail, fields={"password": detail})


def _trimmed(folded: str) -> str:
    """Drop what people add to a known word: up to six characters that are not letters."""
    tail = len(list(takewhile(lambda character: not character.isalpha(), reversed(folded))))
    return folded[: len(folded) - tail] if 0 < tail <= _LONGEST_TRIMMING else folded


def _words_about(name: str, email: str) -> set[str]:
    """Give the words that say who somebody is, long enough not to appear by chance."""
    local = email.partition("@")[0]
    words = {email, local, name, name.replace(" ", ""), *name.split(), *local.split(".")}
    return {word.casefold() for word in words if len(word) >= _SHORTEST_WORD}
