import asyncio
from contextlib import asynccontextmanager, suppress

import pytest

from sala.gateway.protocol import HttpProtocol
from sala.kernel.transports.answers import ALWAYS_SAME
from tests.kernel.transports.serving import served

GET = b"GET %b HTTP/1.1\r\nHost: x\r\n%b\r\n"


async def app(scope, receive, send):
    """Answer as the path says."""
    body = b"hello " + scope["path"].encode()
    headers = [(b"content-type", b"text/plain"), (b"content-length", b"%d" % len(body))]
    path = scope["path"]
    if path == "/body":
        assert (await receive())["type"] == "http.request"
        assert (await receive())["type"] == "http.disconnect"
        return
    if path == "/late":
        await asyncio.sleep(0.6)
    if path in ("/split", "/split-before"):
        headers.append((b"x-said", b"a\r\nx-injected: b"))
    same = {"/same": 1, "/split-before": 2}.get(path, 0)
    if path == "/split-before":
        headers[1:] = reversed(headers[1:])
    if path == "/short":
        headers[1] = (b"content-length", b"3")
    if path == "/chunked":
        del headers[1]
    if path == "/none":
        body, headers = b"", [(b"content-length", b"0")]
    start = {"type": "http.response.start", "status": 200, "headers": headers}
    await send({**start, ALWAYS_SAME: same} if same else start)
    if path == "/dies":
        raise RuntimeError("between head and body")
    if path == "/parts":
        await send({"type": "http.response.body", "body": body[:3], "more_body": True})
        body = body[3:]
    await send({"type": "http.response.body", "body": body})


@asynccontextmanager
async def connected(**options):
    async with served(app, http=HttpProtocol, **options) as url:
        host, port = url.removeprefix("http://").split(":")
        reader, writer = await asyncio.open_connection(host, int(port))
        yield reader, writer
        writer.close()


async def answer(reader):
    head = await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), 2)
    lines = head.decode().lower().split("\r\n")
    heads = dict(line.split(": ", 1) for line in lines[1:] if line)
    if "content-length" in heads:
        return lines[0], heads, await reader.readexactly(int(heads["content-length"]))
    body = b""
    while size := int(await reader.readline(), 16):
        body += await reader.readexactly(size)
        await reader.readexactly(2)
    await reader.readexactly(2)
    return lines[0], heads, body


@pytest.mark.parametrize("path", [b"/whole", b"/same", b"/parts", b"/chunked", b"/none"])
async def test_answers_follow_each_other_on_one_connection(path):
    async with connected() as (reader, writer):
        for _ in range(3):
            writer.write(GET % (path, b""))
            status, heads, body = await answer(reader)
            assert status == "http/1.1 200 ok"
            assert body == (b"" if path == b"/none" else b"hello " + path)
            assert ("transfer-encoding" in heads) is (path == b"/chunked")


async def test_pipelined_requests_are_answered_in_order():
    async with connected() as (reader, writer):
        writer.write(b"".join(GET % (b"/%d" % number, b"") for number in range(20)))
        for number in range(20):
            assert (await answer(reader))[2] == b"hello /%d" % number


async def test_a_head_is_answered_without_a_body():
    async with connected() as (reader, writer):
        writer.write(b"HEAD /whole HTTP/1.1\r\nHost: x\r\n\r\n" + GET % (b"/next", b""))
        head = await reader.readuntil(b"\r\n\r\n")
        assert b"content-length: 12" in head
        assert (await answer(reader))[2] == b"hello /next"


@pytest.mark.parametrize("path", [b"/whole", b"/chunked"])
async def test_a_connection_that_is_to_be_closed_is_closed_after_the_answer(path):
    async with connected() as (reader, writer):
        writer.write(GET % (path, b"Connection: close\r\n"))
        _, heads, body = await answer(reader)
        assert (heads["connection"], body) == ("close", b"hello " + path)
        assert await reader.read() == b""


@pytest.mark.parametrize("path", [b"/split", b"/split-before"])
async def test_a_header_cannot_begin_another(path):
    async with connected() as (reader, writer):
        writer.write(GET % (path, b""))
        assert b"x-injected" not in await asyncio.wait_for(reader.read(), 2)


