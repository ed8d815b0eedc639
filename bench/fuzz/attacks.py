"""Hostile frames, many connections at once, beside people who type and must notice nothing."""

from __future__ import annotations

import asyncio
import random
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from bench.durability.house import House
from bench.durability.letters import Typist, compare
from bench.fuzz.hostile import Hostile
from bench.fuzz.raw import Raw
from sala.gateway.drill.editor import Editor, meet
from sala.gateway.drill.rounds import read, unique

SECONDS = 20.0
ATTACKERS = 8
_ELSEWHERE, _BESIDE = 0, 1
"""The room that nobody attacks, and the one that is attacked."""
_ANSWER_WITHIN = 10.0


def run(*, seconds: float = SECONDS, seed: int = 1) -> dict[str, object]:
    """Attack for a while; give what was counted."""
    dice = random.Random(seed)
    with tempfile.TemporaryDirectory(prefix="sala-bench-") as folder:
        house = House(Path(folder))
        try:
            house.wait()
            house.prepare(rooms=2, size=0)
            return asyncio.run(_fuzz(house, seconds, dice))
        finally:
            house.kill()
            house.log.close()


async def _fuzz(house: House, seconds: float, dice: random.Random) -> dict[str, object]:
    pairs: list[list[Typist]] = []
    for room in (_ELSEWHERE, _BESIDE):
        letters = unique()
        pairs.append(
            [
                Typist(editor=Editor(house.url(room), house.token), letters=letters, dice=dice)
                for _ in range(2)
            ]
        )
    good = [typist for pair in pairs for typist in pair]
    await asyncio.gather(*(typist.editor.connect() for typist in good))
    ended: dict[str, Counter[str]] = {}
    end = time.monotonic() + seconds
    hostile = Hostile(dice)

    async def attack() -> None:
        while time.monotonic() < end:
            name, data = hostile.attack()
            answer = await _suffer(house, data)
            ended.setdefault(name, Counter())[answer] += 1

    waited = [asyncio.create_task(type_until(typist, lambda: end)) for typist in good]
    await asyncio.gather(*(attack() for _ in range(ATTACKERS)))
    slowest = max(await asyncio.gather(*waited))
    alive = house.process.poll() is None
    for pair in pairs:
        await meet([typist.editor for typist in pair])
    lost = doubled = 0
    for room, pair in enumerate(pairs):
        found = compare(await read(house, room), pair, acknowledged=False)
        lost, doubled = lost + found.lost, doubled + found.doubled
    cut_off = sum(typist.editor.connections - 1 for typist in good)
    codes = Counter[str]()
    for counted in ended.values():
        codes.update(counted)
    return {
        "seconds": seconds,
        "attacks": codes.total(),
        "ended_with": dict(sorted(codes.items())),
        "by_attack": {name: dict(sorted(one.items())) for name, one in sorted(ended.items())},
        "server_lives": alive,
        "edits_beside": sum(typist.editor.edits for typist in good),
        "lost": lost,
        "doubled": doubled,
        "good_editors_cut_off": cut_off,
        "slowest_acknowledgement_ms": round(slowest * 1000, 1),
        "met": alive and not (lost or doubled or cut_off or codes["no code"] or codes["silence"]),
    }


async def type_until(typist: Typist, end: Callable[[], float]) -> float:
    """Type until a moment; give the longest time that an acknowledgement took, in seconds."""
    slowest = 0.0
    while time.monotonic() < end():
        begun = time.monotonic()
        typist.type_one()
        while typist.editor.acknowledged < typist.editor.edits:
            if time.monotonic() > begun + _ANSWER_WITHIN:
                return _ANSWER_WITHIN
            await asyncio.sleep(0.001)
        slowest = max(slowest, time.monotonic() - begun)
        await asyncio.sleep(0.03)
    return slowest


async def _suffer(house: House, data: bytes) -> str:
    """Attack on a connection of its own; give the close code, or “taken” when it goes on."""
    try:
        raw = await Raw.open(house.port, f"{house.path}{_BESIDE}", house.token)
    except (OSError, EOFError):
        return "no code"
    try:
        raw.send(data)
        return await raw.lives(within=_ANSWER_WITHIN)
    finally:
        raw.hang_up()
