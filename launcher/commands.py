"""The commands of `./sala`: which there are, what each takes, and what it does."""

from __future__ import annotations

import argparse
import shutil
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from launcher import (
    brief,
    debian_packages,
    measuring,
    node_packages,
    processes,
    python_packages,
    screen,
    stamps,
    testing,
    web_app,
    wheel,
)
from launcher.places import ROOT, SERVER, VENV, python_of
from launcher.processes import Interrupted, become
from launcher.trouble import Trouble

_USAGE = """Sala, from a checkout.

  ./sala up [FOLDER]        set up what is missing, start everything, print the address
  ./sala test [--only …]    every check and every test; words after -- go to pytest
  ./sala bench [NAME …]     measure, beside peers; results in bench/results/
  ./sala drill              hurt a scratch server while people type; count what is lost
  ./sala doctor             what is present, missing, degraded, and what mends it
  ./sala serve --only …     start some contexts
  ./sala call NAME …        send one message
  ./sala backup FILE        save a whole installation, also while people edit
  ./sala restore FILE       put it back
  ./sala brief              the parts of the brief, and the tests that prove them
  ./sala contracts          generate OpenAPI and TypeScript from the messages
  ./sala wheel              build a wheel with the web app inside
  ./sala setup              set up for development, start nothing

Every command says more with --help.
"""


def main(words: Sequence[str]) -> int:
    """Carry out one command; give the exit status."""
    processes.watch_signals()
    try:
        return _dispatch(words)
    except Trouble as trouble:
        screen.complain(str(trouble))
        return 1
    except Interrupted as interrupted:
        return interrupted.code
    finally:
        processes.end_all()


def _dispatch(words: Sequence[str]) -> int:
    verb, rest = (words[0], list(words[1:])) if words else ("--help", [])
    if verb in {"-h", "--help", "help"}:
        screen.say(_USAGE.rstrip())
        return 0
    command = _COMMANDS.get(verb)
    if command is None:
        screen.complain(f"There is no command called {verb}.")
        screen.say(_USAGE.rstrip())
        return 2
    return command(rest)


def _server(verb: str) -> Callable[[list[str]], int]:
    """Give a command that the server itself carries out, once its packages are there."""

    def command(words: list[str]) -> int:
        if verb in {"up", "serve"} and not _asks_for_help(words):
            _have(web=True)
        else:
            _have(web=False)
        become([python_of(VENV), "-m", "sala", verb, *words])

    return command


def _asks_for_help(words: Sequence[str]) -> bool:
    return not {"-h", "--help"}.isdisjoint(words)


def _have(*, web: bool) -> None:
    if web and shutil.which("git") is None:
        raise Trouble("git is not installed, and every workspace is a git repository.",
                      debian_packages.install_command(["git"]))  # fmt: skip
    with stamps.alone():
        python_packages.runtime()
        if web:
            node_packages.have_node()
            web_app.have_web_app()


def _test(words: list[str]) -> int:
    own, pytest_words = _split(words)
    parser = argparse.ArgumentParser(prog="./sala test", description="Every check and every test.")
    parser.add_argument("--only", nargs="+", default=[], metavar="NAME", action="extend")
    parser.add_argument("--fail-fast", action="store_true", help="stop after the first failure")
    parser.add_argument("--list", action="store_true", help="name the checks and stop")
    chosen = parser.parse_args(own)
    if chosen.list:
        for line in testing.listed():
            screen.say(line)
        return 0
    return testing.test(chosen.only, pytest_words, fail_fast=chosen.fail_fast)


def _split(words: list[str]) -> tuple[list[str], list[str]]:
    """Part our own words from those after `--`."""
    place = words.index("--") if "--" in words else len(words)
    return words[:place], words[place + 1 :]


def _bench(words: list[str]) -> int:
    return measuring.bench(words)


def _wheel(words: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="./sala wheel", description="Build a wheel of Sala.")
    parser.add_argument("--to", default=str(ROOT / "dist"), metavar="FOLDER")
    screen.say(f"\n{wheel.build(parser.parse_args(words).to)}")
    return 0


def _setup(words: list[str]) -> int:
    argparse.ArgumentParser(prog="./sala setup").parse_args(words)
    with stamps.alone():
        python_packages.development()
        node_packages.have_packages()
        web_app.have_web_app()
    if absent := debian_packages.missing(debian_packages.TEST_PROGRAMS):
        screen.say(f"For the tests also: {debian_packages.install_command(absent)}")
    return 0


def _doctor(words: list[str]) -> int:
    """Examine with the Python at hand: the doctor must answer where nothing is installed."""
    interpreter = python_of(VENV) if python_of(VENV).exists() else Path(sys.executable)
    become(
        [interpreter, "-m", "sala.gateway.doctor", "--checkout", *words],
        extra={"PYTHONPATH": str(SERVER)},
    )


def _brief(words: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="./sala brief", description="The brief, row by row.")
    parser.add_argument("--json", action="store_true", help="for a program")
    screen.say(brief.table(as_json=parser.parse_args(words).json))
    return 0


_OF_THE_SERVER = ("up", "serve", "call", "drill", "backup", "restore", "contracts")
_COMMANDS: dict[str, Callable[[list[str]], int]] = {
    **{verb: _server(verb) for verb in _OF_THE_SERVER},
    "test": _test,
    "bench": _bench,
    "doctor": _doctor,
    "brief": _brief,
    "wheel": _wheel,
    "setup": _setup,
}
