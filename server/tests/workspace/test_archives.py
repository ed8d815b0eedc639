"""Archives: what is in a good one arrives, and a bad one is refused and harms nothing."""

from __future__ import annotations

import lzma
import os
import resource
import stat
import struct
import tarfile
import threading
import time
import zipfile

import pytest

from sala.kernel.refusals import OutOfSpace
from sala.workspace.adapters.archives.budget import Budget, Limits
from sala.workspace.adapters.archives.unpacking import unpack
from sala.workspace.contract import ArchiveNotAllowed
from tests.workspace.archives import SMALL, tar, tar_link, unpacked, zip_link, zipped
from tests.workspace.repositories import snapshot


@pytest.mark.parametrize("mode", ["w", "w:gz", "w:bz2", "w:xz"])
def test_a_tar_arrives_without_its_wrapper_with_modes_and_links(tmp_path, mode):
    run = tarfile.TarInfo("pkg-1.0/bin/run")
    run.mode = 0o4755
    data = tar(
        ("pkg-1.0", None),
        ("pkg-1.0/หน้า.txt", b"hello"),
        (run, b"#!/bin/sh\n"),
        tar_link("pkg-1.0/bin/readme", "../หน้า.txt"),
        tar_link("pkg-1.0/same", "pkg-1.0/หน้า.txt", tarfile.LNKTYPE),
        ("pkg-1.0/.git/hooks/pre-commit", b"evil"),
        mode=mode,
    )
    root = unpacked(tmp_path, data)
    assert root.name == "pkg-1.0"
    assert snapshot(root) == {
        "bin": None,
        "bin/readme": b"hello",
        "bin/run": b"#!/bin/sh\n",
        "same": b"hello",
        "หน้า.txt": b"hello",
    }
    assert stat.S_IMODE((root / "bin/run").stat().st_mode) & 0o7111 == 0o111
    assert str((root / "bin/readme").readlink()) == "../หน้า.txt"


def test_a_zip_arrives_with_its_names_as_they_were_meant(tmp_path):
    script = zipfile.ZipInfo("run.sh")
    script.create_system, script.external_attr = 3, 0o755 << 16
    data = zipped(
        (script, b"x"),
        ("folder/", None),
        ("folder/หน้า.txt", b"utf-8"),
        ("from\\windows.txt", b"y"),
        ("__MACOSX/._run.sh", b"junk"),
        zip_link("link", "folder/หน้า.txt"),
    )
    root = unpacked(tmp_path, data)
    assert root == tmp_path / "into"
    assert sorted(snapshot(root)) == [
        "folder",
        "folder/หน้า.txt",
        "from",
        "from/windows.txt",
        "link",
        "run.sh",
    ]
    assert os.access(root / "run.sh", os.X_OK)


def raw_zip(name):
    """Write a name that Python's own writer would change."""
    data = zipped(("x" * len(name), b"evil"))
    return data.replace(b"x" * len(name), name)


DEVICE = tarfile.TarInfo("dev")
DEVICE.type, DEVICE.devmajor, DEVICE.devminor = tarfile.CHRTYPE, 1, 3
FIFO = tarfile.TarInfo("pipe")
FIFO.type = tarfile.FIFOTYPE
SOCKET = zipfile.ZipInfo("socket")
SOCKET.create_system, SOCKET.external_attr = 3, (stat.S_IFSOCK | 0o777) << 16


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (tar(("../out", b"x")), "stay inside"),
        (tar(("a/../../out", b"x")), "stay inside"),
        (tar(("/etc/out", b"x")), "absolute"),
        (zipped(("../out", b"x")), "stay inside"),
        (raw_zip(b"/abs/out"), "absolute"),
        (raw_zip(b"a\\..\\..\\out"), "stay inside"),
        (raw_zip(b"a/..\\..\\out"), "backslash"),
        (raw_zip(b"ok\0.txt"), "NUL"),
        (tar(("a\nb", b"x")), "control character"),
        (tar(("x" * 300, b"x")), "255 bytes"),
        (tar(("/".join("a" * 110), b"x")), "deeper"),
        (tar(tar_link("out", "/etc")), "absolute"),
        (tar(tar_link("out", "../..")), "outside"),
        (tar(tar_link("a/loop", "."), tar_link("out", "a/loop/../..")), "outside"),
        (tar(tar_link("out", ".."), ("out/x", b"x")), "no folder"),
        (tar(("pkg", None), ("pkg/a", b""), tar_link("pkg/up", "../pkg/a")), "outside"),
        (tar(tar_link("hook", ".git/hooks/x")), "git's own folder"),
        (tar(tar_link("same", "../../etc/passwd", tarfile.LNKTYPE)), "stay inside"),
        (tar(tar_link("same", "later", tarfile.LNKTYPE), ("later", b"")), "not in the archive"),
        (tar(tar_link("d/same", "d/same", tarfile.LNKTYPE)), "not in the archive"),
        (
            tar(tar_link("l", "/etc/passwd"), tar_link("s", "l", tarfile.LNKTYPE)),
            "not in the archive",
        ),
        (zipped(zip_link("out", "../../etc")), "outside"),
        (tar((DEVICE, None)), "device or a pipe"),
        (tar((FIFO, None)), "device or a pipe"),
        (zipped((SOCKET, b"")), "device or a pipe"),
        (tar(("a", b"1"), ("a", b"2")), "in it twice"),
        (tar(("README", b"1"), ("readme", b"2")), "case only"),
        (tar(("SRC/a", b"1"), ("src/b", b"2")), "case only"),
        (tar(("caf\u00e9", b"1"), ("cafe\u0301", b"2")), "case only"),
        (tar(("a", b"1"), ("a/b", b"2")), "no folder"),
        (tar(("a/b", b"1"), ("a", b"2")), "in it twice"),
        (tar(*((f"f{n}", b"") for n in range(101))), "more than 100 entries"),
        (zipped(*((f"f{n}", b"") for n in range(101))), "more than 100 entries"),
        (tar(("a", os.urandom(1_100_000))), "larger than"),
        (zipped(("a", os.urandom(1_100_000)), method=zipfile.ZIP_STORED), "larger than"),
        (tar(("a", bytes(900_000))), "explodes"),
        (tar(("a", bytes(900_000)), mode="w:xz"), "explodes"),
        (tar(("a", bytes(900_000)), mode="w:bz2"), "explodes"),
        (zipped(("a", bytes(900_000))), "explodes"),
        (tar(), "empty"),
        (zipped(), "empty"),
        (zipped(("a/.git/config", b"x")), "empty"),
        (b"", "no archive"),
        (b"#!/bin/sh\nrm -rf /\n", "no archive"),
        (b"\x1f\x8b" + bytes(100), "damaged"),
        (tar(("a", os.urandom(5000)))[:-2000], "damaged"),
        (tar(("a", os.urandom(5000)), mode="w:xz")[:-2000], "damaged"),
        (zipped(("a", os.urandom(5000)))[:-2000], "damaged"),
        (zipped(("a", b"xxxxx"), method=zipfile.ZIP_STORED).replace(b"xxxxx", b"yyyyy"), "damaged"),
        (zipped(("a", b"x"), method=zipfile.ZIP_LZMA), "does not read"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_bad_archive_is_refused_with_the_reason(tmp_path, data, reason):
    with pytest.raises(ArchiveNotAllowed, match=reason) as refusal:
        unpacked(tmp_path, data)
    refusal.value.detail.encode()
    assert {entry.name for entry in tmp_path.iterdir()} == {"archive", "into"}


def test_a_zip_protected_by_a_password_is_refused(tmp_path):
    data = bytearray(zipped(("a", b"x")))
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(signature) + offset] |= 1
    with pytest.raises(ArchiveNotAllowed, match="password"):
        unpacked(tmp_path, bytes(data))


