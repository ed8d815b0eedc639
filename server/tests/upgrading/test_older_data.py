"""Data of the first version, as it lay on disk: opened, migrated after a copy, never taken back."""

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

import sala
from sala.kernel import migrations
from sala.kernel.backup import restore
from tests.collab import editors as nodes
from tests.upgrading.lived_in import FIXTURE, FOUND

SERVER = Path(__file__).resolve().parents[2]
NEWER = '''
"""What a newer version adds."""

import sqlalchemy as sa
from alembic import op

revision = "kernel_9999"
down_revision = {earlier!r}
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("kernel_positions", sa.Column("note", sa.String(9), server_default="new"))


def downgrade() -> None:
    op.drop_column("kernel_positions", "note")
'''


@pytest.fixture(scope="module", autouse=True)
def clients() -> None:
    nodes.install()


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """An installation of the first version, in another place than it was made in."""
    restore(FIXTURE, tmp_path / "data")
    return tmp_path / "data"


@pytest.fixture
def newer(tmp_path: Path) -> Path:
    """A copy of Sala with one migration more."""
    folder = tmp_path / "newer"
    ignored = shutil.ignore_patterns("__pycache__", "webapp")
    shutil.copytree(Path(sala.__file__).parent, folder / "sala", ignore=ignored)
    (head,) = (head for head in migrations.script().get_heads() if head.startswith("kernel_"))
    versions = folder / "sala" / "kernel" / "migrations" / "versions"
    (versions / "9999_kernel_newer.py").write_text(NEWER.format(earlier=head))
    return folder


def start(version: Path, data: Path) -> subprocess.CompletedProcess[str]:
    """Start a version of Sala in a process of its own and sign in."""
    return subprocess.run(
        [sys.executable, "-m", "tests.upgrading.starting", data],
        cwd=version, env=os.environ | {"PYTHONPATH": str(SERVER)},
        capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip


def found_by(version: Path, data: Path) -> dict[str, object]:
    done = start(version, data)
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout.splitlines()[-1])
    assert told["sala"] == str(version)
    found: dict[str, object] = told["found"]
    return found


def revisions(file: Path) -> set[str]:
    with closing(sqlite3.connect(file)) as connection:
        return {name for (name,) in connection.execute("SELECT version_num FROM alembic_version")}


def test_what_was_there_is_found_by_this_version(data: Path):
    found = found_by(SERVER, data)
    assert "Begin" in found.pop("commits")
    assert found == FOUND


def test_a_newer_version_migrates_what_it_copied_first_and_finds_everything(
    data: Path, newer: Path
):
    before = revisions(data / "views.sqlite")
    found = found_by(newer, data)
    assert "Begin" in found.pop("commits")
    assert found == FOUND
    assert "kernel_9999" in revisions(data / "views.sqlite")
    (copy,) = data.glob("views.sqlite.before-migration-*")
    assert revisions(copy) == before


def test_this_version_refuses_what_the_newer_one_left_and_changes_nothing(data: Path, newer: Path):
    found_by(newer, data)
    left = revisions(data / "views.sqlite")
    done = start(SERVER, data)
    assert done.returncode != 0
    assert "was written by a newer version of Sala (it has kernel_9999" in done.stderr
    assert revisions(data / "views.sqlite") == left
