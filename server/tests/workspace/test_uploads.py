"""Uploads and archives over HTTP: what lands does so whole, the rest leaves nothing."""

from __future__ import annotations

import asyncio
import io
import json
import os
import tarfile
from uuid import uuid4

import aiohttp
import pytest

from tests.gateway.houses import running
from tests.workspace.archives import tar, tar_link, zipped
from tests.workspace.http import ALL, fetched, open_files, refused
from tests.workspace.repositories import git, repository, sha, snapshot, write


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

        await fetched(sala, f"/files/{workspace}/tides.py")  # a connection, and its descriptors
        before = open_files()
        for _ in range(10):
            with pytest.raises((RuntimeError, aiohttp.ClientError)):
                await fetched(sala, f"/files/{workspace}/half", "PUT", data=broken())
        await asyncio.sleep(0.2)
        assert open_files() <= before + 4
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
