"""Answers over HTTP: compressed as the client accepts, and nobody is harmed by who hangs up."""

import asyncio
from collections.abc import AsyncIterator

import aiohttp
import pytest
from structlog.testing import capture_logs

from sala.kernel.transports.answers import Answers
from sala.kernel.transports.http import HttpApi
from tests.kernel.transports import sample
from tests.kernel.transports.serving import served

NOTE = "6f1d1c5e-9c3a-4a8e-8b43-2d6f7a0f4f11"
WRITE = "/api/tests.write-note"
JSON = {"Content-Type": "application/json"}
SIGNED_IN = {"Cookie": f"sala_session={sample.TOKEN}"}


def api(*, secure: bool = False) -> HttpApi:
    answers = Answers(common=((b"x-common", b"yes"),), secure=secure)
    return HttpApi(sample.dispatcher(), authenticate=sample.authenticate, answers=answers)


@pytest.fixture
async def client() -> AsyncIterator[aiohttp.ClientSession]:
    async with served(api()) as url, aiohttp.ClientSession(url) as session:
        yield session


@pytest.mark.parametrize(
    ("accepted", "encoding"),
    [
        ("br, gzip", "br"),
        ("gzip", "gzip"),
        ("br;q=0, gzip", "gzip"),
        ("gzip;q=0, br; q=0", None),
        ("identity", None),
    ],
)
async def test_a_long_answer_is_compressed_as_the_client_accepts(client, accepted, encoding):
    headers = {"Accept-Encoding": accepted}
    async with client.get("/api/tests.repeat?times=300", headers=headers) as answer:
        assert answer.headers.get("Content-Encoding") == encoding
        assert answer.headers["Vary"] == "accept-encoding"
        assert (await answer.json())["text"] == "sala " * 300


async def test_a_short_answer_is_not_compressed(client):
    async with client.get("/api/tests.repeat?times=1") as answer:
        assert "Content-Encoding" not in answer.headers


async def test_a_client_that_hangs_up_harms_nobody(client):
    url = client._base_url
    _, writer = await asyncio.open_connection(url.host, url.port)
    writer.write(
        b"POST /api/tests.find-notes HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
        b"Content-Length: 100\r\n\r\n{"
    )
    await writer.drain()
    writer.close()
    with capture_logs() as lines:
        async with client.post("/api/tests.find-notes", json={}) as answer:
            assert answer.status == 200
    assert not lines
