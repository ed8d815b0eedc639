"""How much an archive may take: bytes, entries, time, and bytes out for each byte in."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass

from sala.workspace.contract import ArchiveNotAllowed

_MB = 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Limits of one import. Sizes are in bytes; `ratio` counts from `ratio_after` bytes on."""

    unpacked: int = 2_000_000_000
    entries: int = 200_000
    seconds: float = 600.0
    ratio: int = 100
    ratio_after: int = 32 * _MB


class Budget:
    """What is left of the limits while one archive of `packed` bytes unpacks."""

    def __init__(self, limits: Limits, packed: int) -> None:
        self._limits = limits
        self._packed = max(packed, 1)
        self._until = time.monotonic() + limits.seconds
        self._entries = 0
        self._written = 0
        self._inflated = 0
        self.given_up = threading.Event()
        """Set by whoever waits no longer: the thread that unpacks stops at its next step."""

    def entry(self) -> None:
        """Count an entry."""
        self._entries += 1
        if self._entries > self._limits.entries:
            raise ArchiveNotAllowed(f"The archive holds more than {self._limits.entries} entries.")
        self._check_time()

    def write(self, size: int) -> None:
        """Count bytes written to files."""
        self._written += size
        self._check(self._written)

    def inflate(self, size: int) -> None:
        """Count bytes that came out of a decompressor, headers and padding among them."""
        self._inflated += size
        self._check(self._inflated - self._entries * 4096)

    def _check(self, size: int) -> None:
        if size > self._limits.unpacked:
            limit = self._limits.unpacked // _MB
            raise ArchiveNotAllowed(f"Unpacked, the archive is larger than {limit} MB.")
        if size > self._limits.ratio_after and size > self._packed * self._limits.ratio:
            raise ArchiveNotAllowed(
                f"The archive explodes: it grows to more than {self._limits.ratio} times its size."
            )
        self._check_time()

    def _check_time(self) -> None:
        if self.given_up.is_set() or time.monotonic() > self._until:
            raise ArchiveNotAllowed(
                f"The archive was not unpacked within {self._limits.seconds:.0f} seconds."
            )
