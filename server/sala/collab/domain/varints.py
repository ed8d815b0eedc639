"""lib0's variable-length numbers and byte strings: seven bits a byte, low first."""

from __future__ import annotations

_LONGEST = 10

_MORE = 128
"""The bit that says that more bytes of a number follow."""


class Malformed(ValueError):
    """The bytes are not what the protocol says they are."""


def read_varuint(data: bytes, at: int) -> tuple[int, int]:
    """Read a number at an offset; give it and the offset after it.

    Raises Malformed when the bytes end first or the number is longer than 64 bits.
    """
    value = shift = 0
    end = len(data)
    stop = at + _LONGEST
    while at < end and at < stop:
        byte = data[at]
        at += 1
        value |= (byte & 127) << shift
        if byte < _MORE:
            return value, at
        shift += 7
    msg = "a number has no end"
    raise Malformed(msg)


def write_varuint(value: int) -> bytes:
    """Write a number of zero or more."""
    if value < _MORE:
        return bytes((value,))
    out = bytearray()
    while value >= _MORE:
        out.append(value & 127 | 128)
        value >>= 7
    out.append(value)
    return bytes(out)


def read_varbytes(data: bytes, at: int) -> tuple[bytes, int]:
    """Read a length and that many bytes; give them and the offset after them."""
    length, at = read_varuint(data, at)
    end = at + length
    if end > len(data):
        msg = "a byte string is longer than the message"
        raise Malformed(msg)
    return data[at:end], end


def write_varbytes(data: bytes) -> bytes:
    """Write a length and the bytes."""
    return write_varuint(len(data)) + data


def read_vector(data: bytes) -> dict[int, int]:
    """Read a state vector: how many clocks of each client are known."""
    count, at = read_varuint(data, 0)
    vector: dict[int, int] = {}
    for _ in range(count):
        client, at = read_varuint(data, at)
        vector[client], at = read_varuint(data, at)
    if at != len(data):
        msg = "bytes follow the state vector"
        raise Malformed(msg)
    return vector


def write_vector(vector: dict[int, int]) -> bytes:
    """Write a state vector."""
    out = bytearray(write_varuint(len(vector)))
    for client, clock in vector.items():
        out += write_varuint(client)
        out += write_varuint(clock)
    return bytes(out)
