"""Bad input closes the connection it came from with a code of its own, and nobody else notices."""

import dataclasses

import pycrdt
import pytest

from sala.collab.domain.messages import step_2, update_message
from sala.collab.domain.varints import write_varbytes, write_varuint
from tests.collab.house import WORKSPACE
from tests.collab.waiting import eventually


@pytest.fixture
def url(house):
    return lambda path="a.txt", query="": (
        f"ws://127.0.0.1:{house.port}/collab/{WORKSPACE}/{path}{query}"
    )


def written(text, client=77, after=None):
    """Give an update that appends a text under a client id, to nothing or to another's state."""
    doc = pycrdt.Doc(client_id=client)
    if after is not None:
        doc.apply_update(after)
    content = doc.get("content", type=pycrdt.Text)
    before = doc.get_state()
    content.insert(len(content), text)
    return doc.get_update(before)


async def test_a_reader_reads_and_sees_but_may_not_write(house, editors, room, root):
    (root / "a.txt").write_text("hello")
    await editors.open("ada", room("a.txt"))
    await editors.open("reader-rob", room("a.txt"))
    await editors("insert", id="ada", at=5, text=" world")
    await editors("reads", id="reader-rob", text="hello world")
    await editors("insert", id="reader-rob", at=0, text="graffiti ")
    await editors("closed", id="reader-rob", code=4403)
    await editors("reads", id="ada", text="hello world")
    await eventually(lambda: (root / "a.txt").read_text() == "hello world")


@pytest.mark.parametrize("message", [update_message, step_2], ids=["an update", "a step 2"])
async def test_a_readers_hand_written(house, editors, url, root, message):
    (root / "a.txt").write_text("hello")
    await editors("raw", id="r", url=url(), token="reader-rob")
    await editors("send", id="r", hex=message(written("graffiti")).hex())
    assert (await editors("ends", id="r"))["code"] == 4403
    await editors("raw", id="s", url=url(), token="ada")
    await editors("send", id="s", hex="00000100")
    [state] = (await editors("gets", id="s", prefix="0001"))["messages"]
    assert b"graffiti" not in bytes.fromhex(state)


@pytest.mark.parametrize("message", [update_message, step_2], ids=["an update", "a step 2"])
async def test_structs_under_anothers_client_id_are_refused_in(
    house, editors, url, room, root, message
):
    (root / "a.txt").write_text("hello")
    await editors.open("ada", room("a.txt"), client=77)
    await editors("insert", id="ada", at=0, text="mine ")
    await editors.open("bob", room("a.txt"))
    await editors("reads", id="bob", text="mine hello")
    await editors("raw", id="eve", url=url(), token="eve")
    await editors("send", id="eve", hex="00000100")
    [answer] = (await editors("gets", id="eve", prefix="0001"))["messages"]
    forged = written("forged", client=77, after=state_in(answer))
    await editors("send", id="eve", hex=message(forged).hex())
    assert (await editors("ends", id="eve"))["code"] == 4403
    await editors("insert", id="ada", at=0, text="still ")
    await editors("reads", id="bob", text="still mine hello")


def state_in(message):
    """Take the update out of a sync message given in hexadecimal."""
    data = bytes.fromhex(message)[2:]
    length = shift = used = 0
    while True:
        byte = data[used]
        length |= (byte & 127) << shift
        shift += 7
        used += 1
        if byte < 128:
            return data[used : used + length]


async def test_what_the_server_knows_already_may_come_back_from_anybody(
    house, editors, url, room, root
):
    (root / "a.txt").write_text("hello")
    await editors.open("ada", room("a.txt"), client=77)
    await editors("insert", id="ada", at=0, text="mine ")
    await editors("raw", id="bob", url=url(query="?ack=1"), token="bob")
    await editors("send", id="bob", hex="00000100")
    [answer] = (await editors("gets", id="bob", prefix="0001"))["messages"]
    state = state_in(answer)
    more = pycrdt.merge_updates(state, written(" and mine", client=78, after=state))
    await editors("send", id="bob", hex=step_2(more).hex())
    await editors("gets", id="bob", prefix="6401")
    await editors("reads", id="ada", text="mine hello and mine")


