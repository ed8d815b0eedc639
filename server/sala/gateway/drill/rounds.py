"""The rounds of a drill: type, cut, kill, reset, come back, count."""

from __future__ import annotations

import asyncio
import random
import statistics
import subprocess
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import ClassVar

from sala.collab.contract import DrillFiguresView, DrillStepView
from sala.gateway.drill.editor import Editor, meet
from sala.gateway.drill.house import House

_PAUSE = 0.02
"""Seconds between two edits of one person, on average."""
_DELETES = 0.2
_CUTS = 0.3
"""How many of the edits delete, and of how many people the network is cut."""
_LETTERS = ((0x20000, 0x2A6D0), (0xF0000, 0xFFF00), (0x100000, 0x10FF00))
"""Beyond the first plane: four bytes of UTF-8, which pycrdt counts, two UTF-16 units."""
_GIT = ("git", "-c", "user.name=Drill", "-c", "user.email=drill@sala.example")


@dataclass(kw_only=True)
class Figures:
    """What a drill counted. `healed` is in seconds from a death to everybody having everything."""

    edits: int = 0
    acknowledged: int = 0
    lost: int = 0
    doubled: int = 0
    files_apart: int = 0
    cuts: int = 0
    kills: int = 0
    resets: int = 0
    healed: list[float] = field(default_factory=list)

    def shown(self) -> DrillFiguresView:
        """Give them as everybody may read them."""
        return DrillFiguresView(
            edits=self.edits,
            acknowledged=self.acknowledged,
            lost=self.lost,
            doubled=self.doubled,
            files_apart=self.files_apart,
            cuts=self.cuts,
            kills=self.kills,
            resets=self.resets,
            median_seconds=statistics.median(self.healed) if self.healed else 0,
            longest_seconds=max(self.healed, default=0),
        )


def unique() -> Iterator[str]:
    """Give one character after another, never the same."""
    return map(chr, chain.from_iterable(range(*plane) for plane in _LETTERS))


async def read(house: House, room: int) -> str:
    """Read a room as somebody does who was never there."""
    fresh = Editor(house.url(room), house.token)
    await fresh.connect()
    text = str(fresh)
    fresh.hang_up()
    return text


@dataclass(kw_only=True)
class Person:
    """Types lines, each a letter that nobody else types, and deletes one in five of their own."""

    editor: Editor
    letters: Iterator[str]
    dice: random.Random
    done: list[tuple[str, str]] = field(default_factory=list)
    """Every edit: (what was typed, what was deleted), one of them empty."""

    def edit(self) -> None:
        """Make one edit."""
        content = self.editor.text
        lines = str(content).splitlines(keepends=True)
        mine = {typed for typed, _ in self.done if typed}
        own = [at for at, line in enumerate(lines) if line.strip() in mine]
        if own and self.dice.random() < _DELETES:
            at = self.dice.choice(own)
            start = len("".join(lines[:at]).encode())
            end = start + len(lines[at].encode())
            self.done.append(("", lines[at].strip()))

            def change() -> None:
                del content[start:end]

        else:
            letter = next(self.letters)
            place = len("".join(lines[: self.dice.randint(0, len(lines))]).encode())
            self.done.append((letter, ""))

            def change() -> None:
                content.insert(place, f"{letter}\n")

        self.editor.edit(change)

    async def go_on(self) -> None:
        """Type until cancelled, server or not."""
        while True:
            self.edit()
            await asyncio.sleep(_PAUSE * self.dice.uniform(0.5, 1.5))


