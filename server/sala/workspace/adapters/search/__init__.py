"""Searching by content: ripgrep where it is installed, Python in a process of its own otherwise."""

from sala.workspace.adapters.search.searching import SearchLimits, search
from sala.workspace.adapters.search.wanted import Wanted

__all__ = ["SearchLimits", "Wanted", "search"]
