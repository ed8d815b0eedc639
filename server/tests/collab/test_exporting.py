"""A document's past as one file, which a stranger replays who knows its format and no ids."""

import dataclasses
import hashlib
import json
from datetime import UTC, datetime, timedelta

import pycrdt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import to_builtins
from starlette.requests import Request

from sala.collab.contract import DocumentNotFound, NotEditable
from sala.collab.domain.attribution import Change
from sala.collab.domain.replaying import Replay
from sala.collab.handlers import exporting
from sala.kernel.access import Caller, Role
from sala.workspace.contract import WorkspaceNotFound
from tests.collab.authors import Authors, instants, remembered, steps
from tests.collab.house import WORKSPACE, member
from tests.collab.waiting import eventually

READER = Caller(member=member("reader-rob"), role=Role.READER)


def replayed(text, edits):
    """Make edits in a text, as the format says; what they delete must be there."""
    for edit in edits:
        at, end = edit["at"], edit["at"] + len(edit["delete"])
        assert text[at:end] == edit["delete"]
        assert edit["delete"] or edit["insert"]
        text = text[:at] + edit["insert"] + text[end:]
    return text


def texts(replay):
    text, found = "", []
    for edits in to_builtins(list(replay)):
        text = replayed(text, edits)
        found.append(text)
    return found


@given(steps, instants, st.sampled_from(["", "one two", "𝄞 seed"]))
@settings(deadline=None)
def test_every_moment_is_replayed_from_edits_alone(steps, instants, seed):
    log = Authors(seed).run(steps)
    past, state = remembered(log.log, instants)
    assert texts(Replay(state, past.record)) == [text for _, text in log.texts()]


def test_what_one_update_did_in_one_place_is_one_edit():
    doc = pycrdt.Doc(client_id=5)
    updates = []
    doc.observe(lambda event: updates.append(event.update))
    content = doc.get("content", type=pycrdt.Text)
    content += "one two three"
    with doc.transaction():
        del content[4:7]
        content.insert(4, "2")
    with doc.transaction():
        content.insert(0, "zero ")
        del content[len(content) - 6 : len(content)]
    past, state = remembered([Change(n, None, n, data) for n, data in enumerate(updates, 1)])
    assert to_builtins(list(Replay(state, past.record))) == [
        [{"at": 0, "delete": "", "insert": "one two three"}],
        [{"at": 4, "delete": "two", "insert": "2"}],
        [
            {"at": 0, "delete": "", "insert": "zero "},
            {"at": 10, "delete": " three", "insert": ""},
        ],
    ]


def test_what_was_typed_and_deleted_unheard_leaves_no_edit():
    doc = pycrdt.Doc(client_id=5)
    content = doc.get("content", type=pycrdt.Text)
    content += "kept"
    before = doc.get_state()
    first = doc.get_update()
    content += "gone"
    del content[4:8]
    log = [Change(1, None, 1, first), Change(2, None, 2, doc.get_update(before))]
    past, state = remembered(log)
    assert [len(edits) for edits in Replay(state, past.record)] == [1, 0]


async def test_what_waits_for_an_update_that_never_came_is_in_no_text(export, house, root):
    (root / "a.txt").write_text("one")
    room = (await house.rooms.open(WORKSPACE, "a.txt")).room
    doc = pycrdt.Doc(client_id=5)
    updates = []
    doc.observe(lambda event: updates.append(event.update))
    for letter in "xy":
        doc.get("content", type=pycrdt.Text).insert(0, letter)
    await room.insert(5, updates[1])
    _, pieces = await export()
    _, told, end = read(pieces)
    assert [len(one["edits"]) for one in told] == [1, 0]
    text = ""
    for one in told:
        text = replayed(text, one["edits"])
    assert text == room.replica.text()
    assert end["sha256"] == hashlib.sha256(text.encode()).hexdigest()


@pytest.fixture
def options(options, request):
    return dataclasses.replace(options, fold_at=getattr(request, "param", options.fold_at))


