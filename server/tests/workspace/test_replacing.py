"""Replacing a file: in one step, only over what was last seen, and whole whatever fails."""

from __future__ import annotations

import os
import resource
import stat
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sala.kernel.refusals import OutOfSpace
from sala.workspace.adapters.tree import changes
from sala.workspace.adapters.tree.drafts import Draft
from sala.workspace.adapters.tree.root import WorkingTree
from sala.workspace.contract import FileChanged, FileExists, TextTooLarge
from tests.workspace.repositories import sha, snapshot


@pytest.fixture
def tree(tmp_path):
    root = tmp_path / "root"
    root.mkdir()
    return WorkingTree(str(root))


@pytest.fixture
def root(tree):
    return Path(tree.root)


@given(
    st.binary(max_size=50), st.binary(max_size=50), st.sampled_from([0o644, 0o755, 0o600, 0o2775])
)
def test_replacing_keeps_the_mode_and_needs_the_bytes_last_seen(tmp_path_factory, old, new, mode):
    root = tmp_path_factory.mktemp("root")
    tree, file = WorkingTree(str(root)), root / "run.sh"
    file.write_bytes(old)
    file.chmod(mode)
    changes.replace(tree, ("run.sh",), lambda _: new, expected=sha(old))
    assert file.read_bytes() == new
    assert stat.S_IMODE(file.stat().st_mode) == mode
    with pytest.raises(FileChanged):
        changes.replace(tree, ("run.sh",), lambda _: b"no", expected=sha(new + b"!"))
    assert file.read_bytes() == new
    assert [entry.name for entry in root.iterdir()] == ["run.sh"]


@pytest.mark.skipif(os.geteuid() != 0, reason="only root gives files away")
def test_as_root_a_file_keeps_its_owner_and_a_new_one_takes_its_folders(tree, root):
    os.chown(root, 1234, 1235)
    file = root / "theirs"
    file.write_bytes(b"1")
    os.chown(file, 2345, 2346)
    changes.replace(tree, ("theirs",), lambda _: b"2", expected=sha(b"1"))
    changes.create(tree, ("folder", "new"), b"")
    owners = [(path.stat().st_uid, path.stat().st_gid) for path in (file, root / "folder/new")]
    assert owners == [(2345, 2346), (1234, 1235)]


def test_a_change_on_disk_while_rewriting_wins(tree, root):
    file = root / "a"
    file.write_bytes(b"old")

    def rewrite(_):
        file.write_bytes(b"from an editor")
        return b"ours"

    with pytest.raises(FileChanged):
        changes.replace(tree, ("a",), rewrite, expected=sha(b"old"))
    assert file.read_bytes() == b"from an editor"


@pytest.fixture
def full_disk():
    """Let no file of this process grow beyond 4 kB: what a full disk does, to one process alone."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, hard))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_a_full_disk_leaves_the_old_file_whole_and_no_draft(tree, root, full_disk):
    file = root / "a"
    file.write_bytes(b"old")
    with pytest.raises(OutOfSpace):
        changes.replace(tree, ("a",), lambda _: b"x" * 10_000, expected=sha(b"old"))
    with pytest.raises(OutOfSpace):
        changes.create(tree, ("b",), b"x" * 10_000)
    assert file.read_bytes() == b"old"
    assert [entry.name for entry in root.iterdir()] == ["a"]


@pytest.mark.skipif(os.geteuid() != 0, reason="mounting needs root")
def test_a_disk_that_is_really_full_leaves_the_old_file_whole(tmp_path):
    root = tmp_path / "small"
    root.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64k", "none", str(root)], check=True)
    try:
        (root / "a").write_bytes(b"old")
        tree = WorkingTree(str(root))
        with pytest.raises(OutOfSpace):
            changes.replace(tree, ("a",), lambda _: b"x" * 200_000, expected=sha(b"old"))
        assert (root / "a").read_bytes() == b"old"
        assert [entry.name for entry in root.iterdir()] == ["a"]
    finally:
        subprocess.run(["umount", str(root)], check=True)


def test_text_over_the_limit_is_not_rewritten(tree, root):
    (root / "big").write_bytes(b"x" * (5 * 1024 * 1024 + 1))
    with pytest.raises(TextTooLarge):
        changes.replace(tree, ("big",), lambda _: b"", expected="")


def test_an_upload_lands_where_nothing_is_or_over_what_was_last_seen(tree, root):
    def upload(data, over):
        with tree.folder(()) as above, Draft(above) as draft:
            draft.write(data)
            changes.place(tree, ("d", "up.bin"), draft, over=over)

    upload(b"one", None)
    with pytest.raises(FileExists):
        upload(b"two", None)
    with pytest.raises(FileChanged):
        upload(b"two", sha(b"other"))
    upload(b"two", sha(b"one"))
    upload(b"three", "*")
    assert snapshot(root) == {"d": None, "d/up.bin": b"three"}
