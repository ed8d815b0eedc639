"""What is large stays usable: a text of 5 MB, and a document of two million operations.

Real servers with the default settings, and real editors. Meanwhile somebody else types into
another document: how long their slowest keystroke waits is how long the server was busy.
"""

from __future__ import annotations

import asyncio
import json
import sqlite3
import statistics
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.request import Request, urlopen
from uuid import UUID

from bench import measure
from bench.collab.servers import Sala
from bench.durability.house import House
from bench.large.log import store
from bench.large.neighbour import Neighbour, typed
from sala.gateway.drill.editor import Editor

SIZE = 5_000_000
OPERATIONS = 2_000_000
_KEYS = 30
_NOTHING = 5.0  # seconds
_FOLDED_WITHIN = 240.0  # seconds

BARS = {"opened": 2_000.0, "acknowledged": 200.0, "neighbour": 200.0, "saved": 5_000.0}
"""The most milliseconds that each may take, wherever it is measured."""


@dataclass(kw_only=True)
class Sheet:
    """What was measured of one document: rows of what, how much, and the bar."""

    document: str
    house: House
    rows: list[dict[str, object]] = field(default_factory=list)

    def note(self, what: str, value: float, *, bar: str = "") -> None:
        """Write a row down, and print it."""
        row: dict[str, object] = {
            "document": self.document,
            "what": what,
            "measured": round(value, 1),
        }
        if bar:
            row |= {"bar": BARS[bar], "met": value <= BARS[bar]}
        row["resident MB"] = round(measure.memory(self.house.pid)["rss"] / 1e6)
        self.rows.append(row)
        print(f"{self.document}: {what}: {value:,.0f}", flush=True)


def main(*, rounds: int = 3) -> bool:
    """Measure, print, write `results/large.json`; tell whether every bar was met.

    `rounds` scales nothing here: what happens once is measured once.
    """
    del rounds
    where = measure.machine()
    rows: list[dict[str, object]] = []
    for measured in (_text, _operations):
        with tempfile.TemporaryDirectory(prefix="sala-bench-") as folder:
            house = House(Path(folder))
            try:
                house.wait()
                house.prepare(rooms=2, size=0)
                rows += asyncio.run(measured(house))
            finally:
                house.end()
                house.log.close()
    headings = ("document", "what", "measured", "bar", "resident MB")
    cells = [[_cell(row.get(heading, "")) for heading in headings] for row in rows]
    print(measure.table(headings, cells))
    measure.write("large", where=where, using={"Sala": Sala.version()}, rows=rows)
    return all(row.get("met", True) for row in rows)


def _cell(value: object) -> str | float:
    return value if isinstance(value, int | float) else str(value)


