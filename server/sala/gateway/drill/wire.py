"""y-protocols' bytes, written once more: what checks the server shares no code with it."""

from __future__ import annotations

STEP_1 = b"\x00\x00"
STEP_2 = b"\x00\x01"
UPDATE = b"\x00\x02"
ACKNOWLEDGEMENT = 100
_LAST = 127
"""The largest of seven bits."""


def number(value: int) -> bytes:
    """Write an unsigned number as lib0 does: seven bits a byte, the lowest first."""
    out = bytearray()
    while value > _LAST:
        out.append(value & _LAST | 128)
        value >>= 7
    out.append(value)
    return bytes(out)


def read_number(data: bytes, at: int) -> tuple[int, int]:
    """Read such a number; give it and where it ends."""
    value = shift = 0
    while data[at] > _LAST:
        value |= (data[at] & _LAST) << shift
        shift += 7
        at += 1
    return value | data[at] << shift, at + 1


def message(kind: bytes, body: bytes) -> bytes:
    """Make a sync message: its kind, and what it carries with its length."""
    return kind + number(len(body)) + body


def body_of(data: bytes) -> bytes:
    """Give what a sync message carries."""
    size, at = read_number(data, 2)
    return data[at : at + size]