class Drill:
    """One drill on one server. `say` hears how it goes."""

    ROOMS: ClassVar[int] = 2
    PEOPLE: ClassVar[int] = 3

    def __init__(
        self, house: House, dice: random.Random, *, say: Callable[[DrillStepView], None]
    ) -> None:
        self._house = house
        self._dice = dice
        self._say = say
        self._figures = Figures()
        self._rooms: list[list[Person]] = []
        self._excused: list[set[str]] = [set() for _ in range(self.ROOMS)]
        for room in range(self.ROOMS):
            letters = unique()
            self._rooms.append(
                [
                    Person(editor=Editor(house.url(room), house.token), letters=letters, dice=dice)
                    for _ in range(self.PEOPLE)
                ]
            )

    async def hold(self, kills: int) -> Figures:
        """Hurt it so often, and count."""
        figures = self._figures
        await self._come_in()
        await self._type(0.5)
        await self._heal()
        for number in range(1, kills + 1):
            await self._kill()
            if number % 2 == 0 or number == kills:
                await self._reset()
            figures.edits = sum(person.editor.edits for person in self._everybody())
            figures.acknowledged = sum(person.editor.acknowledged for person in self._everybody())
            self._say(
                DrillStepView(
                    kill=number,
                    kills=kills,
                    edits=figures.edits,
                    acknowledged=figures.acknowledged,
                    lost=figures.lost,
                    doubled=figures.doubled,
                    seconds=figures.healed[-1],
                )
            )
        for number, people in enumerate(self._rooms):
            if not await self._house.file_holds(number, str(people[0].editor)):
                figures.files_apart += 1
        for person in self._everybody():
            person.editor.hang_up()
        return figures

    def _everybody(self) -> list[Person]:
        return [person for people in self._rooms for person in people]

    async def _come_in(self) -> None:
        await asyncio.gather(*(person.editor.connect() for person in self._everybody()))

    async def _type(self, seconds: float) -> None:
        """Let everybody type, and cut the network of some."""
        typing = [asyncio.create_task(person.go_on()) for person in self._everybody()]
        await asyncio.sleep(seconds / 2)
        for person in self._everybody():
            if self._dice.random() < _CUTS:
                person.editor.hang_up()
                self._figures.cuts += 1
        await asyncio.sleep(seconds / 2)
        for task in typing:
            task.cancel()
        for result in await asyncio.gather(*typing, return_exceptions=True):
            if not isinstance(result, asyncio.CancelledError):
                raise RuntimeError("somebody could not type") from result  # noqa: TRY004

    async def _kill(self) -> None:
        """Kill the server under people who type; count before anybody can help it remember."""
        await self._come_in()
        await self._type(self._dice.uniform(0.2, 0.8))
        self._house.kill()
        died = time.monotonic()
        self._figures.kills += 1
        await self._house.back()
        for number, people in enumerate(self._rooms):
            self._count(number, await read(self._house, number), people, told=True)
        for person in self._everybody():  # they went on while there was no server
            person.edit()
        await self._heal()
        self._figures.healed.append(time.monotonic() - died)

    async def _heal(self) -> None:
        """Wait until everybody has everything; count."""
        await self._come_in()
        await asyncio.gather(
            *(meet([person.editor for person in people]) for people in self._rooms)
        )
        for number, people in enumerate(self._rooms):
            self._count(number, str(people[0].editor), people, told=False)

    async def _reset(self) -> None:
        """Commit half way, let people type, run `git reset --hard`, and let them type on in it."""
        await self._written()
        await asyncio.to_thread(self._git, "add", "--all")
        await asyncio.to_thread(self._git, "commit", "--quiet", "--allow-empty", "-m", "drill")
        for number, people in enumerate(self._rooms):
            self._excused[number] |= set(str(people[0].editor))
        await self._type(0.4)
        await self._heal()
        await self._written()
        for number, people in enumerate(self._rooms):
            self._excused[number] |= set(str(people[0].editor))
        typing = asyncio.create_task(self._type(0.6))
        await asyncio.to_thread(self._git, "reset", "--quiet", "--hard")
        await typing
        self._figures.resets += 1
        await self._heal()
        await self._written()
        await self._heal()

    async def _written(self) -> None:
        """Wait until the files hold what everybody has."""
        for number, people in enumerate(self._rooms):
            end = time.monotonic() + 15
            while self._house.file(number).read_text() != str(people[0].editor):
                if time.monotonic() > end:
                    self._figures.files_apart += 1
                    return
                await asyncio.sleep(0.02)

    def _git(self, *words: str) -> None:
        tree = _tree_of(self._house.file(0))
        subprocess.run([*_GIT, "-C", tree, *words], check=True, capture_output=True)

    def _count(self, number: int, text: str, people: list[Person], *, told: bool) -> None:
        """Hold a text against what was acknowledged, or against everything that was done."""
        seen, excused = Counter(text), self._excused[number]
        for person in people:
            sure = person.editor.acknowledged if told else len(person.done)
            deleted = {gone for _, gone in person.done}
            for typed, gone in person.done[:sure]:
                if typed and typed not in deleted | excused and not seen[typed]:
                    self._figures.lost += 1
                if gone and gone not in excused and seen[gone]:
                    self._figures.doubled += 1
            self._figures.doubled += sum(seen[typed] > 1 for typed, _ in person.done if typed)


def _tree_of(file: Path) -> Path:
    """Give the working tree that a file is in."""
    return next(folder for folder in file.parents if (folder / ".git").exists())
