"""A worker: answers requests about repositories on its standard input until it is closed.

Frames are a length of four bytes (big endian) and MessagePack. An answer is a pair: a refusal or
nothing, and the value.
"""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, BinaryIO

import msgspec

from sala.kernel.refusals import OutOfSpace, Refusal
from sala.workspace.adapters.git import (
    asks,
    branches,
    changes,
    checkouts,
    commits,
    files,
    history,
    renames,
    starting,
)
from sala.workspace.adapters.git.opening import isolate
from sala.workspace.adapters.tree.system import NO_ROOM

ANSWERS: Mapping[type[asks.Ask[Any]], Callable[[Any], object]] = MappingProxyType(
    {
        asks.ReadStatus: changes.read_status,
        asks.ReadMarks: changes.read_marks,
        asks.ReadDiff: changes.read_diff,
        asks.FindRenames: renames.find_renames,
        asks.SeeCheckout: checkouts.see_checkout,
        asks.ReadLog: history.read_log,
        asks.ReadBranches: branches.read_branches,
        asks.FindFiles: files.find_files,
        asks.ListFiles: files.list_files,
        asks.StartRepository: starting.start_repository,
        asks.Commit: commits.commit,
        asks.StartBranch: branches.start_branch,
        asks.SwitchTo: branches.switch_to,
        asks.CheckOutClone: starting.check_out_clone,
    }
)


def main(given: BinaryIO, answered: BinaryIO) -> None:
    """Answer one request after another; return when the input ends."""
    isolate()
    decode = msgspec.msgpack.Decoder(asks.AnyAsk).decode
    encode = msgspec.msgpack.Encoder().encode
    while head := given.read(4):
        ask = decode(given.read(int.from_bytes(head, "big")))
        reply = encode(_answer(ask))
        answered.write(len(reply).to_bytes(4, "big"))
        answered.write(reply)
        answered.flush()


def _answer(ask: asks.Ask[Any]) -> tuple[asks.Refused | None, object]:
    try:
        return None, ANSWERS[type(ask)](ask)
    except Refusal as refusal:
        return asks.Refused(name=type(refusal).__name__, detail=refusal.detail), None
    except OSError as error:
        if error.errno in NO_ROOM:
            return asks.Refused(name=OutOfSpace.__name__, detail="The disk is full."), None
        return asks.Refused(name="GitFailed", detail=f"The system says: {error.strerror}."), None


if __name__ == "__main__":
    # Ctrl-C in a terminal reaches the whole group; the process that asked closes us in its time.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    main(sys.stdin.buffer, sys.stdout.buffer)
