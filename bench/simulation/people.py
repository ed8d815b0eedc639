"""People at their desks: an editor each for a file, that types, deletes, loses its line."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from typing import Any, cast

import picows

from bench.simulation.oracle import Oracle, Violation
from bench.simulation.wires import Wire
from sala.gateway.drill.editor import Editor

_DOCUMENT = b"\x65"
_ROOM = 1500
"""Characters from which on people delete more than they write."""
_AROUND = (
    "{}",
    "{} ",
    "see {}",
    "{}\n",
    "\n{}",
    "    {}\n",
    "item {}: done\n",
    "{} and\n\n  so  \n",
)
_OTHER_HISTORY = 4409


@dataclass
class File:
    """One document's file: where it was, where it is now, and what was committed of it."""

    number: int
    paths: list[str]
    commits: list[str] = field(default_factory=list)

    @property
    def path(self) -> str:
        """Where it is now."""
        return self.paths[-1]

    def move(self, path: str) -> None:
        """Follow it to another path."""
        self.paths.append(path)


class SimulatedEditor(Editor):
    """An editor that remembers which document it has. It never waits: the agenda moves it."""

    def __init__(self, name: str, client: int) -> None:
        super().__init__("", name, client=client)
        self.document = ""

    def on_ws_frame(self, transport: Any, frame: Any) -> None:
        """Take one message."""
        if frame.msg_type == picows.WSMsgType.BINARY:
            data = frame.get_payload_as_bytes()
            if data.startswith(_DOCUMENT):
                self.document = data[2 : 2 + data[1]].decode()
                return
            if data[0] not in (0, 100):
                return
        super().on_ws_frame(transport, frame)
        if self.closed_with == cast("picows.WSCloseCode", _OTHER_HISTORY):
            raise Violation("foreign", "an editor was told that its document is another one")


class Desk:
    """One person's editor of one file. `wire` is None while they have no connection."""

    def __init__(self, name: str, file: File, oracle: Oracle, client: int) -> None:
        self.name = name
        self.file = file
        self.editor = SimulatedEditor(name, client)
        self.wire: Wire | None = None
        self.coming = False
        self.away = False
        """Whether they want no connection now."""
        self._oracle = oracle
        self._typed: list[tuple[int, str]] = []

    @property
    def online(self) -> bool:
        """Whether there is a connection, be it a dead one nobody has noticed."""
        return self.wire is not None and self.wire.up

    @property
    def settled(self) -> bool:
        """Whether all that was done here is acknowledged."""
        return self.editor.connected and self.editor.acknowledged == self.editor.edits

    def learn(self) -> None:
        """Tell the oracle what was acknowledged."""
        known = self.editor.acknowledged
        self._oracle.sure(letter for number, letter in self._typed if number <= known)
        self._typed = [one for one in self._typed if one[0] > known]

    def hang_up(self) -> None:
        """Lose the connection."""
        self.editor.hang_up()
        self.wire = None

    def edit(self, dice: random.Random) -> str:
        """Do one thing to the text; name it."""
        text = str(self.editor.text)
        choice = dice.random()
        if text and choice < (0.25 if len(text) < _ROOM else 0.7):
            self._delete(text, dice)
            return "delete"
        if text and choice < 0.35:
            self._replace(text, dice)
            return "replace"
        self._insert(text, dice)
        return "insert"

    def _insert(self, text: str, dice: random.Random) -> None:
        at = dice.choice((0, len(text), dice.randint(0, len(text)), dice.randint(0, len(text))))
        self._type(text, at, at, dice)

    def _replace(self, text: str, dice: random.Random) -> None:
        at = dice.randrange(len(text))
        self._type(text, at, min(len(text), at + dice.randint(1, 8)), dice)

    def _delete(self, text: str, dice: random.Random) -> None:
        at = dice.randrange(len(text))
        end = min(len(text), at + dice.choice((1, 1, 3, 12, 60 if len(text) < _ROOM else 400)))
        self._change(text, at, end, "")

    def _type(self, text: str, start: int, end: int, dice: random.Random) -> None:
        letter = self._oracle.new(self.file.number, self.name)
        self._change(text, start, end, dice.choice(_AROUND).format(letter))
        self._typed.append((self.editor.edits, letter))

    def _change(self, text: str, start: int, end: int, new: str) -> None:
        self._oracle.gone(
            self._oracle.within(text[start:end]), f"deleted by {self.name}", self.name
        )
        first = len(text[:start].encode())
        last = first + len(text[start:end].encode())
        content = self.editor.text

        def change() -> None:
            if last > first:
                del content[first:last]
            if new:
                content.insert(first, new)

        self.editor.edit(change)
