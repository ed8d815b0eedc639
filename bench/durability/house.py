"""The drill's server with the limits lifted that a benchmark would meet, and an end in order."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path

from bench.collab.servers import LIFTED, PYTHON, SERVER
from sala.gateway.drill import house


class House(house.House):
    """Sala in a process of its own. `extra` is added to its environment at the next start."""

    def __init__(self, folder: Path, extra: Mapping[str, str] | None = None) -> None:
        self.extra = dict(extra or {})
        super().__init__(folder)

    def environment(self) -> dict[str, str]:
        """Add to our own what this house was given."""
        return {**os.environ, "PYTHONPATH": str(SERVER), **LIFTED, **self.extra}

    def command(self) -> Sequence[str | Path]:
        """Run the server as the launcher does, with the virtual environment it made."""
        return [PYTHON, "-m", "sala", "serve", *self.words()]

    @property
    def pid(self) -> int:
        """The server's process."""
        return self.process.pid

    @property
    def path(self) -> str:
        """Where its rooms are: a number follows."""
        return f"/collab/{self.workspace}/r"

    def end(self) -> None:
        """End it in order: it writes its files and checkpoints."""
        self.process.terminate()
        self.process.wait(30)
