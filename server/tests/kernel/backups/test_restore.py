"""Restoring gives back what was saved, or changes nothing."""

import gzip
import io
import shutil
import tarfile
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from sala import __version__
from sala.kernel.backup import BackupError, backup, restore
from sala.kernel.backup.archive import FORMAT, HEADER, MANIFEST, is_newer
from sala.kernel.settings import Settings, read

Change = Callable[[list[tuple[tarfile.TarInfo, bytes]]], list[tuple[tarfile.TarInfo, bytes]]]


def rewritten(file: Path, change: Change) -> None:
    """Replace an archive by one with other entries."""
    with tarfile.open(file) as tar:
        read_ = [(e, tar.extractfile(e).read() if e.isreg() else b"") for e in tar]
    with tarfile.open(file, "w:gz") as tar:
        for entry, content in change(read_):
            entry.size = len(content)
            tar.addfile(entry, io.BytesIO(content))


def entry(name: str, content: bytes = b"x", **fields: object) -> tuple[tarfile.TarInfo, bytes]:
    made = tarfile.TarInfo(name)
    for field, value in fields.items():
        setattr(made, field, value)
    return made, content


def with_header(**fields: object) -> Change:
    header = {"format": FORMAT, "version": __version__, "at": ""} | fields
    return lambda all_: [entry(HEADER, msgspec.json.encode(header)), *all_[1:]]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        pytest.param(with_header(version="99.0.0"), r"Sala 99\.0\.0", id="a newer version"),
        pytest.param(with_header(format=FORMAT + 1), "newer version", id="a newer form"),
        pytest.param(lambda all_: all_[1:], "not a backup of Sala", id="no header"),
        pytest.param(lambda all_: all_[:-1], "cut off", id="no manifest"),
        pytest.param(
            lambda all_: [(e, c.replace(b"8001", b"8002")) for e, c in all_],
            "sala.toml is not what was saved",
            id="a changed file",
        ),
        pytest.param(
            lambda all_: [pair for pair in all_ if pair[0].name != "data/secrets/key"],
            "secrets/key is not what was saved",
            id="a missing file",
        ),
        pytest.param(
            lambda all_: [all_[0], entry("data/extra"), *all_[1:]],
            "extra is not what was saved",
            id="a file too many",
        ),
        pytest.param(
            lambda all_: [all_[0], entry("data/../../escaped"), *all_[1:]],
            "leads out",
            id="a path that climbs",
        ),
        pytest.param(
            lambda all_: [all_[0], entry("/tmp/escaped"), *all_[1:]], "leads out", id="absolute"
        ),
        pytest.param(
            lambda all_: [
                all_[0],
                entry("data/d", b"", type=tarfile.SYMTYPE, linkname="../escape"),
                entry("data/d/escaped"),
                *all_[1:],
            ],
            "is not what was saved",
            id="a path through a link",
        ),
        pytest.param(
            lambda all_: [
                all_[0],
                entry("data/d", b"", type=tarfile.LNKTYPE, linkname="/etc/passwd"),
                *all_[1:],
            ],
            "which no backup holds",
            id="a hard link",
        ),
        pytest.param(
            lambda all_: [*all_[:-1], entry(MANIFEST, b'{"files": 1}')],
            "is damaged",
            id="a manifest that is none",
        ),
    ],
)
def test_an_archive_that_is_not_as_it_was_written_restores_nothing(
    installation: Settings, file: Path, tmp_path: Path, change: Change, said: str
):
    backup(installation, file)
    rewritten(file, change)
    (tmp_path / "escape").mkdir()
    with pytest.raises(BackupError, match=said):
        restore(file, tmp_path / "new" / "data")
    assert list((tmp_path / "new").iterdir()) == []
    assert list((tmp_path / "escape").iterdir()) == []
    assert list(tmp_path.rglob("escaped")) == []


@pytest.mark.parametrize("damage", ["cut", "flipped", "empty", "text", "gzip of text", "missing"])
def test_bytes_that_are_no_archive_restore_nothing(
    installation: Settings, file: Path, tmp_path: Path, damage: str
):
    backup(installation, file)
    whole = file.read_bytes()
    middle = len(whole) // 2
    flipped = whole[:middle] + bytes([whole[middle] ^ 0xFF]) + whole[middle + 1 :]
    contents = {
        "cut": whole[:middle], "flipped": flipped, "empty": b"", "text": b"hello" * 1000,
        "gzip of text": gzip.compress(b"hello" * 1000), "missing": b"",
    }  # fmt: skip
    file.write_bytes(contents[damage])
    if damage == "missing":
        file.unlink()
    with pytest.raises(BackupError):
        restore(file, tmp_path / "new" / "data")
    assert list(tmp_path.glob("new/*")) == []


def test_a_restored_installation_can_be_saved_again(
    installation: Settings, file: Path, tmp_path: Path
):
    backup(installation, file)
    restore(file, tmp_path / "new")
    backup(read({}, data=tmp_path / "new"), tmp_path / "again.tar.gz")
    shutil.rmtree(tmp_path / "new")
    restore(tmp_path / "again.tar.gz", tmp_path / "new")
    assert (tmp_path / "new" / "sala.toml").is_file()


@pytest.mark.parametrize(
    ("version", "than", "newer"),
    [
        ("0.10.0", "0.9.3", True),
        ("0.1.0", "0.1.0", False),
        ("0.1.0-rc.1", "0.1.0", False),
        ("1.0.0", "0.9.9", True),
        ("0.1.0", "0.2.0", False),
    ],
)
def test_versions_are_compared_by_number(version: str, than: str, *, newer: bool):
    assert is_newer(version, than) is newer