async def test_a_member_comes_back_with_edits_of_several_own_ids(house, editors, url, room, root):
    (root / "a.txt").write_text("")
    await editors.open("ada", room("a.txt"))
    both = pycrdt.merge_updates(written("one ", client=501), written("two ", client=502))
    await editors("raw", id="tabs", url=url(query="?ack=1"), token="bob")
    await editors("send", id="tabs", hex=step_2(both).hex())
    await editors("gets", id="tabs", prefix="6401")
    agreed = await editors("agree", ids=["ada"])
    assert sorted(agreed["text"].split()) == ["one", "two"]


MALFORMED = {
    "nothing": "",
    "an unknown message": "63",
    "a message of the old authentication": "0200",
    "a sync step that does not exist": "000900",
    "half a sync message": "00",
    "an update cut short": update_message(written("hello"))[:-3].hex(),
    "an update that lies about its length": "000205" + "01",
    "an update of random bytes": update_message(bytes(range(200, 240))).hex(),
    "an update with bytes after its length": update_message(written("x")).hex() + "00",
    "an update with a text that is not UTF-8": update_message(
        written("hello").replace(b"hello", b"h\xff\xfelo")
    ).hex(),
    "an update of a client larger than 53 bits": update_message(
        b"\x01\x01" + write_varuint((1 << 60) + 5) + b"\x00\x04\x01\x07content\x01h\x00"
    ).hex(),
    "a number without end": "0002" + "ff" * 12,
    "a state vector cut short": "00000305",
    "awareness that is not JSON": "01" + write_varbytes(b"\x01\x05\x01\x02{[").hex(),
    "awareness that is not an object": "01" + write_varbytes(b"\x01\x05\x01\x0242").hex(),
    "awareness cut short": "0105",
}


@pytest.mark.parametrize("what", MALFORMED)
async def test_one_connection_alone_is_closed_by(house, editors, url, room, root, what):
    (root / "a.txt").write_text("hello")
    await editors.open("ada", room("a.txt"))
    await editors.open("bob", room("a.txt"))
    await editors("raw", id="eve", url=url(), token="eve")
    await editors("send", id="eve", hex=MALFORMED[what])
    assert (await editors("ends", id="eve"))["code"] == 4400
    await editors("insert", id="ada", at=0, text="still ")
    await editors("reads", id="bob", text="still hello")


WIRE = {
    "an unmasked frame": ("820100", 1002),
    "a frame of an unknown kind": ("8380" + "00000000", 1002),
    "reserved bits": ("f28100000000" + "00", 1002),
    "a continuation of nothing": ("8081" + "00000000" + "00", 1002),
    "a control frame in parts": ("0980" + "00000000", 1002),
    "a length that nobody sends": ("82ff7fffffffffffffff" + "00000000", 1009),
}


@pytest.mark.parametrize("what", WIRE)
async def test_the_socket_protocol_is_enforced_against(house, editors, url, room, root, what):
    (root / "a.txt").write_text("hello")
    await editors.open("ada", room("a.txt"))
    await editors("raw", id="eve", url=url(), token="eve")
    bytes_, code = WIRE[what]
    await editors("wire", id="eve", hex=bytes_)
    assert (await editors("ends", id="eve"))["code"] == code
    await editors("insert", id="ada", at=0, text="still ")
    await eventually(lambda: (root / "a.txt").read_text() == "still hello")


async def test_a_text_message_is_refused(house, editors, url, root):
    (root / "a.txt").write_text("")
    await editors("raw", id="eve", url=url(), token="eve")
    await editors("send", id="eve", text="hello", binary=False)
    assert (await editors("ends", id="eve"))["code"] == 4400


async def test_a_message_in_fragments_is_put_together(house, editors, url, room, root):
    (root / "a.txt").write_text("")
    await editors.open("ada", room("a.txt"))
    await editors("raw", id="bob", url=url(), token="bob")
    message = update_message(written("in three parts")).hex()
    await editors("send", id="bob", hex=message[:10], fin=False)
    await editors("send", id="bob", hex=message[10:20], fin=False)
    await editors("send", id="bob", hex=message[20:], fin=True)
    await editors("reads", id="ada", text="in three parts")


