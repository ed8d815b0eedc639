"""Programs that only the system's package manager has: a browser, a faster search, a sandbox."""

from __future__ import annotations

import os
import shlex
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from launcher.processes import run
from launcher.screen import step
from launcher.trouble import NO_NETWORK, Trouble

BROWSERS: Final = ("chromium", "chromium-browser", "google-chrome")
TEST_PROGRAMS: Final[Mapping[str, Sequence[str]]] = {
    "chromium": BROWSERS,
    "git": ("git",),
    "ripgrep": ("rg",),
    "bubblewrap": ("bwrap",),
}
"""Debian package → the commands any of which shows that it is there."""


def missing(programs: Mapping[str, Sequence[str]]) -> list[str]:
    """Name the packages of which no command is on the PATH."""
    return [
        package
        for package, commands in programs.items()
        if not any(shutil.which(command) for command in commands)
    ]


def install_command(packages: Sequence[str]) -> str:
    """Give the command a person types to install packages."""
    return f"sudo apt-get install {shlex.join(packages)}"


def have_test_programs() -> None:
    """Have what the tests drive: installed when we are root on Debian, else named in a Trouble."""
    absent = missing(TEST_PROGRAMS)
    if not absent:
        return
    if os.geteuid() != 0 or shutil.which("apt-get") is None:
        raise Trouble(f"The tests need {', '.join(absent)}.", install_command(absent))
    with step(f"Programs: {', '.join(absent)}"):
        quiet = {"DEBIAN_FRONTEND": "noninteractive"}
        if not any(Path("/var/lib/apt/lists").glob("*_Packages*")):
            run("apt-update", ["apt-get", "update", "-qq"], failing="apt-get update failed.",
                mend=NO_NETWORK, extra=quiet)  # fmt: skip
        command = [
            "apt-get",
            "install",
            "-y",
            "-qq",
            "--no-install-recommends",
            *absent,
        ]
        run("apt-install", command, failing=f"apt-get could not install {', '.join(absent)}.",
            mend=install_command(absent), extra=quiet)  # fmt: skip
