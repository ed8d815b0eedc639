"""The server is killed under load, and not one acknowledged edit is missing afterwards."""

import asyncio
import os
import random
import signal
import sys
from pathlib import Path

import pytest

from tests.collab import editors as nodes
from tests.collab.house import WORKSPACE
from tests.collab.waiting import eventually

KILLS = 6


class Process:
    """The small server as a process of its own, always on the same port."""

    def __init__(self, root: Path, database: Path) -> None:
        self._root = root
        self._database = database
        self._process: asyncio.subprocess.Process | None = None
        self.port = 0

    async def start(self) -> None:
        server = Path(__file__).parents[2]
        self._process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "tests.collab.house",
            str(self._root),
            str(self._database),
            str(self.port),
            cwd=server,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
        )
        assert self._process.stdout is not None
        self.port = int(await asyncio.wait_for(self._process.stdout.readline(), 20))

    async def kill(self) -> None:
        assert self._process is not None
        os.kill(self._process.pid, signal.SIGKILL)
        await self._process.wait()

    async def stop(self) -> None:
        assert self._process is not None
        assert self._process.stdin is not None
        self._process.stdin.close()
        await asyncio.wait_for(self._process.wait(), 20)


@pytest.fixture
async def process(root, tmp_path):
    process = Process(root, tmp_path / "documents.sqlite")
    await process.start()
    yield process
    await process.stop()


async def test_every_acknowledged_edit_survives_kills_under_load(process, packages, root):
    """Three editors type words of their own; what one was told is durable is never lost.

    Their y-websocket clients come back by themselves and send what was not stored; so in the end
    each word is there exactly once, in the document and in the file.
    """
    (root / "a.txt").write_text("\n")
    names = ["ada", "bob", "eve"]
    everyone = nodes.Editors(f"ws://127.0.0.1:{process.port}/collab")
    await everyone.start()
    dice = random.Random(7)
    try:
        for name in names:
            await everyone.open(name, f"{WORKSPACE}/a.txt")
        written: list[str] = []
        for round_ in range(KILLS):
            words = {name: f"<{name}{round_}>" * 5 for name in names}
            written.extend(words.values())
            typing = [
                asyncio.create_task(everyone("type", id=name, at=0, text=words[name], pause=3))
                for name in names
            ]
            await asyncio.sleep(dice.uniform(0.02, 0.25))
            await process.kill()
            await process.start()
            await asyncio.gather(*typing)
        agreed = await everyone("agree", ids=names, within=20_000)
        everything = "".join(written)
        assert sorted(agreed["text"].strip("\n")) == sorted(everything)
        await eventually(lambda: (root / "a.txt").read_text() == agreed["text"])
    finally:
        await everyone.stop()


async def test_an_acknowledgement_names_what_is_durable(process, packages, root):
    """A client that sends nothing again: what was acknowledged before the kill is in the file."""
    (root / "a.txt").write_text("")
    lost = nodes.Editors(f"ws://127.0.0.1:{process.port}/collab")
    await lost.start()
    try:
        for round_ in range(KILLS):
            answer = await lost(
                "storm",
                id=f"storm{round_}",
                url=f"ws://127.0.0.1:{process.port}/collab/{WORKSPACE}/a.txt?ack=1",
                token="ada",
                word=f"[{round_}]",
            )
            assert answer == {}
            await asyncio.sleep(0.15)
            await process.kill()
            acknowledged = (await lost("acknowledged", id=f"storm{round_}"))["count"]
            assert acknowledged > 0
            await process.start()
            await lost.open(f"reader{round_}", f"{WORKSPACE}/a.txt")
            text = (await lost("text", id=f"reader{round_}"))["text"]
            assert text.count(f"[{round_}]") >= acknowledged
            await eventually(lambda text=text: (root / "a.txt").read_text() == text)
            await lost("destroy", id=f"reader{round_}")
    finally:
        await lost.stop()


async def test_text_that_never_reached_the_disk_is_written_at_the_next_start(
    process, packages, root
):
    (root / "a.txt").write_text("before")
    ada = nodes.Editors(f"ws://127.0.0.1:{process.port}/collab")
    await ada.start()
    try:
        await ada.open("ada", f"{WORKSPACE}/a.txt")
        await ada.open("bob", f"{WORKSPACE}/a.txt")
        await ada("insert", id="ada", at=0, text="typed ")
        await ada("reads", id="bob", text="typed before")  # so it is durable
        await process.kill()
    finally:
        await ada.stop()
    (root / "a.txt").write_text("before, and changed meanwhile")
    await process.start()  # nobody opens the document
    await eventually(lambda: (root / "a.txt").read_text() == "typed before, and changed meanwhile")


async def test_who_goes_to_the_end_in_the_middle_of_a_word_splits_it_and_nothing_is_lost(
    process, packages, root
):
    """Not found as a word is not lost: both went on after the same letter while cut off."""
    (root / "a.txt").write_text("")
    everyone = nodes.Editors(f"ws://127.0.0.1:{process.port}/collab")
    await everyone.start()
    try:
        await everyone.open("ada", f"{WORKSPACE}/a.txt", client=2)
        await everyone.open("bob", f"{WORKSPACE}/a.txt", client=1)
        await everyone("type", id="ada", at=-1, text="an")
        await everyone("reads", id="bob", text="an")
        await process.kill()
        await everyone("type", id="ada", at=-1, text="ong005")
        await everyone("type", id="bob", at=-1, text="boon004")
        await process.start()
        for name in ("ada", "bob"):
            await everyone("reads", id=name, text="anboon004ong005")
        await eventually(lambda: (root / "a.txt").read_text() == "anboon004ong005")
    finally:
        await everyone.stop()


async def test_words_typed_at_one_place_by_two_lose_no_letter_when_the_server_dies(
    process, packages, root
):
    """Both go to the end for every word, so words are split: each author's letters are counted."""
    (root / "a.txt").write_text("")
    everyone = nodes.Editors(f"ws://127.0.0.1:{process.port}/collab")
    await everyone.start()
    dice = random.Random(3)
    words = {"ada": "abcdefgh", "bob": "ABCDEFGH"}

    async def write(name: str) -> None:
        for _ in range(8):
            await everyone("type", id=name, at=-1, text=words[name], pause=2)

    try:
        for name in words:
            await everyone.open(name, f"{WORKSPACE}/a.txt")
        for round_ in range(1, KILLS + 1):
            typing = asyncio.gather(*map(write, words))
            await asyncio.sleep(dice.uniform(0.02, 0.15))
            await process.kill()
            await process.start()
            await typing
            agreed = (await everyone("agree", ids=list(words), within=20_000))["text"]
            for word in words.values():
                letters = "".join(one for one in agreed if one in word)
                assert sorted(letters) == sorted(word * 8 * round_), agreed
        await eventually(lambda: (root / "a.txt").read_text() == agreed)
    finally:
        await everyone.stop()