def test_a_zip_whose_entries_share_their_bytes_explodes_no_further(tmp_path):
    """Every entry of the directory points at the same data: the bomb that needs no nesting."""
    one = zipped(("aa", bytes(60_000)))
    at, end = one.index(b"PK\x01\x02"), one.index(b"PK\x05\x06")
    entry = one[at:end]
    names = [b"%02d" % n for n in range(90)]
    directory = b"".join(entry.replace(b"aa", name) for name in names)
    local = one[:at].replace(b"aa", b"00")
    tail = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 90, 90, len(directory), len(local), 0)
    with pytest.raises(ArchiveNotAllowed, match=r"explodes|damaged"):
        unpacked(tmp_path, local + directory + tail)
    assert sum(file.stat().st_size for file in (tmp_path / "into").iterdir()) < 500_000


def test_a_header_that_asks_for_much_memory_is_refused(tmp_path):
    info = tarfile.TarInfo("a")
    info.type, info.size = tarfile.XHDTYPE, 10_000_000
    data = info.tobuf() + bytes(10_000_000)
    with pytest.raises(ArchiveNotAllowed, match="description"):
        unpacked(tmp_path, data, Limits())


def test_an_xz_that_asks_for_much_memory_is_refused(tmp_path):
    filters = [{"id": lzma.FILTER_LZMA2, "preset": 9, "dict_size": 1 << 30}]
    data = lzma.compress(tar(("a", b"x"), mode="w"), filters=filters)
    with pytest.raises(ArchiveNotAllowed, match="damaged"):
        unpacked(tmp_path, data)


def test_a_directory_of_a_zip_that_would_fill_the_memory_is_not_read(tmp_path):
    tail = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 1, 1, 60_000_000, 0, 0)
    with pytest.raises(ArchiveNotAllowed, match="too many entries"):
        unpacked(tmp_path, b"PK\x03\x04" + bytes(60_000_000) + tail)


def test_unpacking_stops_when_nobody_waits_any_more(tmp_path):
    data = tar(*((f"f{n}", os.urandom(1000)) for n in range(90)))
    (tmp_path / "archive").write_bytes(data)
    (tmp_path / "into").mkdir()
    budget = Budget(SMALL, len(data))
    budget.given_up.set()
    with pytest.raises(ArchiveNotAllowed, match="not unpacked within"):
        unpack(tmp_path / "archive", tmp_path / "into", budget)


def test_a_disk_without_room_says_so(tmp_path):
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    data = tar(("a", os.urandom(100_000)))
    (tmp_path / "archive").write_bytes(data)
    (tmp_path / "into").mkdir()
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, hard))
    try:
        with pytest.raises(OutOfSpace):
            unpack(tmp_path / "archive", tmp_path / "into", Budget(SMALL, len(data)))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_a_real_source_distribution_of_many_files_takes_a_moment(tmp_path):
    data = tar(*((f"pkg-1/{n % 50}/{n}.py", b"print(1)\n" * 50) for n in range(5000)))
    began = time.monotonic()
    root = unpacked(tmp_path, data, Limits())
    assert time.monotonic() - began < 20
    assert len(snapshot(root)) == 5050
    assert threading.active_count() < 20
