import re

from sala.gateway.reference.files import openapi_document
from sala.gateway.rooms import catalogue
from tests.gateway.houses import running


async def test_the_reference_shows_every_operation_and_every_refusal_without_scripts(tmp_path):
    async with running(tmp_path) as sala:
        async with sala.session.get(f"{sala.url}/api/reference") as answer:
            page = await answer.text()
            assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
            policy = answer.headers["Content-Security-Policy"]
        assert "<script" not in page
        assert "http://" not in page
        assert "https://" not in page
        assert " style=" not in page
        assert "unsafe-inline" not in policy
        assert "script-src" not in policy
        assert "default-src 'none'" in policy
        anchors = re.findall(r"id='([^']+)'", page)
        assert len(anchors) == len(set(anchors))
        for methods in openapi_document()["paths"].values():
            for operation in methods.values():
                assert operation["operationId"].removesuffix(".post") in anchors
        for refusal in catalogue().refusals:
            assert refusal.code in anchors  # where the `type` of a problem points
        for target in re.findall(r"href='#([^']+)'", page):
            assert target in anchors


async def test_the_document_is_served_as_it_is_committed(tmp_path):
    async with running(tmp_path) as sala:
        async with sala.session.get(f"{sala.url}/api/openapi.json") as answer:
            assert await answer.json() == openapi_document()
        async with sala.session.post(f"{sala.url}/api/openapi.json") as answer:
            assert answer.status == 405


async def test_a_problem_points_into_the_reference(tmp_path):
    async with running(tmp_path) as sala:
        async with sala.session.get(f"{sala.url}/api/identity.who-am-i") as answer:
            kind = (await answer.json(content_type=None))["type"]
        page, _, anchor = kind.partition("#")
        async with sala.session.get(sala.url + page) as answer:
            assert f"id='{anchor}'" in await answer.text()
