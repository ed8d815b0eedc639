"""An owner starts a drill in a running Sala and reads what was counted, by the same messages."""

import asyncio
import signal
from contextlib import asynccontextmanager
from uuid import uuid4

import aiohttp
import psutil
import pytest

from tests.gateway.houses import PASSWORD
from tests.gateway.processes import serving

HERE = ("--only", "identity,workspace,collab")


class Person:
    """A member with a cookie jar of their own."""

    def __init__(self, session: aiohttp.ClientSession, url: str) -> None:
        self.session, self.url = session, url

    async def send(self, message, /, **fields):
        async with self.session.post(f"{self.url}/api/{message}", json=fields) as answer:
            return answer.status, await answer.json(content_type=None)

    async def until(self, *states, within=60.0):
        """Ask how the drill goes until it is so; give what was said then."""
        async with asyncio.timeout(within):
            while True:
                _, drill = await self.send("collab.get-drill")
                if drill["state"] in states:
                    return drill
                await asyncio.sleep(0.1)


@asynccontextmanager
async def owned(tmp_path):
    """Serve in a temporary folder of its own; give the server and its owner."""
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    async with (
        serving("--data", tmp_path / "data", *HERE, TMPDIR=str(scratch)) as sala,
        aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)) as session,
    ):
        ada = Person(session, sala.url)
        await ada.send("identity.claim-ownership", **named("ada", sala.owner_token))
        yield sala, ada


def named(name, token):
    return {
        "token": token, "member": str(uuid4()), "name": name, "email": f"{name}@example.org",
        "password": PASSWORD,
    }  # fmt: skip


async def under_way(sala):
    """Wait until the drill has a server of its own; give the drill and that server."""
    async with asyncio.timeout(30):
        while True:
            for drill in psutil.Process(sala.process.pid).children():
                for server in drill.children():
                    if "serve" in server.cmdline():
                        return drill, server
            await asyncio.sleep(0.02)


def left_behind(tmp_path):
    """Name what lies in the temporary folder, and what is in the data for a running server only."""
    return [one.name for place in ("scratch", "data/run") for one in (tmp_path / place).glob("*")]


async def gone(*processes):
    _, alive = await asyncio.to_thread(psutil.wait_procs, processes, timeout=10)
    return not [one for one in alive if one.status() != psutil.STATUS_ZOMBIE]


async def test_an_owner_drills_a_running_sala_and_nothing_is_lost_or_left_behind(tmp_path):
    async with owned(tmp_path) as (sala, ada):
        assert (await ada.send("collab.get-drill"))[1]["state"] == "none"
        drill = str(uuid4())
        status, begun = await ada.send("collab.start-drill", drill=drill, kills=1)
        assert (status, begun["state"], begun["drill"]) == (200, "running", drill)
        assert (await ada.send("collab.start-drill", drill=drill))[0] == 200  # a retry
        status, refused = await ada.send("collab.start-drill", drill=str(uuid4()))
        assert (status, refused["code"]) == (409, "collab.drill_running")
        processes = await under_way(sala)

        done = await ada.until("finished", "failed")
        assert done["state"] == "finished", done
        figures = done["figures"]
        assert (figures["kills"], figures["resets"]) == (1, 1)
        assert figures["edits"] == figures["acknowledged"] > 50
        assert (figures["lost"], figures["doubled"], figures["files_apart"]) == (0, 0, 0)
        assert [step["kill"] for step in done["steps"]] == [1]
        assert done["started"] < done["ended"]
        assert await gone(*processes)
        assert left_behind(tmp_path) == []
        _, workspaces = await ada.send("workspace.list-workspaces")
        assert workspaces == []


async def test_only_owners_start_drills_and_read_them(tmp_path):
    async with owned(tmp_path) as (sala, ada), aiohttp.ClientSession() as nobody:
        _, link = await ada.send("identity.invite", invitation=str(uuid4()), role="editor")
        jar = aiohttp.CookieJar(unsafe=True)
        async with aiohttp.ClientSession(cookie_jar=jar) as session:
            bob = Person(session, sala.url)
            assert (await bob.send("identity.join", **named("bob", link["token"])))[0] == 200
            for person, status in ((bob, 403), (Person(nobody, sala.url), 401)):
                wish = {"drill": str(uuid4())}
                assert (await person.send("collab.start-drill", **wish))[0] == status
                assert (await person.send("collab.get-drill"))[0] == status
        assert (await ada.send("collab.get-drill"))[1]["state"] == "none"


async def test_a_drill_that_dies_has_failed_and_its_server_dies_with_it(tmp_path):
    async with owned(tmp_path) as (sala, ada):
        await ada.send("collab.start-drill", drill=str(uuid4()), kills=1)
        drill, server = await under_way(sala)
        drill.kill()
        failed = await ada.until("failed", "finished")
        assert (failed["state"], failed["why"], failed["figures"]) == ("failed", "broke", None)
        assert failed["detail"] == "It ended with -9."
        assert await gone(server)
        assert left_behind(tmp_path) == []
        assert (await ada.send("collab.start-drill", drill=str(uuid4()), kills=1))[0] == 200


async def test_a_server_that_never_comes_back_makes_the_drill_fail_with_its_own_words(tmp_path):
    async with owned(tmp_path) as (sala, ada):
        await ada.send("collab.start-drill", drill=str(uuid4()), kills=1)
        _, server = await under_way(sala)
        server.kill()
        failed = await ada.until("failed", "finished")
        assert (failed["state"], failed["figures"]) == ("failed", None)
        assert "Error" in failed["detail"]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL])
async def test_a_drill_ends_with_the_server_that_started_it(tmp_path, number):
    async with owned(tmp_path) as (sala, ada):
        await ada.send("collab.start-drill", drill=str(uuid4()), kills=20)
        processes = await under_way(sala)
        await sala.end(number)
        assert await gone(*processes)
        assert left_behind(tmp_path) == (["drill"] if number == signal.SIGKILL else [])
    async with serving("--data", tmp_path / "data", *HERE):
        assert left_behind(tmp_path) == []
