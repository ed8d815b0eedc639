"""Programs beside Sala that change files: git, formatters, terminals, editors that save late."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable

from bench.simulation.disk import Tree, digest
from bench.simulation.life import Life
from bench.simulation.loop import Agenda
from bench.simulation.oracle import Oracle
from bench.simulation.people import File
from sala.collab.domain.merging import edits_between
from sala.collab.handlers.rooms import Open

_KEPT_FOR_SURE = 3
"""Of the texts that a document and its file both were, the newest so many are never thinned out."""
_PROGRAM = "a program"


class Programs:
    """Starts them. `busy` counts those in the middle of a write, of the text `unfinished`."""

    def __init__(
        self,
        agenda: Agenda,
        tree: Tree,
        oracle: Oracle,
        *,
        life: Callable[[], Life | None],
        seen: Callable[[File], str | None],
    ) -> None:
        self.busy = 0
        self.unfinished = ""
        self.told: Counter[bool] = Counter()
        """How many writes Sala could tell the base of, and how many it could not."""
        self._spared: dict[int, set[str]] = {}
        self._agenda = agenda
        self._tree = tree
        self._oracle = oracle
        self._life = life
        self._seen = seen

    def dies(self, files: list[File]) -> None:
        """Note that Sala dies now, and with it the texts that programs may have begun from."""
        for file in files:
            if self._tree.files.get(file.path) not in self._kept(file):
                self._oracle.gone(self._spared.get(file.number, ()), "a late save, before a death")

    def commit(self, file: File) -> None:
        """Remember a file as it is, as `git commit` does."""
        text = self._tree.files.get(file.path)
        if text is not None:
            file.commits.append(text)

    def check_out(self, file: File, dice: random.Random, *, newest: bool) -> None:
        """Put a file back as it was committed: git removes it and makes it anew."""
        if file.commits:
            new = file.commits[-1] if newest else dice.choice(file.commits)
            self._begin(file, lambda _: new, dice, "git")

    def format(self, file: File, dice: random.Random) -> None:
        """Run a formatter: it reads, thinks, and writes what it made of that."""
        base = self._tree.files.get(file.path)
        if base is None:
            return
        self._later(
            dice.uniform(0.005, 0.3),
            lambda: self._begin(file, lambda _: _formatted(base), dice, "a formatter", base=base),
        )

    def add_line(self, file: File, dice: random.Random) -> None:
        """Append from a terminal."""
        letter = self._oracle.new(file.number, _PROGRAM)
        self._begin(file, lambda text: f"{text}{letter} >> {file.number}\n", dice, "a terminal")

    def save_late(self, file: File, dice: random.Random) -> None:
        """Open a file in an editor outside, and save it with a new line some time later."""
        base = self._tree.files.get(file.path)
        if base is None:
            return
        at = base.find("\n", dice.randint(0, len(base))) + 1

        def save() -> None:
            letter = self._oracle.new(file.number, _PROGRAM)
            new = f"{base[:at]}note {letter}\n{base[at:]}"
            self._begin(file, lambda _: new, dice, "a late editor", base=base)

        self._later(dice.choice((0.2, 0.6, 3.0, 20.0)) * dice.uniform(0.5, 1.5), save)

    def _later(self, delay: float, action: Callable[[], None]) -> None:
        self._agenda.after(delay, action)

    def _begin(
        self,
        file: File,
        change: Callable[[str], str],
        dice: random.Random,
        why: str,
        *,
        base: str | None = None,
    ) -> None:
        """Write at once, or leave the file empty or away for a moment first, as programs do.

        `base` is what the program read, when that is not what it replaces.
        """
        if self.busy:
            self._later(0.01, lambda: self._begin(file, change, dice, why, base=base))
            return
        path = file.path
        seen = self._tree.files.get(path)
        if seen is None or (new := change(seen)) == seen:
            return
        self._intend(file, seen if base is None else base, seen, new, why)
        anew = why == "git"
        if not anew and dice.random() < 0.5:
            self._tree.put(path, new)
            return
        self.busy += 1
        self.unfinished = new
        if anew:
            self._tree.remove(path)
        else:
            self._tree.put(path, "")

        def end() -> None:
            self.busy -= 1
            self.unfinished = ""
            between = self._tree.files.get(path, "")
            if between not in (seen, ""):  # Sala wrote meanwhile
                self._intend(file, between, between, new, why)
            self._tree.put(path, new)

        self._later(dice.uniform(0.0002, 0.005), end)

    def _intend(self, file: File, base: str, seen: str, new: str, why: str) -> None:
        """Record what a write takes away and brings, and whom it may overwrite unknowing.

        What others wrote since the program read is brought back by Sala if it still keeps the text
        that the program began from. What another program wrote, and Sala has not seen, is gone.
        """
        oracle = self._oracle
        before, after = oracle.within(seen), oracle.within(new)
        meant = (oracle.within(base) - after) & before
        oracle.gone(meant, why)
        texts = self._kept(file)
        if seen not in texts:  # Sala has not looked since the last program wrote
            oracle.gone(self._spared.get(file.number, ()), f"{why}, before anybody looked")
        newer = before - after - meant
        self._spared[file.number] = set()
        told = new in texts or told_apart(base, new, texts, seen=seen)
        self.told[told] += 1
        if not told:
            oracle.beside(after)
            kept = oracle.within("".join(texts))
            oracle.gone((newer | kept) - after, f"{why}, from a text that cannot be told")
        elif base != seen and new not in texts:
            oracle.gone(newer - oracle.within(self._document(file)), f"{why}, unseen")
            self._spared[file.number] = newer
        else:
            oracle.gone(newer, f"{why}, an older text as it was")
        oracle.back(after - before, why)
        oracle.sure(after)
        lines = set(seen.splitlines())
        oracle.beside(oracle.within("".join(set(new.splitlines()) - lines)))

    def _kept(self, file: File) -> list[str]:
        """Give the texts that Sala may take for what a program began from, newest last."""
        opened = self._opened(file)
        if opened is not None:
            return opened.saver.bases.texts()
        seen, text = self._seen(file), self._tree.files.get(file.path)
        return [text] if text is not None and seen in (None, digest(text)) else []

    def _document(self, file: File) -> str:
        opened = self._opened(file)
        return "" if opened is None else opened.room.replica.text()

    def _opened(self, file: File) -> Open | None:
        life = self._life()
        if life is None:
            return None
        return next((one for one in life.rooms if one.room.path == file.path), None)


def told_apart(base: str, new: str, texts: list[str], *, seen: str) -> bool:
    """Tell whether a text was clearly made from this base and not from another that is kept.

    What lies on disk, `seen`, counts with the kept `texts`: Sala may be taking it in just now.
    Two who each put a line at one place read as one who changed a word of the other's.
    """
    if base not in texts[-_KEPT_FOR_SURE:]:
        return False
    mine = _distance(base, new)
    return all(mine < _distance(text, new) for text in {*texts, seen} - {base})


def _distance(old: str, new: str) -> int:
    return sum(len(edit.text) + edit.end - edit.start for edit in edits_between(old, new))


def _formatted(text: str) -> str:
    """Strip spaces at line ends, and make many empty lines one."""
    lines = [line.rstrip(" ") for line in text.split("\n")]
    kept = [line for at, line in enumerate(lines) if line or at == 0 or lines[at - 1]]
    return "\n".join(kept).replace("see see", "see").replace("  so", "    so")
