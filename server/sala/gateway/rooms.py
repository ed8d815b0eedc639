"""The contexts by name, lowest first, and their contracts: known before any of them is built."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from importlib.metadata import PackageNotFoundError
from importlib.metadata import version as installed

from sala.kernel.transports.catalogue import Catalogue, read_contracts

CONTEXTS = ("identity", "workspace", "collab")


def version() -> str:
    """Give the version of this installation."""
    try:
        return installed("sala")
    except PackageNotFoundError:  # run from a checkout that is not installed
        return "0.1.0"


@cache
def catalogue() -> Catalogue:
    """Read every context's contract, whether or not the context runs in this process."""
    return read_contracts(import_module(f"sala.{name}.contract") for name in CONTEXTS)
