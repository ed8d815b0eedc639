"""What a document's history knows of a member who was removed: an id that leads to nobody."""

from uuid import uuid4

import aiohttp
import pycrdt

from sala.collab.domain.messages import ACKNOWLEDGEMENT
from sala.collab.domain.varints import write_varbytes, write_varuint
from tests.gateway.houses import PASSWORD, running

NAME, MAIL = "Zuleika Dobson", "zuleika@judas.example"
CONTEXTS = ("identity", "workspace", "collab")


async def send(session, sala, message, /, **fields):
    async with session.post(f"{sala.url}/api/{message}", json=fields) as answer:
        assert answer.status == 200, await answer.text()
        return await answer.json(content_type=None)


def typed(text):
    doc = pycrdt.Doc(client_id=77)
    doc.get("content", type=pycrdt.Text).insert(0, text)
    return b"\x00\x02" + write_varbytes(doc.get_update())


def present(name):
    """Say who is there, as editors do: one client, its first clock, its state."""
    state = b'{"user":{"name":"' + name.encode() + b'"}}'
    entry = write_varuint(1) + write_varuint(77) + write_varuint(1) + write_varbytes(state)
    return b"\x01" + write_varbytes(entry)


async def write(session, sala, workspace, text):
    """Type at the beginning of the document, until the server has it for good."""
    async with session.ws_connect(f"{sala.url}/collab/{workspace}/README.md?ack=1") as socket:
        await socket.send_bytes(present(NAME))
        await socket.send_bytes(typed(text))
        async for message in socket:
            if message.data.startswith(ACKNOWLEDGEMENT):
                return


async def test_the_history_forgets_a_member_with_identity_and_keeps_the_text(tmp_path):
    async with (
        running(tmp_path, only=CONTEXTS) as sala,
        aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)) as session,
    ):
        await sala.claim()
        workspace, member = str(uuid4()), str(uuid4())
        await sala.send("workspace.create-workspace", workspace=workspace, name="Pavilion")
        invited = await sala.send("identity.invite", invitation=str(uuid4()), role="editor")
        await send(
            session, sala, "identity.join",
            token=invited["token"], member=member, name=NAME, email=MAIL, password=PASSWORD,
        )  # fmt: skip
        await write(session, sala, workspace, "She wrote this.\n")
        where = {"workspace": workspace, "path": "README.md"}
        version = {"version": str(uuid4()), "name": "Her draft"}
        await send(session, sala, "collab.name-version", **where, **version)
        assert NAME in await told(sala, workspace)

        await sala.send("identity.remove-member", member=member)
        known = await told(sala, workspace)
        assert "She wrote this." in known
        assert member in known
        assert NAME not in known
        assert MAIL not in known
    kept = b"".join(file.read_bytes() for file in tmp_path.glob("documents.sqlite*"))
    assert b"She wrote this." in kept
    assert NAME.encode() not in kept
    assert MAIL.encode() not in kept


async def told(sala, workspace):
    """Give all that the history of the document says, and its file of export."""
    where = {"workspace": workspace, "path": "README.md"}
    said = [
        await sala.send(f"collab.{question}", **where)
        for question in ("get-attribution", "get-timeline", "list-versions")
    ]
    async with sala.session.get(f"{sala.url}/history/{workspace}/README.md") as answer:
        assert answer.status == 200
        return f"{said} {await answer.text()}"
