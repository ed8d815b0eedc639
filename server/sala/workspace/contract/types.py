"""The words that workspace messages are made of: ids, names, paths and kinds."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, TypeAlias
from uuid import UUID

from msgspec import Meta

WorkspaceId: TypeAlias = UUID
WorkspaceName: TypeAlias = Annotated[str, Meta(min_length=1, max_length=80)]
Path: TypeAlias = Annotated[str, Meta(min_length=1, max_length=1024)]
"""A path inside the working tree: relative, `/` between parts, NFC as given."""
Folder: TypeAlias = Annotated[str, Meta(max_length=1024)]
"""As `Path`, or empty for the root."""
Revision: TypeAlias = Annotated[str, Meta(min_length=1, max_length=200)]
BranchName: TypeAlias = Annotated[str, Meta(min_length=1, max_length=200)]

TEXT_LIMIT = 5 * 1024 * 1024
"""Text larger than this many bytes is shown, not edited."""


class Origin(StrEnum):
    """Where a workspace came from."""

    EMPTY = "empty"
    SAMPLE = "sample"
    FOLDER = "folder"  # used in place
    GIT = "git"
    ARCHIVE = "archive"


class State(StrEnum):
    """Whether a workspace can be opened."""

    IMPORTING = "importing"
    READY = "ready"
    FAILED = "failed"
    ARCHIVED = "archived"


class Kind(StrEnum):
    """What an entry of the tree is."""

    FILE = "file"
    FOLDER = "folder"
    LINK = "link"