class TestSizes:
    @pytest.fixture
    def options(self, options):
        return dataclasses.replace(options, largest_message=10_000, largest_awareness=500)

    async def test_a_message_over_the_limit_is_refused(self, house, editors, url, room, root):
        (root / "a.txt").write_text("")
        await editors.open("ada", room("a.txt"))
        await editors("insert", id="ada", at=0, text="x" * 11_000)
        await editors("closed", id="ada", code=4413)

    async def test_fragments_count_together(self, house, editors, url, root):
        (root / "a.txt").write_text("")
        await editors("raw", id="eve", url=url(), token="eve")
        await editors("send", id="eve", hex="0002" + "00" * 6000, fin=False)
        await editors("send", id="eve", hex="00" * 6000, fin=False)
        assert (await editors("ends", id="eve"))["code"] == 4413

    async def test_an_awareness_state_over_the_limit_is_refused(self, house, editors, room, root):
        (root / "a.txt").write_text("")
        await editors.open("ada", room("a.txt"))
        await editors("say", id="ada", state={"user": {"name": "A" * 600}})
        await editors("closed", id="ada", code=4423)


async def test_nobody_comes_in_without_a_session(house, editors, url, room, root):
    (root / "a.txt").write_text("secret")
    for token in ("", "stranger"):
        await editors("raw", id="eve", url=url(), token=token)
        assert (await editors("ends", id="eve"))["code"] == 4401
        assert (await editors("messages", id="eve"))["messages"] == []


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://127.0.0.1:1"])
async def test_pages_of_other_origins_are_refused_before_anything_is_accepted(
    house, editors, url, root, origin
):
    (root / "a.txt").write_text("secret")
    answer = await editors("raw", id="eve", url=url(), token="ada", origin=origin)
    assert answer["status"] == 403


async def test_our_own_page_is_let_in(house, editors, url, root):
    (root / "a.txt").write_text("")
    origin = f"http://127.0.0.1:{house.port}"
    answer = await editors("raw", id="ada", url=url(), token="ada", origin=origin)
    assert answer["status"] is None
    await editors("gets", id="ada", prefix="0000")


@pytest.mark.parametrize("path", ["missing.txt", "folder", "../a.txt", "a.txt/b", "%00"])
async def test_there_is_no_document_at(house, editors, url, root, path):
    (root / "a.txt").write_text("")
    (root / "folder").mkdir()
    address = url(path) if ".." not in path else url("%2e%2e%2fa.txt")
    await editors("raw", id="ada", url=address, token="ada")
    assert (await editors("ends", id="ada"))["code"] == 4404


@pytest.mark.parametrize("workspace", ["nonsense", "99999999-2222-4333-8444-555555555555"])
async def test_there_is_no_workspace(house, editors, workspace):
    for path in ("", "a.txt"):
        await editors(
            "raw",
            id="ada",
            url=f"ws://127.0.0.1:{house.port}/collab/{workspace}/{path}",
            token="ada",
        )
        assert (await editors("ends", id="ada"))["code"] == 4404


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"\x00\xff\xfe\x01", id="binary"),
        pytest.param(b"x" * 5_300_000, id="too large"),
    ],
)
async def test_what_is_not_short_text_is_not_edited(house, editors, url, root, data):
    (root / "a.bin").write_bytes(data)
    await editors("raw", id="ada", url=url("a.bin"), token="ada")
    assert (await editors("ends", id="ada"))["code"] == 4415


async def test_a_client_with_another_history_is_told_so(house, editors, url, root):
    (root / "a.txt").write_text("hello")
    await editors("raw", id="ada", url=url(query="?ack=1"), token="ada")
    [hello] = (await editors("gets", id="ada", prefix="65"))["messages"]
    document = bytes.fromhex(hello)[2:38].decode()
    for query, code in [
        (f"?ack=1&document={document}&epoch=2", 4409),
        ("?ack=1&document=00000000-0000-4000-8000-000000000000&epoch=1", 4409),
    ]:
        await editors("raw", id="eve", url=url(query=query), token="eve")
        assert (await editors("ends", id="eve"))["code"] == code
    await editors("raw", id="bob", url=url(query=f"?document={document}&epoch=1"), token="bob")
    await editors("gets", id="bob", prefix="0000")


async def test_the_document_message_says_who_may_write(house, editors, url, root):
    (root / "a.txt").write_text("hello")
    for token, writable in (("ada", "01"), ("reader-rob", "00")):
        await editors("raw", id=token, url=url(query="?ack=1"), token=token)
        [hello] = (await editors("gets", id=token, prefix="65"))["messages"]
        assert hello.endswith("01" + writable)  # epoch 1, then the right