async def _text(house: House) -> list[dict[str, object]]:
    """Open a text of 5 MB that nobody opened before, edit it, and have it saved."""
    sheet = Sheet(document="a text of 5 MB", house=house)
    async with _neighbour(sheet, "nothing at all"):  # how busy the machine is with other things
        await asyncio.sleep(_NOTHING)
    house.file(0).with_name("rbig").write_text(("x" * 79 + "\n") * (SIZE // 80))
    async with _neighbour(sheet, "its first opening"):
        editor = await _opened(sheet, "opened for the first time, ms")
    async with _neighbour(sheet, "another's opening"):
        await _opened(sheet, "opened by another, ms")
    await _edited(sheet, editor)
    await _asked(sheet, past=1)
    return sheet.rows


async def _operations(house: House) -> list[dict[str, object]]:
    """Open a log of two million operations that was never folded, work in it, and fold it."""
    sheet = Sheet(document="two million operations", house=house)
    house.end()
    begun = time.perf_counter()
    file = house.data / "documents.sqlite"
    text = await store(file, UUID(house.workspace), "rbig", OPERATIONS)
    print(f"the log was made in {time.perf_counter() - begun:.0f} s", flush=True)
    house.file(0).with_name("rbig").write_text(text)
    begun = time.perf_counter()
    await house.back()
    async with _neighbour(sheet, "its opening"):
        editor = await _opened(sheet, "opened cold, while its log is being folded, ms")
    if str(editor) != text:
        msg = "the text that was opened is not the one that was written"
        raise ValueError(msg)
    async with _neighbour(sheet, "its folding"):
        while _unfolded(file):
            if time.perf_counter() - begun > _FOLDED_WITHIN:
                msg = f"the log was not folded within {_FOLDED_WITHIN} s"
                raise TimeoutError(msg)
            await asyncio.sleep(0.5)
    sheet.note("folded after, ms", (time.perf_counter() - begun) * 1000)
    await _edited(sheet, editor)
    await _asked(sheet, past=OPERATIONS // 200)
    editor.hang_up()
    await asyncio.to_thread(house.end)
    await house.back()
    async with _neighbour(sheet, "its opening again"):
        await _opened(sheet, "opened cold from what was folded, ms")
    return sheet.rows


def _unfolded(file: Path) -> bool:
    """Tell whether the log still has updates of the large document: all of them are folded."""
    connection = sqlite3.connect(f"file:{file}?mode=ro", uri=True)
    try:
        [(many,)] = connection.execute(
            "SELECT count(*) FROM collab_updates JOIN collab_documents"
            " ON collab_updates.document = number WHERE path = 'rbig'"
        )
        return bool(many)
    finally:
        connection.close()


async def _opened(sheet: Sheet, what: str) -> Editor:
    house = sheet.house
    editor = Editor(house.url(0).removesuffix("0") + "big", house.token)
    begun = time.perf_counter()
    await editor.connect(within=120)
    sheet.note(what, (time.perf_counter() - begun) * 1000, bar="opened")
    return editor


async def _edited(sheet: Sheet, editor: Editor) -> None:
    """Type a little, here and there, and wait for the file."""
    took: list[float] = []
    async with _neighbour(sheet, "an edit and its save"):
        for key in range(_KEYS):
            took.append(await typed(editor, key * 1_000))
            await asyncio.sleep(0.02)
        begun = time.perf_counter()
        await typed(editor, 0, "\N{SNOWMAN}")
        file = sheet.house.file(0).with_name("rbig")
        wanted = "\N{SNOWMAN}".encode()
        while True:
            with file.open("rb") as opened:
                if opened.read(len(wanted)) == wanted:
                    break
            await asyncio.sleep(0.01)
        saved = (time.perf_counter() - begun) * 1000
    sheet.note("a keystroke acknowledged after, median ms", statistics.median(took))
    sheet.note("a keystroke acknowledged after, longest ms", max(took), bar="acknowledged")
    sheet.note("in the file after, ms", saved, bar="saved")


async def _asked(sheet: Sheet, *, past: int) -> None:
    """Ask who wrote the text, twice, and what it was once."""
    for what, name, given in (
        ("who wrote it, ms", "get-attribution", {}),
        ("who wrote it, again, ms", "get-attribution", {}),
        ("a past text, ms", "get-past-text", {"sequence": past}),
    ):
        async with _neighbour(sheet, what.removesuffix(", ms")):
            begun = time.perf_counter()
            size = await asyncio.to_thread(_call, sheet.house, name, given)
            took = (time.perf_counter() - begun) * 1000
        sheet.note(f"{what} ({size / 1e6:.1f} MB)", took)


def _call(house: House, name: str, given: dict[str, int]) -> int:
    """Ask the API about the document; give the bytes of the answer."""
    message = {"workspace": house.workspace, "path": "rbig", **given}
    request = Request(
        f"http://127.0.0.1:{house.port}/api/collab.{name}",
        data=json.dumps(message).encode(),
        headers={"Content-Type": "application/json", "Cookie": f"sala_session={house.token}"},
        method="POST",
    )
    with urlopen(request) as answer:
        return len(answer.read())


@asynccontextmanager
async def _neighbour(sheet: Sheet, during: str) -> AsyncIterator[None]:
    """Have somebody type into another document all the while; note their longest wait."""
    house = sheet.house
    neighbour = await asyncio.to_thread(Neighbour, house.url(1), house.token)
    try:
        yield
    finally:
        waits = await asyncio.to_thread(neighbour.leave)
    sheet.note(f"a neighbour's longest wait during {during}, ms", max(waits), bar="neighbour")
