"""A thousand connections from one address, by several members, beside people who type."""

from __future__ import annotations

import asyncio
import json
import random
import tempfile
import time
from collections import Counter
from pathlib import Path
from urllib.request import Request, urlopen
from uuid import uuid4

from bench.durability.house import House
from bench.durability.letters import Typist, compare
from bench.fuzz.attacks import type_until
from bench.fuzz.raw import Raw
from sala.gateway.drill.editor import Editor, meet
from sala.gateway.drill.rounds import unique

CONNECTIONS = 1_000
MEMBERS = 6
_ROUNDS = 3
_KNOWN = {"101", "4420", "4421", "429"}


class Strict(House):
    """The server as it comes: with the limits that a benchmark otherwise lifts."""

    def environment(self) -> dict[str, str]:
        """Say nothing of them."""
        return {
            name: value
            for name, value in super().environment().items()
            if not name.startswith("SALA_COLLAB_CONNECTIONS")
        }


def run(*, seed: int = 1) -> dict[str, object]:
    """Come in a thousand times, three times over; give what was counted."""
    with tempfile.TemporaryDirectory(prefix="sala-bench-") as folder:
        house = Strict(Path(folder))
        try:
            house.wait()
            house.prepare(rooms=1, size=0)
            tokens = [house.token, *(_joined(house, number) for number in range(MEMBERS - 1))]
            return asyncio.run(_crowd(house, tokens, random.Random(seed)))
        finally:
            house.kill()
            house.log.close()


async def _crowd(house: House, tokens: list[str], dice: random.Random) -> dict[str, object]:
    letters = unique()
    pair = [
        Typist(editor=Editor(house.url(0), house.token), letters=letters, dice=dice)
        for _ in range(2)
    ]
    await asyncio.gather(*(typist.editor.connect() for typist in pair))
    ended: Counter[str] = Counter()
    end = time.monotonic() + 3600
    typing = [asyncio.create_task(type_until(typist, lambda: end)) for typist in pair]
    most = 0
    for _ in range(_ROUNDS):
        came = [await _come(house, tokens[number % MEMBERS]) for number in range(CONNECTIONS)]
        inside = [raw for raw in came if raw.status == 101]
        outcomes = await asyncio.gather(*(raw.outcome(within=2) for raw in inside))
        ended.update("101" if one == "silence" else one for one in outcomes)
        ended.update(str(raw.status) for raw in came if raw.status != 101)
        most = max(most, outcomes.count("silence"))
        for raw in came:
            raw.hang_up()
        await asyncio.sleep(1)
    end = 0.0
    slowest = max(await asyncio.gather(*typing))
    await meet([typist.editor for typist in pair])
    found = compare(str(pair[0].editor), pair, acknowledged=False)
    cut_off = sum(typist.editor.connections - 1 for typist in pair)
    return {
        "connections": CONNECTIONS * _ROUNDS,
        "members": MEMBERS,
        "ended_with": dict(sorted(ended.items())),
        "most_inside_at_once": most,
        "edits_beside": sum(typist.editor.edits for typist in pair),
        "lost": found.lost,
        "doubled": found.doubled,
        "good_editors_cut_off": cut_off,
        "slowest_acknowledgement_ms": round(slowest * 1000, 1),
        "met": not (found.lost or found.doubled or cut_off or set(ended) - _KNOWN or most > 600),
    }


async def _come(house: House, token: str) -> Raw:
    return await Raw.open(house.port, f"{house.path}0", token)


def _joined(house: House, number: int) -> str:
    """Make another member; give their session."""
    invited, _ = _asked(
        house, "identity.invite", {"invitation": str(uuid4()), "role": "editor"}, house.token
    )
    _, token = _asked(
        house,
        "identity.join",
        {
            "token": str(invited["token"]),
            "member": str(uuid4()),
            "name": f"Member {number}",
            "email": f"member{number}@sala.example",
            "password": "a long walk by the pier",
        },
        "",
    )
    return token


def _asked(
    house: House, name: str, message: dict[str, str], token: str
) -> tuple[dict[str, object], str]:
    """Send a message; give its answer, and the session that came with it."""
    request = Request(
        f"http://127.0.0.1:{house.port}/api/{name}",
        data=json.dumps(message).encode(),
        headers={"Content-Type": "application/json", "Cookie": f"sala_session={token}"},
        method="POST",
    )
    with urlopen(request) as answer:
        cookie = answer.headers.get("Set-Cookie", "")
        found: dict[str, object] = json.load(answer)
    return found, cookie.partition("sala_session=")[2].partition(";")[0]
