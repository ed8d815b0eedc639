"""What somebody hostile sends once a socket is open: random, cut short, oversized, out of order."""

from __future__ import annotations

import random
import struct

import pycrdt

from bench.fuzz.raw import frame
from sala.gateway.drill import wire

_TEXT, _BINARY, _PING = 1, 2, 9
_DEEP = b"\1\1\7\0\x08\1\7content\1" + bytes([117, 1]) * 100_000 + b"\x7e\0"
"""An array in an array in an array: a parser that recurses leaves its stack."""
_CROWDED = b"\x80\x80\xd2\x3f"
"""A hundred million clients: a parser that believes it makes room for them."""


class Hostile:
    """Makes one attack after another; the same seed makes the same ones."""

    def __init__(self, dice: random.Random) -> None:
        self._dice = dice
        self._updates = _conversation(dice)
        self._kinds = (
            self._noise,
            self._mutated,
            self._mutated,
            self._mutated,
            self._cut_short,
            self._boasting,
            self._endless,
            self._awareness,
            self._vector,
            self._known,
            self._protocol,
            self._building_on_nobody,
            self._jumping,
            self._torn_pair,
            self._half_pairs,
            self._crowded_awareness,
            self._turning,
            self._flood,
        )

    def attack(self) -> tuple[str, bytes]:
        """Give an attack's name, and its bytes as they go onto the wire."""
        kind = self._dice.choice(self._kinds)
        return kind.__name__.strip("_").replace("_", " "), kind()

    def _noise(self) -> bytes:
        return frame(_BINARY, self._dice.randbytes(self._dice.choice((0, 1, 2, 7, 300, 70_000))))

    def _mutated(self) -> bytes:
        data = bytearray(self._dice.choice(self._updates))
        for _ in range(self._dice.randrange(1, 5)):
            at = self._dice.randrange(len(data))
            match self._dice.randrange(3):
                case 0:
                    data[at] = self._dice.randrange(256)
                case 1:
                    data.insert(at, self._dice.randrange(256))
                case _ if len(data) > 3:
                    del data[at]
        step = self._dice.choice((wire.STEP_2, wire.UPDATE))
        return frame(_BINARY, wire.message(step, bytes(data)))

    def _cut_short(self) -> bytes:
        whole = wire.message(wire.UPDATE, self._dice.choice(self._updates))
        return frame(_BINARY, whole[: self._dice.randrange(len(whole))])

    def _boasting(self) -> bytes:
        size = self._dice.choice((1 << 62, 1 << 40, 100_000_000))
        return bytes((0x82, 0xFF)) + struct.pack("!Q", size) + bytes(4) + b"and no more"

    def _endless(self) -> bytes:
        if self._dice.random() < 0.9:  # nine megabytes are dear, also to whoever sends them
            return frame(_BINARY, b"\0\2" + b"\xff" * 20)
        return frame(_BINARY, wire.message(wire.UPDATE, bytes(9_000_000)))

    def _awareness(self) -> bytes:
        return frame(_BINARY, b"\1" + self._dice.randbytes(self._dice.choice((1, 9, 90, 20_000))))

    def _vector(self) -> bytes:
        return frame(_BINARY, wire.message(wire.STEP_1, self._dice.randbytes(9)))

    def _known(self) -> bytes:
        update = self._dice.choice((_DEEP, _CROWDED))
        return frame(_BINARY, wire.message(self._dice.choice((wire.STEP_2, wire.UPDATE)), update))

    def _building_on_nobody(self) -> bytes:
        """Write after a letter of a client that nobody has heard of: it waits for ever."""
        me, nobody = self._client(), self._client()
        update = b"\1\1" + me + b"\0\x84" + nobody + wire.number(7) + b"\1z\0"
        return frame(_BINARY, wire.message(wire.UPDATE, update))

    def _jumping(self) -> bytes:
        """Begin at a clock that leaves a gap, up to where numbers end."""
        clock = wire.number(self._dice.choice((5, 1 << 20, (1 << 32) - 2, (1 << 53) - 1)))
        update = b"\1\1" + self._client() + clock + b"\4\1\7content\1z\0"
        return frame(_BINARY, wire.message(wire.UPDATE, update))

    def _torn_pair(self) -> bytes:
        """Write between the two halves of one character."""
        me = self._client()
        whole = b"\1\1" + me + b"\0\4\1\7content\4" + "🏛".encode() + b"\0"
        between = b"\1\1" + me + b"\2\xc4" + me + b"\0" + me + b"\1\1z\0"
        return b"".join(
            frame(_BINARY, wire.message(wire.UPDATE, update)) for update in (whole, between)
        )

    def _half_pairs(self) -> bytes:
        """Send halves of characters as text: three bytes that UTF-8 does not know."""
        half = self._dice.choice((b"\xed\xa0\xbc", b"\xed\xbf\x9b", b"\xed\xbf\x9b\xed\xa0\xbc"))
        update = b"\1\1" + self._client() + b"\0\4\1\7content" + bytes((len(half),)) + half + b"\0"
        return frame(_BINARY, wire.message(wire.UPDATE, update))

    def _crowded_awareness(self) -> bytes:
        """Be five thousand people, or one with a very long name, or nine."""
        count, size = self._dice.choice(((5_000, 2), (1, 20_000), (9, 2)))
        name = b'{"n":"' + b"x" * size + b'"}'
        states = b"".join(
            wire.number(self._dice.randrange(1 << 32)) + b"\1" + wire.number(len(name)) + name
            for _ in range(count)
        )
        body = wire.number(count) + states
        return frame(_BINARY, b"\1" + wire.number(len(body)) + body)

    def _turning(self) -> bytes:
        """Write what turns the direction of writing, and what has no sign at all."""
        text = self._dice.choice(("\u202e", "\u2066", "\u200b", "\x1b[2J", "\u202a")).encode()
        update = b"\1\1" + self._client() + b"\0\4\1\7content" + bytes((len(text),)) + text + b"\0"
        return frame(_BINARY, wire.message(wire.UPDATE, update))

    def _flood(self) -> bytes:
        """Say more than anybody can: of what means nothing, or of where one is."""
        if self._dice.random() < 0.9:
            return frame(_PING, b"") * 20
        if self._dice.random() < 0.5:
            return frame(_PING, b"") * 12_000
        return b"".join(
            frame(_BINARY, b"\1\x09\1\7" + wire.number(clock)[:2].ljust(2, b"\0") + b"\4null")
            for clock in range(128, 3_000)
        )

    def _client(self) -> bytes:
        return wire.number(self._dice.randrange(1 << 32, 1 << 53))

    def _protocol(self) -> bytes:
        return self._dice.choice(
            (
                frame(_TEXT, b"documents are not text"),
                frame(0, b"a fragment of nothing"),
                frame(_BINARY, b"\0\2", end=False) + frame(_BINARY, b"another"),
                frame(_BINARY | 0x40, b"\0\2\2\0\0"),
                frame(3, b"an opcode that nobody gave a meaning"),
                frame(_PING, bytes(200)),
                frame(_PING, b"", end=False),
                frame(8, b"\0"),
                b"GET / HTTP/1.1\r\n\r\n" * 9,
            )
        )


def _conversation(dice: random.Random) -> list[bytes]:
    """Give the updates of two who type, delete and format: what attacks are made from."""
    first, second = pycrdt.Doc[pycrdt.Text](client_id=5), pycrdt.Doc[pycrdt.Text](client_id=300)
    sent: list[bytes] = []
    for _ in range(30):
        for doc, other in ((first, second), (second, first)):
            text, before = doc.get("content", type=pycrdt.Text), doc.get_state()
            length = len(text)
            if length and dice.random() < 0.4:
                start = dice.randrange(length)
                del text[start : min(length, start + 3)]
            else:
                text.insert(dice.randrange(length + 1), "abc"[: dice.randrange(1, 4)])
            sent.append(doc.get_update(before))
            other.apply_update(sent[-1])
    first.get("content", type=pycrdt.Text).format(0, 1, {"bold": True})
    return [*sent, first.get_update()]
