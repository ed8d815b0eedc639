import asyncio
import gzip

import brotli
import pytest
from aiohttp import ClientPayloadError, web
from yarl import URL

from tests.gateway.houses import NOBODY, running
from tests.gateway.upstream import upstream

HTML = {"Accept": "text/html,application/xhtml+xml"}


async def echo(request: web.Request) -> web.Response:
    return web.json_response(
        {
            "method": request.method,
            "path": request.raw_path,
            "headers": [[name.lower(), value] for name, value in request.headers.items()],
            "body": (await request.read()).decode(),
        }
    )


async def asked(tmp_path, method="GET", path="/", **sent):
    async with upstream(echo) as origin, running(tmp_path, web=origin) as sala:
        url = URL(sala.url + path, encoded=True)
        async with sala.session.request(method, url, **sent) as answer:
            assert answer.status == 200
            return await answer.json(), sala.url


@pytest.mark.parametrize(
    "path",
    [
        "/w/a%2Fb/src/main.py?_rsc=1x&x=%20%2B",
        "/%E0%B8%A8%E0%B8%B2%E0%B8%A5%E0%B8%B2?q=%E0%B8%A5",
        "/a//b/../c;d=1?",
        "/a?b&c=&d=%",
    ],
)
async def test_a_path_reaches_the_web_app_as_it_was_sent(tmp_path, path):
    said, _ = await asked(tmp_path, path=path)
    assert said["path"] == path.removesuffix("?")


async def test_what_pages_need_passes_and_what_only_we_may_say_does_not(tmp_path):
    passes = {
        "RSC": "1",
        "Next-Router-State-Tree": "%5B%22%22%5D",
        "Next-Router-Prefetch": "1",
        "Next-Router-Segment-Prefetch": "/_tree",
        "Next-Url": "/w",
        "Next-Action": "7f0a",
        "Cookie": "sala_session=abc; sala_language=th",
        "Accept-Language": "th",
        "If-None-Match": '"x"',
    }
    forged = {
        "X-Middleware-Subrequest": "proxy:proxy:proxy",
        "X-Nonce": "guessed",
        "Content-Security-Policy": "script-src *",
        "X-Forwarded-Host": "evil.example",
        "X-Forwarded-Proto": "https",
        "X-Forwarded-For": "6.6.6.6",
        "Forwarded": "for=6.6.6.6",
    }
    said, url = await asked(tmp_path, headers=passes | forged)
    heads = dict(said["headers"])
    for name, value in passes.items():
        assert heads[name.lower()] == value
    for name in ("x-middleware-subrequest", "x-nonce", "content-security-policy", "forwarded"):
        assert name not in heads
    assert heads["x-forwarded-host"] == heads["host"] == url.removeprefix("http://")
    assert heads["x-forwarded-proto"] == "http"
    assert heads["x-forwarded-for"] == "127.0.0.1"
    assert len([name for name, _ in said["headers"] if name == "x-forwarded-for"]) == 1


async def test_a_form_reaches_the_web_app(tmp_path):
    said, _ = await asked(tmp_path, "POST", data=b"a=1&b=2")
    assert (said["method"], said["body"]) == ("POST", "a=1&b=2")


async def test_a_page_is_streamed_while_it_is_made(tmp_path):
    second = asyncio.Event()

    async def slowly(request: web.Request) -> web.StreamResponse:
        answer = web.StreamResponse(headers={"Content-Type": "text/html; charset=utf-8"})
        await answer.prepare(request)
        await answer.write(b"<p>first</p>")
        await second.wait()
        await answer.write(b"<p>second</p>")
        return answer

    async with upstream(slowly) as origin, running(tmp_path, web=origin, unpack=False) as sala:
        for accepted in ("identity", "br"):
            second.clear()
            unpack = brotli.Decompressor().process if accepted == "br" else bytes
            headers = {"Accept-Encoding": accepted}
            async with sala.session.get(sala.url + "/", headers=headers) as answer:
                chunk = await asyncio.wait_for(answer.content.readany(), 2)
                assert unpack(chunk) == b"<p>first</p>"
                second.set()
                assert unpack(await answer.content.read()) == b"<p>second</p>"


