"""Files up and down and archives in, over HTTP on the composed application."""

from __future__ import annotations

import io
import json
import os
import tarfile
from pathlib import Path
from uuid import uuid4

import aiohttp
import pytest
from yarl import URL

from tests.gateway.houses import running
from tests.workspace.archives import tar, tar_link, zipped
from tests.workspace.repositories import git, repository, sha, snapshot, write

ALL = ("identity", "workspace", "collab")


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


async def fetched(sala, path, method="GET", **options):
    async with sala.session.request(method, f"{sala.url}{path}", **options) as answer:
        return answer, await answer.read()


async def refused(sala, path, method, status, code, **options):
    answer, body = await fetched(sala, path, method, **options)
    problem = json.loads(body)
    assert (answer.status, problem["code"]) == (status, code), problem
    assert answer.content_type == "application/problem+json"
    return problem["detail"]


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
        descriptors = Path("/proc/self/fd")
        before = len(list(descriptors.iterdir()))
        for _ in range(10):
            await fetched(sala, f"/files/{workspace}/tides.py")
            await fetched(sala, f"/files/{workspace}/tides.py", headers={"Range": "bytes=99-"})
            async with sala.session.get(f"{sala.url}/files/{workspace}/big.bin") as answer:
                await answer.content.read(10)  # and go away
        assert len(list(descriptors.iterdir())) <= before + 5


class TestUploads:
    async def test_a_file_lands_and_is_a_fact(self, sala, workspace, root):
        data = os.urandom(3_000_000)
        answer, body = await fetched(
            sala, f"/files/{workspace}/pics/big.bin", "PUT", data=io.BytesIO(data)
        )
        view = json.loads(body)
        assert (answer.status, view["path"], view["size"]) == (200, "pics/big.bin", 3_000_000)
        assert (root / "pics/big.bin").read_bytes() == data

    async def test_nothing_is_replaced_but_what_was_named(self, sala, workspace, root):
        address = f"/files/{workspace}/tides.py"
        detail = await refused(sala, address, "PUT", 409, "workspace.file_exists", data=b"x")
        assert "If-Match" in detail
        other = {"If-Match": f'"{sha(b"other")}"'}
        await refused(sala, address, "PUT", 409, "workspace.file_changed", data=b"x", headers=other)
        assert (root / "tides.py").read_text() == "HEIGHT = 1\n"
        (root / "tides.py").chmod(0o755)
        for mark in (f'"{sha(b"HEIGHT = 1" + bytes([10]))}"', "*"):
            answer, _ = await fetched(
                sala, address, "PUT", data=mark.encode(), headers={"If-Match": mark}
            )
            assert answer.status == 200
            assert (root / "tides.py").read_text() == mark
        assert os.access(root / "tides.py", os.X_OK)

    async def test_what_may_not_land_is_refused_and_leaves_nothing(self, sala, workspace, root):
        before = snapshot(root)
        for path in ("aux.txt", "TIDES.py", ".git/hooks/pre-commit", "a%5C..%5Cb"):
            async with sala.session.put(
                f"{sala.url}/files/{workspace}/{path}", data=b"x"
            ) as answer:
                assert answer.status in (400, 409)
        assert snapshot(root) == before

    async def test_a_file_over_the_limit_is_refused_at_once_and_on_the_way(self, tmp_path):
        limits = "[workspace]\nupload_limit = 100000\narchive_limit = 150000\n"
        write(tmp_path, "data/sala.toml", limits)
        async with running(tmp_path / "data", only=ALL) as sala:
            await sala.claim()
            workspace = str(uuid4())
            await sala.send("workspace.create-workspace", workspace=workspace, name="w")
            address = f"/files/{workspace}/big"
            await refused(sala, address, "PUT", 413, "kernel.too_large", data=bytes(100_001))

            async def pieces():
                for _ in range(20):
                    yield bytes(10_000)

            await refused(sala, address, "PUT", 413, "kernel.too_large", data=pieces())
            archive = "/imports/archive?name=a.zip"
            await refused(sala, archive, "POST", 413, "kernel.too_large", data=bytes(150_001))
            root = tmp_path / "data/workspaces" / workspace
            assert {entry.name for entry in root.iterdir()} == {".git", "README.md"}
            assert not list((tmp_path / "data/imports").glob("*"))

    async def test_a_connection_that_breaks_leaves_nothing(self, sala, workspace, root):
        async def broken():
            yield bytes(100_000)
            raise RuntimeError("gone")

        with pytest.raises((RuntimeError, aiohttp.ClientError)):
            await fetched(sala, f"/files/{workspace}/half", "PUT", data=broken())
        answer, _ = await fetched(sala, f"/files/{workspace}/half")
        assert answer.status == 404
        assert {entry.name for entry in root.iterdir()} == {".git", "tides.py"}


