"""Whatever is in an archive: it arrives whole or is refused, and nothing outside is touched."""

from __future__ import annotations

import os
import tarfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from sala.workspace.contract import ArchiveNotAllowed
from tests.workspace.archives import tar, tar_link, unpacked, zip_link, zipped

NAMES = st.one_of(
    st.lists(
        st.sampled_from(
            ["a", "b", "A", "..", ".", "", ".git", "x.py", "ก", "link", "a\\b", "__MACOSX"]
        ),
        min_size=1,
        max_size=4,
    ).map("/".join),
    st.text(st.characters(min_codepoint=1, blacklist_categories=("Cs",)), min_size=1, max_size=6),
)
TARGETS = st.lists(st.sampled_from(["a", "b", "..", "link", "."]), min_size=1, max_size=4).map(
    "/".join
)
ENTRIES = st.lists(
    st.tuples(
        NAMES, st.sampled_from(["file", "folder", "link", "same"]), st.binary(max_size=20), TARGETS
    ),
    max_size=8,
)


def built(form, entries):
    if form == "zip":
        members = [
            zip_link(name, target)
            if sort in ("link", "same")
            else (name + "/" * (sort == "folder"), data)
            for name, sort, data, target in entries
        ]
        return zipped(*members)
    members = []
    for name, sort, data, target in entries:
        if sort in ("link", "same"):
            members.append(
                tar_link(name, target, tarfile.SYMTYPE if sort == "link" else tarfile.LNKTYPE)
            )
        else:
            members.append((name, data if sort == "file" else None))
    return tar(*members)


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None, max_examples=300)
@given(st.sampled_from(["zip", "tar"]), ENTRIES)
@example("tar", [("link", "link", b"", ".."), ("link/a", "file", b"x", "")])
@example("tar", [("a/link", "link", b"", "."), ("b", "link", b"", "a/link/../..")])
@example("zip", [("a", "file", b"x", ""), ("b", "link", b"", "a")])
@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_whatever_is_in_an_archive_it_arrives_whole_or_is_refused_and_nothing_is_outside(
    tmp_path_factory, form, entries
):
    folder = tmp_path_factory.mktemp("import")
    outside = folder / "a"
    outside.write_bytes(b"outside")
    try:
        root = unpacked(folder, built(form, entries))
    except ArchiveNotAllowed as refusal:
        refusal.detail.encode()
    else:
        files = {name.split("/")[-1]: data for name, sort, data, _ in entries if sort == "file"}
        for path in root.rglob("*"):
            assert path.name.casefold() != ".git"
            if path.is_symlink():
                real = os.path.realpath(path)
                assert Path(real).is_relative_to(root.resolve()) or not Path(real).exists()
            elif path.is_file():
                assert path.read_bytes() in {*files.values(), *(data for _, _, data, _ in entries)}
    assert outside.read_bytes() == b"outside"
    assert {entry.name for entry in folder.iterdir()} == {"a", "archive", "into"}
    assert all(not path.is_symlink() for path in folder.iterdir())


@given(st.binary(max_size=400), st.integers(0, 3))
def test_noise_is_refused_and_never_a_failure(tmp_path_factory, noise, form):
    good = [zipped(("a", b"x" * 50)), tar(("a", b"x")), tar(("a", b"x"), mode="w"), b""][form]
    data = good[: len(good) // 2] + noise + good[len(good) // 2 :]
    try:
        unpacked(tmp_path_factory.mktemp("noise"), data)
    except ArchiveNotAllowed as refusal:
        refusal.detail.encode()
