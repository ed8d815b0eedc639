"""The virtual environments: made once, filled from a lock whose every package has its hash."""

from __future__ import annotations

import importlib.util
import re
import shutil
import sys
from pathlib import Path

from launcher import stamps
from launcher.places import (
    BENCH_LOCK,
    BENCH_VENV,
    DEVELOPMENT_LOCK,
    ROOT,
    RUNTIME_LOCK,
    SERVER,
    VENV,
    python_of,
)
from launcher.processes import run
from launcher.screen import step
from launcher.trouble import Trouble

_PIN = re.compile(r"^([A-Za-z0-9_.-]+)==([^\s;\\]+)", re.MULTILINE)


def runtime() -> Path:
    """Have what Sala runs on; give the interpreter."""
    return _have(VENV, RUNTIME_LOCK, "Python packages")


def development() -> Path:
    """Have what Sala runs on and is tested with; give the interpreter."""
    return _have(VENV, DEVELOPMENT_LOCK, "Python packages for tests")


def bench() -> Path:
    """Have Sala and the peers it is measured against, apart from its own environment."""
    return _have(BENCH_VENV, BENCH_LOCK, "Python packages of the peers")


def _have(venv: Path, lock: Path, title: str) -> Path:
    python = python_of(venv)
    stamp = venv / "sala.json"
    known = stamps.read(stamp)
    wanted = stamps.digest([lock])
    place = {"root": str(ROOT), "python": sys.version.split()[0]}
    if known.get(lock.name) == wanted and known.items() >= place.items() and python.exists():
        return python
    if known and not known.items() >= place.items():
        # Another interpreter, or the checkout has moved: compiled packages would not fit.
        with step(f"Removing an outdated {venv.name}"):
            shutil.rmtree(venv)
        known = {}
    if not python.exists():
        _create(venv)
    with step(title):
        _install(python, lock, venv)
    content = known | place | {lock.name: wanted}
    if lock == DEVELOPMENT_LOCK and pins(RUNTIME_LOCK).items() <= pins(lock).items():
        content[RUNTIME_LOCK.name] = stamps.digest([RUNTIME_LOCK])
    stamps.write(stamp, content)
    return python


def _create(venv: Path) -> None:
    if importlib.util.find_spec("ensurepip") is None:
        version = f"{sys.version_info.major}.{sys.version_info.minor}"
        raise Trouble(
            "This Python has no module to make virtual environments with (ensurepip).",
            f"apt install python{version}-venv",
        )
    with step(f"Virtual environment {venv.name}"):
        run(
            f"venv{venv.name}",
            [sys.executable, "-m", "venv", "--clear", venv],
            failing=f"The virtual environment {venv.name} could not be made.",
            mend="apt install python3-venv",
        )


def _install(python: Path, lock: Path, venv: Path) -> None:
    run(
        f"pip-{lock.stem}",
        [python, "-m", "pip", "install", "--disable-pip-version-check", "--no-input",
         "--no-deps", "--no-compile", "--only-binary=:all:", "--require-hashes", "-r", lock],
        failing=f"The packages of {lock.relative_to(ROOT)} could not be installed.",
        mend=f"rm -r {venv.name}, then run the same command again",
    )  # fmt: skip
    # The checkout is importable, yet not installed: no PYTHONPATH reaches what Sala runs.
    library = next((venv / "lib").glob("python3.*")) / "site-packages"
    (library / "sala-checkout.pth").write_text(f"{SERVER}\n", encoding="utf-8")


def pins(lock: Path) -> dict[str, str]:
    """Read which version of which package a lock names."""
    return dict(_PIN.findall(lock.read_text(encoding="utf-8")))
