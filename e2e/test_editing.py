"""Writing in one text: what is undone is one's own."""

import pytest
from conftest import Somebody
from installation import Installation
from person import Person
from playwright.sync_api import expect

FILE = "docs/decisions/0001-messages-on-raw-asgi.md"
NAME = FILE.rpartition("/")[2]


@pytest.fixture
def boon(owner: Person, somebody: Somebody, installation: Installation) -> Person:
    """Boon, who writes in the same file."""
    person = somebody("Boon", address=installation.address)
    person.join(owner.invite())
    return person


def test_undo_takes_back_ones_own_edits_alone_and_redo_brings_them_again(
    owner: Person, boon: Person
) -> None:
    for person in (owner, boon):
        person.open_workspace("sala")
        person.open_file(FILE)
    ours, theirs = owner.editor(NAME), boon.editor(NAME)
    owner.type_at_end(ours, "mine")
    expect(theirs).to_contain_text("mine")
    boon.type_at_end(theirs, "yours")
    expect(ours).to_contain_text("mineyours")
    ours.press("Control+Home")
    ours.press("Control+z")
    for text in (ours, theirs):
        expect(text).not_to_contain_text("mine")
        expect(text).to_contain_text("yours")
    # The caret goes to where the edit began: what is typed now stands there.
    owner.page.keyboard.type("§")
    expect(theirs).to_contain_text("§")
    expect(theirs.get_by_text("§yours").or_(theirs.get_by_text("yours§"))).to_be_visible()
    ours.press("Control+z")
    expect(theirs).not_to_contain_text("§")
    ours.press("Control+Shift+Z")
    expect(theirs).to_contain_text("§")
