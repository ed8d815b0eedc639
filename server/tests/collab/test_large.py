"""What is large stays usable: a text of nearly as much as may be edited."""

import asyncio
from uuid import UUID

from sala.collab.contract import GetAttribution, GetPastText
from sala.workspace.contract import TEXT_LIMIT
from tests.collab.house import WORKSPACE, member
from tests.collab.talking import ADA
from tests.collab.waiting import eventually

LINE = "สวัสดี, a long text\n"


async def test_a_text_of_five_megabytes_is_opened_edited_saved_and_asked_about(
    house, editors, room, root
):
    text = LINE * ((TEXT_LIMIT - 1_000) // len(LINE.encode()))
    (root / "a.txt").write_text(text)
    await asyncio.gather(*(editors.open(who, room("a.txt")) for who in ("ada", "bob")))
    await editors("insert", id="ada", at=len(LINE) * 1_000, text="by ada ")
    await editors("insert", id="bob", at=-1, text="by bob")
    await editors("contains", id="bob", text="by ada ")
    edited = LINE * 1_000 + "by ada " + text[len(LINE) * 1_000 :] + "by bob"
    await eventually(lambda: (root / "a.txt").read_text() == edited)

    told = await house.dispatcher.send(GetAttribution(workspace=WORKSPACE, path="a.txt"), ADA)
    assert told.length == len(edited)
    assert written_by(told, edited) == {member("ada"): "by ada ", member("bob"): "by bob"}
    past = await house.dispatcher.send(
        GetPastText(workspace=WORKSPACE, path="a.txt", sequence=1), ADA
    )
    assert past.text == text


def written_by(told, text) -> dict[UUID, str]:
    """Give what people wrote, by whom; not what the file held."""
    return {run.member: text[run.start : run.start + run.length] for run in told.runs if run.member}
