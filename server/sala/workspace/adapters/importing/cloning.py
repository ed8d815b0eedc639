"""Cloning with git itself: pinned to checked addresses, bounded, and obeying no configuration."""

from __future__ import annotations

import asyncio
import os
import re
import shutil
import signal
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from sala.kernel.refusals import OutOfSpace
from sala.workspace.adapters.importing.addresses import Remote, read_remote
from sala.workspace.adapters.importing.probing import find_repository
from sala.workspace.contract import GitFailed

_MB = 1024 * 1024
_LOOK_SECONDS = 0.3
_PROGRESS = re.compile(rb"(?:^|[\r\n])(?:remote: )?([A-Z][a-z]+(?: [a-z]+)?): +(\d{1,3})% ")
_WORDS = 2000  # bytes of git's own words that are kept


@dataclass(frozen=True, slots=True, kw_only=True)
class CloneLimits:
    """How much a clone may take. `internal` allows hosts of this machine's own network."""

    size: int
    seconds: float
    internal: bool = False


Told = Callable[[str, int], None]
"""Hears git's word for the stage, and how much of the stage is done, of a hundred."""


def _nobody(stage: str, percent: int) -> None:
    """Hear nothing."""


async def clone(url: str, into: Path, limits: CloneLimits, told: Told = _nobody) -> None:
    """Clone a repository into a folder that does not exist yet, with nothing checked out.

    Raises AddressNotAllowed, NotARepository, GitFailed or OutOfSpace and leaves nothing behind;
    a caller that is cancelled leaves nothing behind either.
    """
    remote, addresses = await find_repository(read_remote(url), internal=limits.internal)
    try:
        await _run(remote, addresses, into, limits, told)
    except BaseException:
        await asyncio.to_thread(shutil.rmtree, into, ignore_errors=True)
        raise


async def _run(
    remote: Remote, addresses: list[str], into: Path, limits: CloneLimits, told: Told
) -> None:
    process = await asyncio.create_subprocess_exec(
        "git",
        "clone",
        "--progress",
        "--no-checkout",
        "--no-recurse-submodules",
        "--template=",
        "--",
        remote.url,
        str(into),
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.PIPE,
        env=_environment(remote, addresses),
        start_new_session=True,
    )
    try:
        async with asyncio.timeout(limits.seconds):
            words = await _watched(process, into, limits, told)
    except TimeoutError as error:
        raise GitFailed(f"The clone took longer than {limits.seconds:.0f} s.") from error
    finally:
        if process.returncode is None:
            # git's own helpers are in its group, and would go on without it.
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            await process.wait()
    if process.returncode:
        if b"No space left on device" in words:
            raise OutOfSpace("The disk is full. The import was given up, nothing else was touched.")
        raise GitFailed(f"git says: {_cleaned(words, remote)}")


async def _watched(
    process: asyncio.subprocess.Process, into: Path, limits: CloneLimits, told: Told
) -> bytes:
    """Wait for the end while the folder grows; give what git said last."""
    assert process.stderr is not None  # noqa: S101 - asked for above
    words = asyncio.create_task(_last_words(process.stderr, told))
    try:
        while not words.done():
            await asyncio.wait({words}, timeout=_LOOK_SECONDS)
            size = await asyncio.to_thread(_size, into)
            if size > limits.size:
                raise GitFailed(f"The repository is larger than {limits.size // _MB} MB.")
        await process.wait()
        return await words
    finally:
        words.cancel()


async def _last_words(stream: asyncio.StreamReader, told: Told) -> bytes:
    kept = b""
    while chunk := await stream.read(4096):
        kept = (kept + chunk)[-_WORDS:]
        said = _PROGRESS.findall(kept)
        if said:
            stage, percent = said[-1]
            told(stage.decode(), int(percent))
    return kept


def _size(folder: Path) -> int:
    total = 0
    for where, _, names in os.walk(folder):
        for name in names:
            with suppress(FileNotFoundError):  # git renames its packs as it goes
                total += os.lstat(os.path.join(where, name)).st_size  # noqa: PTH118 - hot
    return total


def _environment(remote: Remote, addresses: list[str]) -> dict[str, str]:
    """Give git nothing of ours but the path, and its settings where `ps` does not show them."""
    pinned = f"{remote.host}:{remote.port}:{','.join(addresses)}"
    settings = {
        "http.curloptResolve": pinned,
        "http.followRedirects": "false",
        "http.lowSpeedLimit": "1000",
        "http.lowSpeedTime": "60",
        "core.hooksPath": os.devnull,
        "credential.helper": "",
        "protocol.allow": "never",
        f"protocol.{remote.scheme}.allow": "always",
    }
    if remote.authorization:
        settings["http.extraHeader"] = f"Authorization: {remote.authorization}"
    environment = {
        "PATH": os.pathsep.join(os.get_exec_path()),
        "HOME": os.devnull,
        "LC_ALL": "C.UTF-8",
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_TERMINAL_PROMPT": "0",
        "GIT_ASKPASS": "true",
        "GIT_CONFIG_COUNT": str(len(settings)),
    }
    for number, (key, value) in enumerate(settings.items()):
        environment[f"GIT_CONFIG_KEY_{number}"] = key
        environment[f"GIT_CONFIG_VALUE_{number}"] = value
    return environment


def _cleaned(words: bytes, remote: Remote) -> str:
    lines = [line.strip() for line in words.decode(errors="replace").splitlines() if line.strip()]
    said = next((line for line in reversed(lines) if line.startswith(("fatal:", "error:"))), "")
    return said.removeprefix("fatal:").removeprefix("error:").strip() or (
        f"it could not clone from “{remote.host}”."
    )
