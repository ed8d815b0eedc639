"""Somebody who does not read is sent nothing more, then everything that was missed at once."""

import asyncio
import dataclasses

import msgspec
import pytest

from sala.collab.domain.messages import Notice
from tests.collab.house import WORKSPACE
from tests.collab.waiting import eventually


@pytest.fixture
def options(options):
    return dataclasses.replace(options, ping_every=60)  # a ping would end it before


@pytest.fixture
def url(house):
    return f"ws://127.0.0.1:{house.port}/collab/{WORKSPACE}/a.txt"


async def paused(house):
    [opened] = house.rooms
    return [peer for peer in opened.room.peers if peer.behind is not None]


async def flood(house, editors, times=60):
    """Type until the slow one's buffers are full, here and in the kernel."""
    for _ in range(times):
        await editors("insert", id="ada", at=0, text="x" * 200_000)
        await editors("delete", id="ada", at=0, length=190_000)
        if await paused(house):
            return
    pytest.fail("the slow reader was never noticed")


async def test_a_slow_reader_is_caught_up_with_one_update(house, editors, room, root, url):
    (root / "a.txt").write_text("")
    await editors.open("ada", room("a.txt"))
    await editors.open("slow", room("a.txt"))
    await editors("stall", id="slow")
    await flood(house, editors)
    for number in range(200):
        await editors("insert", id="ada", at=0, text=f"<{number}>")
    await editors("unstall", id="slow")
    await editors("contains", id="slow", text="<199>")
    await editors("agree", ids=["ada", "slow"])


async def test_others_do_not_notice_a_slow_reader(house, editors, room, root, url):
    (root / "a.txt").write_text("")
    await editors.open("ada", room("a.txt"))
    await editors.open("bob", room("a.txt"))
    await editors.open("slow", room("a.txt"))
    await editors("stall", id="slow")
    await flood(house, editors)
    await editors("insert", id="ada", at=0, text="on time ")
    await editors("contains", id="bob", text="on time", within=2000)
    await editors("unstall", id="slow")


class TestDraining:
    @pytest.fixture
    def options(self, options):
        return dataclasses.replace(options, drain_within=0.5, ping_every=0.3)

    async def test_who_never_reads_is_let_go(self, house, editors, room, root, url):
        (root / "a.txt").write_text("")
        await editors.open("ada", room("a.txt"))
        await editors.open("slow", room("a.txt"))
        await editors("stall", id="slow")
        await flood(house, editors)
        await eventually(lambda: len(next(iter(house.rooms)).room.peers) == 1)


async def test_asking_again_and_again_without_reading_is_not_answered_each_time(
    house, editors, room, root, url
):
    (root / "a.txt").write_text("x" * 2_000_000)
    await editors("raw", id="slow", url=url, token="slow")
    await editors("stop_reading", id="slow")
    for _ in range(50):
        await editors("send", id="slow", hex="00000100")
    await eventually(lambda: bool([p for one in house.rooms for p in one.room.peers if p.asked]))
    await asyncio.sleep(0.2)
    [socket] = house.collab.sockets
    waiting = socket._transport.underlying_transport.get_write_buffer_size()
    assert waiting < 5_000_000
    await editors("go_on", id="slow")
    await editors("gets", id="slow", prefix="0001", count=2)


@pytest.fixture
async def reads_nothing(house, editors, root, url):
    """Give what waits to be sent to somebody who asked for a long text and does not read."""
    (root / "a.txt").write_text("x" * 4_000_000)
    await editors("raw", id="slow", url=f"{url}?ack=1", token="slow")
    await editors("stop_reading", id="slow")
    [socket] = house.collab.sockets
    for _ in range(10):  # more than the kernel holds
        await editors("send", id="slow", hex="00000100")
    await eventually(lambda: socket.behind is not None)
    return socket._transport.underlying_transport.get_write_buffer_size


async def test_of_the_pings_of_who_does_not_read_the_last_is_answered_when_it_reads(
    house, editors, reads_nothing
):
    before = reads_nothing()
    pings = b"".join(b"\x89\x84" + bytes(4) + b"%04d" % number for number in range(2_000))
    await editors("wire", id="slow", hex=pings.hex())
    [socket] = house.collab.sockets
    await editors("send", id="slow", hex="0001020000")
    await eventually(lambda: socket.durable == 1)  # all before was heard too
    assert reads_nothing() <= before
    await editors("go_on", id="slow")
    [pong] = (await editors("gets", id="slow", prefix="pong"))["messages"]
    assert pong == "pong 1999"


async def test_what_is_safe_of_who_does_not_read_is_said_when_it_reads(
    house, editors, reads_nothing
):
    before = reads_nothing()
    [socket] = house.collab.sockets
    for number in range(100):
        await editors("send", id="slow", hex="0001020000")
        await eventually(lambda count=number + 1: socket.durable == count)
    assert reads_nothing() <= before
    await editors("go_on", id="slow")
    told = (await editors("gets", id="slow", prefix="64"))["messages"]
    assert len(told) < 10  # each time it can read again
    assert {bytes.fromhex(one)[1] for one in told} == {100}


async def test_of_what_was_told_meanwhile_the_last_of_a_kind_is_said_when_it_reads(
    house, editors, reads_nothing
):
    before = reads_nothing()
    [opened] = house.rooms
    lines = list(range(10_000))
    for number in range(100):
        opened.room.notify(Notice(code="both_changed", text=f"{number}", lines=lines))
        opened.room.notify(Notice(code="moved", text=f"{number}", was="a.txt"))
    assert reads_nothing() <= before
    await editors("go_on", id="slow")
    told = (await editors("gets", id="slow", prefix="66", count=2))["messages"]
    read = [bytes.fromhex(one).partition(b"{")[2] for one in told]
    said = [msgspec.json.decode(b"{" + one, type=Notice) for one in read]
    assert [(one.code, one.text) for one in said] == [("both_changed", "99"), ("moved", "99")]
