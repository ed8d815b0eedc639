"""Static files compressed ahead: small, exact, and not twice."""

import gzip
import os

import brotli
import pytest

from launcher import compress

SCRIPT = b"".join(
    b"export const edit%d = (text) => text + %d;\n" % (at, at * at) for at in range(400)
)


@pytest.fixture
def layouts(tmp_path):
    """A web app that is being laid out, and the one that was laid out before."""
    for name in ("fresh", "known"):
        (tmp_path / name / "static").mkdir(parents=True)
    return tmp_path / "fresh", tmp_path / "known"


def test_gzip_is_smaller_than_zlib_makes_it_and_any_gzip_reads_it(layouts):
    fresh, known = layouts
    (fresh / "static" / "page.js").write_bytes(SCRIPT)
    compress.main(fresh, known, "static")
    packed = (fresh / "static" / "page.js.gz").read_bytes()
    assert gzip.decompress(packed) == SCRIPT
    assert len(packed) < len(gzip.compress(SCRIPT, compresslevel=9, mtime=0))
    assert brotli.decompress((fresh / "static" / "page.js.br").read_bytes()) == SCRIPT


def test_what_has_not_changed_is_not_compressed_again_and_what_has_is(layouts):
    fresh, known = layouts
    for name, text in (("same.js", SCRIPT), ("other.js", SCRIPT)):
        (known / "static" / name).write_bytes(text)
        for suffix in (".gz", ".br"):
            (known / "static" / (name + suffix)).write_bytes(b"packed before")
    (fresh / "static" / "same.js").write_bytes(SCRIPT)
    (fresh / "static" / "other.js").write_bytes(SCRIPT[1:])
    compress.main(fresh, known, "static")
    assert (fresh / "static" / "same.js.gz").read_bytes() == b"packed before"
    assert (fresh / "static" / "same.js.br").read_bytes() == b"packed before"
    assert gzip.decompress((fresh / "static" / "other.js.gz").read_bytes()) == SCRIPT[1:]


def test_what_would_not_be_smaller_is_left_as_it_is(layouts):
    fresh, known = layouts
    (fresh / "static" / "noise.js").write_bytes(os.urandom(4096))
    (fresh / "static" / "small.js").write_bytes(b"export {};\n")
    compress.main(fresh, known, "static")
    assert sorted(file.name for file in (fresh / "static").iterdir()) == ["noise.js", "small.js"]
