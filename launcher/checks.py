"""The checks of `./sala test`: what each is called, what it needs, what it runs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Flag, auto
from pathlib import Path

from launcher.node_packages import node, npm
from launcher.places import ROOT, SERVER, VENV, WEB, python_of


class Need(Flag):
    """What must be set up before a check can run."""

    PYTHON = auto()
    NODE = auto()
    WEB_APP = auto()
    PROGRAMS = auto()


@dataclass(frozen=True, kw_only=True)
class Check:
    """One line of the summary. `tests`: it is a pytest run, shown while it runs."""

    name: str
    title: str
    command: Sequence[str | Path]
    needs: Need
    folder: Path = ROOT
    tests: bool = False


_LINT_IMPORTS = "from importlinter.cli import lint_imports_command as lint; lint()"


def every_check(pytest_words: Sequence[str] = ()) -> list[Check]:
    """List the checks in the order they run: the quick ones first."""
    python = python_of(VENV)
    ours: tuple[str | Path, ...] = ("server", "launcher", "bench", "e2e", "sala")
    typed = [folder for folder in ("launcher", "bench") if any((ROOT / folder).glob("*.py"))]
    present = [part for part in ours if (ROOT / part).exists()]
    everything = Need.PYTHON | Need.NODE | Need.WEB_APP | Need.PROGRAMS

    def tool(name: str, title: str, *words: str | Path, folder: Path = SERVER) -> Check:
        return Check(
            name=name,
            title=title,
            command=[python, "-m", *words],
            needs=Need.PYTHON,
            folder=folder,
        )

    def script(name: str, title: str, *words: str) -> Check:
        return Check(name=name, title=title, command=[node(), npm(), *words], needs=_NODE)

    def pytest(name: str, title: str, folder: Path, *words: str) -> Check:
        return Check(
            name=name,
            title=title,
            command=[python, "-m", "pytest", *words, *pytest_words],
            needs=everything,
            folder=folder,
            tests=True,
        )

    return [
        tool("format", "ruff format", "ruff", "format", "--check", *present, folder=ROOT),
        tool("lint", "ruff", "ruff", "check", *present, folder=ROOT),
        Check(
            name="imports",
            title="import-linter",
            # Its module has no main of its own: `-m` would do nothing, and pass.
            command=[python, "-c", _LINT_IMPORTS, "--config", ".importlinter"],
            needs=Need.PYTHON,
            folder=SERVER,
        ),
        tool("unused", "vulture", "tests.house.unused"),
        tool("types", "mypy", "mypy", "sala"),
        tool("types-tools", "mypy: launcher, bench", "mypy", "--config-file",
             SERVER / "pyproject.toml", *typed, folder=ROOT),
        tool("contracts", "generated contracts", "sala", "contracts", "--check", folder=ROOT),
        script("prettier", "prettier", "run", "format:check"),
        script("web", "turbo: lint, types, tests", "exec", "--", "turbo", "run", "lint",
               "typecheck", "test"),
        script("unused-web", "knip", "run", "unused"),
        Check(
            name="size",
            title="sizes of the pages",
            command=[node(), WEB / "scripts" / "size" / "index.ts"],
            needs=_NODE | Need.WEB_APP,
        ),
        pytest("server", "pytest: server", SERVER),
        pytest("e2e", "pytest: browser", ROOT, "e2e"),
    ]  # fmt: skip


_NODE = Need.PYTHON | Need.NODE
