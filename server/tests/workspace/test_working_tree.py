"""The working tree: nothing outside it is touched, and every change happens whole or not at all."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from sala.kernel.refusals import Refusal
from sala.workspace.adapters.tree import changes
from sala.workspace.adapters.tree.root import WorkingTree
from sala.workspace.adapters.tree.trash import Trash
from sala.workspace.contract import (
    FileExists,
    FileNotFound,
    Kind,
    PathNotAllowed,
    WorkspaceNotReady,
)
from sala.workspace.domain.paths import folder_parts, new_parts, parts
from tests.workspace.repositories import sha, snapshot

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


class World:
    """A tree full of traps beside a folder that must not change."""

    def __init__(self, folder):
        self.outside = folder / "outside"
        self.outside.mkdir()
        (self.outside / "secret").write_bytes(b"SECRET")
        (self.outside / "deep").mkdir()
        self.root = folder / "root"
        (self.root / "d" / "e").mkdir(parents=True)
        (self.root / "d" / "f").write_bytes(b"inside")
        (self.root / "link").symlink_to(self.outside / "secret")
        (self.root / "out").symlink_to("../outside")
        (self.root / "d" / "up").symlink_to("../..")
        (self.root / "d" / "abs").symlink_to("/")
        os.mkfifo(self.root / "pipe")
        subprocess.run(["git", "init", "-q", str(self.root)], check=True)
        self.tree = WorkingTree(str(self.root))
        self.trash = Trash(folder / "trash")


STEPS = st.sampled_from(
    [
        *[
            "d",
            "e",
            "f",
            "link",
            "out",
            "up",
            "abs",
            "pipe",
            "secret",
            "deep",
            "outside",
            "root",
            "new",
            "etc",
        ],
        *[".", "..", ".git", "GIT~1", "config", "D", "~"],
        "",
        "a\0",
    ]
)
PATHS = st.one_of(st.lists(STEPS, min_size=1, max_size=5).map("/".join), st.text(max_size=8))


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None, max_examples=150)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["create", "mkdir", "move", "read", "list", "replace", "trash"]),
            PATHS,
            PATHS,
        ),
        min_size=1,
        max_size=8,
    )
)
@example(
    [("read", "link", ""), ("read", "out/secret", ""), ("list", "out", ""), ("read", "pipe", "")]
)
@example([("create", "out/new", ""), ("create", "d/up/outside/x", ""), ("mkdir", "out/deep/x", "")])
@example([("move", "out", "d/e/out"), ("create", "d/e/out/x", ""), ("trash", "out/secret", "")])
@example([("move", "d/f", "out/f"), ("move", "out/secret", "mine"), ("create", ".git/config", "")])
@example([("trash", "link", ""), ("trash", "d", ""), ("replace", "out/secret", "")])
def test_whatever_path_is_thrown_at_it_nothing_outside_the_root_is_touched(
    tmp_path_factory, wishes
):
    world = World(tmp_path_factory.mktemp("world"))
    before = snapshot(world.outside), snapshot(world.root / ".git")
    for wish, path, other in wishes:
        try:
            if wish == "create":
                changes.create(world.tree, new_parts(path), b"x")
            elif wish == "mkdir":
                changes.make_folder(world.tree, new_parts(path))
            elif wish == "move":
                changes.move(world.tree, parts(path), new_parts(other))
            elif wish == "read":
                assert world.tree.read(parts(path), limit=100)[0] in (b"inside", b"x")
            elif wish == "list":
                names = {entry.name for entry in world.tree.list(folder_parts(path))}
                assert not names & {"secret", ".git", "passwd"}
            elif wish == "replace":
                changes.replace(world.tree, parts(path), lambda _: b"x", expected=sha(b"SECRET"))
            else:
                world.trash.take(world.tree, W, uuid4(), parts(path))
        except Refusal as refusal:
            refusal.detail.encode()
    assert (snapshot(world.outside), snapshot(world.root / ".git")) == before
    assert {entry.name for entry in world.root.parent.iterdir()} <= {"outside", "root", "trash"}


SWAP = """
import ctypes, sys
here, there = (path.encode() for path in sys.argv[1:])
exchange = ctypes.CDLL(None).renameat2
while True:
    assert exchange(-100, here, -100, there, 2) == 0
