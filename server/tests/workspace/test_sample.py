"""The sample project: what newcomers see first passes its own tests."""

from __future__ import annotations

import subprocess
import sys

from sala.workspace.adapters.sample import copy_sample


def test_the_sample_passes_its_own_tests(tmp_path):
    copy_sample(tmp_path / "harbour")
    run = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider"],
        cwd=tmp_path / "harbour",
        env={"PATH": "", "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout + run.stderr
    assert "14 passed" in run.stdout


def test_the_sample_answers_the_question_of_its_readme(tmp_path):
    copy_sample(tmp_path / "harbour")
    run = subprocess.run(
        [sys.executable, "-m", "harbour", "--draught", "9.4", "--bar", "11.2"],
        cwd=tmp_path / "harbour",
        capture_output=True,
        text=True,
        check=True,
    )
    assert run.stdout.startswith("opens")
