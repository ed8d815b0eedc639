"""`./sala test`: sets everything up, runs the checks one after the other, and sums up."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from launcher import (
    debian_packages,
    node_packages,
    python_packages,
    screen,
    stamps,
    web_app,
)
from launcher.checks import Check, Need, every_check
from launcher.places import LOGS
from launcher.processes import end, finish, start
from launcher.screen import say
from launcher.trouble import Trouble, tail

_RULE = re.compile(r"^=+ .* =+$")


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """How a check went. `seconds` is wall time."""

    check: Check
    status: int
    seconds: float
    log: Path


def test(only: Sequence[str], pytest_words: Sequence[str], *, fail_fast: bool) -> int:
    """Run the checks called `only` (all of them when empty); give the exit status."""
    with stamps.alone():
        python_packages.development()
        node_packages.have_node()
        checks = every_check(pytest_words)
        known = [check.name for check in checks]
        unknown = sorted(set(only) - set(known))
        if unknown:
            raise Trouble(f"There is no check called {', '.join(unknown)}.",
                          f"one or more of: {' '.join(known)}")  # fmt: skip
        chosen = [check for check in checks if not only or check.name in only]
        _set_up(chosen)
    outcomes: list[Outcome] = []
    for check in chosen:
        outcomes.append(_carry_out(check))
        if fail_fast and outcomes[-1].status:
            break
    return _sum_up(outcomes, skipped=len(chosen) - len(outcomes))


def listed() -> list[str]:
    """Name the checks, each with what it is."""
    return [f"{check.name:<14} {check.title}" for check in every_check()]


def _set_up(chosen: Sequence[Check]) -> None:
    needs = Need(0)
    for check in chosen:
        needs |= check.needs
    if Need.PROGRAMS in needs:
        debian_packages.have_test_programs()
    if Need.NODE in needs:
        node_packages.have_packages()
    if Need.WEB_APP in needs:
        web_app.have_web_app()


def _carry_out(check: Check) -> Outcome:
    LOGS.mkdir(parents=True, exist_ok=True)
    log = LOGS / f"test-{check.name}.log"
    begun = time.monotonic()
    if check.tests:
        say(f"\n{check.title}")
        status = _shown(check, log)
    else:
        status = _hidden(check, log)
    return Outcome(check=check, status=status, seconds=time.monotonic() - begun, log=log)


def _hidden(check: Check, log: Path) -> int:
    """Run a check whose output matters only when it fails."""
    status = 1
    with suppress(_Failed), screen.step(check.title):
        with log.open("wb") as output:
            status = finish(start(check.command, output=output, folder=check.folder))
        if status:
            raise _Failed
    if status:
        for text in tail(log, lines=60):
            say(f"  | {text}")
    return status


def _shown(check: Check, log: Path) -> int:
    """Run a check whose output is shown as it comes, and kept."""
    with log.open("wb") as kept:
        child = start(check.command, output=subprocess.PIPE, folder=check.folder)
        try:
            _copy(child.stdout, kept)
        except BaseException:
            end(child)
            raise
        return finish(child)


def _copy(source: IO[bytes] | None, kept: IO[bytes]) -> None:
    while source is not None and (chunk := source.read1(65536)):  # type: ignore[attr-defined]
        kept.write(chunk)
        sys.stdout.buffer.write(chunk)
        sys.stdout.buffer.flush()


def _sum_up(outcomes: Sequence[Outcome], *, skipped: int) -> int:
    width = shutil.get_terminal_size().columns
    say("\n" + "─" * min(width, 60))
    for outcome in outcomes:
        sign = "failed" if outcome.status else "done"
        note = screen.seconds(outcome.seconds)
        if outcome.status:
            note += f"   {outcome.log}"
        say(screen.line(sign, outcome.check.title, note))
    failed = [outcome.check.name for outcome in outcomes if outcome.status]
    if failed:
        say(f"\n{len(failed)} of {len(outcomes)} checks failed. Again: ./sala test --only "
            + " ".join(failed))  # fmt: skip
    if skipped:
        say(f"{skipped} checks were not run.")
    for outcome in outcomes:
        if outcome.check.tests:
            say(f"\n{outcome.check.title}")
            for text in closing(outcome.log):
                say(text)
    return 1 if failed or skipped else 0


def closing(log: Path) -> list[str]:
    """Give pytest's own last words: its short summary, when there is one, and its last line."""
    lines = tail(log, lines=400)
    last = next((text for text in reversed(lines) if _RULE.match(text)), "")
    begins = [place for place, text in enumerate(lines) if "short test summary info" in text]
    listed = lines[begins[-1] + 1 : -1] if begins else []
    return [*listed, last or (lines[-1] if lines else "nothing was printed")]


class _Failed(Exception):
    """A check ended with a status other than 0."""