"""


def test_a_folder_swapped_for_a_link_while_files_are_made_leads_nothing_outside(tmp_path):
    outside, root = tmp_path / "outside", tmp_path / "root"
    outside.mkdir()
    (root / "d").mkdir(parents=True)
    (root / "link").symlink_to(outside)
    tree = WorkingTree(str(root))
    swapping = subprocess.Popen([sys.executable, "-c", SWAP, str(root / "d"), str(root / "link")])
    made = refused = 0
    try:
        until = time.monotonic() + 20
        while (made < 100 or refused < 100) and time.monotonic() < until:
            try:
                changes.create(tree, ("d", f"f{made}"), b"x")
                made += 1
            except (FileNotFound, PathNotAllowed):
                refused += 1
    finally:
        swapping.kill()
        swapping.wait()
    assert list(outside.iterdir()) == []
    assert min(made, refused) >= 100


def test_a_file_swapped_for_a_link_while_it_is_read_shows_nothing_outside(tmp_path):
    root = tmp_path / "root"
    root.mkdir()
    (tmp_path / "secret").write_bytes(b"SECRET")
    (root / "file").write_bytes(b"inside")
    (root / "link").symlink_to(tmp_path / "secret")
    tree = WorkingTree(str(root))
    swapping = subprocess.Popen(
        [sys.executable, "-c", SWAP, str(root / "file"), str(root / "link")]
    )
    shown = refused = 0
    try:
        begun = time.monotonic()
        while (passed := time.monotonic() - begun) < 4 or (
            min(shown, refused) < 100 and passed < 20
        ):
            try:
                assert tree.read(("file",), limit=100)[0] == b"inside"
                shown += 1
            except PathNotAllowed:
                refused += 1
    finally:
        swapping.kill()
        swapping.wait()
    assert min(shown, refused) >= 100


@pytest.mark.parametrize(
    ("path", "reason"),
    [("link", "is a link"), ("out/secret", "is a link"), ("pipe", "a device or a pipe")],
)
def test_links_and_pipes_are_refused_with_the_reason(tmp_path, path, reason):
    world = World(tmp_path)
    with pytest.raises(PathNotAllowed, match=reason):
        world.tree.read(parts(path), limit=10)


def test_a_folder_is_listed_with_links_and_sizes_and_without_git(tmp_path):
    world = World(tmp_path)
    listed = [(entry.name, entry.kind, entry.size, entry.target) for entry in world.tree.list(())]
    assert listed == [
        ("d", Kind.FOLDER, 0, ""),
        ("link", Kind.LINK, 0, str(world.outside / "secret")),
        ("out", Kind.LINK, 0, "../outside"),
    ]


def test_a_name_that_is_no_unicode_is_listed_readably(tree, root):
    os.close(os.open(os.fsencode(root) + b"/caf\xe9", os.O_CREAT))
    [entry] = tree.list(())
    assert entry.name == "caf\ufffd"


@pytest.mark.parametrize(
    ("there", "wanted"),
    [
        ("README.md", "README.md"),
        ("README.md", "readme.md"),
        ("Straße", "STRASSE"),
        ("caf\u00e9", "cafe\u0301"),
        ("src/a", "SRC/b"),
    ],
)
def test_a_name_is_refused_where_one_is_that_some_system_takes_for_the_same(
    tree, root, there, wanted
):
    changes.create(tree, parts(there), b"1")
    with pytest.raises(FileExists, match="is there already"):
        changes.create(tree, parts(wanted), b"2")
    with pytest.raises(FileExists):
        changes.make_folder(tree, parts(wanted))
    changes.create(tree, ("other",), b"3")
    with pytest.raises(FileExists):
        changes.move(tree, ("other",), parts(wanted))
    assert (root / there).read_bytes() == b"1"


def test_a_file_may_change_only_its_capitals(tree, root):
    changes.create(tree, ("readme.md",), b"1")
    changes.move(tree, ("readme.md",), ("README.md",))
    assert [entry.name for entry in root.iterdir()] == ["README.md"]


def test_a_folder_cannot_move_into_itself(tree):
    changes.make_folder(tree, ("a",))
    with pytest.raises(PathNotAllowed):
        changes.move(tree, ("a",), ("a", "b"))


def test_folders_are_made_on_the_way(tree, root):
    changes.create(tree, ("a", "b", "c.txt"), b"x")
    changes.move(tree, ("a", "b"), ("x", "y", "b"))
    assert (root / "x/y/b/c.txt").read_bytes() == b"x"


def test_a_working_tree_that_is_gone_says_so(tmp_path):
    with pytest.raises(WorkspaceNotReady, match="not on the disk"):
        WorkingTree(str(tmp_path / "gone")).list(())
