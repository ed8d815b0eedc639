"""What the process asks of its system: enough open files, and memory that goes back when it can."""

from __future__ import annotations

import ctypes
import gc
import resource

_MMAP_THRESHOLD = -3  # glibc's numbers, from malloc.h
_ARENA_MAX = -8
_LARGE = 1 << 20
_ARENAS = 2

_COLLECT_AFTER = 5_000


def prepare() -> None:
    """Allow as many open files as this user may have, and give large blocks back when freed.

    glibc learns from a freed block of 19 MB, as a password's hash needs, to keep the next ones:
    one for each thread that ever hashed.
    """
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft != hard:
        resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    adjust = getattr(ctypes.CDLL(None), "mallopt", None)
    if adjust is not None:
        adjust(_MMAP_THRESHOLD, _LARGE)
        adjust(_ARENA_MAX, _ARENAS)


def settle() -> None:
    """Take what lives as long as the process out of the search for cycles, and search less often.

    Keystrokes make no cycles, yet each search they bring about walks over everything that lives.
    What starting needed and nothing needs any more goes back to the system.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(_COLLECT_AFTER, 20, 50)
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim is not None:
        trim(0)
