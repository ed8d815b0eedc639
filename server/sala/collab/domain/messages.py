"""The messages on a document's socket: y-protocols' own, and three that Sala adds.

y-protocols: 0 sync (0 step 1, 1 step 2, 2 update), 1 awareness, 3 query awareness. Sala adds 100
acknowledgement, 101 document and 102 notice, which only clients that ask with `?ack=1` are sent.
"""

from __future__ import annotations

from enum import IntEnum
from uuid import UUID

import msgspec

from sala.collab.domain.varints import write_varbytes, write_varuint

SYNC = 0
AWARENESS = 1
QUERY_AWARENESS = 3

STEP_1 = 0
STEP_2 = 1
UPDATE = 2

ACKNOWLEDGEMENT = b"\x64"
DOCUMENT = b"\x65"
NOTICE = b"\x66"

EMPTY_UPDATE = b"\x00\x00"


class CloseCode(IntEnum):
    """Why the server closes a socket."""

    GOING = 1001
    PROTOCOL = 1002
    FAILED = 1011
    TRY_AGAIN = 1013
    MALFORMED = 4400
    NOT_SIGNED_IN = 4401
    NOT_ALLOWED = 4403
    NO_DOCUMENT = 4404
    OTHER_HISTORY = 4409
    TOO_LARGE = 4413
    DOCUMENT_FULL = 4414
    NOT_EDITABLE = 4415
    ADDRESS_FULL = 4420
    MEMBER_FULL = 4421
    TOO_FAST = 4422
    TOO_MUCH_PRESENCE = 4423
    TOO_SLOW = 4429


def step_1(vector: bytes) -> bytes:
    """Ask for everything that a state vector does not cover."""
    return b"\x00\x00" + write_varbytes(vector)


def step_2(update: bytes) -> bytes:
    """Answer a step 1."""
    return b"\x00\x01" + write_varbytes(update)


def update_message(update: bytes) -> bytes:
    """Say what changed."""
    return b"\x00\x02" + write_varbytes(update)


def acknowledgement(messages: int, sequence: int) -> bytes:
    """Say how many of a connection's updates are durable, and the log's sequence."""
    return ACKNOWLEDGEMENT + write_varuint(messages) + write_varuint(sequence)


def document_message(document: UUID, epoch: int, *, writable: bool) -> bytes:
    """Say which document this is, and whether this connection may write."""
    return (
        DOCUMENT
        + write_varbytes(str(document).encode())
        + write_varuint(epoch)
        + write_varuint(int(writable))
    )


class Notice(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Something that happened to a document and that its editors should read.

    `text` is its path, or for `not_written` the reason. `was` is the path it had before, for
    `moved`. `lines` are counted from 1.
    """

    code: str
    text: str
    was: str = ""
    lines: list[int] = []


def notice_message(notice: Notice) -> bytes:
    """Tell editors that something happened to the document."""
    return NOTICE + write_varbytes(msgspec.json.encode(notice))
