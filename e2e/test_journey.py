"""The whole house in one visit: what a newcomer does on the first day, recorded."""

import re
from pathlib import Path

import pytest
from conftest import Somebody
from installation import Installation
from person import Person, text_of
from playwright.sync_api import expect
from relay import Relay
from repositories import git, sdist

CACHE = Path(__file__).resolve().parents[1] / ".sala" / "sdist"
FILE = "docs/decisions/0001-messages-on-raw-asgi.md"
NAME = FILE.rpartition("/")[2]


@pytest.fixture(scope="session")
def archive() -> Path:
    """The source distribution of a well-known package."""
    return sdist(CACHE)


def test_the_house_stands(
    installation: Installation,
    somebody: Somebody,
    relay: Relay,
    sala_clone: Path,
    archive: Path,
) -> None:
    """Two people edit one real repository in the browser."""
    anong = somebody("Anong", address=relay.address)
    anong.claim(installation.owner_path)
    expect(anong.workspace_link("sala")).to_be_visible()

    anong.import_archive(archive, "click-8.3.1")
    anong.open_workspace("click-8.3.1")
    readme = anong.open_file("README.md")
    expect(readme).to_contain_text("Click")

    boon = somebody("Boon", address=relay.address)
    boon.join(anong.invite())

    for person in (anong, boon):
        person.open_workspace("sala")
        person.open_file(FILE)
        person.expect_saved()
    for person, other in ((anong, boon), (boon, anong)):
        person.expect_company(other.name)

    anong.type_at_end(anong.editor(NAME), "Anong writes.\n")
    expect(boon.editor(NAME)).to_contain_text("Anong writes.")
    boon.expect_caret_of(anong.name, NAME)
    boon.type_at_end(boon.editor(NAME), "Boon writes.\n")
    expect(anong.editor(NAME)).to_contain_text("Boon writes.")
    anong.expect_caret_of(boon.name, NAME)
    assert text_of(anong.editor(NAME)) == text_of(boon.editor(NAME))

    # Boon's laptop is closed: the wire is dead and nobody was told.
    boon_here = boon
    relay.freeze()
    boon_here.type_at_end(boon.editor(NAME), "Boon writes on the train.\n")
    expect(boon.status).to_have_text(re.compile("^Offline"), timeout=60_000)
    relay.thaw()
    for person in (anong, boon):
        person.expect_saved(timeout=60_000)
        expect(person.editor(NAME)).to_contain_text("Boon writes on the train.")

    # The server dies in the middle of a word.
    anong.type_at_end(anong.editor(NAME), "Saved before the crash.\n")
    anong.expect_saved()
    anong.page.keyboard.type("In the middle of a w")
    installation.kill()
    anong.page.keyboard.type("ord.\n")
    installation.start()
    for person in (anong, boon):
        person.expect_saved(timeout=60_000)
        for line in ("Saved before the crash.", "In the middle of a word."):
            expect(person.editor(NAME)).to_contain_text(line, timeout=30_000)
    text = text_of(anong.editor(NAME))
    assert text == text_of(boon.editor(NAME))
    anong.expect_on_disk(sala_clone / FILE, text)

    anong.commit("Write it together")
    said = git(sala_clone, "log", "-1", "--format=%an <%ae>|%s|%(trailers:only,separator=%x2C)")
    assert said.strip() == (
        "Anong <anong@sala.test>|Write it together|Co-authored-by: Boon <boon@sala.test>"
    )
    assert git(sala_clone, "show", f"HEAD:{FILE}") == text


def test_a_reader_reads_and_is_told_who_may_write(
    owner: Person, somebody: Somebody, sala_clone: Path
) -> None:
    reader = somebody("Dao")
    reader.join(owner.invite("Reader"))
    reader.open_workspace("sala")
    editor = reader.open_file(FILE)
    expect(editor).to_have_attribute("aria-readonly", "true")
    before = (sala_clone / FILE).read_text()
    reader.type_at_end(editor, "I should not.")
    expect(editor).not_to_contain_text("I should not.")
    expect(reader.page.get_by_text("Only editors may write here")).to_be_visible()
    assert (sala_clone / FILE).read_text() == before
