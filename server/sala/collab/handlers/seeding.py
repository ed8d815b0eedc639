"""The beginning of a document: the text of its file, as the server's own first update."""

from __future__ import annotations

from secrets import randbits
from uuid import UUID, uuid4

import pycrdt

from sala.collab.domain.replica import ROOT
from sala.collab.ports import NewDocument
from sala.workspace.contract import TextView

_FIRST_EPOCH = 1


def seeded(workspace: UUID, path: str, view: TextView, *, at: int) -> NewDocument:
    """Make a document of a file as it was read. `at` is in microseconds since 1970."""
    doc: pycrdt.Doc[pycrdt.Text] = pycrdt.Doc(client_id=randbits(32))
    content = doc.get(ROOT, type=pycrdt.Text)
    if view.text:
        content += view.text
    return NewDocument(
        document=uuid4(),
        workspace=workspace,
        path=path,
        epoch=_FIRST_EPOCH,
        client=doc.client_id,
        seed=doc.get_update(),
        digest=view.digest,
        at=at,
    )
