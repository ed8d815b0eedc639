"""What other programs do to the files of open documents is seen by itself, soon, and once."""

import asyncio
import os
import resource
import shutil
from dataclasses import replace

from sala.collab.adapters.sqlite_documents import SqliteDocumentLog
from sala.collab.adapters.watching import FileWatch
from tests.collab.editors import Editors
from tests.collab.house import WORKSPACE, House
from tests.collab.waiting import eventually


async def test_a_file_written_by_another_program_shows_at_once(house, editors, room, root):
    (root / "a.txt").write_text("one\n")
    await editors.open("ada", room("a.txt"))
    await eventually(lambda: house.collab.watch.watching)
    for number in range(5):
        await asyncio.sleep(0.1)
        (root / "a.txt").write_text(f"one\n{number}\n")
        await editors("reads", id="ada", text=f"one\n{number}\n", within=1000)


async def test_a_file_replaced_in_one_step_shows(house, editors, room, root):
    (root / "deep" / "er").mkdir(parents=True)
    (root / "deep" / "er" / "a.txt").write_text("one\n")
    await editors.open("ada", room("deep/er/a.txt"))
    await eventually(lambda: house.collab.watch.watching)
    (root / "new").write_text("two\n")
    (root / "new").replace(root / "deep" / "er" / "a.txt")
    await editors("reads", id="ada", text="two\n", within=2000)


async def test_a_folder_taken_away_and_brought_back_is_watched_again(house, editors, room, root):
    (root / "sub").mkdir()
    (root / "sub" / "a.txt").write_text("one\n")
    await editors.open("ada", room("sub/a.txt"))
    await eventually(lambda: house.collab.watch.watching)
    await asyncio.sleep(0.1)
    shutil.rmtree(root / "sub")
    [opened] = house.rooms
    await eventually(lambda: opened.saver.detached)
    (root / "sub").mkdir()
    (root / "sub" / "a.txt").write_text("one\ntwo\n")
    await editors("reads", id="ada", text="one\ntwo\n", within=2000)
    (root / "sub" / "a.txt").write_text("one\ntwo\nthree\n")
    await editors("reads", id="ada", text="one\ntwo\nthree\n", within=2000)
    assert not opened.saver.detached


async def test_our_own_writes_cause_nothing(house, editors, room, root):
    (root / "a.txt").write_text("")
    await editors.open("ada", room("a.txt"))
    await asyncio.sleep(0.3)
    reads = house.folder.reads
    await editors("type", id="ada", at=0, text="some words", pause=30)
    await eventually(lambda: (root / "a.txt").read_text() == "some words")
    [opened] = house.rooms
    sequence = opened.room.sequence
    await asyncio.sleep(0.5)
    assert opened.room.sequence == sequence == 11
    assert house.folder.reads == reads, "a write of ours was read back"


async def test_the_watch_ends_with_the_last_document(house, editors, room, root):
    (root / "a.txt").write_text("one\n")
    await editors.open("ada", room("a.txt"))
    await eventually(lambda: house.collab.watch.watching)
    await editors("destroy", id="ada")
    await eventually(lambda: not house.collab.watch.watching)


async def test_thousands_of_other_files_are_not_looked_at(house, editors, room, root):
    (root / "a.txt").write_text("one\n")
    await editors.open("ada", room("a.txt"))
    await eventually(lambda: house.collab.watch.watching)
    await asyncio.sleep(0.3)
    reads = house.folder.reads
    for number in range(3000):
        (root / f"other{number}").write_text("x")
    (root / "a.txt").write_text("two\n")
    await editors("reads", id="ada", text="two\n", within=3000)
    assert house.folder.reads - reads < 60


async def test_a_file_that_changes_ten_times_a_second_ends_as_it_is(house, editors, room, root):
    (root / "a.log").write_text("")
    await editors.open("ada", room("a.log"))
    await eventually(lambda: house.collab.watch.watching)
    text = ""
    for number in range(20):
        text += f"line {number}\n"
        with (root / "a.log").open("a") as log:
            log.write(f"line {number}\n")
        await asyncio.sleep(0.1)
    await editors("reads", id="ada", text=text, within=2000)
    assert (root / "a.log").read_text() == text


async def test_a_file_emptied_before_it_is_written_never_shows_empty(house, editors, room, root):
    (root / "a.txt").write_text("kept\nold\n")
    await editors.open("ada", room("a.txt"))
    await eventually(lambda: house.collab.watch.watching)
    [opened] = house.rooms
    await asyncio.sleep(0.1)
    with (root / "a.txt").open("w") as slow:
        slow.flush()
        await asyncio.sleep(0.15)
        slow.write("kept\nnew\n")
    await editors("reads", id="ada", text="kept\nnew\n", within=2000)
    assert opened.room.sequence == 2


async def test_what_is_written_while_a_file_is_looked_at_for_the_last_time_shows(
    house, editors, room, root
):
    (root / "a.txt").write_text("one\n")
    await editors.open("ada", room("a.txt"))
    await eventually(lambda: house.collab.watch.watching)
    await asyncio.sleep(0.2)
    reads, house.folder.slow = house.folder.reads, 0.4
    (root / "a.txt").write_text("one\n")
    await eventually(lambda: house.folder.reads == reads + 3)
    (root / "a.txt").write_text("two\n")
    await editors("reads", id="ada", text="two\n", within=4000)


async def test_where_the_system_tells_nothing_files_are_polled(tmp_path, root, options, packages):
    log = SqliteDocumentLog(tmp_path / "polled.sqlite")
    house = House(root, log, replace(options, linger=60.0), watching="poll")
    await house.start()
    editors = Editors(f"ws://127.0.0.1:{house.port}/collab")
    await editors.start()
    try:
        (root / "a.txt").write_text("one\n")
        await editors.open("ada", f"{WORKSPACE}/a.txt")
        await asyncio.sleep(1.2)
        (root / "a.txt").write_text("two\n")
        await editors("reads", id="ada", text="two\n", within=4000)
    finally:
        await editors.stop()
        await house.stop()


async def test_a_system_with_nothing_left_to_tell_by_is_polled(root):
    (root / "a.txt").write_text("one")
    heard: list[dict[str, object]] = []
    watch = FileWatch()
    watch.on_change = heard.append
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    lowest = os.dup(0)
    os.close(lowest)
    # Nothing more can be opened from here on: neither can inotify.
    resource.setrlimit(resource.RLIMIT_NOFILE, (lowest, hard))
    try:
        watch.watch([(str(root), "a.txt")])
        await eventually(lambda: len(heard) > 0)
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    await asyncio.sleep(1.5)
    before = len(heard)
    (root / "a.txt").write_text("two, by somebody")
    await eventually(lambda: len(heard) > before)
    watch.stop()
    assert set(heard[-1]) == {f"{root}/a.txt"}


async def test_a_save_that_meets_a_file_emptied_to_be_written_anew_waits_for_what_is_written(
    house, editors, room, root
):
    """Believed, all text would be taken away, and what is written then would be as it was."""
    (root / "a.txt").write_text("one\ntwo\nthree\n")
    await editors.open("ada", room("a.txt"))
    await editors("insert", id="ada", at=0, text="typed\n")
    (root / "a.txt").write_text("")
    [opened] = house.rooms
    saving = asyncio.create_task(opened.saver.save())
    await asyncio.sleep(0.1)
    (root / "a.txt").write_text("one\ntwo\nthree\nfour\n")
    assert await saving
    await editors("reads", id="ada", text="typed\none\ntwo\nthree\nfour\n")
    assert (root / "a.txt").read_text() == "typed\none\ntwo\nthree\nfour\n"