async def test_what_is_compressed_already_is_passed_on_as_it_is(tmp_path):
    packed = gzip.compress(b"<p>packed</p>" * 200)

    async def give(request: web.Request) -> web.Response:
        headers = {"Content-Encoding": "gzip", "Content-Type": "text/html"}
        return web.Response(body=packed, headers=headers)

    async with upstream(give) as origin, running(tmp_path, web=origin, unpack=False) as sala:
        headers = {"Accept-Encoding": "gzip, br"}
        async with sala.session.get(sala.url + "/", headers=headers) as answer:
            assert answer.headers["Content-Encoding"] == "gzip"
            assert await answer.read() == packed


async def test_redirects_and_cookies_are_the_browsers_business(tmp_path):
    async def give(request: web.Request) -> web.Response:
        answer = web.Response(status=307, headers={"Location": "/sign-in"})
        answer.set_cookie("a", "1")
        answer.set_cookie("b", "2")
        answer.headers["X-Nextjs-Cache"] = "HIT"
        answer.headers["Vary"] = "rsc"
        answer.headers["Link"] = "</a.css>; rel=preload"
        return answer

    async with (
        upstream(give) as origin,
        running(tmp_path, web=origin) as sala,
        sala.session.get(sala.url + "/", allow_redirects=False) as answer,
    ):
        assert (answer.status, answer.headers["Location"]) == (307, "/sign-in")
        assert len(answer.headers.getall("Set-Cookie")) == 2
        assert answer.headers["X-Nextjs-Cache"] == "HIT"
        assert answer.headers["Vary"] == "rsc"
        assert answer.headers["Link"] == "</a.css>; rel=preload"


async def test_a_body_that_is_too_large_never_reaches_the_web_app(tmp_path):
    async with upstream(echo) as origin, running(tmp_path, web=origin) as sala:

        async def chunks():
            for _ in range(40):
                yield b"x" * 65_536

        async with sala.session.post(sala.url + "/", data=chunks()) as answer:
            assert answer.status == 413


@pytest.mark.parametrize(
    ("headers", "language", "title"),
    [
        (HTML, "en", "Sala is starting"),
        (HTML | {"Accept-Language": "th-TH, en;q=0.5"}, "th", "ศาลากำลังเริ่มทำงาน"),
        (HTML | {"Cookie": "sala_language=th"}, "th", "ศาลากำลังเริ่มทำงาน"),
    ],
)
async def test_without_the_web_app_people_read_what_is_going_on(tmp_path, headers, language, title):
    async with (
        running(tmp_path, web=NOBODY) as sala,
        sala.session.get(sala.url + "/", headers=headers) as answer,
    ):
        page = await answer.text()
        assert (answer.status, answer.headers["Retry-After"]) == (503, "4")
        assert f'<html lang="{language}">' in page
        assert title in page
        assert "unsafe-inline" not in answer.headers["Content-Security-Policy"]


async def test_without_the_web_app_programs_get_a_problem_and_the_api_goes_on(tmp_path):
    async with running(tmp_path, web=NOBODY) as sala:
        async with sala.session.get(sala.url + "/") as answer:
            assert (await answer.json(content_type=None))["code"] == "gateway.web_app_away"
        await sala.send("identity.look-at-installation")


async def test_a_page_that_breaks_off_is_not_taken_for_a_whole_one(tmp_path):
    async def breaks(request: web.Request) -> web.StreamResponse:
        answer = web.StreamResponse(headers={"Content-Type": "text/html", "Content-Length": "1000"})
        await answer.prepare(request)
        await answer.write(b"<p>half")
        assert request.transport is not None
        request.transport.abort()
        return answer

    async with (
        upstream(breaks) as origin,
        running(tmp_path, web=origin) as sala,
        sala.session.get(sala.url + "/") as answer,
    ):
        with pytest.raises(ClientPayloadError):
            await answer.read()
