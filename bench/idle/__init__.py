"""What is held for nobody in particular: idle connections, and documents that are only known.

One real server with the default settings but for how many connections one address may have, since
all of them come from this machine, and how soon rooms are let go. Memory is what the system says
is resident in its process. Of the 20,000 documents 19,000 are in the log when the server starts, as
after months; it meets the last 1,000 itself, and then has 200 of the 19,000 open.
"""

from __future__ import annotations

import asyncio
import subprocess
import tempfile
import time
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from uuid import UUID, uuid4

import pycrdt

from bench import measure
from bench.collab import LOAD
from bench.collab.servers import Sala, await_port, running
from sala.collab.adapters.sqlite_documents import SqliteDocumentLog
from sala.collab.domain.replica import ROOT
from sala.collab.ports import NewDocument

CONNECTIONS = 5_000
ROOMS = 250
KNOWN = 20_000
OPEN = 200
SIZE = 4_000
_MET = 1_000
_BATCH = 500
_TEXT = ("x" * 79 + "\n") * (SIZE // 80)
BARS = {"5,000 idle connections": 160.0, "20,000 documents known, 200 open": 250.0}


class Patient(Sala):
    """The server, with room for everybody from one address, and rooms let go soon."""

    def environment(self) -> dict[str, str]:
        """Say so; 10,000 is more than will come."""
        return {**super().environment(), "SALA_COLLAB_IDLE_SECONDS": "2"}


def main(*, rounds: int = 3) -> bool:
    """Measure, print, write `results/idle.json`; tell whether every bar was met.

    `rounds` scales nothing here: memory is read once it has settled.
    """
    del rounds
    where = measure.machine()
    with tempfile.TemporaryDirectory(prefix="sala-bench-") as folder:
        load = Path(folder) / "load"
        subprocess.run(["gcc", "-O2", "-o", load, LOAD], check=True)
        rows = [*_connections(load), *_documents(load)]
    print(
        measure.table(
            ("what", "resident MB", "at most", "each, bytes"),
            [
                [str(r["what"]), float(str(r["mb"])), _said(r["bar"]), _said(r["each"])]
                for r in rows
            ],
        )
    )
    measure.write("idle", where=where, using={"Sala": Sala.version()}, rows=rows)
    return all(row["met"] is not False for row in rows)


def _said(value: object) -> float | str:
    return float(str(value)) if value is not None else ""


def _connections(load: Path) -> list[dict[str, object]]:
    """Let 5,000 come into 250 rooms, one after the other, and stay."""
    with running(Patient, rooms=ROOMS, size=SIZE) as subject:
        _stay(load, subject, subject.path, rooms=10, clients=2, seconds=1)
        alone = _resident(subject)
        with _staying(
            load, subject, subject.path, rooms=ROOMS, clients=CONNECTIONS // ROOMS, seconds=30
        ):
            time.sleep(15)  # a ping for each, and what can be put away is put away
            held = _resident(subject)
    each = (held - alone) / CONNECTIONS
    return [
        _row("a server that was used a little", alone),
        _row("5,000 idle connections", held, each=each),
    ]


def _documents(load: Path) -> list[dict[str, object]]:
    """Have 20,000 documents known, let 1,000 of them be opened and go, then keep 200 open."""
    with running(Patient, rooms=1) as subject:
        root = next((subject.folder / "data" / "workspaces").glob("**/r0")).parent
        for batch in range(KNOWN // _BATCH):
            (root / f"d{batch}").mkdir()
            for number in range(_BATCH):
                (root / f"d{batch}" / f"r{number}").write_text(_TEXT)
        subject.stop()
        asyncio.run(_known(subject, KNOWN - _MET))
        subject.start()
        await_port(subject.port, subject.process)
        path = subject.path.removesuffix("r")
        _stay(load, subject, subject.path, rooms=1, clients=2, seconds=1)
        alone = _resident(subject)
        begun = time.monotonic()
        for batch in range((KNOWN - _MET) // _BATCH, KNOWN // _BATCH):
            _stay(load, subject, f"{path}d{batch}/r", rooms=_BATCH, clients=1, seconds=0)
        opening = (time.monotonic() - begun) / _MET
        time.sleep(25)  # longer than rooms linger and are swept
        known = _resident(subject)
        with _staying(load, subject, f"{path}d7/r", rooms=OPEN, clients=1, seconds=25):
            time.sleep(12)
            held = _resident(subject)
    return [
        _row("a server that knows 19,000 documents", alone),
        _row("20,000 documents known, none open", known),
        _row("20,000 documents known, 200 open", held, each=(held - known) / OPEN),
        {"what": "first opening of a document, ms", "mb": round(opening * 1000, 2),
         "bar": None, "each": None, "met": None},
    ]  # fmt: skip


async def _known(subject: Sala, count: int) -> None:
    """Write documents into the log of a server that is not running, as one that ran left them."""
    log = SqliteDocumentLog(subject.folder / "data" / "documents.sqlite")
    await log.start()
    doc: pycrdt.Doc[pycrdt.Text] = pycrdt.Doc()
    doc.get(ROOT, type=pycrdt.Text).insert(0, _TEXT)
    new = NewDocument(
        document=UUID(int=0),
        workspace=UUID(subject.workspace),
        path="",
        epoch=1,
        client=doc.client_id,
        seed=doc.get_update(),
        digest=sha256(_TEXT.encode()).hexdigest(),
        at=time.time_ns() // 1000,
    )
    for batch in range(count // _BATCH):
        some = [
            replace(new, document=uuid4(), path=f"d{batch}/r{number}") for number in range(_BATCH)
        ]
        await asyncio.gather(*map(log.begin, some))
    await log.stop()


def _row(what: str, size: int, *, each: float | None = None) -> dict[str, object]:
    bar = BARS.get(what)
    mb = round(size / 1e6, 1)
    return {
        "what": what,
        "mb": mb,
        "bar": bar,
        "each": None if each is None else round(each),
        "met": None if bar is None else mb <= bar,
    }


def _resident(subject: Sala) -> int:
    return measure.memory(subject.pid)["rss"]


class _staying:  # noqa: N801 - reads as a block
    """Clients who come, and are there until the block ends."""

    def __init__(
        self, load: Path, subject: Sala, path: str, *, rooms: int, clients: int, seconds: int
    ) -> None:
        words = [load, subject.port, path, rooms, clients, "idle", seconds, "y", subject.token]
        self._process = subprocess.Popen(
            [str(word) for word in words], stdout=subprocess.PIPE, text=True
        )

    def __enter__(self) -> None:
        """Wait until all are there."""
        assert self._process.stdout is not None
        if self._process.stdout.readline().strip() != "ready":
            raise RuntimeError("not everybody could come in")

    def __exit__(self, *_: object) -> None:
        """Wait until all are gone. Raises when one was sent away before."""
        if self._process.wait():
            raise RuntimeError("a client was sent away")


def _stay(load: Path, subject: Sala, path: str, *, rooms: int, clients: int, seconds: int) -> None:
    with _staying(load, subject, path, rooms=rooms, clients=clients, seconds=seconds):
        pass
