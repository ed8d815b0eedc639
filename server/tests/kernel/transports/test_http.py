import asyncio
from collections.abc import AsyncIterator
from io import BytesIO

import aiohttp
import msgspec
import pytest
from structlog.testing import capture_logs
from yarl import URL

from sala.kernel.transports.answers import Answers
from sala.kernel.transports.bodies import BODY_LIMIT
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


async def test_a_command_is_posted_and_its_answer_comes_back(client):
    body = {"note": NOTE, "title": "Hello", "tags": ["a"]}
    async with client.post(WRITE, json=body, headers=SIGNED_IN) as answer:
        assert answer.status == 200
        assert answer.headers["Content-Type"] == "application/json"
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["x-common"] == "yes"
        assert (await answer.json())["by"] == "Alice"


async def test_a_bearer_token_is_as_good_as_the_cookie(client):
    body = {"note": NOTE, "title": "Hello"}
    headers = {"Authorization": f"bearer {sample.TOKEN}", "User-Agent": "tester"}
    async with client.post(WRITE, json=body, headers=headers) as answer:
        assert (await answer.json())["text"].split("|")[1:] == ["127.0.0.1", "tester"]


@pytest.mark.parametrize(
    "headers",
    [
        pytest.param({}, id="no session"),
        pytest.param({"Cookie": "sala_session=forged-forged-forged"}, id="a forged cookie"),
        pytest.param({"Cookie": "sala_session="}, id="an empty cookie"),
        pytest.param({"Cookie": f"sala_session={'x' * 4000}"}, id="an endless cookie"),
        pytest.param({"Cookie": f"notsala_session={sample.TOKEN}"}, id="another cookie's tail"),
        pytest.param({"Authorization": "Bearer forged"}, id="a forged token"),
        pytest.param({"Authorization": f"Basic {sample.TOKEN}"}, id="another scheme"),
        pytest.param(
            {"Authorization": "Bearer forged", "Cookie": f"sala_session={sample.TOKEN}"},
            id="a forged token beside a cookie that lives",
        ),
    ],
)
async def test_nobody_is_let_in_with(client, headers):
    async with client.post(WRITE, json={"note": NOTE, "title": "x"}, headers=headers) as answer:
        assert answer.status == 401
        assert answer.headers["WWW-Authenticate"].startswith("Bearer")
        assert (await answer.json())["code"] == "kernel.unauthenticated"


async def test_the_session_cookie_is_found_among_others(client):
    cookie = f"a=b; xsala_session=no; sala_session={sample.TOKEN}; c=d"
    body = {"note": NOTE, "title": "x"}
    async with client.post(WRITE, json=body, headers={"Cookie": cookie}) as answer:
        assert answer.status == 200


async def test_a_query_reads_its_fields_from_the_query_string(client):
    query = {
        "title": "12", "colour": "blue", "before": "2026-11-23T09:00:00Z", "limit": "7",
        "exact": "true", "tags": '["x","y"]',
    }  # fmt: skip
    async with client.get("/api/tests.find-notes", params=query) as answer:
        (note,) = await answer.json()
    assert note["title"] == "12"
    assert note["tags"] == ["x", "y"]
    assert note["text"] == "blue|2026-11-23 09:00:00+00:00|7|True"


async def test_a_query_may_be_posted_too(client):
    async with client.post("/api/tests.find-notes", json={"limit": 2}) as answer:
        assert (await answer.json())[0]["text"].endswith("|2|False")


async def test_an_empty_body_is_a_message_without_fields(client):
    async with client.post("/api/tests.find-notes") as answer:
        assert answer.status == 200


