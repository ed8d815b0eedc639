"""The server dies under people who type, again and again; what they were told is counted."""

from __future__ import annotations

import asyncio
import random
import statistics
import tempfile
import time
from pathlib import Path

from bench.durability.house import House
from bench.durability.letters import Typist, compare
from sala.gateway.drill.editor import Editor, meet
from sala.gateway.drill.rounds import read, unique

KILLS = 200
ROOMS = 3
TYPISTS = 3
_PAUSE = 0.015
_EARLY = 0.3
"""How often it is killed a second time, before it has come back."""


def run(*, kills: int = KILLS, seed: int = 1) -> dict[str, object]:
    """Kill, look, heal; give what was counted."""
    with tempfile.TemporaryDirectory(prefix="sala-bench-") as folder:
        house = House(Path(folder))
        try:
            house.wait()
            house.prepare(rooms=ROOMS, size=0)
            return asyncio.run(_kills(house, kills, random.Random(seed)))
        finally:
            house.kill()
            house.log.close()


async def _kills(house: House, kills: int, dice: random.Random) -> dict[str, object]:
    rooms: list[list[Typist]] = []
    for room in range(ROOMS):
        letters = unique()
        rooms.append(
            [
                Typist(editor=Editor(house.url(room), house.token), letters=letters, dice=dice)
                for _ in range(TYPISTS)
            ]
        )
    everybody = [typist for room in rooms for typist in room]
    await asyncio.gather(*(typist.editor.connect() for typist in everybody))
    lost = doubled = killed = acknowledged = 0
    healed: list[float] = []
    while killed < kills:
        typing = asyncio.gather(*(type_on(typist) for typist in everybody))
        await asyncio.sleep(dice.uniform(0.02, 0.4))
        house.kill()
        died = time.monotonic()
        killed += 1
        typing.cancel()
        await asyncio.gather(typing, return_exceptions=True)
        if dice.random() < _EARLY:
            house.start()
            await asyncio.sleep(dice.uniform(0, 1.2))
            house.kill()
            killed += 1
        await house.back()
        acknowledged = sum(typist.editor.acknowledged for typist in everybody)
        for number, typists in enumerate(rooms):  # before anybody who typed can help it remember
            found = compare(await read(house, number), typists, acknowledged=True)
            lost += found.lost
            doubled += found.doubled
        for typist in everybody:  # they went on while there was no server
            typist.type_one()
        await asyncio.gather(*(typist.editor.connect() for typist in everybody))
        await asyncio.gather(*(meet([typist.editor for typist in room]) for room in rooms))
        healed.append(time.monotonic() - died)
        for typists in rooms:
            found = compare(str(typists[0].editor), typists, acknowledged=False)
            lost += found.lost
            doubled += found.doubled
    files = 0
    for number, typists in enumerate(rooms):
        files += await house.file_holds(number, str(typists[0].editor))
    return {
        "kills": killed,
        "edits": sum(typist.editor.edits for typist in everybody),
        "acknowledged_before_the_last_kill": acknowledged,
        "lost": lost,
        "doubled": doubled,
        "files_equal": files,
        "files": ROOMS,
        "median_seconds_to_heal": round(statistics.median(healed), 3),
        "met": lost == 0 and doubled == 0 and files == ROOMS,
    }


async def type_on(typist: Typist) -> None:
    """Type until cancelled, server or not."""
    while True:
        typist.type_one()
        await asyncio.sleep(_PAUSE * typist.dice.uniform(0.5, 1.5))
