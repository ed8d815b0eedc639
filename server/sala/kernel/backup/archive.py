"""The archive's form: its header and its manifest, and what may not be in it."""

from __future__ import annotations

import os
import re
from typing import TypeVar

import msgspec

HEADER = "sala-backup.json"
MANIFEST = "manifest.json"
ROOT = "data/"
"""What every path of the data directory begins with in the archive."""

FORMAT = 1
"""Raised when an older Sala could not restore what a newer one writes."""

T = TypeVar("T")


class BackupError(RuntimeError):
    """A backup or a restoration that cannot be; the text says why and what to do."""


class Header(msgspec.Struct, frozen=True, kw_only=True):
    """The first entry. `at` is in ISO 8601, UTC; `version` is the Sala that wrote the archive."""

    format: int
    version: str
    at: str


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """The last entry: the SHA-256 of every file, and the target of every link, by path."""

    files: dict[str, str]
    links: dict[str, str]


def decode(data: bytes, kind: type[T], what: str) -> T:
    """Read a JSON entry, or say that the archive is damaged."""
    try:
        return msgspec.json.decode(data, type=kind)
    except msgspec.MsgspecError as error:
        msg = f"{what} is damaged: {error}"
        raise BackupError(msg) from error


def printable(path: str) -> str:
    """Give a path that JSON can hold, also when its name is no UTF-8."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def is_newer(version: str, than: str) -> bool:
    """Compare versions by their numbers: 0.10.0 is newer than 0.9.3, and than 0.10.0-rc.1 not."""
    return _numbers(version) > _numbers(than)


def _numbers(version: str) -> tuple[int, ...]:
    release = re.split(r"[-+]", version, maxsplit=1)[0]
    return tuple(int(part) for part in re.findall(r"\d+", release))