@pytest.mark.parametrize(
    ("query", "field"),
    [
        pytest.param("limit=many", "limit", id="a word where a number is wanted"),
        pytest.param("limit=11", "limit", id="a number beyond its limit"),
        pytest.param("tags=x", "tags", id="a list that is not JSON"),
        pytest.param("colour=green", "colour", id="a value that is none of the allowed"),
        pytest.param("size=1", "size", id="an unknown field"),
        pytest.param("title=a&title=b", "title", id="a field given twice"),
        pytest.param("before=soon", "before", id="a date that is none"),
    ],
)
async def test_a_query_string_is_refused_for(client, query, field):
    async with client.get(f"/api/tests.find-notes?{query}") as answer:
        problem = await answer.json()
    assert (answer.status, problem["code"]) == (400, "kernel.invalid_fields")
    assert list(problem["fields"]) == [field]


@pytest.mark.parametrize("query", ["%ff", "&&=&;", "x" * 70_000])
async def test_a_query_string_that_cannot_be_read_is_a_bad_request(client, query):
    url = URL(f"/api/tests.find-notes?{query}", encoded=True)
    async with client.get(url) as answer:
        assert answer.status == 400


@pytest.mark.parametrize(
    ("body", "code", "field"),
    [
        pytest.param(b"{", "kernel.malformed_json", None, id="JSON that ends too soon"),
        pytest.param(b"nope", "kernel.malformed_json", None, id="no JSON at all"),
        pytest.param(b'{"title":"\xff"}', "kernel.malformed_json", None, id="no UTF-8"),
        pytest.param(b"[]", "kernel.invalid_fields", "", id="a list instead of an object"),
        pytest.param(b"null", "kernel.invalid_fields", "", id="nothing at all"),
        pytest.param(b'{"title":"x"}', "kernel.invalid_fields", "note", id="a missing field"),
        pytest.param(
            b'{"note":"%s","title":"x","zap":1}' % NOTE.encode(),
            "kernel.invalid_fields", "zap", id="an unknown field",
        ),
        pytest.param(
            b'{"note":"%s","title":7}' % NOTE.encode(),
            "kernel.invalid_fields", "title", id="a wrong type",
        ),
        pytest.param(
            b'{"note":"%s","title":"%s"}' % (NOTE.encode(), b"x" * 21),
            "kernel.invalid_fields", "title", id="a text that is too long",
        ),
        pytest.param(
            b'{"note":"%s","title":"x","tags":["ok",7]}' % NOTE.encode(),
            "kernel.invalid_fields", "tags[1]", id="a wrong type deep inside",
        ),
        pytest.param(b'{"note":"1"}', "kernel.invalid_fields", "note", id="an id that is none"),
        pytest.param(
            b'{"note":' + b"[" * 100_000 + b"]" * 100_000 + b"}",
            "kernel.invalid_fields", "note", id="nesting without end",
        ),
    ],
)  # fmt: skip
async def test_a_body_is_refused_for(client, body, code, field):
    async with client.post(WRITE, data=body, headers=JSON | SIGNED_IN) as answer:
        problem = await answer.json(content_type="application/problem+json")
    assert (answer.status, problem["status"], problem["code"]) == (400, 400, code)
    assert list(problem["fields"]) == ([] if field is None else [field])


async def test_a_body_over_the_limit_is_refused_by_its_declared_length(client):
    async with client.post(WRITE, data=BytesIO(b" " * (BODY_LIMIT + 1)), headers=JSON) as answer:
        assert answer.status == 413
        assert (await answer.json(content_type=None))["code"] == "kernel.too_large"


async def test_a_body_over_the_limit_is_refused_without_a_declared_length(client):
    async def chunks():
        for _ in range(20):
            yield b" " * 65_536

    async with client.post(WRITE, data=chunks(), headers=JSON) as answer:
        assert answer.status == 413
    async with client.post("/api/tests.find-notes", json={}) as answer:
        assert answer.status == 200  # nobody else is harmed


async def test_a_body_that_claims_to_be_huge_is_refused_before_it_arrives():
    async with served(api()) as url:
        host, port = url.removeprefix("http://").split(":")
        reader, writer = await asyncio.open_connection(host, int(port))
        writer.write(
            b"POST /api/tests.write-note HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
            b"Content-Length: 99999999999\r\n\r\n{"
        )
        assert b" 413 " in await asyncio.wait_for(reader.readline(), 2)
        writer.close()


