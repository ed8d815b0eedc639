"""`./sala wheel`: one file that `pip install` turns into a Sala, with the web app inside."""

from __future__ import annotations

from pathlib import Path

from launcher import node_packages, python_packages, stamps, web_app
from launcher.places import SERVER
from launcher.processes import run
from launcher.screen import step
from launcher.trouble import Trouble


def build(to: str) -> Path:
    """Build the wheel into a folder; give its path."""
    with stamps.alone():
        python = python_packages.development()
        node_packages.have_node()
        web_app.have_web_app()
    folder = Path(to).resolve()
    folder.mkdir(parents=True, exist_ok=True)
    before = {wheel: wheel.stat().st_mtime_ns for wheel in folder.glob("sala-*.whl")}
    with step("Wheel"):
        run(
            "wheel",
            [python, "-m", "pip", "wheel", "--no-deps", "--no-build-isolation",
             "--disable-pip-version-check", "--wheel-dir", folder, SERVER],
            failing="The wheel could not be built.",
        )  # fmt: skip
    for wheel in folder.glob("sala-*.whl"):
        if before.get(wheel) != wheel.stat().st_mtime_ns:
            return wheel
    raise Trouble("The build left no wheel.")
