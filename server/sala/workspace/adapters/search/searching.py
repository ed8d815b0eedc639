"""Runs a search in processes that are given up on when they take too long."""

from __future__ import annotations

import asyncio
import os
import stat
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import AsyncGenerator, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import msgspec

import sala
from sala.workspace.adapters.search import ripgrep
from sala.workspace.adapters.search.scanning import Scan
from sala.workspace.adapters.search.wanted import Wanted
from sala.workspace.contract import MatchView, PatternNotValid, SearchView

_ARGUMENTS = 100_000  # characters of paths in one command line
_LINE = 64 * 1024 * 1024
_FAILED = 2  # ripgrep's status for a pattern it cannot read, and for files it could not


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchLimits:
    """How long a search may take, and the largest file it reads."""

    seconds: float = 10.0
    file_size: int = 10 * 1024 * 1024


_LIMITS = SearchLimits()


async def search(
    root: str,
    files: Sequence[str],
    wanted: Wanted,
    *,
    limit: int,
    program: str | None,
    limits: SearchLimits = _LIMITS,
) -> SearchView:
    """Search files of a working tree, in order of path, for lines that match.

    `program` is where ripgrep is; None searches with Python. Raises PatternNotValid. A search that
    ends at a limit answers with what it found.
    """
    wanted.pattern()
    ordinary = await asyncio.to_thread(_ordinary, root, files, limits.file_size)
    found: list[MatchView] = []
    complete = True
    try:
        async with asyncio.timeout(limits.seconds):
            matches = (
                _rg(program, root, ordinary, wanted)
                if program
                else _py(root, ordinary, wanted, limits.file_size)
            )
            async for match in matches:
                if len(found) == limit:
                    complete = False
                    break
                found.append(match)
            await matches.aclose()
    except TimeoutError:
        complete = False
    return SearchView(matches=found, files=len({match.path for match in found}), complete=complete)


def _ordinary(root: str, files: Sequence[str], largest: int) -> list[str]:
    """Leave out links, which may lead outside, and what is not short."""
    kept = []
    inside: dict[str, bool] = {"": True}
    for path in files:
        with suppress(OSError):  # gone since it was listed
            if not _is_inside(root, path.rpartition("/")[0], inside):
                continue
            entry = os.lstat(os.path.join(root, path))  # noqa: PTH118 - thousands of them
            if stat.S_ISREG(entry.st_mode) and entry.st_size <= largest:
                kept.append(path)
    return kept


def _is_inside(root: str, folder: str, known: dict[str, bool]) -> bool:
    """Tell whether no step of a folder's path is a link; remember it for the next file."""
    if folder not in known:
        above = folder.rpartition("/")[0]
        mode = os.lstat(os.path.join(root, folder)).st_mode  # noqa: PTH118
        known[folder] = stat.S_ISDIR(mode) and _is_inside(root, above, known)
    return known[folder]


async def _rg(
    program: str, root: str, files: Sequence[str], wanted: Wanted
) -> AsyncGenerator[MatchView, None]:
    for portion in _portions(files):
        process = await asyncio.create_subprocess_exec(
            program,
            *ripgrep.arguments(wanted),
            *(f"./{path}" for path in portion),
            cwd=root,
            stdin=DEVNULL,
            stdout=PIPE,
            stderr=PIPE,
            limit=_LINE,
            env={"PATH": os.pathsep.join(os.get_exec_path()), "LC_ALL": "C.UTF-8"},
        )
        reader = ripgrep.Reader()
        try:
            async for line in _lines(process):
                for match in reader.read(line):
                    yield match
            if await process.wait() == _FAILED:
                await _explain(process)
        finally:
            await _end(process)


async def _explain(process: Process) -> None:
    """Raise for a pattern that ripgrep cannot read; a file it could not read is no reason to."""
    assert process.stderr is not None  # noqa: S101 - asked for
    words = (await process.stderr.read()).decode(errors="replace")
    if "regex" in words:
        reason = words.strip().splitlines()[-1].removeprefix("error:").strip()
        raise PatternNotValid(f"The regular expression cannot be used: {reason}.")


async def _py(
    root: str, files: Sequence[str], wanted: Wanted, largest: int
) -> AsyncGenerator[MatchView, None]:
    scan = Scan(root=root, files=list(files), wanted=wanted, largest=largest)
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-P",  # whatever folder Sala was started in, no module is taken from there
        "-m",
        "sala.workspace.adapters.search.scanning",
        stdin=PIPE,
        stdout=PIPE,
        stderr=DEVNULL,
        limit=_LINE,
        cwd="/",
        env={"PYTHONPATH": str(Path(sala.__file__).parents[1])},
    )
    assert process.stdin is not None  # noqa: S101 - asked for
    read = msgspec.json.Decoder(MatchView)
    try:
        process.stdin.write(msgspec.json.encode(scan))
        await process.stdin.drain()
        process.stdin.close()
        async for line in _lines(process):
            yield read.decode(line)
    finally:
        await _end(process)


async def _lines(process: Process) -> AsyncGenerator[bytes, None]:
    assert process.stdout is not None  # noqa: S101 - asked for
    while line := await process.stdout.readline():
        yield line


async def _end(process: Process) -> None:
    if process.returncode is None:
        with suppress(ProcessLookupError):
            process.kill()
        await process.wait()


def _portions(files: Sequence[str]) -> Iterator[list[str]]:
    portion: list[str] = []
    size = 0
    for path in files:
        if size > _ARGUMENTS:
            yield portion
            portion, size = [], 0
        portion.append(path)
        size += len(path) + 3
    if portion:
        yield portion
