"""No update that is let in can break a replica, whatever its bytes."""

import random
import time

import pycrdt
import pytest

from sala.collab.domain.messages import step_2, update_message
from sala.collab.domain.replica import Replica
from sala.collab.domain.structs import inspect
from sala.collab.domain.updates import check, judge
from sala.collab.domain.varints import Malformed
from tests.collab.house import WORKSPACE
from tests.collab.waiting import eventually

CHILD_OF_A_LETTER = bytes([1, 1, 76, 0, 4, 0, 5, 0, 1, 122, 0])
"""Client 76 types `z` into the first letter of client 5, which is no parent."""
DEEP = b"\1\1\7\0\x08\1\7content\1" + bytes([117, 1]) * 200_000 + b"\x7e\0"
"""An array in an array in an array…: the parser would leave the stack."""
CROWDED = b"\x80\x80\xd2\x3f"
"""A hundred million clients: the parser would make room for them."""
PANIC = bytes([1, 1, 172, 2, 0, 177, 68, 5, 0, 1, 122, 0])


def letters(*clients: int) -> list[bytes]:
    """Give the updates of clients who typed one word each."""
    docs = [pycrdt.Doc(client_id=client) for client in clients]
    for doc in docs:
        doc.get("content", type=pycrdt.Text).insert(0, "word")
    return [doc.get_update() for doc in docs]


def conversation() -> list[bytes]:
    """Give the updates of three clients who type, delete, format and nest."""
    dice = random.Random(4)
    ada, bob = pycrdt.Doc(client_id=5), pycrdt.Doc(client_id=300)
    sent: list[bytes] = []
    for _ in range(40):
        for doc, other in ((ada, bob), (bob, ada)):
            text, before = doc.get("content", type=pycrdt.Text), doc.get_state()
            length = len(text)
            if length and dice.random() < 0.4:
                start = dice.randrange(length)
                del text[start : min(length, start + 3)]
            else:
                text.insert(dice.randrange(length + 1), "abc"[: dice.randrange(1, 4)])
            sent.append(doc.get_update(before))
            other.apply_update(sent[-1])
    ada.get("content", type=pycrdt.Text).format(0, 2, {"bold": True})
    nested = pycrdt.Doc(client_id=9)
    nested["map"] = pycrdt.Map({"a": 1, "b": pycrdt.Array([1, "x", pycrdt.Text("hi")])})
    return [*sent, ada.get_update(), nested.get_update()]


def mutated(dice: random.Random, seeds: list[bytes]) -> bytes:
    """Change one to four bytes of an update: replaced, flipped, put in, taken out."""
    data = bytearray(dice.choice(seeds))
    for _ in range(dice.randrange(1, 5)):
        at = dice.randrange(len(data))
        match dice.randrange(4):
            case 0:
                data[at] = dice.randrange(256)
            case 1:
                data[at] ^= 1 << dice.randrange(8)
            case 2:
                data.insert(at, dice.randrange(256))
            case _ if len(data) > 3:
                del data[at]
    return bytes(data)


def let_in(update: bytes, room: Replica) -> bytes | None:
    """Decide as a room does about an update of a peer's first message."""
    try:
        verdict = judge(update, vector=room.vector(), deleted=room.deleted, owners={}, member=None)
        news = verdict.update
        return news if news and (inspect(news) or room.accepts(news)) else None
    except Malformed:
        return None


@pytest.mark.parametrize("seed", range(4))
def test_what_is_let_in_can_be_taken_in(seed, capfd):
    dice, seeds = random.Random(seed), conversation()
    base = Replica()
    base.add([seeds[-2]])
    state = base.encode()
    end, admitted = time.monotonic() + 2, 0
    while time.monotonic() < end:
        room = Replica(state if dice.random() < 0.5 else b"\x00\x00")
        news = let_in(mutated(dice, seeds), room)
        if news is None:
            continue
        admitted += 1
        room.add([news])
        room.settle()
        room.text()
        assert not room.unusable
        assert not room.skipped
        pycrdt.merge_updates(state, news)
    assert admitted > 100
    capfd.readouterr()  # yrs prints its panics on copies


@pytest.mark.parametrize("update", [CHILD_OF_A_LETTER, PANIC], ids=["no parent", "a panic"])
def test_an_update_that_cannot_be_taken_in_is_refused_though_it_parses(update, capfd):
    check(update)
    room = Replica()
    room.add(letters(5, 300))
    assert let_in(update, room) is None
    assert room.text() == "wordword"
    capfd.readouterr()


@pytest.mark.parametrize("update", [DEEP, CROWDED], ids=["nested deep", "many clients"])
def test_what_would_end_the_process_never_reaches_the_parser(update):
    with pytest.raises(Malformed):
        judge(update, vector=b"\x00", deleted=dict, owners={}, member=None)


@pytest.mark.parametrize("update", [DEEP, CROWDED], ids=["nested deep", "many clients"])
async def test_the_server_survives(house, editors, room, root, update):
    (root / "a.txt").write_text("")
    await editors.open("ada", room("a.txt"))
    url = f"ws://127.0.0.1:{house.port}/collab/{WORKSPACE}/a.txt"
    for index, message in enumerate((update_message(update), step_2(update))):
        await editors("raw", id=f"eve{index}", url=url, token="eve")
        await editors("send", id=f"eve{index}", hex=message.hex())
        assert (await editors("ends", id=f"eve{index}"))["code"] == 4400
    await editors("insert", id="ada", at=0, text="still")
    await eventually(lambda: (root / "a.txt").read_text() == "still")


def test_a_log_that_holds_such_an_update_still_opens_without_it(capfd):
    good = letters(5, 300, 8)
    room = Replica()
    room.add([*good[:2], CHILD_OF_A_LETTER, PANIC, *good[2:]])
    expected = Replica()
    expected.add(good)
    assert room.text() == expected.text()
    assert room.skipped == 2
    capfd.readouterr()


async def test_such_an_update_closes_its_sender_alone(house, editors, room, root, capfd):
    (root / "a.txt").write_text("")
    await editors.open("ada", room("a.txt"), client=5)
    await editors("insert", id="ada", at=0, text="a")
    await editors.open("bob", room("a.txt"))
    await editors("reads", id="bob", text="a")
    url = f"ws://127.0.0.1:{house.port}/collab/{WORKSPACE}/a.txt"
    await editors("raw", id="eve", url=url, token="eve")
    await editors("send", id="eve", hex=update_message(CHILD_OF_A_LETTER).hex())
    assert (await editors("ends", id="eve"))["code"] == 4400
    await editors("insert", id="ada", at=1, text=" still")
    await editors("reads", id="bob", text="a still")
    capfd.readouterr()


async def test_a_keystroke_like_it_is_refused_too_once_the_client_is_known(
    house, editors, room, root
):
    (root / "a.txt").write_text("")
    await editors.open("ada", room("a.txt"), client=5)
    await editors("insert", id="ada", at=0, text="a")
    url = f"ws://127.0.0.1:{house.port}/collab/{WORKSPACE}/a.txt"
    await editors("raw", id="eve", url=url, token="eve")
    await editors("gets", id="eve", prefix="0000")
    first = bytes([1, 1, 76, 0, 4, 1, 7]) + b"content" + bytes([1, 122, 0])
    await editors("send", id="eve", hex=update_message(first).hex())
    await editors("contains", id="ada", text="z")
    second = bytes([1, 1, 76, 1, 4, 0, 5, 0, 1, 122, 0])
    await editors("send", id="eve", hex=update_message(second).hex())
    assert (await editors("ends", id="eve"))["code"] == 4400
