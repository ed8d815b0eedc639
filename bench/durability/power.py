"""A power cut: what the server never made durable is gone, all of it or a random part.

The server runs under `power.c`, which keeps what was synced. A cut kills it and puts that in the
place of its data. In every second cut some of the rest had reached the disk by itself: each block
of 4 KiB that differs is the old one or the new one by chance. Torn blocks are not tried.
"""

from __future__ import annotations

import asyncio
import ctypes
import os
import random
import shutil
import statistics
import struct
import subprocess
import tempfile
import time
from pathlib import Path
from typing import Literal

from bench.durability.house import House
from bench.durability.kills import type_on
from bench.durability.letters import Typist, compare
from sala.gateway.drill.editor import Editor, meet
from sala.gateway.drill.rounds import read, unique

CUTS = {"FULL": 50, "NORMAL": 20}
WINDOW = 1.5
"""Seconds: with NORMAL the disk has what was typed a second later, and needs a moment for it."""
ROOMS = 2
TYPISTS = 3
_SOURCE = Path(__file__).with_name("power.c")
_BLOCK = 4096
_LIBC = ctypes.CDLL(None, use_errno=True)


class Disk:
    """What is durable of a house's data, and the house's data put back to it."""

    def __init__(self, house: House, preloaded: Path, dice: random.Random) -> None:
        self._house = house
        self._preloaded = preloaded
        self._dice = dice
        self._number = 0

    @property
    def _shadow(self) -> Path:
        return self._house.folder / f"shadow{self._number}"

    def watch(self) -> None:
        """From the next start on, remember what is synced; what is there now counts as synced."""
        self._number += 1
        self._shadow.mkdir()
        self._house.extra |= {
            "LD_PRELOAD": str(self._preloaded),
            "POWER_ROOT": str(self._house.data),
            "POWER_SHADOW": str(self._shadow),
        }

    def cut(self, *, partly: bool) -> None:
        """Kill the server and take from its data what was not durable, or `partly` so."""
        self._house.kill()
        data, gone = self._house.data, self._house.folder / "gone"
        data.rename(gone)
        data.mkdir(mode=gone.stat().st_mode)
        self._rebuild(_key(gone), data, gone, partly=partly)
        shutil.rmtree(gone)
        shutil.rmtree(self._shadow)
        self.watch()

    def _rebuild(self, key: str, to: Path, was: Path, *, partly: bool) -> None:
        listed = self._shadow / "folder" / key
        for line in listed.read_text().splitlines() if listed.exists() else []:
            kind, child, mode, name = line.split(" ", 3)
            here = to / name
            if kind == "d":
                here.mkdir()
                self._rebuild(child, here, was / name, partly=partly)
            else:
                kept = self._shadow / "file" / child
                data = kept.read_bytes() if kept.exists() else b""
                if partly and (was / name).exists() and _key(was / name) == child:
                    data = self._mixed(data, (was / name).read_bytes())
                here.write_bytes(data)
            here.chmod(int(mode, 8))

    def _mixed(self, old: bytes, new: bytes) -> bytes:
        size = len(self._dice.choice((old, new)))
        blocks = []
        for at in range(0, size, _BLOCK):
            block = self._dice.choice((old, new))[at : at + _BLOCK]
            blocks.append(block.ljust(min(_BLOCK, size - at), b"\0"))
        return b"".join(blocks)[:size]


def library(folder: Path) -> Path:
    """Compile what is preloaded into the server."""
    built = folder / "power.so"
    build = ["gcc", "-O2", "-shared", "-fPIC", "-o", built, _SOURCE, "-ldl", "-lpthread"]
    subprocess.run([str(word) for word in build], check=True)
    return built


def run(
    synchronous: Literal["FULL", "NORMAL"], *, cuts: int | None = None, seed: int = 1
) -> dict[str, object]:
    """Cut the power again and again; give what was counted."""
    dice = random.Random(seed)
    with tempfile.TemporaryDirectory(prefix="sala-bench-") as folder:
        house = House(Path(folder), {"SALA_COLLAB_SYNCHRONOUS": synchronous})
        try:
            house.wait()
            house.prepare(rooms=ROOMS, size=0)
            house.end()
            disk = Disk(house, library(Path(folder)), dice)
            disk.watch()
            house.start()
            house.wait()
            counted = asyncio.run(_cuts(house, disk, cuts or CUTS[synchronous], dice))
        finally:
            house.kill()
            house.log.close()
    none = ("doubled", "lost_in_the_end", *(("lost",) if synchronous == "FULL" else ()))
    met = not any(counted[name] for name in none) and counted["oldest_lost_seconds"] <= WINDOW
    return {"synchronous": synchronous, **counted, "met": met}


async def _cuts(house: House, disk: Disk, cuts: int, dice: random.Random) -> dict[str, float]:
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
    losses: list[int] = []
    window, back = 0.0, time.monotonic()
    doubled = missing = acknowledged = 0
    for number in range(cuts):
        before = sum(typist.editor.acknowledged for typist in everybody)
        typing = asyncio.gather(*(type_on(typist) for typist in everybody))
        await asyncio.sleep(dice.uniform(0.05, 3.0 if number % 5 == 0 else 0.8))
        typing.cancel()
        await asyncio.gather(typing, return_exceptions=True)
        if number % 3 == 0:  # the files are written, which is durable; then somebody goes on
            await asyncio.sleep(dice.uniform(0.3, 0.8))
            dice.choice(everybody).type_one()
            await asyncio.sleep(dice.uniform(0, 0.02))
        died = time.monotonic()
        disk.cut(partly=number % 2 == 1)
        await asyncio.sleep(0.05)  # what was still on its way to the editors
        acknowledged += sum(typist.editor.acknowledged for typist in everybody) - before
        await house.back()
        found = [
            compare(await read(house, at), room, acknowledged=True) for at, room in enumerate(rooms)
        ]
        losses.append(sum(one.lost for one in found))
        window = max(window, *(died - max(back, one.oldest) for one in found))
        back = time.monotonic()  # when the server is given again what it lost
        await asyncio.gather(*(typist.editor.connect() for typist in everybody))
        await asyncio.gather(*(meet([typist.editor for typist in room]) for room in rooms))
        healed = [compare(str(room[0].editor), room, acknowledged=False) for room in rooms]
        missing = max(missing, sum(one.lost for one in healed))
        doubled = max(doubled, sum(one.doubled for one in healed))
    files = 0
    for at, typists in enumerate(rooms):
        files += await house.file_holds(at, str(typists[0].editor))
    return {
        "cuts": cuts,
        "acknowledged": acknowledged,
        "lost": sum(losses),
        "median_lost_a_cut": statistics.median(losses),
        "most_lost_in_a_cut": max(losses),
        "oldest_lost_seconds": round(window, 2),
        "stated_window_seconds": WINDOW,
        "lost_in_the_end": missing,
        "doubled": doubled,
        "files_equal": files,
        "files": ROOMS,
    }


def _key(path: Path) -> str:
    """Give a file's number and the moment it was made, as `power.c` writes them."""
    found = ctypes.create_string_buffer(256)
    if _LIBC.statx(-100, os.fsencode(path), 0x100, 0x800 | 0x100 | 0x1, found):
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()), str(path))
    number, seconds, nanoseconds = (
        struct.unpack_from(layout, found, at) for layout, at in (("Q", 32), ("q", 80), ("I", 88))
    )
    return f"{number[0]}-{seconds[0]}.{nanoseconds[0]}"