async def test_a_body_of_exactly_the_limit_is_read(client):
    body = BytesIO(b'{"limit":3}'.ljust(BODY_LIMIT))
    async with client.post("/api/tests.find-notes", data=body, headers=JSON) as answer:
        assert answer.status == 200


@pytest.mark.parametrize("kind", ["text/plain", "application/json; charset=latin-1", ""])
async def test_a_body_that_is_not_declared_as_json_is_refused(client, kind):
    async with client.post(WRITE, data=b"{}", headers={"Content-Type": kind}) as answer:
        assert answer.status == 415


async def test_parameters_of_the_content_type_are_allowed(client):
    headers = {"Content-Type": 'Application/JSON; charset="UTF-8"'}
    async with client.post("/api/tests.find-notes", data=b"{}", headers=headers) as answer:
        assert answer.status == 200


@pytest.mark.parametrize(
    ("path", "method", "allowed"),
    [
        (WRITE, "GET", "POST"),
        (WRITE, "DELETE", "POST"),
        ("/api/tests.find-notes", "PUT", "GET, HEAD, POST"),
    ],
)
async def test_another_method_is_refused_with_those_that_are_allowed(client, path, method, allowed):
    async with client.request(method, path) as answer:
        assert (answer.status, answer.headers["Allow"]) == (405, allowed)


@pytest.mark.parametrize("name", ["tests.nothing", "", "tests.inside", "../etc"])
async def test_there_is_no_message_called(client, name):
    async with client.post(f"/api/{name}", json={}) as answer:
        assert answer.status == 404


async def test_a_session_comes_in_a_cookie_and_never_in_the_body(client):
    async with client.post("/api/tests.enter", json={"note": NOTE}) as answer:
        assert answer.headers["Set-Cookie"] == (
            f"sala_session={sample.TOKEN}; Path=/; Max-Age=3600; HttpOnly; SameSite=Lax"
        )
        assert sample.TOKEN not in await answer.text()


async def test_under_tls_the_cookie_is_secure():
    async with (
        served(api(secure=True)) as url,
        aiohttp.request("POST", f"{url}/api/tests.enter", json={"note": NOTE}) as answer,
    ):
        assert answer.headers["Set-Cookie"].endswith("; Secure")


async def test_the_end_of_a_session_takes_the_cookie_away(client):
    async with client.post("/api/tests.leave", json={}, headers=SIGNED_IN) as answer:
        assert answer.headers["Set-Cookie"].startswith("sala_session=; Path=/; Max-Age=0")
        assert await answer.json() is None


async def test_a_refusal_is_a_problem_document(client):
    async with client.post("/api/tests.collide", json={}) as answer:
        assert answer.headers["Content-Type"] == "application/problem+json"
        assert await answer.json(content_type=None) == {
            "type": "/api/reference#tests.note_collides",
            "title": "Another note is there",
            "status": 409,
            "code": "tests.note_collides",
            "detail": "“a” was there first.",
            "request": "",
            "fields": {"title": "is taken"},
        }


async def test_who_is_too_fast_hears_when_to_come_back(client):
    async with client.post("/api/tests.hurry", json={}) as answer:
        assert (answer.status, answer.headers["Retry-After"]) == (429, "7")


async def test_a_bug_shows_in_the_log_and_not_in_the_answer(client):
    with capture_logs() as lines:
        async with client.post("/api/tests.break", json={}) as answer:
            problem = await answer.json(content_type=None)
    assert (answer.status, problem["code"]) == (500, "kernel.failure")
    assert "nobody may read" not in msgspec.json.encode(problem).decode()
    assert [line["event"] for line in lines if line["log_level"] == "error"] == ["request.failed"]
