"""Downloads over HTTP: bytes as they lie on disk, that no browser obeys."""

from __future__ import annotations

import os
from uuid import uuid4

import aiohttp
import pytest
from yarl import URL

from tests.gateway.houses import running
from tests.workspace.http import ALL, fetched, open_files, refused
from tests.workspace.repositories import repository


@pytest.fixture
async def sala(tmp_path):
    async with running(tmp_path / "data", only=ALL) as house:
        await house.claim()
        yield house


@pytest.fixture
def root(tmp_path):
    return repository(tmp_path / "harbour", {"tides.py": "HEIGHT = 1\n"})


@pytest.fixture
async def workspace(sala, root):
    view = await sala.send("workspace.open-folder", workspace=str(uuid4()), path=str(root))
    return view["workspace"]


class TestDownloads:
    async def test_a_file_comes_as_its_bytes_and_no_browser_obeys_it(self, sala, workspace, root):
        page = "<script>alert(1)</script>\r\n".encode("utf-16")
        (root / "หน้า 1.html").write_bytes(page)
        answer, body = await fetched(sala, f"/files/{workspace}/หน้า 1.html")
        assert (answer.status, body) == (200, page)
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Content-Type"] == "application/octet-stream"
        assert answer.headers["Content-Disposition"] == (
            'attachment; filename="____ 1.html"; '
            "filename*=UTF-8''%E0%B8%AB%E0%B8%99%E0%B9%89%E0%B8%B2%201.html"
        )
        assert "sandbox" in answer.headers["Content-Security-Policy"]
        assert answer.headers["Content-Length"] == str(len(page))

    @pytest.mark.parametrize(
        ("name", "kind"),
        [("a.png", "image/png"), ("a.svg", "image/svg+xml"), ("a.js", "application/octet-stream")],
    )
    async def test_pictures_keep_their_type(self, sala, workspace, root, name, kind):
        (root / name).write_bytes(b"x")
        answer, _ = await fetched(sala, f"/files/{workspace}/{name}")
        assert answer.headers["Content-Type"] == kind

    @pytest.mark.parametrize(
        ("asked", "status", "reach"),
        [
            ("bytes=0-99", 206, (0, 100)),
            ("bytes=999990-", 206, (999_990, 1_000_000)),
            ("bytes=-5", 206, (999_995, 1_000_000)),
            ("bytes=5-4000000", 206, (5, 1_000_000)),
            ("bytes=-9000000", 206, (0, 1_000_000)),
            ("bytes=0-1,5-6", 200, (0, 1_000_000)),
            ("lines=1-2", 200, (0, 1_000_000)),
            ("bytes=-", 200, (0, 1_000_000)),
            ("bytes=1000000-", 416, (0, 0)),
            ("bytes=9-3", 416, (0, 0)),
            ("bytes=-0", 416, (0, 0)),
            ("bytes=" + "9" * 20 + "-", 416, (0, 0)),
            ("bytes=" + "9" * 400 + "-", 200, (0, 1_000_000)),
        ],
    )
    async def test_a_range_of_a_file_can_be_asked_for(
        self, sala, workspace, root, asked, status, reach
    ):
        data = os.urandom(1_000_000)
        (root / "big.bin").write_bytes(data)
        address = f"/files/{workspace}/big.bin"
        answer, body = await fetched(sala, address, headers={"Range": asked})
        assert answer.status == status
        if status != 416:
            assert body == data[reach[0] : reach[1]]
        if status == 206:
            said = f"bytes {reach[0]}-{reach[1] - 1}/1000000"
            assert answer.headers["Content-Range"] == said
        if status == 416:
            assert answer.headers["Content-Range"] == "bytes */1000000"

    async def test_what_was_fetched_is_not_sent_again_until_it_changes(self, sala, workspace, root):
        address = f"/files/{workspace}/tides.py"
        first, _ = await fetched(sala, address)
        known = {"If-None-Match": first.headers["ETag"]}
        assert (await fetched(sala, address, headers=known))[0].status == 304
        stale = {"If-Range": first.headers["ETag"], "Range": "bytes=0-1"}
        assert (await fetched(sala, address, headers=stale))[0].status == 206
        (root / "tides.py").write_text("HEIGHT = 2.5\n")
        assert (await fetched(sala, address, headers=known))[0].status == 200
        assert (await fetched(sala, address, headers=stale))[0].status == 200

    async def test_the_head_of_a_file_has_its_size_and_no_body(self, sala, workspace):
        answer, body = await fetched(sala, f"/files/{workspace}/tides.py", "HEAD")
        assert (answer.status, answer.headers["Content-Length"], body) == (200, "11", b"")

    async def test_what_cannot_be_downloaded_says_why(self, sala, workspace, root, tmp_path):
        (tmp_path / "secret").write_text("SECRET")
        (root / "link").symlink_to(tmp_path / "secret")
        (root / "folder").mkdir()
        for path, status, code in (
            ("nothing", 404, "workspace.file_not_found"),
            ("folder", 404, "workspace.file_not_found"),
            ("link", 400, "workspace.path_not_allowed"),
            ("%2e%2e/secret", 400, "workspace.path_not_allowed"),
            ("..%2fsecret", 400, "workspace.path_not_allowed"),
            (".git/config", 400, "workspace.path_not_allowed"),
            ("a%00b", 400, "workspace.path_not_allowed"),
        ):
            address = URL(f"{sala.url}/files/{workspace}/{path}", encoded=True)
            async with sala.session.get(address) as answer:
                assert (answer.status, (await answer.json(content_type=None))["code"]) == (
                    status,
                    code,
                )
        await refused(sala, f"/files/{uuid4()}/a", "GET", 404, "workspace.not_found")
        await refused(sala, "/files/nonsense/a", "GET", 404, "workspace.not_found")

    async def test_a_visitor_gets_nothing(self, sala, workspace):
        async with aiohttp.ClientSession() as visitor:
            for method in ("GET", "PUT"):
                async with visitor.request(
                    method, f"{sala.url}/files/{workspace}/tides.py", data=b"x"
                ) as answer:
                    assert answer.status == 401
            async with visitor.post(f"{sala.url}/imports/archive?name=a.zip", data=b"x") as answer:
                assert answer.status == 401

    async def test_open_files_are_closed(self, sala, workspace, root):
        (root / "big.bin").write_bytes(bytes(3_000_000))
        before = open_files()
        for _ in range(10):
            await fetched(sala, f"/files/{workspace}/tides.py")
            await fetched(sala, f"/files/{workspace}/tides.py", headers={"Range": "bytes=99-"})
            async with sala.session.get(f"{sala.url}/files/{workspace}/big.bin") as answer:
                await answer.content.read(10)  # and go away
        assert open_files() <= before + 5
