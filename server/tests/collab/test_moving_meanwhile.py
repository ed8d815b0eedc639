"""Files that move or go in the very moment in which their documents are opened."""

import asyncio
from pathlib import Path
from uuid import uuid4

import pytest

from sala.collab.adapters.sqlite_documents import SqliteDocumentLog
from sala.collab.contract import DocumentNotFound
from sala.collab.ports import NewDocument, Stored
from sala.workspace.contract import EntryDeleted, EntryMoved
from tests.collab.house import WORKSPACE, House

MOVED = EntryMoved(workspace=WORKSPACE, source="a.txt", target="b.txt")


class SlowLog(SqliteDocumentLog):
    """A log in which beginning a document takes until it `may`, `before` it is made or after."""

    def __init__(self, path: Path, *, before: bool) -> None:
        super().__init__(path)
        self.before = before
        self.asked, self.may = asyncio.Event(), asyncio.Event()

    async def _waits(self) -> None:
        self.asked.set()
        await self.may.wait()

    async def begin(self, new: NewDocument) -> Stored:
        if self.before:
            await self._waits()
            return await super().begin(new)
        stored = await super().begin(new)
        await self._waits()
        return stored


@pytest.fixture(params=[True, False], ids=["before it is made", "after it was made"])
def log(request, tmp_path):
    return SlowLog(tmp_path / "documents.sqlite", before=request.param)


@pytest.fixture
async def house(root, log, options):
    house = House(root, log, options)
    await house.start()
    yield house
    await house.stop()


@pytest.fixture
async def opening(house, root, log):
    """Begin to open a document and come to where its log is slow."""
    (root / "a.txt").write_text("text")
    opening = asyncio.create_task(house.rooms.open(WORKSPACE, "a.txt"))
    await log.asked.wait()
    return opening


def open_now(house: House) -> list[str]:
    return [opened.room.path for opened in house.rooms]


async def test_a_document_whose_file_moves_while_it_is_opened_is_only_where_the_file_is(
    house, root, log, opening
):
    (root / "a.txt").rename(root / "b.txt")
    await house.happens(MOVED)
    log.may.set()
    with pytest.raises(DocumentNotFound):
        await opening
    opened = await house.rooms.open(WORKSPACE, "b.txt")
    assert opened.room.replica.text() == "text"
    assert open_now(house) == ["b.txt"]
    assert (await log.find(WORKSPACE, "b.txt")).document == opened.room.document


async def test_a_document_in_whose_place_another_moves_while_it_is_opened_is_that_other(
    house, root, log, opening
):
    (root / "a.txt").rename(root / "c.txt")
    (root / "b.txt").write_text("other")
    other = asyncio.create_task(house.rooms.open(WORKSPACE, "b.txt"))
    await asyncio.sleep(0.05)
    (root / "b.txt").rename(root / "a.txt")
    await house.happens(EntryMoved(workspace=WORKSPACE, source="b.txt", target="a.txt"))
    log.may.set()
    with pytest.raises(DocumentNotFound):
        await other
    opened = await opening
    assert open_now(house) == ["a.txt"]
    assert (await log.find(WORKSPACE, "a.txt")).document == opened.room.document


async def test_a_document_whose_file_is_deleted_while_it_is_opened_is_not_open(
    house, root, log, opening
):
    (root / "a.txt").unlink()
    await house.happens(EntryDeleted(workspace=WORKSPACE, path="a.txt", deletion=uuid4()))
    log.may.set()
    with pytest.raises(DocumentNotFound):
        await opening
    assert open_now(house) == []
