"""Where things lie in a checkout."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parent.parent
SERVER: Final = ROOT / "server"
WEB: Final = ROOT / "web"
SCRATCH: Final = ROOT / ".sala"
LOGS: Final = Path(os.environ.get("SALA_LOGS") or SCRATCH / "logs")
"""What each step printed; elsewhere when a launcher is started inside another one's tests."""

WEBAPP: Final = SERVER / "sala" / "webapp"
"""The built web app; the same place in a checkout and in a wheel."""

VENV: Final = ROOT / ".venv"
BENCH_VENV: Final = ROOT / ".venv-bench"
RUNTIME_LOCK: Final = SERVER / "requirements.lock"
DEVELOPMENT_LOCK: Final = SERVER / "requirements-dev.lock"
BENCH_LOCK: Final = SERVER / "requirements-bench.lock"


def python_of(venv: Path) -> Path:
    """Give the interpreter of a virtual environment."""
    return venv / "bin" / "python"


def environment(*, venv: Path = VENV) -> dict[str, str]:
    """Give the environment of a child: the virtual environment and its Node come first."""
    inherited = {key: value for key, value in os.environ.items() if key not in _FOREIGN}
    path = [
        str(venv / "node" / "bin"),
        str(venv / "bin"),
        inherited.get("PATH", os.defpath),
    ]
    return inherited | {
        "PATH": os.pathsep.join(path),
        "VIRTUAL_ENV": str(venv),
        "NEXT_TELEMETRY_DISABLED": "1",
        "TURBO_TELEMETRY_DISABLED": "1",
        "DO_NOT_TRACK": "1",
        # The Node that Playwright brings wants a library that a bare Debian does not have.
        "PLAYWRIGHT_NODEJS_PATH": str(venv / "node" / "bin" / "node"),
    }


# A foreign interpreter's settings would be obeyed by ours.
_FOREIGN = frozenset({"PYTHONHOME", "PYTHONPATH", "__PYVENV_LAUNCHER__"})
