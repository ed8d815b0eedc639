"""`./sala bench`: sets the peers up and runs the benchmarks, one after the other."""

from __future__ import annotations

from collections.abc import Sequence

from launcher import node_packages, python_packages, stamps, web_app
from launcher.places import BENCH_VENV, ROOT, environment
from launcher.processes import become, run
from launcher.screen import step
from launcher.trouble import Trouble

_PEERS = ROOT / "bench" / "peers"
"""An npm package of its own: what Sala is measured against is nothing that it uses."""


def bench(words: Sequence[str]) -> int:
    """Set up, then become the benchmark runner."""
    helping = not {"-h", "--help", "--list"}.isdisjoint(words)
    with stamps.alone():
        python = python_packages.bench()
        if not helping:
            python_packages.runtime()
            node_packages.have_node()
            web_app.have_web_app()
            _have_peers()
    become(
        [python, "-m", "bench", *words],
        extra={"PATH": environment(venv=BENCH_VENV)["PATH"]},
    )


def _have_peers() -> None:
    lock = _PEERS / "package-lock.json"
    if not lock.exists():
        return
    stamp = _PEERS / "node_modules" / ".sala.json"
    wanted = stamps.digest([lock])
    if stamps.read(stamp).get("lock") == wanted:
        return
    node = node_packages.node()
    if not node.exists():
        raise Trouble("Node is missing from the virtual environment.", "rm -r .venv, then again")
    with step("Node packages of the peers"):
        run(
            "npm-ci-peers",
            [
                node,
                node_packages.npm(),
                "ci",
                "--no-audit",
                "--no-fund",
                "--loglevel=error",
            ],
            folder=_PEERS,
            failing="The packages of the peers could not be installed.",
        )
    stamps.write(stamp, {"lock": wanted})
