"""`./sala bench`: sets the peers up and runs the benchmarks, one after the other."""

from __future__ import annotations

from collections.abc import Sequence

from launcher import node_packages, python_packages, stamps, web_app
from launcher.places import BENCH_VENV, ROOT, environment
from launcher.processes import become

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
            if (_PEERS / "package-lock.json").exists():
                node_packages.have_packages(_PEERS)
    become(
        [python, "-m", "bench", *words],
        extra={"PATH": environment(venv=BENCH_VENV)["PATH"]},
    )
