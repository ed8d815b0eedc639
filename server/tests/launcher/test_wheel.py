"""The wheel brings everything: no checkout and no Node of the machine's own."""

import os
import subprocess
import sys
import zipfile

import pytest

from tests.launcher import starting


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    folder = tmp_path_factory.mktemp("wheel")
    done = starting.run("wheel", "--to", folder)
    assert done.returncode == 0, done.stdout + done.stderr
    (found,) = folder.glob("sala-*.whl")
    return found


@pytest.fixture(scope="module")
def installed(wheel, tmp_path_factory):
    """A fresh environment with nothing but the wheel and what it depends on."""
    venv = tmp_path_factory.mktemp("installed") / "venv"
    subprocess.run([sys.executable, "-m", "venv", venv], check=True)
    # The versions are the locked ones, so that the test says the same tomorrow.
    subprocess.run(
        [venv / "bin" / "pip", "install", "-q", "--disable-pip-version-check", "--no-compile",
         "-c", _constraints(venv.parent), wheel],
        check=True,
    )  # fmt: skip
    return venv


def _constraints(folder):
    lock = (starting.ROOT / "server" / "requirements.lock").read_text().splitlines()
    pins = [line.split(" \\")[0] for line in lock if "==" in line and not line.startswith(" ")]
    file = folder / "constraints.txt"
    file.write_text("\n".join(pins))
    return file


def test_the_wheel_holds_the_web_app_and_says_on_which_platform_it_runs(wheel):
    names = set(zipfile.ZipFile(wheel).namelist())
    assert "sala/webapp/web/server.js" in names
    assert any(name.startswith("sala/webapp/web/.next/static/") for name in names)
    assert any(name.endswith(".js.br") for name in names)
    native = any(name.endswith(".node") for name in names)
    assert native != wheel.name.endswith("-any.whl")


@pytest.mark.timeout(300)
@pytest.mark.brief(8)
def test_what_was_installed_starts_without_a_checkout_or_a_node(installed, tmp_path):
    sala = starting.launch(
        [installed / "bin" / "sala", "up", "--data", tmp_path / "data", "--port", "0"],
        log=tmp_path / "up.log",
        cwd=tmp_path,
        env={"PATH": "/usr/bin:/bin", "HOME": str(tmp_path), "LANG": os.environ.get("LANG", "C")},
    )
    try:
        sala.read_until_address(within=60)
        assert sala.entrance.startswith("/enter/")
        assert "<html" in sala.first_page(within=30)
    finally:
        sala.end()
    assert [pid for pid in sala.family if starting.alive(pid)] == []


def test_what_was_installed_examines_itself(installed, tmp_path):
    done = subprocess.run(
        [installed / "bin" / "sala", "doctor", "--data", tmp_path / "data", "--port", "0"],
        cwd=tmp_path, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    assert "web app          present" in done.stdout
