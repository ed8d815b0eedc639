"""Edits of the server's own, made on a fork of a document."""

from __future__ import annotations

from collections.abc import Sequence

import pycrdt

from sala.collab.domain.merging import Edit
from sala.collab.domain.messages import EMPTY_UPDATE
from sala.collab.domain.offsets import byte_offsets
from sala.collab.domain.replica import ROOT


def edited(state: bytes, edits: Sequence[Edit], *, client: int) -> bytes:
    """Apply edits (in code points of the state's text, in order) on a fork.

    `client` is an id that nobody wrote under yet: under a known one the edits would vanish in the
    merge. Gives the update that carries the edits to any replica that knows the state.
    """
    fork: pycrdt.Doc[pycrdt.Text] = pycrdt.Doc(client_id=client)
    if state != EMPTY_UPDATE:
        fork.apply_update(state)
    content = fork.get(ROOT, type=pycrdt.Text)
    before = fork.get_state()
    text = str(content)
    offsets = byte_offsets(text, [point for edit in edits for point in (edit.start, edit.end)])
    with fork.transaction():
        for edit in reversed(edits):
            start, end = offsets[edit.start], offsets[edit.end]
            if end > start:
                del content[start:end]
            if edit.text:
                content.insert(start, edit.text)
    return fork.get_update(before)
