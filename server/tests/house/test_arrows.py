"""The arrows of the house point one way, and the linter that says so would notice."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.house.planting import SERVER, copy_of_the_house, module, plant


def _lint(server: Path, *words: str) -> tuple[int, str]:
    done = subprocess.run(
        [sys.executable, "-c", "from importlinter.cli import lint_imports_command as lint; lint()",
         "--no-cache", "--config", ".importlinter", *words],
        cwd=server,
        capture_output=True,
        text=True,
        check=False,
    )  # fmt: skip
    # Names are wrapped at the width of a terminal.
    return done.returncode, " ".join((done.stdout + done.stderr).split())


@pytest.mark.brief(97)
def test_the_arrows_point_one_way():
    status, said = _lint(SERVER)
    assert status == 0, said
    assert "3 kept, 0 broken" in said


@pytest.mark.parametrize(
    ("context", "name", "line", "broken"),
    [
        pytest.param("kernel", "access", "import sala.identity.contract",
                     "Lower never imports higher", id="the kernel knows a context"),
        pytest.param("identity", "contract", "import sala.workspace.contract",
                     "Lower never imports higher", id="a lower context knows a higher one"),
        pytest.param("workspace", "contract", "import sala.gateway.rooms",
                     "Lower never imports higher", id="a context knows the gateway"),
        pytest.param("workspace", "contract", "import sala.identity.domain",
                     "A context shows its contract", id="a context reaches into another's rules"),
        pytest.param("collab", "contract", "from sala.workspace.adapters import planted",
                     "A context shows its contract", id="a context takes another's adapter"),
        pytest.param("gateway", "rooms", "import sala.identity.projections",
                     "A context shows its contract", id="the gateway reaches past a wiring"),
        pytest.param("identity", "domain", "import asyncio",
                     "The rules of a context", id="a rule waits"),
        pytest.param("identity", "domain", "import sqlalchemy",
                     "The rules of a context", id="a rule asks a database"),
        pytest.param("collab", "domain", "import os",
                     "The rules of a context", id="a rule looks at the machine"),
        pytest.param("collab", "domain", "import time",
                     "The rules of a context", id="a rule reads a clock"),
    ],
)  # fmt: skip
def test_an_import_is_refused_when(tmp_path, context, name, line, broken):
    house = copy_of_the_house(tmp_path)
    plant(house / "sala" / "workspace" / "adapters" / "planted.py", "")
    plant(module(house, context, name), line)
    status, said = _lint(house)
    assert status == 1, said
    assert f"{broken}" in said
    assert "BROKEN" in said


@pytest.mark.parametrize("first", ["rooms", "assistant"])
def test_contexts_on_one_line_do_not_know_each_other(tmp_path, first):
    second = {"rooms": "runtime", "assistant": "edge"}[first]
    house = copy_of_the_house(tmp_path)
    for context in (first, second):
        plant(house / "sala" / context / "__init__.py", "")
        plant(house / "sala" / context / "contract.py", "")
    assert _lint(house, "--contract", "layers")[0] == 0
    plant(house / "sala" / first / "contract.py", f"import sala.{second}.contract")
    status, said = _lint(house)
    assert status == 1
    assert "Lower never imports higher" in said


def test_a_context_without_a_place_in_the_order_is_refused(tmp_path):
    house = copy_of_the_house(tmp_path)
    plant(house / "sala" / "lounge" / "__init__.py", "")
    status, said = _lint(house)
    assert status == 1
    assert "lounge" in said
