import pytest
from aiohttp import web

from tests.gateway.houses import running
from tests.gateway.upstream import upstream

ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Frame-Options": "DENY",
}


@pytest.fixture
def files(tmp_path):
    folder = tmp_path / "webapp"
    (folder / "public").mkdir(parents=True)
    (folder / "public" / "icon.svg").write_text("<svg/>")
    return folder


async def pages(request: web.Request) -> web.Response:
    policy = {"Content-Security-Policy": "default-src 'self'"} if "policy" in request.query else {}
    return web.Response(text="<p>Hello</p>", content_type="text/html", headers=policy)


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/api/identity.look-at-installation", 200),
        ("/api/identity.who-am-i", 401),
        ("/api/nothing", 404),
        ("/api/reference", 200),
        ("/api/openapi.json", 200),
        ("/trpc/identity.lookAtInstallation", 200),
        ("/live", 401),
        ("/healthz", 200),
        ("/readyz", 200),
        ("/icon.svg", 200),
        ("/a/page", 200),
        ("/internal/identity.who-am-i", 405),
    ],
)
async def test_every_answer_has_the_security_headers(tmp_path, files, path, status):
    async with (
        upstream(pages) as origin,
        running(tmp_path / "data", web=origin, files=files) as sala,
        sala.session.get(sala.url + path) as answer,
    ):
        assert answer.status == status
        for name, value in ALWAYS.items():
            assert answer.headers.getall(name) == [value]
        assert "geolocation=()" in answer.headers["Permissions-Policy"]
        assert len(answer.headers["X-Request-Id"]) >= 8
        assert "Strict-Transport-Security" not in answer.headers
        assert "Server" not in answer.headers
        policy = answer.headers.get("Content-Security-Policy", "")
        assert "unsafe-inline" not in policy.replace("style-src 'self' 'unsafe-inline'", "")
        if path.startswith(("/api", "/trpc", "/live", "/healthz")):
            assert "default-src 'none'" in policy
            assert "frame-ancestors 'none'" in policy


async def test_under_tls_browsers_are_told_to_stay_there(tmp_path):
    async with (
        running(tmp_path, strict=60) as sala,
        sala.session.get(sala.url + "/healthz") as answer,
    ):
        assert answer.headers["Strict-Transport-Security"] == "max-age=60"


async def test_the_policy_of_a_page_is_kept(tmp_path):
    async with (
        upstream(pages) as origin,
        running(tmp_path, web=origin) as sala,
        sala.session.get(f"{sala.url}/page?policy") as answer,
    ):
        assert answer.headers.getall("Content-Security-Policy") == ["default-src 'self'"]


async def test_a_page_without_a_policy_runs_no_scripts(tmp_path):
    async with (
        upstream(pages) as origin,
        running(tmp_path, web=origin) as sala,
        sala.session.get(f"{sala.url}/page") as answer,
    ):
        assert "script-src 'none'" in answer.headers["Content-Security-Policy"]


@pytest.mark.parametrize(
    ("offered", "kept"),
    [
        pytest.param("trace-0123456789", True, id="well-formed"),
        pytest.param("short", False, id="too short"),
        pytest.param("x" * 65, False, id="too long"),
        pytest.param('{"injected": 1}', False, id="not an id at all"),
    ],
)
async def test_a_request_id_is_taken_over_only_when(tmp_path, offered, kept):
    headers = {"X-Request-Id": offered}
    async with (
        running(tmp_path) as sala,
        sala.session.get(sala.url + "/api/nothing", headers=headers) as answer,
    ):
        said = answer.headers["X-Request-Id"]
        assert (said == offered) is kept
        assert (await answer.json(content_type=None))["request"] == said
