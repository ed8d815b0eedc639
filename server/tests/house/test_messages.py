"""Commit messages have a form, and the changelog and the next version come from them."""

import os
import shutil
import subprocess
import sys

import pytest

from tests.house.planting import SERVER

ROOT = SERVER.parent
CZ = [sys.executable, "-m", "commitizen.cli"]
PERSON = {
    "GIT_AUTHOR_NAME": "Somchai", "GIT_AUTHOR_EMAIL": "somchai@example.org",
    "GIT_COMMITTER_NAME": "Somchai", "GIT_COMMITTER_EMAIL": "somchai@example.org",
    "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull,
    "PATH": os.environ["PATH"], "HOME": "/nonexistent",
}  # fmt: skip


def _run(command, folder):
    return subprocess.run(
        command, cwd=folder, env=PERSON, capture_output=True, text=True, check=False,
        stdin=subprocess.DEVNULL,
    )  # fmt: skip


@pytest.fixture
def repository(tmp_path):
    """A repository with our rules about messages, and one commit that keeps them."""
    folder = tmp_path / "repository"
    (folder / "server" / "sala").mkdir(parents=True)
    for name in (".cz.toml", "CHANGELOG.md", "server/pyproject.toml", "server/sala/__init__.py"):
        shutil.copy(ROOT / name, folder / name)
    for command in (
        ["git", "init", "-q", "-b", "main"],
        ["git", "add", "."],
        ["git", "commit", "-q", "-m", "feat(kernel): the first stone"],
    ):
        done = _run(command, folder)
        assert done.returncode == 0, done.stderr
    return folder


@pytest.mark.brief(72)
@pytest.mark.parametrize(
    ("message", "status"),
    [
        pytest.param("feat(collab): a document is restored after a crash", 0, id="a good one"),
        pytest.param("fix!: sessions end everywhere", 0, id="a breaking one"),
        pytest.param("fixed stuff", 14, id="a bad one"),
        pytest.param("feature: more", 14, id="a type nobody knows"),
    ],
)
def test_the_rule_about_messages_answers(repository, message, status):
    assert _run([*CZ, "check", "--message", message], repository).returncode == status


@pytest.mark.brief(71)
def test_a_commit_with_a_bad_message_is_refused_by_the_hook(repository):
    shutil.copytree(ROOT / ".husky", repository / ".husky")
    (repository / ".venv" / "bin").mkdir(parents=True)
    (repository / ".venv" / "bin" / "cz").symlink_to(shutil.which("cz", path=_scripts()))
    _run(["git", "config", "core.hooksPath", ".husky"], repository)
    for hook in (repository / ".husky").iterdir():
        hook.chmod(0o755)
    commit = ["git", "commit", "--allow-empty", "-m"]
    refused = _run([*commit, "did things"], repository)
    assert refused.returncode != 0
    assert "did things" not in _run(["git", "log", "--oneline"], repository).stdout
    accepted = _run([*commit, "docs: say what was done"], repository)
    assert accepted.returncode == 0, accepted.stderr


def _scripts() -> str:
    return os.path.dirname(sys.executable)  # noqa: PTH120 - a symlink must not be followed


@pytest.mark.brief(72)
def test_the_next_version_and_its_changelog_come_from_the_messages(repository):
    dry = _run([*CZ, "bump", "--dry-run", "--yes"], repository)
    assert dry.returncode == 0, dry.stderr
    assert "0.1.0 → 0.2.0" in dry.stdout
    assert "the first stone" in dry.stdout
    bumped = _run([*CZ, "bump", "--yes"], repository)
    assert bumped.returncode == 0, bumped.stderr
    assert "the first stone" in (repository / "CHANGELOG.md").read_text()
    for name in ("server/pyproject.toml", "server/sala/__init__.py"):
        assert '"0.2.0"' in (repository / name).read_text()
