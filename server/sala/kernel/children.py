"""Child processes that end with the process that started them, however that one ends."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path

# Linux kills the child when its parent dies, even by SIGKILL. A program of its own sets that and
# then becomes the child, because code run between fork and exec of a threaded process may hang.
_DIES_WITH_US = """
import ctypes, os, sys
if sys.platform == "linux":
    ctypes.CDLL(None).prctl(1, 9)
    if os.getppid() != int(sys.argv[1]):
        sys.exit(1)
os.execv(sys.argv[2], sys.argv[2:])
"""


def dying_with_us(command: Sequence[str | Path]) -> list[str]:
    """Give the command line that becomes another, and on Linux dies when this process does.

    The first word is the path of a program. Start it in a thread that lives as long as we do: the
    system takes the end of that thread for ours.
    """
    ours = [sys.executable, "-ISc", _DIES_WITH_US, str(os.getpid())]
    return [*ours, *(str(word) for word in command)]
