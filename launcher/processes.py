"""Child processes: each in a group of its own, so that none survives us."""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from types import FrameType
from typing import IO, NoReturn

from launcher.places import LOGS, ROOT, environment
from launcher.trouble import Trouble, mend_of

_GRACE = 10.0
_running: set[subprocess.Popen[bytes]] = set()


class Interrupted(BaseException):
    """Somebody pressed Ctrl-C or asked us to end; `code` is the exit status to give."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.code = 128 + number


def _interrupt(number: int, _frame: FrameType | None) -> NoReturn:
    raise Interrupted(number)


def watch_signals() -> None:
    """Turn SIGINT, SIGTERM and SIGHUP into `Interrupted`."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _interrupt)


def start(
    command: Sequence[str | Path],
    *,
    output: IO[bytes] | int | None,
    folder: Path = ROOT,
    extra: Mapping[str, str] | None = None,
) -> subprocess.Popen[bytes]:
    """Start a command in a process group of its own, with the checkout's environment."""
    child = subprocess.Popen(
        [str(part) for part in command],
        cwd=folder,
        env=environment() | dict(extra or {}),
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=subprocess.STDOUT if output is not None else None,
        process_group=0,
    )
    _running.add(child)
    return child


def end(child: subprocess.Popen[bytes], *, grace: float = _GRACE) -> None:
    """End a child with everything it started: ask, wait, then insist."""
    with suppress(ProcessLookupError):
        os.killpg(child.pid, signal.SIGTERM)
    with suppress(subprocess.TimeoutExpired):
        child.wait(grace)
    # Its children may outlive it; the group does not.
    with suppress(ProcessLookupError):
        os.killpg(child.pid, signal.SIGKILL)
    child.wait()
    _running.discard(child)


def end_all() -> None:
    """End every child that is still there."""
    for child in list(_running):
        end(child)


def finish(child: subprocess.Popen[bytes]) -> int:
    """Wait for a child; give its exit status."""
    try:
        status = child.wait()
    except BaseException:
        end(child)
        raise
    _running.discard(child)
    return status


def run(
    name: str,
    command: Sequence[str | Path],
    *,
    failing: str,
    mend: str = "",
    folder: Path = ROOT,
    extra: Mapping[str, str] | None = None,
) -> Path:
    """Run a command with its output in `.sala/logs/<name>.log`; give the log.

    Raises Trouble, with the end of the log and what might mend it, unless it exits with 0.
    """
    LOGS.mkdir(parents=True, exist_ok=True)
    log = LOGS / f"{name}.log"
    with log.open("wb") as output:
        status = finish(start(command, output=output, folder=folder, extra=extra))
    if status:
        raise Trouble(failing, mend_of(log, otherwise=mend), log)
    return log


def become(command: Sequence[str | Path], *, extra: Mapping[str, str] | None = None) -> NoReturn:
    """Replace this process by the command: nothing of the launcher stays behind to be orphaned."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_DFL)
    parts = [str(part) for part in command]
    os.execve(parts[0], parts, environment() | dict(extra or {}))  # noqa: S606 - our own command