class TestArchives:
    async def test_an_archive_becomes_a_repository_with_one_commit(self, sala, tmp_path):
        data = tar(("pkg-1.0/README.md", b"# Pkg\n\nIt does things.\n"), ("pkg-1.0/a.py", b"x\r\n"))
        address = "/imports/archive?name=pkg-1.0.tar.gz"
        answer, body = await fetched(sala, address, "POST", data=data)
        view = json.loads(body)
        assert answer.status == 200
        assert {key: view[key] for key in ("name", "origin", "state", "trusted", "source")} == {
            "name": "pkg-1.0",
            "origin": "archive",
            "state": "ready",
            "trusted": False,
            "source": "pkg-1.0.tar.gz",
        }
        assert view["description"] == "It does things."
        root = tmp_path / "data/workspaces" / view["workspace"]
        assert git(root, "log", "--format=%an %s") == "Ada Import pkg-1.0"
        assert git(root, "status", "--porcelain") == ""
        assert git(root, "ls-files").split() == ["README.md", "a.py"]
        assert (root / "a.py").read_bytes() == b"x\r\n"
        assert not list((tmp_path / "data/imports").glob("*"))

    @pytest.mark.parametrize(
        ("data", "reason"),
        [
            (tar(("../out", b"x")), "stay inside"),
            (tar(tar_link("out", "/etc/passwd")), "absolute"),
            (zipped(("README", b"1"), ("readme", b"2")), "case only"),
            (zipped(("bomb", bytes(40_000_000))), "explodes"),
            (b"not an archive", "no archive"),
            (b"", "no archive"),
        ],
    )
    async def test_a_bad_archive_is_refused_and_no_workspace_is_there(
        self, sala, tmp_path, data, reason
    ):
        detail = await refused(
            sala,
            "/imports/archive?name=x.zip",
            "POST",
            422,
            "workspace.archive_not_allowed",
            data=data,
        )
        assert reason in detail
        assert await sala.send("workspace.list-workspaces") == []
        assert not list((tmp_path / "data/imports").glob("*"))
        assert not list((tmp_path / "data/workspaces").glob("*"))
        assert not (tmp_path / "data/out").exists()

    async def test_an_archive_without_a_name_is_refused(self, sala):
        for query in ("", "?name=", "?name=.."):
            answer, _ = await fetched(sala, f"/imports/archive{query}", "POST", data=b"x")
            assert answer.status in (400, 422)
        await refused(
            sala, "/imports/archive?name=x.zip&workspace=y", "POST", 404, "workspace.not_found"
        )

    async def test_an_import_sent_twice_with_one_id_lands_once(self, sala):
        out = io.BytesIO()
        with tarfile.open(fileobj=out, mode="w:gz") as opened:
            opened.addfile(tarfile.TarInfo("a"))
        address = f"/imports/archive?name=a.tgz&workspace={uuid4()}"
        views = [(await fetched(sala, address, "POST", data=out.getvalue()))[1] for _ in range(2)]
        assert views[0] == views[1]
        assert len(await sala.send("workspace.list-workspaces")) == 1