async def test_an_answer_longer_than_it_said_is_never_sent_whole():
    async with connected() as (reader, writer):
        writer.write(GET % (b"/short", b""))
        assert b"hello /short" not in await asyncio.wait_for(reader.read(), 2)


async def test_a_bug_between_head_and_body_breaks_the_connection():
    async with connected() as (reader, writer):
        writer.write(GET % (b"/dies", b""))
        assert b"200" not in await asyncio.wait_for(reader.read(), 2)


async def test_a_head_without_end_is_refused_and_closed():
    async with connected() as (reader, writer):
        writer.write(b"GET /whole HTTP/1.1\r\nHost: x\r\n")
        with suppress(ConnectionError):
            for number in range(2000):
                writer.write(b"x-%d: %b\r\n" % (number, b"a" * 1000))
                await writer.drain()
        assert b" 431 " in await asyncio.wait_for(reader.read(), 2)


async def test_a_path_without_end_is_refused_and_closed():
    async with connected() as (reader, writer):
        with suppress(ConnectionError):
            writer.write(b"GET /" + b"a" * 1_000_000)
            await writer.drain()
        assert b" 431 " in await asyncio.wait_for(reader.read(), 2)


@pytest.mark.parametrize(
    "sent",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(b"GET /whole HTTP/1.1\r\nHost:", id="half a head"),
        pytest.param(b"POST /body HTTP/1.1\r\nContent-Length: 9\r\n\r\n{", id="half a body"),
    ],
)
async def test_who_sends_no_further_is_let_go(monkeypatch, sent):
    monkeypatch.setattr("sala.gateway.protocol.PATIENCE", 0.2)
    async with connected() as (reader, writer):
        writer.write(sent)
        assert await asyncio.wait_for(reader.read(), 2) == b""


async def test_a_connection_is_kept_while_requests_come_and_no_longer():
    async with connected(timeout_keep_alive=0.4) as (reader, writer):
        for _ in range(4):
            writer.write(GET % (b"/whole", b""))
            assert (await answer(reader))[2] == b"hello /whole"
            await asyncio.sleep(0.2)
        assert await asyncio.wait_for(reader.read(), 2) == b""


async def test_an_answer_may_take_longer_than_a_connection_is_kept():
    async with connected(timeout_keep_alive=0.2) as (reader, writer):
        for path in (b"/whole", b"/late", b"/whole"):
            writer.write(GET % (path, b""))
            assert (await answer(reader))[2] == b"hello " + path


async def test_after_an_answer_half_a_request_is_waited_for_no_longer(monkeypatch):
    monkeypatch.setattr("sala.gateway.protocol.PATIENCE", 0.2)
    async with connected(timeout_keep_alive=9) as (reader, writer):
        writer.write(GET % (b"/whole", b""))
        await answer(reader)
        writer.write(b"GET /whole HTTP/1.1\r\nHost:")
        assert await asyncio.wait_for(reader.read(), 2) == b""


async def test_who_sends_slowly_is_waited_for(monkeypatch):
    monkeypatch.setattr("sala.gateway.protocol.PATIENCE", 0.5)
    async with connected() as (reader, writer):
        for piece in (b"GET /who", b"le HTTP/1.1\r\n", b"Host: x\r\n", b"\r\n"):
            await asyncio.sleep(0.2)
            writer.write(piece)
        assert (await answer(reader))[2] == b"hello /whole"


class Echo(asyncio.Protocol):
    """Takes an upgrade over, as the documents' seam does."""

    def __init__(self, **_):
        self.transport = None

    def connection_made(self, transport):
        self.transport = transport

    def data_received(self, data):
        self.transport.write(b"echo " + data[-4:])


async def test_a_socket_that_was_upgraded_may_be_silent_for_long(monkeypatch):
    monkeypatch.setattr("sala.gateway.protocol.PATIENCE", 0.2)
    async with served(app, http=HttpProtocol, ws=Echo) as url:
        host, port = url.removeprefix("http://").split(":")
        reader, writer = await asyncio.open_connection(host, int(port))
        writer.write(GET % (b"/socket", b"Connection: Upgrade\r\nUpgrade: websocket\r\n"))
        assert await reader.readexactly(9) == b"echo \r\n\r\n"
        await asyncio.sleep(0.6)
        writer.write(b"1234")
        assert await asyncio.wait_for(reader.readexactly(9), 2) == b"echo 1234"
        writer.close()
