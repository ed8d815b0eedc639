"""An import-linter contract: a context is taken whole, by its contract, or by its wiring.

Contexts are whatever lies beside the kernel and the gateway, so a new one is covered unasked.
"""

from typing import Any

import grimp
from importlinter import Contract, ContractCheck, output

_ROOT = "sala"


class WholeContexts(Contract):
    """Refuses every import into a context, but of its contract, or by the gateway of its wiring."""

    def check(self, graph: grimp.ImportGraph, verbose: bool) -> ContractCheck:  # noqa: FBT001
        faults = sorted(
            f"{importer} -> {imported}"
            for importer in graph.modules
            for imported in graph.find_modules_directly_imported_by(importer)
            if not _may(importer, imported)
        )
        return ContractCheck(kept=not faults, metadata={"faults": faults})

    def render_broken_contract(self, check: ContractCheck) -> None:
        faults: list[Any] = check.metadata["faults"]
        for fault in faults:
            output.print_error(fault)


def _may(importer: str, imported: str) -> bool:
    ours, theirs = _context(importer), _context(imported)
    if theirs is None or ours == theirs:
        return True
    if imported == f"{_ROOT}.{theirs}.contract":
        return True
    return ours == "gateway" and imported == f"{_ROOT}.{theirs}.wiring"


def _context(module: str) -> str | None:
    """Name the part of Sala a module lies in; for what is imported, None unless a context."""
    parts = module.split(".")
    if parts[0] != _ROOT or len(parts) == 1 or parts[1] == "kernel":
        return None
    # The command line is a door of the gateway.
    return "gateway" if parts[1] == "__main__" else parts[1]
