"""The power fails under a real server: what was never synced is gone, and no text comes twice."""

import asyncio
import random
import shutil
from contextlib import asynccontextmanager

import pytest

from bench.durability import power
from bench.durability.house import House
from bench.durability.power import Disk
from sala.gateway.drill.editor import Editor, meet
from sala.gateway.drill.rounds import read

pytestmark = pytest.mark.skipif(shutil.which("gcc") is None, reason="gcc is not installed")

CUTS = 3


def test_with_full_durability_no_acknowledged_edit_is_lost():
    counted = power.run("FULL", cuts=CUTS, seed=3)
    assert counted["acknowledged"] > 0
    assert (counted["lost"], counted["doubled"], counted["lost_in_the_end"]) == (0, 0, 0)


def test_with_normal_durability_text_that_reached_its_file_does_not_come_back_twice():
    """The log must not be older than the file: the file's text would come in as another's."""
    counted = power.run("NORMAL", cuts=CUTS, seed=3)
    assert (counted["doubled"], counted["lost_in_the_end"]) == (0, 0)
    assert counted["files_equal"] == counted["files"]


@asynccontextmanager
async def wired(tmp_path, *, size, **settings):
    """Run a server with one document of a size; give it, its disk, and an editor of it."""
    house = House(tmp_path, {"SALA_COLLAB_SYNCHRONOUS": "NORMAL", **settings})
    try:
        house.wait()
        house.prepare(rooms=1, size=size)
        house.end()
        disk = Disk(house, power.library(tmp_path), random.Random(1))
        disk.watch()
        await house.back()
        editor = Editor(house.url(0), house.token)
        await editor.connect()
        yield house, disk, editor
    finally:
        house.kill()
        house.log.close()


async def test_with_normal_durability_a_document_begun_before_a_cut_is_not_begun_again(tmp_path):
    """A second seed would be a second text: the editors still have the first."""
    async with wired(tmp_path, size=800) as (house, disk, editor):
        before = str(editor)
        assert len(before) == 800
        disk.cut(partly=False)
        await house.back()
        await editor.connect()
        await meet([editor])
        assert str(editor) == before
        assert await house.file_holds(0, before)


async def test_with_normal_durability_the_disk_has_a_text_soon_though_no_file_was_written(tmp_path):
    async with wired(tmp_path, size=0, SALA_COLLAB_WRITE_SECONDS="60") as (house, disk, editor):
        editor.edit(lambda: editor.text.insert(0, "typed in time"))
        await meet([editor])
        await asyncio.sleep(power.WINDOW)
        editor.hang_up()
        disk.cut(partly=False)
        await house.back()
        assert await read(house, 0) == "typed in time"
