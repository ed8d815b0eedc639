"""Columns of whole numbers as bytes that compress well: as narrow as they may be, cut into planes.

A plane holds one byte of every number, so that the high ones, which are nearly always zero, lie
together. All of it is read and written by the array module, not number by number.
"""

from __future__ import annotations

import lzma
from array import array
from collections.abc import Iterable
from itertools import accumulate

_WIDTHS = {1: "B", 2: "H", 4: "I", 8: "Q"}
_SWAPPED = array("H", [1]).tobytes() != b"\x01\x00"
"""Whether this machine has the high byte of a number first."""
_SMALLEST, _LARGEST = 1 << 16, 1 << 23
"""Bytes that are looked back upon; what is compressed is rarely longer."""


def pack(numbers: Iterable[int]) -> bytes:
    """Write numbers from 0 to 2⁶⁴ - 1."""
    values = array("Q", numbers)
    width = max(values, default=0).bit_length() + 7 >> 3
    width = next(wide for wide in _WIDTHS if wide >= width)
    data = array(_WIDTHS[width], values)
    if _SWAPPED:
        data.byteswap()
    raw = data.tobytes()
    return bytes([width]) + b"".join([raw[plane::width] for plane in range(width)])


def unpack(packed: bytes) -> array[int]:
    """Read what `pack` wrote."""
    width = packed[0]
    count = (len(packed) - 1) // width
    raw = bytearray(count * width)
    for plane in range(width):
        raw[plane::width] = packed[1 + plane * count : 1 + (plane + 1) * count]
    data: array[int] = array(_WIDTHS[width], bytes(raw))
    if _SWAPPED:
        data.byteswap()
    return data


def pack_steps(numbers: Iterable[int]) -> bytes:
    """Write numbers of either sign, each near the one before it."""
    steps: list[int] = []
    before = 0
    for number in numbers:
        step = number - before
        steps.append(step << 1 if step >= 0 else ~(step << 1))
        before = number
    return pack(steps)


def unpack_steps(packed: bytes) -> list[int]:
    """Read what `pack_steps` wrote."""
    return list(accumulate([n >> 1 if not n & 1 else ~(n >> 1) for n in unpack(packed)]))


def compress(data: bytes) -> bytes:
    """Make bytes small; what comes out tells when it was damaged."""
    size = min(max(_SMALLEST, 1 << len(data).bit_length()), _LARGEST)
    filters = [{"id": lzma.FILTER_LZMA2, "preset": 9, "dict_size": size, "pb": 0}]
    return lzma.compress(data, lzma.FORMAT_XZ, lzma.CHECK_CRC32, filters=filters)


def decompress(data: bytes) -> bytes:
    """Give what was made small. Raises LZMAError for what was damaged."""
    return lzma.decompress(data, lzma.FORMAT_XZ)
