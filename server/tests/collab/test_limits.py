"""What people never do and scripts do: the connection that is too much ends, with its own code."""

import asyncio
import dataclasses
import time

import pycrdt
import pytest

from bench.fuzz.raw import Raw, frame
from sala.collab.domain.awareness import Awareness, Excess, write_states
from sala.gateway.drill import wire
from tests.collab.house import WORKSPACE
from tests.collab.waiting import eventually

BINARY = 2


@pytest.fixture
async def come(house):
    """Open raw sockets at a document, or at the workspace for an empty path."""
    came: list[Raw] = []

    async def come(token="eve", path="a.txt"):
        raw = await Raw.open(house.port, f"/collab/{WORKSPACE}/{path}?ack=1", token)
        came.append(raw)
        return raw

    yield come
    for raw in came:
        raw.hang_up()
    await asyncio.gather(*(raw.writer.wait_closed() for raw in came), return_exceptions=True)
    await asyncio.sleep(0.05)  # the server hears of it


def typed(doc, text, at=None):
    """Type into a document; give the frame that says so."""
    content, before = doc.get("content", type=pycrdt.Text), doc.get_state()
    content.insert(len(content) if at is None else at, text)
    return frame(BINARY, wire.message(wire.UPDATE, doc.get_update(before)))


def present(*clients, clock=1, state=b"{}"):
    return frame(BINARY, write_states([(client, clock, state) for client in clients]))


class TestTooMuchToSend:
    @pytest.fixture
    def options(self, options):
        return dataclasses.replace(
            options,
            frames_per_second=100,
            frames_at_once=1000,
            bytes_per_second=100_000,
            bytes_at_once=1_000_000,
            awareness_per_second=20,
            awareness_at_once=100,
        )

    async def test_a_flood_of_updates_ends_its_connection_alone(
        self, house, editors, come, room, root
    ):
        (root / "a.txt").write_text("")
        await editors.open("ada", room("a.txt"))
        await editors.open("bob", room("a.txt"))
        eve, doc = await come(), pycrdt.Doc()
        for _ in range(1200):
            eve.send(typed(doc, "x"))
        assert await eve.outcome() == "4422"
        await editors("insert", id="ada", at=0, text="on time ")
        await editors("contains", id="bob", text="on time ", within=2000)
        text = (await editors("agree", ids=["ada", "bob"]))["text"]
        assert 990 <= text.count("x") < 1200
        await eventually(lambda: (root / "a.txt").read_text() == text)

    async def test_asking_for_the_whole_document_again_and_again(self, come, root):
        (root / "a.txt").write_text("x" * 100_000)
        eve = await come()
        for _ in range(15):
            eve.send(frame(BINARY, wire.message(wire.STEP_1, b"\0")))
        assert await eve.outcome() == "4422"

    async def test_pings_count_too(self, come, root):
        (root / "a.txt").write_text("")
        eve = await come()
        for _ in range(1200):
            eve.send(frame(9, b""))
        assert await eve.outcome() == "4422"

    async def test_who_stays_within_the_rate_is_never_refused(self, come, root):
        (root / "a.txt").write_text("")
        ada, doc = await come("ada"), pycrdt.Doc()
        for _ in range(1000):
            ada.send(typed(doc, "x"))
        for _ in range(20):
            await asyncio.sleep(0.02)
            ada.send(typed(doc, "y"))
        assert await ada.lives() == "taken"

    async def test_too_many_bytes_end_a_connection(self, house, editors, come, room, root):
        (root / "a.txt").write_text("")
        await editors.open("ada", room("a.txt"))
        eve, doc = await come(), pycrdt.Doc()
        for _ in range(4):
            eve.send(typed(doc, "x" * 300_000))
        assert await eve.outcome() == "4422"
        await editors("insert", id="ada", at=0, text="still")
        await eventually(lambda: (root / "a.txt").read_text().startswith("still"))

    async def test_bytes_of_fragments_count(self, come, root):
        (root / "a.txt").write_text("")
        eve = await come()
        eve.send(frame(BINARY, b"\0\2", end=False))
        for _ in range(9):
            eve.send(frame(0, bytes(200_000), end=False))
        assert await eve.outcome() == "4422"

    async def test_an_awareness_flood_ends_its_connection_alone(
        self, house, editors, come, room, root
    ):
        (root / "a.txt").write_text("")
        await editors.open("ada", room("a.txt"))
        await editors.open("bob", room("a.txt"))
        eve = await come()
        for clock in range(1, 200):
            eve.send(present(7, clock=clock))
        assert await eve.outcome() == "4423"
        await editors("insert", id="ada", at=0, text="still")
        await editors("reads", id="bob", text="still")

    async def test_a_flood_of_presence_in_the_workspace_too(self, come):
        eve = await come(path="")
        for clock in range(1, 200):
            eve.send(present(7, clock=clock))
        assert await eve.outcome() == "4423"