@pytest.fixture
def export(house):
    [route] = house.collab.context.routes

    async def export(path="a.txt", workspace=WORKSPACE, method="GET"):
        """Ask as a reader; give headers, and the lines in the pieces they came in."""
        params = {"workspace": str(workspace), "path": path}
        scope = {"type": "http", "method": method, "path_params": params, "headers": []}
        response = await route.endpoint(Request(scope | {"sala.caller": READER}))
        sent = []

        async def send(message):
            sent.append(message)

        async def receive():
            await eventually(lambda: sent and not sent[-1].get("more_body", True))
            return {"type": "http.disconnect"}

        await response(scope, receive, send)
        pieces = [message["body"] for message in sent[1:]]
        return response.headers, pieces

    return export


def read(pieces):
    header, *updates, end = map(json.loads, b"".join(pieces).splitlines())
    return header, updates, end


@pytest.mark.parametrize("options", [3, 500], indirect=True, ids=["folded", "as it came"])
async def test_a_reader_takes_the_whole_past_of_a_document_along(
    export, editors, room, root, house, options, monkeypatch
):
    monkeypatch.setattr(exporting, "_SLICE_UPDATES", 2)
    (root / "a.txt").write_text("𝄞 one two")
    await editors.open("ada", room("a.txt"))
    await editors("insert", id="ada", at=10, text=" three")
    await eventually(lambda: (root / "a.txt").read_text() == "𝄞 one two three")
    (root / "a.txt").write_text("𝄞 ONE two three")
    await editors("reads", id="ada", text="𝄞 ONE two three")
    opened = house.rooms.at(WORKSPACE, "a.txt")
    if options.fold_at == 3:
        await eventually(lambda: opened.room.folded == 3)
    await editors("delete", id="ada", at=3, length=4)
    await eventually(lambda: opened.room.sequence == 4)
    headers, pieces = await export()
    assert headers["content-type"] == "application/x-ndjson"
    assert headers["content-disposition"].startswith('attachment; filename="a.txt.history.jsonl"')
    header, updates, end = read(pieces)
    assert header == {
        "format": "sala-history",
        "version": 1,
        "workspace": str(WORKSPACE),
        "path": "a.txt",
        "document": str(opened.room.document),
        "epoch": 1,
        "updates": 4,
        "members": {str(member("ada")): "ada"},
    }
    assert [(one["sequence"], one["member"], one["cause"]) for one in updates] == [
        (1, None, "beginning"),
        (2, str(member("ada")), "member"),
        (3, None, "disk"),
        (4, str(member("ada")), "member"),
    ]
    assert len(pieces) > 3  # the last is empty
    for one in updates:
        age = datetime.now(UTC) - datetime.fromisoformat(one["at"])
        assert abs(age) < timedelta(minutes=1)
    assert updates[1]["edits"] == [{"at": 9, "delete": "", "insert": " three"}]
    text = ""
    for one in updates:
        text = replayed(text, one["edits"])
    assert text == "𝄞 two three"
    digest = hashlib.sha256(text.encode()).hexdigest()
    assert end == {"updates": 4, "characters": 11, "sha256": digest}


@pytest.mark.parametrize(
    ("where", "refusal"),
    [
        ({"path": "nothing.txt"}, DocumentNotFound),
        ({"path": "folder"}, DocumentNotFound),
        ({"path": "image.png"}, NotEditable),
        ({"workspace": "22222222-2222-4333-8444-555555555555"}, DocumentNotFound),
        ({"workspace": "no id"}, WorkspaceNotFound),
    ],
)
async def test_what_is_no_document_has_no_past(export, root, where, refusal):
    (root / "folder").mkdir()
    (root / "image.png").write_bytes(b"\x89PNG")
    with pytest.raises(refusal):
        await export(**where)


async def test_a_question_for_the_headers_sends_no_past(export, root):
    (root / "a.txt").write_text("one")
    headers, pieces = await export(method="HEAD")
    assert (headers["content-type"], b"".join(pieces)) == ("application/x-ndjson", b"")
