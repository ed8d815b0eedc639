"""An old log may hold an update that nobody can take in: the rest goes on without it."""

from datetime import UTC, datetime, timedelta

import pytest
from starlette.requests import Request

from sala.collab.contract import (
    GetAttribution,
    GetPastText,
    GetTimeline,
    MadeView,
    PastNotReadable,
    PreviewTakingBack,
    RestoreVersion,
    TakeBack,
    TakeBackUpdates,
)
from sala.collab.ports import Batch
from sala.kernel.access import Caller, Role
from tests.collab.house import WORKSPACE, member
from tests.suites.document_folding import texts, updates
from tests.suites.document_log import append, new

CHILD_OF_A_LETTER = bytes([1, 1, 76, 0, 4, 0, 7, 0, 1, 122, 0])
"""Client 76 types `z` into the first letter of client 7, which is no parent."""
CHILD_OF_NOTHING = bytes([1, 1, 76, 0, 4, 0, 5, 0, 1, 122, 0])
"""The same in one of client 5, who never came."""
CLEO = Caller(member=member("cleo"), role=Role.EDITOR)
HERE = {"workspace": WORKSPACE, "path": "a.txt"}
WORK = {
    "workspace": WORKSPACE,
    "member": member("ada"),
    "since": datetime.now(UTC) - timedelta(hours=1),
    "until": datetime.now(UTC) + timedelta(hours=1),
}


async def write(house, root, path, *bad):
    """Have Ada write a document, and then something that nobody can take in."""
    seed, *later = [*updates(), *bad]
    now = int(datetime.now(UTC).timestamp() * 1_000_000)
    stored = await house.log.begin(new(path, workspace=WORKSPACE, seed=seed, at=now))
    for sequence, data in enumerate(later, 2):
        batch = Batch(stored.number, sequence, now, [(member("ada"), data)])
        await append(house.log, batch)
    (root / path).write_text(texts()[-1])
    return len(later) + 1


@pytest.fixture
def ask(house):
    async def ask(message, **given):
        return await house.dispatcher.send(message(**given), CLEO)

    return ask


@pytest.fixture
async def unreadable(house, root, capfd, request):
    yield await write(house, root, "a.txt", getattr(request, "param", CHILD_OF_A_LETTER))
    capfd.readouterr()  # the parser says that it panicked


@pytest.mark.parametrize(
    "unreadable", [CHILD_OF_A_LETTER, CHILD_OF_NOTHING], ids=["broken", "waits"], indirect=True
)
@pytest.mark.parametrize(
    ("message", "given"),
    [
        pytest.param(PreviewTakingBack, {**WORK, "path": "a.txt"}, id="looking at it first"),
        pytest.param(TakeBack, {**WORK, "path": "a.txt"}, id="a span of time"),
        pytest.param(
            TakeBackUpdates,
            {"workspace": WORKSPACE, "updates": [MadeView(path="a.txt", made=2)]},
            id="one update",
        ),
    ],
)
async def test_taking_back_is_refused_in_plain_words_and_changes_nothing_by(
    ask, unreadable, message, given
):
    with pytest.raises(PastNotReadable, match=r"“a\.txt” holds an edit that cannot be read"):
        await ask(message, **given)
    assert (await ask(GetPastText, **HERE, sequence=unreadable)).text == texts()[-1]


async def test_what_cannot_be_read_is_not_exported_in_part(house, unreadable):
    [route] = house.collab.context.routes
    where = {"workspace": str(WORKSPACE), "path": "a.txt"}
    scope = {"type": "http", "method": "GET", "path_params": where, "sala.caller": CLEO}
    with pytest.raises(PastNotReadable, match="cannot be exported"):
        await route.endpoint(Request(scope))


async def test_the_past_is_told_and_gone_back_to_all_the_same(ask, unreadable):
    assert (await ask(GetTimeline, **HERE))[-1].last == unreadable
    assert (await ask(GetAttribution, **HERE)).length == len(texts()[-1])
    changed = await ask(RestoreVersion, **HERE, sequence=3)
    assert (await ask(GetPastText, **HERE, sequence=changed.made)).text == texts()[2]


async def test_in_all_documents_it_is_taken_back_where_the_past_can_be_read(
    ask, house, root, unreadable
):
    await write(house, root, "b.txt")
    assert [view.path for view in await ask(PreviewTakingBack, **WORK)] == ["b.txt"]
    assert [view.path for view in await ask(TakeBack, **WORK)] == ["b.txt"]
    assert await ask(PreviewTakingBack, **WORK) == []
