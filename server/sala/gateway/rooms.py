"""The contexts by name, lowest first, and their contracts: known before any of them is built."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import Any

from sala.kernel.messages import Message, context_of, wire_name
from sala.kernel.transports.catalogue import Catalogue, read_contracts

CONTEXTS = ("identity", "workspace", "collab")

_ANSWERED_BY = {"workspace.flush-documents": "collab"}
"""Messages that a higher context answers: the lower one states what it needs, and knows no more."""


def answering(message: type[Message[Any]]) -> str:
    """Name the context that answers a message."""
    return _ANSWERED_BY.get(wire_name(message)) or context_of(message)


@cache
def catalogue() -> Catalogue:
    """Read every context's contract, whether or not the context runs in this process."""
    return read_contracts(import_module(f"sala.{name}.contract") for name in CONTEXTS)
