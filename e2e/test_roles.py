"""What an owner decides about a member is true at once, also in the files they have open."""

import re
from pathlib import Path

import pytest
from conftest import Somebody
from person import Person
from playwright.sync_api import expect

FILE = "docs/decisions/0001-messages-on-raw-asgi.md"
NAME = FILE.rpartition("/")[2]


@pytest.fixture
def boon(owner: Person, somebody: Somebody) -> Person:
    """Boon, an editor, with a file open."""
    person = somebody("Boon")
    person.join(owner.invite())
    person.open_workspace("sala")
    person.open_file(FILE)
    person.expect_saved()
    return person


def test_a_removed_member_writes_nothing_more(
    owner: Person, boon: Person, sala_clone: Path
) -> None:
    before = (sala_clone / FILE).read_text()
    owner.go("/people")
    owner.page.get_by_role("button", name="More about Boon").click()
    owner.page.get_by_role("menuitem", name="Remove from this Sala").click()
    owner.page.get_by_role("alertdialog").get_by_role("button", name="Remove Boon").click()
    expect(owner.page.get_by_role("button", name="More about Boon")).to_be_hidden()
    expect(boon.page).to_have_url(re.compile("/sign-in"), timeout=20_000)
    boon.page.get_by_label("Email").fill(boon.email)
    boon.page.get_by_label("Password", exact=True).fill("mango-lantern-42-river")
    boon.page.get_by_role("button", name="Sign in").click()
    expect(boon.page.get_by_role("main").get_by_role("alert")).to_contain_text("wrong")
    assert (sala_clone / FILE).read_text() == before


def test_an_editor_who_becomes_a_reader_reads_on_and_no_longer_writes(
    owner: Person, boon: Person, sala_clone: Path
) -> None:
    before = (sala_clone / FILE).read_text()
    owner.go("/people")
    owner.choose_role("Boon", "Reader")
    editor = boon.editor(NAME)
    expect(editor).to_have_attribute("aria-readonly", "true", timeout=20_000)
    boon.type_at_end(editor, "I should not.")
    expect(editor).not_to_contain_text("I should not.")
    owner.choose_role("Boon", "Editor")
    expect(editor).not_to_have_attribute("aria-readonly", "true", timeout=20_000)
    boon.type_at_end(editor, "Now I may again.")
    boon.expect_saved()
    boon.expect_on_disk(sala_clone / FILE, before + "Now I may again.")


def test_signing_out_everywhere_closes_the_files_of_another_browser(
    owner: Person, somebody: Somebody, sala_clone: Path
) -> None:
    there = somebody("Anong", storage_state=owner.context.storage_state())
    there.sign_in()
    there.open_workspace("sala")
    there.open_file(FILE)
    there.expect_saved()
    owner.go("/settings")
    owner.page.get_by_role("button", name="Sign out everywhere").click()
    owner.page.get_by_role("alertdialog").get_by_role("button", name="Sign out everywhere").click()
    expect(owner.page).to_have_url(re.compile("/sign-in"))
    expect(there.page).to_have_url(re.compile("/sign-in"), timeout=20_000)
