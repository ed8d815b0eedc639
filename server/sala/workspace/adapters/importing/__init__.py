"""Bringing a repository in from the network, without being led anywhere but where it says."""

from sala.workspace.adapters.importing.cloning import CloneLimits, clone

__all__ = ["CloneLimits", "clone"]
