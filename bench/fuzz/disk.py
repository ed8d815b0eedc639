"""Files that change ten times a second, are replaced while they are read, and cannot be written."""

from __future__ import annotations

import asyncio
import os
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable, Coroutine, Sequence
from functools import partial
from pathlib import Path
from typing import TypeVar

from bench.durability.house import House
from sala.gateway.drill.editor import Editor, meet

SECONDS = 15.0
_WITHIN = 20.0
_SIZE = 400_000
_READS = 40
_ODD = "a\0b\u202ec\u2066d\u200be\u202af"
"""A NUL, and characters that turn the direction of writing or have no sign."""

Kind = TypeVar("Kind", bound=House)


class Small(House):
    """The server in a mount namespace of its own: nobody else sees it, and it ends with it."""

    def command(self) -> Sequence[str | Path]:
        """Become the server in such a namespace."""
        return ["unshare", "-m", *super().command()]

    def shrink(self) -> None:
        """Put the working tree on a file system of a megabyte, with the files it has."""
        tree = self.tree
        self.within(
            "sh", "-c", f"cp -a {tree} {tree}.kept && mount -t tmpfs -o size=1m tmpfs {tree}"
        )
        self.within("sh", "-c", f"cp -a {tree}.kept/. {tree}/ && rm -r {tree}.kept")

    def within(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Run a command where the server sees its files."""
        return subprocess.run(
            ["nsenter", "-t", str(self.pid), "-m", *words],
            capture_output=True, text=True, check=True,
        )  # fmt: skip

    @property
    def tree(self) -> Path:
        """Where the working tree is."""
        return self.file(0).parent


def changing(*, seconds: float = SECONDS) -> dict[str, object]:
    """Rewrite a file ten times a second while somebody types in it; replace others as they open.

    Then type what has no sign.
    """
    return _in_a_house(House, lambda house: _changing(house, seconds))


def unwritable() -> dict[str, object]:
    """Type while the file system is read-only, and while it is full; then make it well again."""
    if os.geteuid() != 0 or subprocess.run(["unshare", "-m", "true"], check=False).returncode:
        return {"skipped": "this user may not make a mount namespace here", "met": True}
    return _in_a_house(Small, _unwritable)


def _in_a_house(
    kind: type[Kind], attempt: Callable[[Kind], Coroutine[None, None, dict[str, object]]]
) -> dict[str, object]:
    # The server is killed: what it started may still hold a file for a moment.
    with tempfile.TemporaryDirectory(prefix="sala-bench-", ignore_cleanup_errors=True) as folder:
        house = kind(Path(folder))
        try:
            house.wait()
            house.prepare(rooms=3, size=0)
            return asyncio.run(attempt(house))
        finally:
            house.kill()
            house.log.close()


async def _changing(house: House, seconds: float) -> dict[str, object]:
    ada, bob = [Editor(house.url(0), house.token) for _ in range(2)]
    await asyncio.gather(ada.connect(), bob.connect())
    file, typed, changes = house.file(0), 0, 0
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        changes += 1
        lines = file.read_text().split("\n")
        disk = [line for line in lines if not line.startswith("disk")] + [f"disk {changes}"]
        fresh = file.with_name("fresh")
        fresh.write_text("\n".join(disk))
        fresh.replace(file)
        if changes % 3 == 0:
            typed += 1
            ada.edit(partial(ada.text.insert, 0, f"typed {typed};\n"))
        await asyncio.sleep(0.1)
    await meet([ada, bob])
    await asyncio.sleep(3)
    await meet([ada, bob])
    same = await house.file_holds(0, str(bob), within=_WITHIN)
    lost = sum(f"typed {number};" not in str(bob) for number in range(1, typed + 1))
    torn, opened = await _replaced_while_read(house)
    shown, saved, again = await _odd(house)
    return {
        "seconds": seconds,
        "changes_on_disk": changes,
        "typed_beside": typed,
        "typed_lost": lost,
        "last_change_is_in": f"disk {changes}" in str(bob),
        "file_equals_document": same,
        "opened_while_replaced": opened,
        "torn": torn,
        "odd_characters_reach_others": shown,
        "a_nul_is_not_written": saved,
        "written_again_without_it": again,
        "met": same and not lost and not torn and shown and saved and again,
    }


async def _replaced_while_read(house: House) -> tuple[int, int]:
    """Open files while another program replaces each again and again, whole, by another."""
    root, torn = house.file(0).parent, 0
    for number in range(_READS):
        file = root / f"swap{number}"
        file.write_text("a" * _SIZE)
        over = threading.Event()

        def swap(file: Path = file, over: threading.Event = over) -> None:
            turn = 0
            while not over.is_set():
                turn += 1
                fresh = file.with_name("swap.new")
                fresh.write_text("ab"[turn % 2] * _SIZE)
                fresh.replace(file)

        swapping = threading.Thread(target=swap)
        swapping.start()
        reader = Editor(house.url(0).removesuffix("r0") + f"swap{number}", house.token)
        await reader.connect()
        text = str(reader)
        over.set()
        swapping.join()
        torn += text not in ("a" * _SIZE, "b" * _SIZE)
        reader.hang_up()
    return torn, _READS


async def _odd(house: House) -> tuple[bool, bool, bool]:
    ada, bob = [Editor(house.url(1), house.token) for _ in range(2)]
    await asyncio.gather(ada.connect(), bob.connect())
    ada.edit(lambda: ada.text.insert(0, "well "))
    await house.file_holds(1, "well ")
    ada.edit(lambda: ada.text.insert(5, _ODD))
    await meet([ada, bob])
    await asyncio.sleep(3)
    unwritten = house.file(1).read_text() == "well "

    def without_nul() -> None:
        del ada.text[6:7]

    ada.edit(without_nul)
    await meet([ada, bob])
    shown = str(bob) == "well " + _ODD.replace("\0", "")
    return shown, unwritten, await house.file_holds(1, str(bob), within=_WITHIN)


async def _unwritable(house: Small) -> dict[str, object]:
    ada, bob = [Editor(house.url(0), house.token) for _ in range(2)]
    await asyncio.gather(ada.connect(), bob.connect())
    ada.edit(lambda: ada.text.insert(0, "before "))
    await meet([ada, bob])
    await _holds(house, str(bob))
    house.shrink()
    tree = str(house.tree)
    found: dict[str, object] = {}
    for name, break_it, mend in (
        ("read_only", ["mount", "-o", "remount,ro", tree], ["mount", "-o", "remount,rw", tree]),
        (
            "full",
            ["sh", "-c", f"dd if=/dev/zero of={house.tree}/filler bs=1k 2>/dev/null; true"],
            ["rm", f"{house.tree}/filler"],
        ),
    ):
        house.within(*break_it)
        before = str(bob)
        ada.edit(lambda: ada.text.insert(0, "x" * 50_000))
        await meet([ada, bob])
        await asyncio.sleep(2)
        kept = house.within("cat", f"{house.tree}/r0").stdout == before
        house.within(*mend)
        found[f"{name}_file_left_as_it_was"] = kept
        found[f"{name}_written_afterwards"] = await _holds(house, str(bob))
    cut_off = sum(editor.connections - 1 for editor in (ada, bob))
    return {**found, "editors_cut_off": cut_off, "met": all(found.values()) and not cut_off}


async def _holds(house: Small, text: str) -> bool:
    """Tell whether the file comes to hold a text, where the server sees it."""
    end = time.monotonic() + _WITHIN + 20
    while house.within("cat", f"{house.tree}/r0").stdout != text:
        if time.monotonic() > end:
            return False
        await asyncio.sleep(0.2)
    return True
