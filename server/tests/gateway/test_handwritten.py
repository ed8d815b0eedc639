import hashlib
import json
from uuid import uuid4

import pytest
from yarl import URL

from tests.gateway.houses import PASSWORD, running

ALL = ("identity", "workspace", "collab")


async def project(sala) -> str:
    workspace = str(uuid4())
    await sala.send("workspace.create-workspace", workspace=workspace, name="Pavilion")
    return workspace


async def test_a_file_goes_up_and_comes_down(tmp_path):
    async with running(tmp_path, only=ALL) as sala:
        await sala.claim()
        url = f"{sala.url}/files/{await project(sala)}/docs/ศาลา.txt"
        async with sala.session.put(url, data=b"hello\n") as answer:
            assert answer.status in (200, 201)
        async with sala.session.get(url) as answer:
            assert await answer.read() == b"hello\n"
            assert answer.headers["Content-Disposition"].startswith("attachment")
            assert answer.headers["X-Content-Type-Options"] == "nosniff"


async def test_what_a_message_made_is_found_by_the_next(tmp_path):
    async with running(tmp_path, only=ALL) as sala:
        await sala.claim()
        workspace = await project(sala)
        await sala.send("workspace.create-file", workspace=workspace, path="a.py", text="x = 1\n")
        found = await sala.send("workspace.list-folder", workspace=workspace)
        assert "a.py" in [entry["name"] for entry in found]
        document = await sala.send("collab.describe-document", workspace=workspace, path="a.py")
        assert document["length"] == 6


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        pytest.param("GET", "/files/{}/README.md", 401, id="a download by nobody"),
        pytest.param("PUT", "/files/{}/a.txt", 401, id="an upload by nobody"),
        pytest.param("POST", "/imports/archive?name=a.zip", 401, id="an archive by nobody"),
        pytest.param("GET", "/files", 404, id="no file at all"),
    ],
)
async def test_visitors_get_a_problem_document_for(tmp_path, method, path, status):
    async with running(tmp_path, only=ALL) as sala:
        await sala.claim()
        workspace = await project(sala)
        sala.session.cookie_jar.clear()
        url = sala.url + path.format(workspace)
        async with sala.session.request(method, url, data=b"x" if method != "GET" else None) as got:
            assert got.status == status
            assert got.headers["Content-Type"] == "application/problem+json"


async def test_another_method_hears_every_method_that_is_allowed(tmp_path):
    async with running(tmp_path, only=ALL) as sala:
        await sala.claim()
        async with sala.session.delete(f"{sala.url}/files/{await project(sala)}/README.md") as got:
            assert (got.status, got.headers["Allow"]) == (405, "GET, HEAD, PUT")


@pytest.mark.parametrize(
    "path",
    ["../../etc/passwd", "%2e%2e/%2e%2e/etc/passwd", "/etc/passwd", "a%00b", ".git/config"],
)
async def test_a_download_never_leaves_the_working_tree(tmp_path, path):
    async with running(tmp_path, only=ALL) as sala:
        await sala.claim()
        url = URL(f"{sala.url}/files/{await project(sala)}/{path}", encoded=True)
        async with sala.session.get(url) as answer:
            assert answer.status in (400, 403, 404)
            assert b"root:" not in await answer.read()


async def test_an_upload_over_the_limit_is_refused_and_leaves_nothing(tmp_path):
    async with running(tmp_path, only=ALL) as sala:
        await sala.claim()
        workspace = await project(sala)
        sala.gateway._handwritten._limit = 100_000
        url = f"{sala.url}/files/{workspace}/big.bin"

        async def chunks():
            for _ in range(50):
                yield b"\0" * 65_536

        async with sala.session.put(url, data=chunks()) as answer:
            assert answer.status == 413
        found = await sala.send("workspace.list-folder", workspace=workspace)
        assert "big.bin" not in [entry["name"] for entry in found]


async def test_a_reader_exports_a_past_and_a_visitor_does_not(tmp_path):
    async with running(tmp_path, only=ALL) as sala:
        await sala.claim()
        workspace = await project(sala)
        await sala.send("workspace.create-file", workspace=workspace, path="ก/a.py", text="x = 1\n")
        link = await sala.send("identity.invite", invitation=str(uuid4()), role="reader")
        sala.session.cookie_jar.clear()
        url = f"{sala.url}/history/{workspace}/ก/a.py"
        async with sala.session.get(url) as answer:
            assert answer.status == 401
            assert answer.headers["Content-Type"] == "application/problem+json"
        await sala.send(
            "identity.join",
            token=link["token"], member=str(uuid4()), name="Rita", email="rita@example.org",
            password=PASSWORD,
        )  # fmt: skip
        async with sala.session.get(url) as answer:
            assert answer.headers["Content-Disposition"].startswith("attachment")
            header, begun, end = map(json.loads, (await answer.read()).splitlines())
        assert (header["workspace"], header["path"]) == (workspace, "ก/a.py")
        assert begun["edits"] == [{"at": 0, "delete": "", "insert": "x = 1\n"}]
        assert end["sha256"] == hashlib.sha256(b"x = 1\n").hexdigest()
        for elsewhere in (f"{workspace}/b.py", f"{uuid4()}/a.py", "nowhere/a.py"):
            async with sala.session.get(f"{sala.url}/history/{elsewhere}") as answer:
                assert answer.status == 404
