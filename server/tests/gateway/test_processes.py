import asyncio
import json
import signal
import socket
import sqlite3
import ssl
import stat
from contextlib import closing
from pathlib import Path
from uuid import uuid4

import aiohttp
import psutil
import pytest

from sala.gateway import tls
from tests.gateway.processes import Sala, begin, failed, serving, webapp

IDENTITY = ("--only", "identity,web")


async def page(sala: Sala, path: str = "/", **sent: object) -> str:
    async with aiohttp.request("GET", sala.url + path, **sent) as answer:
        return await answer.text()


async def page_when_ready(sala: Sala, **sent: object) -> str:
    for _ in range(200):
        text = await page(sala, **sent)
        if text.startswith("<p>process"):
            return text
        await asyncio.sleep(0.05)
    raise AssertionError(text)


async def gone(process: psutil.Process) -> bool:
    for _ in range(100):
        if not process.is_running() or process.status() == psutil.STATUS_ZOMBIE:
            return True
        await asyncio.sleep(0.05)
    return False


@pytest.fixture
def pages(tmp_path: Path) -> dict[str, str]:
    return {"SALA_WEB": str(webapp(tmp_path / "webapp"))}


async def test_a_start_says_where_sala_is_and_who_may_own_it(tmp_path, pages):
    async with serving("--data", tmp_path / "data", *IDENTITY, **pages) as sala:
        assert f"{sala.url}/enter/{sala.owner_token}" in sala.said
        text = await page_when_ready(sala)
        assert f"api {sala.url}" in text
        assert stat.S_IMODE((tmp_path / "data").stat().st_mode) == 0o700
        assert sala.owner_token not in b"".join(sala.logged).decode()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
async def test_asked_to_stop_it_stops_everything_it_started(tmp_path, pages, number):
    async with serving("--data", tmp_path / "data", *IDENTITY, **pages) as sala:
        await page_when_ready(sala)
        node = sala.node()
        assert Path(node.exe()).name == "node"
        assert await sala.end(number) == 0
        assert await gone(node)


async def test_killed_it_leaves_no_orphan(tmp_path, pages):
    async with serving("--data", tmp_path / "data", *IDENTITY, **pages) as sala:
        await page_when_ready(sala)
        node = sala.node()
        await sala.end(signal.SIGKILL)
        assert await gone(node)


async def test_a_web_app_that_dies_is_started_again(tmp_path, pages):
    async with serving("--data", tmp_path / "data", *IDENTITY, **pages) as sala:
        before = await page_when_ready(sala)
        first = sala.node()
        assert "Sala is starting" in await page(sala, "/die", headers={"Accept": "text/html"})
        assert await page_when_ready(sala) != before
        assert await gone(first)
        assert b"web.died" in b"".join(sala.logged)


async def test_readiness_waits_for_the_web_app(tmp_path, pages):
    async with serving("--data", tmp_path / "data", *IDENTITY, **pages) as sala:
        await page_when_ready(sala)
        assert json.loads(await page(sala, "/readyz")) == {
            "ready": True, "events": True, "tables": True, "followers": True, "web": True,
        }  # fmt: skip
        await page(sala, "/die")
        async with aiohttp.request("GET", f"{sala.url}/readyz") as answer:
            assert answer.status == 503
            assert (await answer.json())["web"] is False
        assert json.loads(await page(sala, "/healthz")) == {"alive": True}


async def test_a_request_under_way_is_answered_before_the_end(tmp_path):
    async with serving("--data", tmp_path / "data", "--only", "identity") as sala:
        host, port = sala.url.removeprefix("http://").split(":")
        reader, writer = await asyncio.open_connection(host, int(port))
        writer.write(
            b"POST /api/identity.look-at-installation HTTP/1.1\r\nHost: x\r\n"
            b"Content-Type: application/json\r\nContent-Length: 2\r\n\r\n{"
        )
        await asyncio.sleep(0.3)
        sala.process.send_signal(signal.SIGTERM)
        await asyncio.sleep(0.5)
        writer.write(b"}")
        assert b" 200 " in await asyncio.wait_for(reader.readline(), 5)
        writer.close()
        assert await asyncio.wait_for(sala.process.wait(), 15) == 0


