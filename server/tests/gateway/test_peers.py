import base64
import signal
import socket
from contextlib import asynccontextmanager
from uuid import UUID, uuid4

import aiohttp
import msgspec
import pytest

from sala.gateway.peers import WINDOW, NotAPeer, Signatures
from sala.kernel.access import Caller, Role
from tests.gateway.houses import PASSWORD, running
from tests.gateway.processes import serving

ADA = Caller(member=UUID(int=7), name="Ada", role=Role.OWNER, session="s", request="r-12345678")


def free_port() -> int:
    with socket.socket() as tried:
        tried.bind(("127.0.0.1", 0))
        return tried.getsockname()[1]


@asynccontextmanager
async def apart(data):
    """identity in one process, the rest in another, one data directory."""
    people, things = free_port(), free_port()
    there = f"workspace=http://127.0.0.1:{things},collab=http://127.0.0.1:{things}"
    async with (
        serving("--port", people, "--data", data, "--only", "identity", SALA_PEERS=there) as first,
        serving(
            "--port", things, "--data", data, "--only", "workspace,collab",
            SALA_PEERS=f"identity=http://127.0.0.1:{people}",
        ) as second,
        aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)) as session,
    ):  # fmt: skip
        yield first, second, session


async def send(session, url, message, **fields):
    async with session.post(f"{url}/api/{message}", json=fields) as answer:
        return answer.status, await answer.json(content_type=None)


async def test_two_processes_are_one_sala_and_the_death_of_one_is_not_the_others(tmp_path):
    async with apart(tmp_path) as (people, things, session):
        member, workspace = str(uuid4()), str(uuid4())
        status, said = await send(
            session, people.url, "identity.claim-ownership",
            token=people.owner_token, member=member, name="Ada", email="ada@example.org",
            password=PASSWORD,
        )  # fmt: skip
        assert status == 200, said

        # A message for the other process, sent to this one, as the caller that asked.
        status, said = await send(
            session, people.url, "workspace.create-workspace", workspace=workspace, name="Pavilion"
        )
        assert status == 200, said
        status, said = await send(
            session, people.url, "workspace.get-workspace", workspace=workspace
        )
        assert (status, said["name"]) == (200, "Pavilion")

        # A refusal travels whole: status, code and the fields.
        status, said = await send(
            session, people.url, "workspace.get-workspace", workspace=str(uuid4())
        )
        assert (status, said["code"]) == (404, "workspace.not_found")

        # The other process asks this one who somebody is, and passes a session's cookie on.
        status, said = await send(session, things.url, "workspace.list-workspaces")
        assert (status, len(said)) == (200, 1)
        session.cookie_jar.clear()
        status, said = await send(session, things.url, "workspace.list-workspaces")
        assert status == 401
        async with session.post(
            f"{things.url}/api/identity.sign-in",
            json={"email": "ada@example.org", "password": PASSWORD},
        ) as answer:
            assert answer.status == 200
            assert answer.headers["Set-Cookie"].startswith("sala_session=")
        status, said = await send(session, things.url, "identity.who-am-i")
        assert (status, said["member"]) == (200, member)

        # A document's socket goes through.
        document = f"{people.url}/collab/{workspace}/README.md"
        async with session.ws_connect(document) as socket_:
            frame = await socket_.receive_bytes(timeout=5)
            assert frame[0] in (0, 1)
        with pytest.raises(aiohttp.WSServerHandshakeError) as refused:
            await session.ws_connect(document, origin="https://evil.example")
        assert refused.value.status == 403

        await things.end(signal.SIGKILL)
        status, said = await send(session, people.url, "workspace.list-workspaces")
        assert (status, said["code"]) == (503, "kernel.context_elsewhere")
        with pytest.raises(aiohttp.WSServerHandshakeError) as refused:
            await session.ws_connect(document)
        assert refused.value.status == 503
        assert (await send(session, people.url, "identity.who-am-i"))[0] == 200
        assert (await send(session, people.url, "identity.rename", name="Grace"))[0] == 200


async def test_a_context_that_runs_nowhere_is_said_to(tmp_path):
    async with running(tmp_path) as sala:
        await sala.claim()
        status, said = await send(sala.session, sala.url, "workspace.list-workspaces")
        assert (status, said["code"]) == (503, "kernel.context_elsewhere")
        assert "workspace" in said["detail"]


async def test_who_is_no_peer_is_not_answered(tmp_path):
    async with running(tmp_path) as sala:
        await sala.claim()
        url = f"{sala.url}/internal/identity.who-am-i"
        own = base64.b64encode(msgspec.json.encode(ADA)).decode()
        for headers in ({}, {"X-Sala-Caller": own, "X-Sala-Time": "1", "X-Sala-Signature": "0"}):
            async with sala.session.post(url, data=b"{}", headers=headers) as answer:
                assert answer.status == 403
                assert (await answer.json(content_type=None))["code"] == "gateway.not_a_peer"
        signed = sala.house.signatures.sign("identity.who-am-i", ADA, b"{}")
        async with sala.session.post(url, data=b"{}", headers=signed) as answer:
            assert answer.status != 403
        async with sala.session.post(url, data=b"{}", headers=signed) as answer:
            assert answer.status == 403  # for the second time


def heads(signed: dict[str, str]) -> dict[bytes, bytes]:
    return {name.lower().encode(): value.encode() for name, value in signed.items()}


def test_a_signature_brings_the_caller_along():
    signatures = Signatures(b"secret")
    assert signatures.check("m", heads(signatures.sign("m", ADA, b"{}")), b"{}") == ADA


@pytest.mark.parametrize(
    ("name", "body", "seconds", "header", "value"),
    [
        pytest.param("other", b"{}", 0, None, None, id="another message"),
        pytest.param("m", b"[]", 0, None, None, id="another body"),
        pytest.param("m", b"{}", WINDOW + 1, None, None, id="much later"),
        pytest.param("m", b"{}", -WINDOW - 1, None, None, id="from the future"),
        pytest.param("m", b"{}", 0, b"x-sala-caller", b"e30=", id="as somebody else"),
        pytest.param("m", b"{}", 0, b"x-sala-nonce", b"0", id="with another nonce"),
        pytest.param("m", b"{}", 0, b"x-sala-signature", b"\xff", id="with nonsense"),
    ],
)
def test_a_signature_is_worth_nothing_for(name, body, seconds, header, value):
    time = 1000.0
    signed = heads(Signatures(b"secret", clock=lambda: time).sign("m", ADA, b"{}"))
    if header is not None:
        signed[header] = value
    later = Signatures(b"secret", clock=lambda: time + seconds)
    with pytest.raises(NotAPeer):
        later.check(name, signed, body)


def test_another_installation_is_no_peer(tmp_path):
    ours, theirs = Signatures.of(tmp_path / "a"), Signatures.of(tmp_path / "b")
    signed = heads(theirs.sign("m", ADA, b"{}"))
    with pytest.raises(NotAPeer):
        ours.check("m", signed, b"{}")
    again = Signatures.of(tmp_path / "a")
    assert again.check("m", heads(ours.sign("m", ADA, b"{}")), b"{}") == ADA
    assert (tmp_path / "a" / "peers.key").stat().st_mode & 0o777 == 0o600
