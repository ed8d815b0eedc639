"""The seam between uvicorn and documents, on real sockets."""

import asyncio
import base64
import os
import struct
from datetime import UTC, datetime, timedelta
from urllib.parse import quote

import pycrdt
import pytest
from aiohttp import ClientSession, TCPConnector, WSMsgType
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from sala.collab.adapters.sqlite_documents import SqliteDocumentLog
from sala.collab.domain.messages import ACKNOWLEDGEMENT
from sala.collab.domain.varints import write_varbytes
from tests.collab.house import WORKSPACE, House
from tests.collab.waiting import eventually

BEARER = {"Authorization": "Bearer ada"}


async def asked(
    port: int, request: str
) -> tuple[bytes, asyncio.StreamReader, asyncio.StreamWriter]:
    """Send a request as it stands; give the head of the answer and the open connection."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(request.replace("\n", "\r\n").encode())
    head = await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), 5)
    return head, reader, writer


def upgrade(path: str, **headers: str) -> str:
    """Write an upgrade request; a header of `connection` replaces the usual one."""
    given = {
        "Host": "127.0.0.1",
        "Connection": "Upgrade",
        "Upgrade": "websocket",
        "Sec-WebSocket-Version": "13",
        "Sec-WebSocket-Key": base64.b64encode(os.urandom(16)).decode(),
        "Cookie": "theme=dark; sala_session=ada; other=1",
        **headers,
    }
    lines = "".join(f"{name}: {value}\n" for name, value in given.items())
    return f"GET {path} HTTP/1.1\n{lines}\n"


@pytest.fixture
def document():
    return f"/collab/{WORKSPACE}/a.txt"


async def test_http_and_documents_share_one_port(house, root, document):
    (root / "a.txt").write_text("hello")
    head, _, writer = await asked(house.port, "GET / HTTP/1.1\nHost: x\nConnection: close\n\n")
    assert head.startswith(b"HTTP/1.1 404")
    writer.close()
    head, reader, writer = await asked(house.port, upgrade(document))
    assert head.startswith(b"HTTP/1.1 101")
    first = await reader.readexactly(2)
    assert first[0] == 0x82  # one binary message, whole
    writer.close()


async def test_a_firefox_gets_in(house, root, document):
    (root / "a.txt").write_text("hello")
    head, _, writer = await asked(
        house.port, upgrade(document, Connection="keep-alive, Upgrade", Upgrade="WebSocket")
    )
    assert head.startswith(b"HTTP/1.1 101")
    writer.close()


async def test_a_program_gets_in_with_a_bearer_token(house, root, document):
    (root / "a.txt").write_text("hello")
    url = f"ws://127.0.0.1:{house.port}{document}"
    async with ClientSession(headers=BEARER) as session, session.ws_connect(url) as socket:
        assert (await socket.receive_bytes())[:2] == b"\x00\x00"


async def test_a_handshake_without_a_key_is_refused(house, root, document):
    (root / "a.txt").write_text("hello")
    head, _, writer = await asked(house.port, upgrade(document, **{"Sec-WebSocket-Key": "short"}))
    assert head.startswith(b"HTTP/1.1 400")
    writer.close()


async def test_an_upgrade_of_another_path_is_answered_plainly(house):
    head, _, writer = await asked(house.port, upgrade("/elsewhere"))
    assert head.startswith(b"HTTP/1.1 404")
    assert b"application/problem+json" in head
    writer.close()


async def test_a_long_cookie_costs_the_connection_no_memory_and_gets_in(house, root, document):
    (root / "a.txt").write_text("hello")
    head, _, writer = await asked(
        house.port, upgrade(document, Cookie=f"long={'x' * 9000}; sala_session=ada")
    )
    assert head.startswith(b"HTTP/1.1 101")
    writer.close()


@pytest.mark.parametrize("path", ["with space.txt", "ศาลา/ไทย.txt", "a?b#c&d=%25.txt", "+.txt"])
async def test_any_path_can_be_named(house, editors, root, room, path):
    (root / path).parent.mkdir(exist_ok=True)
    (root / path).write_text("here")
    await editors.open("ada", room(quote(path)))
    await editors("insert", id="ada", at=4, text=" it is")
    await eventually(lambda: (root / path).read_text() == "here it is")


async def test_somebody_who_hangs_up_while_it_is_decided_harms_nobody(house, root, document):
    (root / "a.txt").write_text("hello")
    for _ in range(20):
        _, writer = await asyncio.open_connection("127.0.0.1", house.port)
        writer.write(upgrade(document).replace("\n", "\r\n").encode())
        await writer.drain()
        writer.transport.abort()
    head, _, writer = await asked(house.port, upgrade(document))
    assert head.startswith(b"HTTP/1.1 101")
    writer.close()
    await eventually(lambda: all(not one.room.peers for one in house.rooms))


async def test_a_server_that_goes_says_so_and_has_written_everything(house, editors, room, root):
    (root / "a.txt").write_text("")
    await editors.open("ada", room("a.txt"))
    await editors.open("bob", room("a.txt"))
    await editors("insert", id="ada", at=0, text="just in time")
    await editors("reads", id="bob", text="just in time")
    await house.stop()
    await editors("closed", id="ada", code=1001)
    assert (root / "a.txt").read_text() == "just in time"


async def test_pings_are_answered(house, root, document):
    (root / "a.txt").write_text("")
    url = f"ws://127.0.0.1:{house.port}{document}"
    async with (
        ClientSession(headers=BEARER) as session,
        session.ws_connect(url, autoping=False) as socket,
    ):
        await socket.ping(b"still there?")
        async for message in socket:
            if message.type is WSMsgType.PONG:
                assert message.data == b"still there?"
                return
    pytest.fail("no pong came")


@pytest.mark.parametrize("code", [1000, 1001, 4000])
async def test_a_close_is_answered(house, root, document, code):
    (root / "a.txt").write_text("")
    _, reader, writer = await asked(house.port, upgrade(document))
    writer.write(b"\x88\x82" + bytes(4) + struct.pack(">H", code))
    left = await asyncio.wait_for(reader.read(), 5)
    assert left.endswith(b"\x88\x02\x03\xe8")
    writer.close()


@pytest.fixture
def certificate(tmp_path):
    """Make a key and a certificate of our own, in one file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "sala")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder(name, name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .sign(key, hashes.SHA256())
    )
    file = tmp_path / "both.pem"
    file.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        + made.public_bytes(serialization.Encoding.PEM)
    )
    return file


async def test_documents_are_edited_over_tls(root, tmp_path, options, certificate, document):
    (root / "a.txt").write_text("x" * 300_000)
    log = SqliteDocumentLog(tmp_path / "tls.sqlite")
    house = House(root, log, options, certificate=certificate)
    await house.start()
    url = f"wss://127.0.0.1:{house.port}{document}?ack=1"
    async with (
        ClientSession(headers=BEARER, connector=TCPConnector(ssl=False)) as session,
        session.ws_connect(url, max_msg_size=0) as socket,
        asyncio.timeout(20),
    ):
        await socket.send_bytes(bytes.fromhex("00000100"))
        async for message in socket:
            if message.data.startswith(b"\x00\x01"):
                assert len(message.data) > 300_000
                break
        await socket.send_bytes(b"\x00\x02" + write_varbytes(written("typed")))
        async for message in socket:
            if message.data.startswith(ACKNOWLEDGEMENT):
                break
    await eventually(lambda: "typed" in (root / "a.txt").read_text())
    await house.stop()


def written(text):
    doc = pycrdt.Doc(client_id=77)
    doc.get("content", type=pycrdt.Text).insert(0, text)
    return doc.get_update()
