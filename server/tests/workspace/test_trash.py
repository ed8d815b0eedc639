"""The trash: what was deleted comes back whole, once, and over nothing."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from sala.workspace.adapters.tree import changes
from sala.workspace.adapters.tree.root import WorkingTree
from sala.workspace.adapters.tree.trash import Trash
from sala.workspace.contract import FileExists, FileNotFound
from tests.workspace.repositories import snapshot

W = UUID(int=1)


@pytest.fixture
def tree(tmp_path):
    root = tmp_path / "root"
    root.mkdir()
    return WorkingTree(str(root))


@pytest.fixture
def root(tree):
    return Path(tree.root)


@pytest.fixture
def trash(tmp_path):
    return Trash(tmp_path / "trash")


def test_what_was_deleted_comes_back_with_everything_in_it(tree, root, trash):
    changes.create(tree, ("a", "b", "run.sh"), b"x")
    (root / "a/b/run.sh").chmod(0o755)
    (root / "a/link").symlink_to("b/run.sh")
    before, deletion = snapshot(root), uuid4()
    trash.take(tree, W, deletion, ("a",))
    assert snapshot(root) == {}
    assert trash.give_back(tree, W, deletion)[0] == "a"
    assert snapshot(root) == before
    assert os.access(root / "a/b/run.sh", os.X_OK)


def test_a_deletion_sent_twice_deletes_once(tree, root, trash):
    changes.create(tree, ("a",), b"first")
    deletion = uuid4()
    trash.take(tree, W, deletion, ("a",))
    changes.create(tree, ("a",), b"second")
    trash.take(tree, W, deletion, ("a",))
    assert (root / "a").read_bytes() == b"second"
    with pytest.raises(FileExists):
        trash.take(tree, W, deletion, ("b",))


def test_it_does_not_come_back_over_something_else(tree, root, trash):
    changes.create(tree, ("a",), b"first")
    deletion = uuid4()
    trash.take(tree, W, deletion, ("a",))
    changes.create(tree, ("A",), b"second")
    with pytest.raises(FileExists):
        trash.give_back(tree, W, deletion)
    changes.move(tree, ("A",), ("c",))
    trash.give_back(tree, W, deletion)
    assert snapshot(root) == {"a": b"first", "c": b"second"}


def test_a_folder_that_is_gone_is_made_again(tree, root, trash):
    changes.create(tree, ("d", "a"), b"x")
    first, second = uuid4(), uuid4()
    trash.take(tree, W, first, ("d", "a"))
    trash.take(tree, W, second, ("d",))
    trash.give_back(tree, W, first)
    assert (root / "d/a").read_bytes() == b"x"


def test_what_was_never_deleted_does_not_come_back(tree, trash):
    with pytest.raises(FileNotFound):
        trash.give_back(tree, W, uuid4())


def test_it_works_between_file_systems(tree, root):
    shared = Path("/dev/shm")
    if shared.stat().st_dev == root.stat().st_dev:
        pytest.fail("this test needs /dev/shm on a file system of its own")
    folder = shared / f"sala-test-{uuid4()}"
    try:
        trash, deletion = Trash(folder), uuid4()
        changes.create(tree, ("a", "run.sh"), b"x")
        (root / "a/run.sh").chmod(0o755)
        (root / "a/link").symlink_to("/etc/passwd")
        before = snapshot(root)
        trash.take(tree, W, deletion, ("a",))
        assert snapshot(root) == {}
        trash.give_back(tree, W, deletion)
        assert snapshot(root) == before
        assert os.access(root / "a/run.sh", os.X_OK)
        assert (root / "a/link").is_symlink()
    finally:
        subprocess.run(["rm", "-rf", str(folder)], check=True)
