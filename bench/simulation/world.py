"""The world of a run: people, programs, and a server that dies and comes back."""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import random
from collections import Counter
from collections.abc import Awaitable, Callable

from bench.simulation.disk import WORKSPACE, Tree, digest
from bench.simulation.life import Disk, Durable, Life, Parts
from bench.simulation.log import Tables
from bench.simulation.loop import Agenda
from bench.simulation.oracle import Oracle, Violation
from bench.simulation.people import Desk, File
from bench.simulation.programs import Programs
from bench.simulation.wires import Wire
from sala.collab.domain.replica import Replica
from sala.kernel.refusals import Refusal

PEOPLE = ("ada", "bob", "eve")
_LONGEST = 120.0
"""Seconds of virtual time in which everything must come to rest."""


class World:
    """Everything of a run."""

    def __init__(self, seed: int, parts: Parts, agenda: Agenda) -> None:
        self.agenda = agenda
        self.counts: Counter[str] = Counter()
        self.done = 0
        self.trace = hashlib.blake2b(digest_size=16)
        dice = random.Random(seed)
        self._parts = parts
        self._disk = Disk(dice.choice((0.0003, 0.001, 0.03)), dice.random() < 0.6)
        self._lag = dice.choice((0.0005, 0.005, 0.05))
        self.oracle = Oracle()
        tree = Tree(agenda)
        self.durable = Durable(Tables(), tree)
        self.life: Life | None = None
        self.files = [File(0, ["a.txt"]), File(1, ["b.txt"])]
        self.programs = Programs(agenda, tree, self.oracle, life=lambda: self.life, seen=self._seen)
        self.busy = 0
        self._clients = 0
        for file in self.files:
            text = "".join(self._seed_line(file) for _ in range(dice.randint(0, 6)))
            tree.put(file.path, text)
            file.commits.append(text)
        self.desks = [
            self.sit_down(name, file)
            for name in PEOPLE
            for file in self.files
            if file.number == 0 or name != "eve"
        ]
        self.start()

    def _seed_line(self, file: File) -> str:
        letter = self.oracle.new(file.number, "the file")
        self.oracle.sure([letter])
        return f"line {letter}\n"

    def sit_down(self, name: str, file: File) -> Desk:
        """Give somebody an editor that knows nothing yet."""
        self._clients += 1
        return Desk(name, file, self.oracle, 1000 + self._clients)

    def note(self, words: str) -> None:
        """Make something part of the trace."""
        self.trace.update(words.encode())

    def look(self) -> None:
        """Learn what was acknowledged, and whether something broke."""
        for desk in self.desks:
            desk.learn()
        if self.life is not None and self.life.loop.faults:
            raise Violation("fault", self.life.loop.faults[0])

    def kill(self, dice: random.Random) -> None:
        """End the server as SIGKILL does, and start it again after a while."""
        if self.life is None:
            return
        for desk in self.desks:
            desk.learn()
        self.programs.dies(self.files)
        self.life.loop.die()
        self.life = None
        for desk in self.desks:
            desk.hang_up()
            desk.coming = False
        self.busy = 0
        self._look_into_the_log()
        self.agenda.after(dice.choice((0.05, 0.5, 2.0)) * dice.random(), self.start)

    def start(self) -> None:
        """Start the server if there is none."""
        if self.life is None:
            self.life = Life(self.agenda, self.durable, self._parts, self._disk)

    def ask(self, life: Life, work: Callable[[], Awaitable[object]]) -> None:
        """Send the server a wish; it may refuse it, or die over it."""

        async def asked() -> None:
            self.busy += 1
            with contextlib.suppress(Refusal):
                await work()
            if not life.loop.dead:
                self.busy -= 1

        life.do(asked())

    def read_on(self) -> None:
        """Let everybody read again who had stopped."""
        for desk in self.desks:
            if desk.wire is not None and desk.wire.stalled:
                desk.wire.read_on()

    # Coming in

    def come_in(self) -> None:
        """Let everybody connect who wants to be there and is not."""
        for desk in self.desks:
            if not desk.away and not desk.online and not desk.coming and self.life is not None:
                self._enter(desk, self.life)

    def _enter(self, desk: Desk, life: Life) -> None:
        async def enter() -> None:
            await asyncio.sleep(self.agenda.dice.uniform(0.001, 0.1))
            listener = await life.admit(desk.name, desk.file.path, desk.editor.document)
            desk.coming = False
            if not isinstance(listener, int) and desk in self.desks and not desk.away:
                desk.wire = Wire(self.agenda, life.loop, listener, desk.editor, lag=self._lag)
                desk.wire.open()

        desk.coming = True
        life.do(enter())

    # Looking

    def settle(self) -> None:
        """Let everything come to rest, and hold everything against everything."""
        self.read_on()
        for desk in self.desks:
            desk.away = False
        end = self.agenda.now + _LONGEST
        calm = 0
        while calm < 3:
            self.come_in()
            self.agenda.run(0.1)
            calm = calm + 1 if self._at_rest() else 0
            if self.agenda.now > end:
                raise Violation("restless", self._unrest())
            self.look()
        for file in self.files:
            text = self.durable.tree.files[file.path]
            self.note(digest(text))
            self.oracle.settled(file.number, text)
            if self._replayed(file) != text:
                raise Violation("log", f"the log of {file.path} makes another text")

    def _at_rest(self) -> bool:
        return not self._unrest()

    def _unrest(self) -> str:
        life = self.life
        if life is None:
            return "there is no server"
        if self.programs.busy or self.busy:
            return f"{self.programs.busy} programs write, {self.busy} wishes are open"
        for desk in self.desks:
            if not desk.settled:
                return f"{desk.name} waits at {desk.file.path} ({desk.editor.closed_with})"
        for file in self.files:
            texts = {str(desk.editor) for desk in self.desks if desk.file is file}
            vectors = {
                frozenset(desk.editor.vector().items()) for desk in self.desks if desk.file is file
            }
            if len(texts) > 1 or len(vectors) > 1:
                return f"the replicas of {file.path} differ"
            if texts != {self.durable.tree.files.get(file.path)}:
                return f"the file {file.path} is not its document"
        return ""

    def _replayed(self, file: File) -> str | None:
        """Make a text from the log alone; None when nobody opened the document."""
        for path in reversed(file.paths):
            updates = self.durable.tables.updates(WORKSPACE, path)
            if updates is not None:
                replica = Replica()
                replica.add(updates)
                return replica.text()
        return None

    def _seen(self, file: File) -> str | None:
        """Give what the log says the file was; None for a document that nobody opened."""
        for path in reversed(file.paths):
            found = self.durable.tables.seen(WORKSPACE, path)
            if found is not None:
                return found
        return None

    def _look_into_the_log(self) -> None:
        for file in self.files:
            text = self._replayed(file)
            if text is not None:
                disk = self.durable.tree.files.get(file.path, "") + self.programs.unfinished
                self.oracle.durable(file.number, text, disk)
