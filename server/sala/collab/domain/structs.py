"""A walk over an update's structs, before the parser may see them: what could harm it is refused.

The parser of yrs is strict, and trusting: values nested deep enough end the process, and a claimed
count is allocated before it is read. It also accepts structs that cannot be integrated, children
of what is no parent; yrs gives such an update up half way, or panics. Text typed into a root, or
beside other text, and its deletion cannot fail; all else must be tried on a copy.

The layout is that of Yjs' update format, version 1.
"""

from __future__ import annotations

from typing import NamedTuple

from sala.collab.domain.offsets import utf16_length
from sala.collab.domain.varints import (
    Malformed,
    read_varbytes,
    read_varuint,
    write_varbytes,
    write_varuint,
)

_ORIGIN = 0x80
_RIGHT_ORIGIN = 0x40
_KEYED = 0x20
_UNUSED = 0x10
_KIND = 0x0F
_ROOT = 1

_GARBAGE = 0
_DELETED = 1
_BINARY = 3
_STRING = 4
_EMBED = 5
_FORMAT = 6
_TYPE = 7
_ANY = 8
_SKIP = 10

TYPED = frozenset({_STRING | _ORIGIN, _STRING | _RIGHT_ORIGIN, _STRING | _ORIGIN | _RIGHT_ORIGIN})
"""First byte of a struct that is text beside other text."""

_DEEPEST = 64
_TYPES = 7
_NAMED_TYPES = (3, 5)
_FIXED = {127: 0, 126: 0, 124: 4, 123: 8, 122: 8, 121: 0, 120: 0}
"""Values of lib0 by their first byte, and how many bytes follow."""
_INTEGER, _TEXT, _OBJECT, _ARRAY, _BYTES = 125, 119, 118, 117, 116


def inspect(update: bytes) -> bool:
    """Walk over all structs; tell whether they are nothing but text.

    Raises Malformed for what the parser should not see.
    """
    clients, at = read_varuint(update, 0)
    _affordable(clients * 3, update, at)  # a count, an id and a clock each
    plain = True
    try:
        for _ in range(clients):
            structs, at = read_varuint(update, at)
            _, at = read_varuint(update, at)  # client
            _, at = read_varuint(update, at)  # clock
            for _ in range(structs):
                at, text = _struct(update, at)
                plain = plain and text
    except IndexError:
        msg = "the structs end early"
        raise Malformed(msg) from None
    return plain


class Struct(NamedTuple):
    """What one struct of an update holds, and where.

    It stands for the clocks from `clock` on, `length` of them. Its bytes are those from `start` to
    `end`; text begins, with its length in bytes, at `content`. Garbage was deleted and forgotten.
    """

    client: int
    clock: int
    length: int
    text: bool
    garbage: bool
    start: int
    content: int
    end: int


def read_structs(update: bytes) -> tuple[list[Struct], int]:
    """Read the structs of an update that was accepted; give them, and where deletions begin."""
    structs: list[Struct] = []
    clients, at = read_varuint(update, 0)
    for _ in range(clients):
        count, at = read_varuint(update, at)
        client, at = read_varuint(update, at)
        clock, at = read_varuint(update, at)
        for _ in range(count):
            start, info = at, update[at]
            if info in (_GARBAGE, _SKIP):
                length, at = read_varuint(update, at + 1)
                if info == _GARBAGE:
                    structs.append(Struct(client, clock, length, False, True, start, start, at))  # noqa: FBT003
                clock += length
                continue
            kind = info & _KIND
            content = at = _content_at(update, at)
            length = 1
            if kind == _STRING:
                size = update[at]
                at += 1
                if size & 128:
                    size, at = read_varuint(update, at - 1)
                text = update[at : at + size]
                length = size if text.isascii() else utf16_length(text.decode())
                at += size
            else:
                at = _after_content(update, at, kind)
                if kind in (_DELETED, _ANY):
                    length = read_varuint(update, content)[0]
            structs.append(
                Struct(client, clock, length, kind == _STRING, kind == _DELETED, start, content, at)
            )
            clock += length
    return structs, at


