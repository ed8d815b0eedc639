import gzip

import brotli
import pytest
from yarl import URL

from tests.gateway.houses import running

SCRIPT = b"console.log('sala')\n" * 100
CHUNK = "/_next/static/chunks/main-1a2b.js"


@pytest.fixture
def files(tmp_path):
    folder = tmp_path / "webapp"
    chunks = folder / ".next/static/chunks"
    chunks.mkdir(parents=True)
    (chunks / "main-1a2b.js").write_bytes(SCRIPT)
    (chunks / "main-1a2b.js.br").write_bytes(brotli.compress(SCRIPT))
    (chunks / "main-1a2b.js.gz").write_bytes(gzip.compress(SCRIPT))
    (chunks / "[slug]").mkdir()
    (chunks / "[slug]" / "page.js").write_bytes(b"1")
    (folder / "public").mkdir()
    (folder / "public" / "icon.svg").write_text("<svg/>")
    (folder / "public" / "big.bin").write_bytes(b"\0" * 500_000)
    (folder / ".env").write_text("SECRET=1")
    (tmp_path / "outside.txt").write_text("nobody's business")
    return folder


@pytest.mark.parametrize(
    ("accepted", "encoding", "unpack"),
    [
        ("br, gzip", "br", brotli.decompress),
        ("gzip", "gzip", gzip.decompress),
        ("identity", None, bytes),
        ("br;q=0", None, bytes),
    ],
)
async def test_a_hashed_file_is_served_compressed_and_cached_for_ever(
    tmp_path, files, accepted, encoding, unpack
):
    async with (
        running(tmp_path / "data", files=files, unpack=False) as sala,
        sala.session.get(sala.url + CHUNK, headers={"Accept-Encoding": accepted}) as answer,
    ):
        assert answer.status == 200
        assert answer.headers.get("Content-Encoding") == encoding
        assert answer.headers["Content-Type"] == "text/javascript; charset=utf-8"
        assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
        assert answer.headers["Vary"] == "accept-encoding"
        assert unpack(await answer.read()) == SCRIPT


async def test_a_file_the_browser_has_is_not_sent_again(tmp_path, files):
    async with running(tmp_path / "data", files=files) as sala:
        tags = []
        for accepted in ("br", "gzip", "identity"):
            headers = {"Accept-Encoding": accepted}
            async with sala.session.get(sala.url + CHUNK, headers=headers) as answer:
                tags.append(answer.headers["ETag"])
            headers["If-None-Match"] = f'"other", W/{tags[-1]}'
            async with sala.session.get(sala.url + CHUNK, headers=headers) as answer:
                assert (answer.status, await answer.read()) == (304, b"")
                assert answer.headers["ETag"] == tags[-1]
        assert len(set(tags)) == 3  # an encoding is another representation


async def test_a_public_file_is_asked_for_again_each_time(tmp_path, files):
    async with running(tmp_path / "data", files=files) as sala:
        async with sala.session.get(sala.url + "/icon.svg") as answer:
            assert answer.headers["Cache-Control"] == "public, max-age=0, must-revalidate"
            assert answer.headers["Content-Type"] == "image/svg+xml; charset=utf-8"
        async with sala.session.get(sala.url + "/big.bin") as answer:
            assert len(await answer.read()) == 500_000
        async with sala.session.head(sala.url + "/icon.svg") as answer:
            assert (answer.status, answer.headers["Content-Length"]) == (200, "6")


async def test_brackets_in_a_name_are_found_however_they_are_written(tmp_path, files):
    async with running(tmp_path / "data", files=files) as sala:
        for path in (
            "/_next/static/chunks/%5Bslug%5D/page.js",
            "/_next/static/chunks/[slug]/page.js",
        ):
            async with sala.session.get(URL(sala.url + path, encoded=True)) as answer:
                assert answer.status == 200


@pytest.mark.parametrize(
    "path",
    [
        "/../outside.txt",
        "/%2e%2e/outside.txt",
        "/_next/static/../../.env",
        "/_next/static/%2e%2e/%2e%2e/.env",
        "/.env",
        "/_next/static/chunks/main-1a2b.js.br",
        "/_next/static/chunks/",
    ],
)
async def test_nothing_else_is_served(tmp_path, files, path):
    async with (
        running(tmp_path / "data", files=files) as sala,
        sala.session.get(URL(sala.url + path, encoded=True)) as answer,
    ):
        assert answer.status == 503  # it went to the web app, which is not there


async def test_a_file_cannot_be_changed(tmp_path, files):
    async with (
        running(tmp_path / "data", files=files) as sala,
        sala.session.post(sala.url + CHUNK, data=b"x") as answer,
    ):
        assert answer.status == 405


async def test_a_file_that_a_newer_build_removed_is_not_found(tmp_path, files):
    async with running(tmp_path / "data", files=files) as sala:
        for file in (files / ".next/static/chunks").glob("main*"):
            file.unlink()
        async with sala.session.get(sala.url + CHUNK) as answer:
            assert answer.status == 404
