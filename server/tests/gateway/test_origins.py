import pytest

from tests.gateway.houses import running

ASK = "/api/identity.look-at-installation"


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        pytest.param({}, 200, id="a program that names none"),
        pytest.param({"Origin": "{own}"}, 200, id="our own"),
        pytest.param({"Origin": "https://friend.example"}, 200, id="one that settings allow"),
        pytest.param({"Origin": "https://evil.example"}, 403, id="another site"),
        pytest.param({"Origin": "https://friend.example.evil.example"}, 403, id="a lookalike"),
        pytest.param({"Origin": "null"}, 403, id="a sandboxed page"),
        pytest.param({"Origin": ""}, 403, id="an empty one"),
        pytest.param({"Sec-Fetch-Site": "cross-site"}, 403, id="none, sent across sites"),
        pytest.param({"Sec-Fetch-Site": "same-site"}, 403, id="none, from a sibling"),
        pytest.param({"Sec-Fetch-Site": "same-origin"}, 200, id="none, from ourselves"),
    ],
)
@pytest.mark.parametrize("path", [ASK, "/trpc/identity.lookAtInstallation"])
@pytest.mark.brief(39)
async def test_a_change_may_come_from(tmp_path, headers, status, path):
    server = {"allowed_origins": ["https://friend.example"]}
    async with running(tmp_path, server=server) as sala:
        sent = {name: value.replace("{own}", sala.url) for name, value in headers.items()}
        async with sala.session.post(sala.url + path, json={}, headers=sent) as answer:
            assert answer.status == status
            if status == 403:
                assert (await answer.json(content_type=None))["code"] == "kernel.foreign_origin"


async def test_another_site_may_look_and_its_page_may_not_read(tmp_path):
    async with (
        running(tmp_path) as sala,
        sala.session.get(sala.url + ASK, headers={"Origin": "https://evil.example"}) as answer,
    ):
        assert answer.status == 200
        assert "Access-Control-Allow-Origin" not in answer.headers


@pytest.mark.brief(39)
async def test_a_site_that_settings_allow_may_ask_first_and_read(tmp_path):
    origin = "https://friend.example"
    preflight = {
        "Origin": origin,
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "authorization, content-type",
    }
    async with running(tmp_path, server={"allowed_origins": [origin]}) as sala:
        async with sala.session.options(sala.url + ASK, headers=preflight) as answer:
            assert answer.status == 204
            assert answer.headers["Access-Control-Allow-Origin"] == origin
            assert "authorization" in answer.headers["Access-Control-Allow-Headers"]
            assert "Access-Control-Allow-Credentials" not in answer.headers
        async with sala.session.get(sala.url + ASK, headers={"Origin": origin}) as answer:
            assert answer.headers["Access-Control-Allow-Origin"] == origin
            assert "origin" in answer.headers["Vary"]
        preflight["Origin"] = "https://evil.example"
        async with sala.session.options(sala.url + ASK, headers=preflight) as answer:
            assert answer.status == 405
            assert "Access-Control-Allow-Origin" not in answer.headers