def cut_short(update: bytes, struct: Struct, length: int) -> bytes:
    """Give a struct of an update that was accepted with its first clocks alone."""
    if update[struct.start] == _GARBAGE:
        return bytes([_GARBAGE]) + write_varuint(length)
    head = update[struct.start : struct.content]
    kind = update[struct.start] & _KIND
    if kind == _STRING:
        text = read_varbytes(update, struct.content)[0].decode()
        units = text.encode("utf-16-le")[: 2 * length]
        return head + write_varbytes(units.decode("utf-16-le").encode())
    if kind == _ANY:
        start = at = read_varuint(update, struct.content)[1]
        for _ in range(length):
            at = _after_value(update, at, 0)
        return head + write_varuint(length) + update[start:at]
    return head + write_varuint(length)


def _content_at(update: bytes, at: int) -> int:
    """Give the offset of a struct's content."""
    info = update[at]
    at += 1
    if info & (_ORIGIN | _RIGHT_ORIGIN):
        # Two numbers for each: long documents have many, so they are passed over right here.
        for _ in range(4 if info & _ORIGIN and info & _RIGHT_ORIGIN else 2):
            while update[at] & 128:
                at += 1
            at += 1
        return at
    parent, at = read_varuint(update, at)
    at = read_varbytes(update, at)[1] if parent == _ROOT else _after_id(update, at)
    if info & _KEYED:
        at = read_varbytes(update, at)[1]
    return at


def first_info(update: bytes, at: int) -> int:
    """Give the first byte of an update's first struct; `at` is where its clock begins."""
    while update[at] & 128:
        at += 1
    return update[at + 1]


def _struct(update: bytes, at: int) -> tuple[int, bool]:
    """Give the offset after a struct, and whether it is text."""
    info = update[at]
    kind = info & _KIND
    at += 1
    if info in (_GARBAGE, _SKIP):
        return read_varuint(update, at)[1], True
    if info & _UNUSED:
        msg = "a struct is of no known kind"
        raise Malformed(msg)
    for origin in (_ORIGIN, _RIGHT_ORIGIN):
        if info & origin:
            at = _after_id(update, at)
    text = kind in (_DELETED, _STRING) and not info & _KEYED
    if not info & (_ORIGIN | _RIGHT_ORIGIN):
        parent, at = read_varuint(update, at)
        if parent == _ROOT:
            at = read_varbytes(update, at)[1]
        else:
            at, text = _after_id(update, at), False
        if info & _KEYED:
            at = read_varbytes(update, at)[1]
    return _after_content(update, at, kind), text


def _after_id(update: bytes, at: int) -> int:
    _, at = read_varuint(update, at)
    return read_varuint(update, at)[1]


def _after_content(update: bytes, at: int, kind: int) -> int:
    if kind == _DELETED:
        return read_varuint(update, at)[1]
    if kind in (_STRING, _BINARY, _EMBED):
        return read_varbytes(update, at)[1]
    if kind == _FORMAT:
        return read_varbytes(update, read_varbytes(update, at)[1])[1]
    if kind == _TYPE:
        shared, at = read_varuint(update, at)
        if shared < _TYPES:
            return read_varbytes(update, at)[1] if shared in _NAMED_TYPES else at
    if kind == _ANY:
        count, at = read_varuint(update, at)
        _affordable(count, update, at)
        for _ in range(count):
            at = _after_value(update, at, 0)
        return at
    msg = "a struct holds what Sala's documents do not"
    raise Malformed(msg)


def _after_value(update: bytes, at: int, depth: int) -> int:
    """Give the offset after one of lib0's values."""
    kind = update[at]
    at += 1
    if kind in _FIXED:
        return at + _FIXED[kind]
    if kind == _INTEGER:
        return read_varuint(update, at)[1]
    if kind in (_TEXT, _BYTES):
        return read_varbytes(update, at)[1]
    if kind not in (_OBJECT, _ARRAY) or depth == _DEEPEST:
        msg = "a value is nested too deep, or of no known kind"
        raise Malformed(msg)
    count, at = read_varuint(update, at)
    _affordable(count, update, at)
    for _ in range(count):
        if kind == _OBJECT:
            at = read_varbytes(update, at)[1]
        at = _after_value(update, at, depth + 1)
    return at


def _affordable(count: int, update: bytes, at: int) -> None:
    """Refuse a claimed count that cannot be there: the parser would make room for it at once."""
    if count > len(update) - at:
        msg = "more is claimed than follows"
        raise Malformed(msg)