async def test_a_taken_port_is_said_in_a_sentence(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        status, said = await failed(
            "serve", "--port", port, "--data", tmp_path, "--only", "identity"
        )
    assert status == 1
    assert said.strip() == (
        f"Port {port} is taken by another program. Choose another: --port NUMBER"
    )


async def test_up_takes_the_next_free_port_and_says_so(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        sala = await begin("up", "--port", port, "--data", tmp_path, "--only", "identity")
        assert sala.process.stdout is not None
        while "answers after" not in sala.said:
            line = await asyncio.wait_for(sala.process.stdout.readline(), 60)
            assert line
            sala.said += line.decode()
        assert f"Port {port} is taken; this is " in sala.said
        assert await sala.end() == 0


@pytest.mark.parametrize(
    ("words", "variables", "said"),
    [
        (["--only", "kitchen"], {}, "there is no context “kitchen”"),
        (["/nonexistent/folder"], {}, "/nonexistent/folder is not a folder"),
        ([], {"SALA_PORT": "many"}, "SALA_PORT"),
        (["--cert", "/nonexistent.pem", "--key", "x"], {}, "/nonexistent.pem cannot be read"),
        (["--host", "203.0.113.7"], {}, "Sala cannot listen on 203.0.113.7"),
    ],
)
async def test_what_cannot_be_used_is_said_in_a_sentence(tmp_path, words, variables, said):
    status, errors = await failed("serve", "--data", tmp_path / "data", *words, **variables)
    assert status == 1
    assert said in errors
    assert "Traceback" not in errors


async def test_data_of_a_newer_version_is_left_alone_and_said(tmp_path):
    data = tmp_path / "data"
    async with serving("--data", data, "--only", "identity"):
        pass
    with closing(sqlite3.connect(data / "views.sqlite")) as tables, tables:
        tables.execute(
            "UPDATE alembic_version SET version_num = 'identity_9999'"
            " WHERE version_num LIKE 'identity%'"
        )
        tables.commit()
        before = list(tables.iterdump())
    status, errors = await failed("serve", "--port", "0", "--data", data, "--only", "identity")
    assert status == 1
    assert "newer version of Sala" in errors
    assert "Traceback" not in errors
    with closing(sqlite3.connect(data / "views.sqlite")) as tables:
        assert list(tables.iterdump()) == before


async def test_tls_is_made_on_the_spot_and_trusted_once(tmp_path, pages):
    data = tmp_path / "data"
    async with serving("--data", data, "--tls", *IDENTITY, **pages) as sala:
        assert sala.url.startswith("https://127.0.0.1:")
        assert "SHA-256" in sala.said
        trusted = ssl.create_default_context(cafile=data / "tls" / "authority.pem")
        await page_when_ready(sala, ssl=trusted)
        assert await page(sala, "/api-check", ssl=trusted) == '{"alive":true}'
        url = sala.url.replace("127.0.0.1", "localhost") + "/healthz"
        async with aiohttp.request("GET", url, ssl=trusted) as answer:
            assert answer.status == 200
            assert "Strict-Transport-Security" not in answer.headers  # this host has other ports
        with pytest.raises(aiohttp.ClientConnectorCertificateError):
            await page(sala)
    for key in ("authority.key", "server.key"):
        assert stat.S_IMODE((data / "tls" / key).stat().st_mode) == 0o600
    before = (data / "tls" / "server.pem").read_bytes()
    async with serving("--data", data, "--tls", "--only", "identity"):
        assert (data / "tls" / "server.pem").read_bytes() == before


async def test_a_given_certificate_is_used_and_browsers_are_told_to_stay_with_tls(tmp_path):
    made = tls.local(tmp_path / "made", "127.0.0.1")
    words = ("--cert", made.certificate, "--key", made.key, "--only", "identity")
    async with serving("--data", tmp_path / "data", *words) as sala:
        trusted = ssl.create_default_context(cafile=made.authority)
        async with aiohttp.request("GET", f"{sala.url}/healthz", ssl=trusted) as answer:
            assert answer.headers["Strict-Transport-Security"] == "max-age=31536000"


async def test_off_loopback_without_tls_it_says_what_will_not_work(tmp_path):
    async with serving("--data", tmp_path, "--host", "0.0.0.0", "--only", "identity") as sala:
        assert "no passkeys" in sala.said
        assert "Add --tls" in sala.said


async def test_a_folder_is_opened_in_place_under_the_same_id_at_every_start(tmp_path):
    folder = tmp_path / "repository"
    folder.mkdir()
    (folder / "a.txt").write_text("here")
    ids = set()
    for _ in range(2):
        words = ("--only", "identity,workspace,collab", folder)
        async with (
            serving("--data", tmp_path / "data", *words) as sala,
            aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)) as session,
        ):
            if "/enter/" in sala.said:
                claim = {
                    "token": sala.owner_token, "member": str(uuid4()), "name": "Ada",
                    "email": "ada@example.org", "password": "korrekt horse 42",
                }  # fmt: skip
                await session.post(f"{sala.url}/api/identity.claim-ownership", json=claim)
            else:
                proof = {"email": "ada@example.org", "password": "korrekt horse 42"}
                await session.post(f"{sala.url}/api/identity.sign-in", json=proof)
            async with session.get(f"{sala.url}/api/workspace.list-workspaces") as answer:
                (found,) = await answer.json()
            assert (found["name"], found["origin"]) == ("repository", "folder")
            ids.add(found["workspace"])
            url = f"{sala.url}/files/{found['workspace']}/a.txt"
            async with session.get(url) as answer:
                assert await answer.text() == "here"
    assert len(ids) == 1


async def test_a_session_outlives_a_restart_and_call_uses_it(tmp_path):
    data = tmp_path / "data"
    member = "6f1d1c5e-9c3a-4a8e-8b43-2d6f7a0f4f11"
    async with serving("--data", data, "--only", "identity") as sala:
        claim = {
            "token": sala.owner_token, "member": member, "name": "Ada",
            "email": "ada@example.org", "password": "korrekt horse 42",
        }  # fmt: skip
        where = ("--url", sala.url, "--data", data)
        called = await begin("call", "identity.claim-ownership", json.dumps(claim), *where)
        out, errors = await called.process.communicate()
        assert json.loads(out)["name"] == "Ada", errors
    assert stat.S_IMODE((data / "secrets" / "session").stat().st_mode) == 0o600
    async with serving("--data", data, "--only", "identity") as sala:
        assert "/enter/" not in sala.said
        where = ("--url", sala.url, "--data", data)
        called = await begin("call", "identity.list-members", *where)
        out, _ = await called.process.communicate()
        assert [one["member"] for one in json.loads(out)] == [member]
        called = await begin("call", "identity.sign-out", *where)
        await called.process.communicate()
        status, errors = await failed("call", "identity.list-members", *where)
        assert (status, json.loads(errors)["code"]) == (1, "kernel.unauthenticated")
    status, errors = await failed("call", "identity.list-members", *where)
    assert (status, "Sala does not answer at" in errors) == (1, True)
