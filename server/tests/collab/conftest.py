"""A house with documents, and editors to come in."""

import asyncio
import subprocess

import pytest

from sala.collab.adapters.sqlite_documents import SqliteDocumentLog
from sala.collab.ports import Options
from tests.collab import editors as nodes
from tests.collab.house import WORKSPACE, House
from tests.collab.talking import talking
from tests.collab.waiting import eventually

TEN = "".join(f"line {number}\n" for number in range(10))


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


@pytest.fixture
def git(root):
    """Run git in a shell, as a person in a terminal does; its own commits have two branches."""

    def git(script: str) -> None:
        words = "git -c user.name=T -c user.email=t@sala.example -c commit.gpgsign=false"
        for line in script.strip().splitlines():
            subprocess.run(f"{words} {line}", shell=True, cwd=root, check=True, capture_output=True)

    git("init -q -b main")
    (root / "a.txt").write_text(TEN)
    git("add a.txt\ncommit -q -m one\nswitch -q -c other")
    (root / "a.txt").write_text(TEN.replace("line 2", "another 2"))
    git("commit -q -a -m two\nswitch -q main")
    return git


@pytest.fixture
def watched(house, editors, room):
    """Open a document and wait until its file is watched."""

    async def watched(path="a.txt"):
        url = f"ws://127.0.0.1:{house.port}/collab/{WORKSPACE}/{path}?ack=1"
        await editors("raw", id="own", url=url, token="own")
        await editors.open("ada", room(path))
        await eventually(lambda: house.collab.watch.watching)
        await asyncio.sleep(0.1)
        return house.rooms.at(WORKSPACE, path)

    return watched


@pytest.fixture
def told(editors):
    """Wait until editors were told of something, by its code."""

    async def told(code, within=8.0):
        for _ in range(int(within / 0.05)):
            said = (await editors("messages", id="own"))["messages"]
            if any(f'"{code}"'.encode() in bytes.fromhex(one) for one in said if one[:2] == "66"):
                return
            await asyncio.sleep(0.05)
        raise AssertionError(f"nobody was told {code}: {[bytes.fromhex(one) for one in said]}")

    return told