async def test_one_connection_has_a_few_states_and_no_more(editors, come, room, root):
    (root / "a.txt").write_text("")
    await editors.open("ada", room("a.txt"))
    eve = await come()
    eve.send(present(*range(1, 9)))
    assert await eve.lives() == "taken"
    eve.send(present(9))
    assert await eve.outcome() == "4423"


@pytest.mark.parametrize(
    "message",
    [
        pytest.param(write_states([(n, 1, b"{}") for n in range(5000)]), id="many states"),
        pytest.param(write_states([(1, 1, b'{"a":"%s"}' % (b"x" * 17_000))]), id="a large one"),
    ],
)
async def test_too_much_in_one_awareness_message(come, root, message):
    (root / "a.txt").write_text("")
    eve = await come()
    eve.send(frame(BINARY, message))
    assert await eve.outcome() == "4423"


async def test_what_others_said_may_be_repeated_however_much_it_is():
    here = Awareness()
    others = [(number, 1, b'{"name":"%s"}' % (b"x" * 500)) for number in range(100)]
    for one in others:
        here.hear(f"peer {one[0]}", "member", [one])
    assert not here.hear("newcomer", "another", others) or here.changes()
    with pytest.raises(Excess):
        here.hear("newcomer", "another", [(n, 1, b"{}") for n in range(1000, 1009)])


async def test_awareness_that_comes_fast_leaves_together(house, editors, come, room, root):
    (root / "a.txt").write_text("")
    ada, bob = await come("ada"), await come("bob")
    begun = time.monotonic()
    for clock in range(1, 301):
        ada.send(present(7, clock=clock, state=b'{"at":%d}' % clock))
        if clock % 10 == 0:
            await asyncio.sleep(0.005)
    heard = 0
    while True:
        _, payload = await asyncio.wait_for(bob.receive(), 5)
        heard += payload[:1] == b"\1"
        if b'"at":300' in payload:
            break
    assert heard <= (time.monotonic() - begun) / 0.03 + 2


class TestTooManyConnections:
    @pytest.fixture
    def options(self, options):
        few = {"connections_per_address": 40, "connections_per_member": 15}
        return dataclasses.replace(options, **few, ping_every=60)  # nobody here answers a ping

    async def test_a_member_opens_some_and_another_is_let_in(self, editors, come, room, root):
        (root / "a.txt").write_text("")
        opened = [await come("eve") for _ in range(15)]
        assert await (await come("eve.2")).outcome() == "4421"
        await editors.open("ada", room("a.txt"))
        opened.pop().hang_up()
        await asyncio.sleep(0.1)
        assert await (await come("eve")).lives() == "taken"

    async def test_an_address_opens_some_and_those_inside_do_not_notice(
        self, house, editors, come, room, root
    ):
        (root / "a.txt").write_text("")
        await editors.open("ada", room("a.txt"))
        await editors.open("bob", room("a.txt"))
        came = await asyncio.gather(*(come(f"eve{number // 10}") for number in range(75)))
        assert len(house.collab.sockets) == 40
        outcomes = await asyncio.gather(*(one.outcome(within=0.5) for one in came))
        assert outcomes.count("4420") == 75 - 38
        await editors("insert", id="ada", at=0, text="on time")
        await editors("reads", id="bob", text="on time", within=2000)

    async def test_whoever_comes_again_and_again_is_told_to_wait(self, come, root):
        (root / "a.txt").write_text("")
        statuses = []
        for _ in range(100):
            one = await come("stranger")
            statuses.append(one.status)
            one.hang_up()
        assert statuses[:80] == [101] * 80
        assert statuses.count(429) >= 15

    async def test_what_was_refused_leaves_nothing_behind(self, house, come, root):
        (root / "a.txt").write_text("")
        for one in [await come(f"eve{number}") for number in range(60)]:
            one.hang_up()
        await eventually(lambda: len(house.collab.sockets) == 0)
        await eventually(lambda: house.collab.sockets.refused == 0)
        assert not house.collab.sockets._addresses
        assert not house.collab.sockets._members


