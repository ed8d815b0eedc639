"""A recorded session given twenty authors and the weeks it took: bursts of one author each."""

from __future__ import annotations

import gzip
import json
import os
from collections.abc import Iterator
from pathlib import Path
from random import Random
from uuid import UUID

import pycrdt

from sala.collab.domain.attribution import Change

AUTHORS = 20
_BEGAN = 1_700_000_000_000_000  # µs
_NAME = "automerge-paper.json.gz"


def file() -> Path:
    """Give where the trace lies, if it is there."""
    data = os.environ.get("SALA_TEST_DATA")
    return (Path(data) if data else Path(__file__).parents[3] / "shared/data") / "traces" / _NAME


def changes() -> Iterator[tuple[Change, int]]:
    """Give the trace as updates of a log, each with its client: a keystroke each, or a paste."""
    trace = json.loads(gzip.decompress(file().read_bytes()))
    chance = Random(1)
    members = [UUID(int=chance.getrandbits(128)) for _ in range(AUTHORS)]
    clients = [chance.getrandbits(32) for _ in range(AUTHORS)]
    doc: pycrdt.Doc[pycrdt.Text] = pycrdt.Doc(client_id=7)
    doc.get("content", type=pycrdt.Text).insert(0, trace["startContent"])
    at = _BEGAN
    yield Change(1, None, at, doc.get_update()), 7
    copies: dict[int, pycrdt.Doc[pycrdt.Text]] = {}
    sequence, left, who = 1, 0, 0
    updates: list[bytes] = []
    for transaction in trace["txns"]:
        if left == 0:
            who, left = chance.randrange(AUTHORS), chance.randint(50, 1_500)
            at += chance.randint(5, 600) * 60_000_000
            copy = copies.get(who)
            if copy is None:
                copy = copies[who] = pycrdt.Doc(client_id=clients[who])
                copy.observe(lambda event: updates.append(event.update))
            copy.apply_update(doc.get_update())
            updates.clear()
        left -= 1
        at += chance.randint(80_000, 600_000)
        copy = copies[who]
        text = copy.get("content", type=pycrdt.Text)
        with copy.transaction():
            for position, deleted, inserted in transaction["patches"]:
                if deleted:  # the trace is ASCII: a code point is a byte
                    del text[position : position + deleted]
                if inserted:
                    text.insert(position, inserted)
        [update] = updates
        updates.clear()
        sequence += 1
        yield Change(sequence, members[who], at, update), clients[who]
        doc.apply_update(update)
