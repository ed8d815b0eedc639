"""A house with documents, and editors to come in."""

import pytest

from sala.collab.adapters.sqlite_documents import SqliteDocumentLog
from sala.collab.ports import Options
from tests.collab import editors as nodes
from tests.collab.house import WORKSPACE, House
from tests.collab.talking import talking


@pytest.fixture(scope="session")
def packages():
    nodes.install()


@pytest.fixture
def options():
    return Options(write_after=0.05, write_within=0.3, evict_after=0.2, linger=0.4, ping_every=0.2)


@pytest.fixture
def root(tmp_path):
    root = tmp_path / "files"
    root.mkdir()
    return root


@pytest.fixture
async def house(root, tmp_path, options):
    house = House(root, SqliteDocumentLog(tmp_path / "documents.sqlite"), options)
    await house.start()
    yield house
    await house.stop()


@pytest.fixture
async def editors(house, packages):
    editors = nodes.Editors(f"ws://127.0.0.1:{house.port}/collab")
    await editors.start()
    yield editors
    await editors.stop()


@pytest.fixture
def room():
    """A document's name on the wire, in the house's only workspace."""
    return lambda path: f"{WORKSPACE}/{path}"


@pytest.fixture
async def talk(tmp_path, options):
    """A workspace whose members talk about its files, on SQLite."""
    async with talking("sqlite", f"sqlite:///{tmp_path}/views.sqlite", tmp_path, options) as talk:
        yield talk


@pytest.fixture(params=["sqlite", "postgres"])
async def talk_anywhere(request, tmp_path, options):
    """The same on each database."""
    store = request.param
    url = (
        request.getfixturevalue("pg")
        if store == "postgres"
        else f"sqlite:///{tmp_path}/views.sqlite"
    )
    async with talking(store, url, tmp_path, options) as talk:
        yield talk