class TestLargeText:
    @pytest.fixture
    def options(self, options):
        return dataclasses.replace(options, largest_text=10_000)

    async def test_a_document_that_is_full_takes_no_more_and_gives_room_again(
        self, house, editors, room, root
    ):
        (root / "a.txt").write_text("x" * 9_000)
        await editors.open("ada", room("a.txt"))
        await editors.open("bob", room("a.txt"))
        await editors("insert", id="ada", at=0, text="y" * 900)
        await editors("contains", id="bob", text="y" * 900)
        await editors("insert", id="ada", at=0, text="z" * 500)
        await editors("closed", id="ada", code=4414)
        await editors("disconnect", id="ada")
        await editors("delete", id="bob", at=0, length=900)
        await editors("insert", id="bob", at=0, text="still")
        await eventually(lambda: (root / "a.txt").read_text() == "still" + "x" * 9_000)

    async def test_letters_one_by_one_fill_it_too(self, house, editors, room, root):
        (root / "a.txt").write_text("x" * 9_900)
        await editors.open("ada", room("a.txt"))
        await editors("type", id="ada", at=-1, text="y" * 200)
        await editors("closed", id="ada", code=4414)
        await editors("disconnect", id="ada")
        await eventually(lambda: len((root / "a.txt").read_text()) > 9_900)
        assert len((root / "a.txt").read_text()) <= 10_000

    async def test_a_whole_text_may_be_replaced_by_another(self, house, editors, come, room, root):
        (root / "a.txt").write_text("x" * 9_000)
        await editors.open("bob", room("a.txt"))
        ada, doc = await come("ada"), pycrdt.Doc()
        ada.send(frame(BINARY, wire.message(wire.STEP_1, b"\0")))
        while True:
            _, payload = await ada.receive()
            if payload.startswith(wire.STEP_2):
                doc.apply_update(wire.body_of(payload))
                break
        content, before = doc.get("content", type=pycrdt.Text), doc.get_state()
        with doc.transaction():
            content.clear()
            content += "y" * 9_500
        ada.send(frame(BINARY, wire.message(wire.UPDATE, doc.get_update(before))))
        assert await ada.lives() == "taken"
        await editors("reads", id="bob", text="y" * 9_500)


async def test_few_updates_may_wait_for_what_never_comes(house, editors, come, room, root):
    (root / "a.txt").write_text("")
    await editors.open("ada", room("a.txt"))
    outcomes = []
    for number in range(24):
        eve = await come(f"eve{number}")
        client = wire.number(1000 + number)
        nobody = b"\x01\x01" + client + b"\x00\x84" + wire.number(99_999) + b"\x05\x01z\x00"
        eve.send(frame(BINARY, wire.message(wire.UPDATE, nobody)))
        outcomes.append(await eve.lives())
        next(iter(house.rooms)).room.replica.settle()
    assert outcomes == ["taken"] * 16 + ["4400"] * 8
    await editors("insert", id="ada", at=0, text="still")
    await eventually(lambda: (root / "a.txt").read_text() == "still")
    assert next(iter(house.rooms)).room.replica.stuck == 16
