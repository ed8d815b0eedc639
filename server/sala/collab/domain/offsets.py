"""Where a character is: code points (Python), UTF-16 code units (browsers), UTF-8 bytes (pycrdt).

This module alone converts between them. An offset inside a character is an error: pycrdt would
put an insertion there at the end of the text without a word.
"""

from __future__ import annotations

from collections.abc import Iterable

_BEYOND_BMP = 0x10000


def utf16_length(text: str) -> int:
    """Count UTF-16 code units, as `String.length` in JavaScript."""
    if text.isascii():
        return len(text)
    return len(text) + sum(1 for character in text if ord(character) >= _BEYOND_BMP)


def byte_offsets(text: str, points: Iterable[int]) -> dict[int, int]:
    """Map code point offsets to UTF-8 byte offsets, in one pass over the text.

    Raises IndexError for an offset outside the text.
    """
    wanted = sorted(set(points))
    if wanted and (wanted[0] < 0 or wanted[-1] > len(text)):
        msg = f"offset outside a text of {len(text)} characters"
        raise IndexError(msg)
    if text.isascii():
        return {point: point for point in wanted}
    offsets: dict[int, int] = {}
    done = size = 0
    for point in wanted:
        size += len(text[done:point].encode())
        done = point
        offsets[point] = size
    return offsets
