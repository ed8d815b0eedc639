"""The whole house in one visit: what a newcomer does on the first day, recorded."""

import os
import re
from pathlib import Path

import pytest
from conftest import RESULTS, Somebody
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


class Album:
    """Pictures of every step, of everybody who took part, in order."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._count = 0
        folder.mkdir(parents=True, exist_ok=True)

    def take(self, step: str, *people: Person) -> None:
        """Take what each of the people sees."""
        self._count += 1
        for person in people:
            name = f"{self._count:02d}-{step.replace(' ', '-')}-{person.name.lower()}.jpg"
            person.page.screenshot(path=self._folder / name, type="jpeg", quality=70)


@pytest.mark.recorded
@pytest.mark.timeout(600)
def test_the_house_stands(
    installation: Installation,
    somebody: Somebody,
    relay: Relay,
    sala_clone: Path,
    archive: Path,
) -> None:
    """Two people edit one real repository in the browser."""
    album = Album(Path(os.environ.get("SALA_JOURNEY", RESULTS / "journey")))
    anong = somebody("Anong")
    anong.claim(installation.owner_path)
    expect(anong.workspace_link("sala")).to_be_visible()
    album.take("the owner is in", anong)

    anong.import_archive(archive, "click-8.3.1")
    anong.open_workspace("click-8.3.1")
    expect(anong.open_file("README.md")).to_contain_text("Click")
    album.take("a package from PyPI", anong)

    boon = somebody("Boon", address=relay.address)
    boon.join(anong.invite())
    album.take("a second person is in", boon)

    write_together(anong, boon)
    album.take("together in one file", anong, boon)

    # Boon's laptop is closed: the wire is dead and nobody was told. Anong goes on writing.
    relay.freeze()
    boon.type_at_end(boon.editor(NAME), "Boon writes on the train.\n")
    expect(boon.status).to_have_text(re.compile("^Offline"), timeout=60_000)
    boon.page.keyboard.type("And in the tunnel.\n")
    anong.type_at_end(anong.editor(NAME), "Anong writes meanwhile.\n")
    anong.expect_saved()
    album.take("the lid was closed", boon)
    relay.thaw()
    for person in (anong, boon):
        person.expect_saved(timeout=60_000)
        for line in ("And in the tunnel.", "Anong writes meanwhile."):
            expect(person.editor(NAME)).to_contain_text(line, timeout=30_000)
    album.take("back and merged", anong, boon)

    # The server dies in the middle of a word.
    anong.type_at_end(anong.editor(NAME), "Saved before the crash.\n")
    anong.expect_saved()
    anong.page.keyboard.type("In the middle of a w")
    installation.kill()
    anong.page.keyboard.type("ord.\n")
    expect(anong.status).to_have_text(re.compile("^Offline"), timeout=60_000)
    album.take("the server was killed", anong)
    installation.start()
    for person in (anong, boon):
        person.expect_saved(timeout=60_000)
        for line in ("Saved before the crash.", "In the middle of a word."):
            expect(person.editor(NAME)).to_contain_text(line, timeout=30_000)
    text = text_of(anong.editor(NAME))
    assert text == text_of(boon.editor(NAME))
    anong.expect_on_disk(sala_clone / FILE, text)
    album.take("nothing is missing", anong, boon)

    anong.commit("Write it together")
    album.take("committed", anong)
    said = git(sala_clone, "log", "-1", "--format=%an <%ae>|%s|%(trailers:only,separator=%x2C)")
    assert said.strip() == (
        "Anong <anong@sala.test>|Write it together|Co-authored-by: Boon <boon@sala.test>"
    )
    assert git(sala_clone, "show", f"HEAD:{FILE}") == text


def write_together(anong: Person, boon: Person) -> None:
    """Let both open the same file, see each other in it, and write."""
    for person in (anong, boon):
        person.open_workspace("sala")
        person.open_file(FILE)
        person.expect_saved()
    for person, other in ((anong, boon), (boon, anong)):
        person.expect_company(other.name)
    for writer, reader in ((anong, boon), (boon, anong)):
        writer.type_at_end(writer.editor(NAME), f"{writer.name} writes.\n")
        expect(reader.editor(NAME)).to_contain_text(f"{writer.name} writes.")
        reader.expect_caret_of(writer.name, NAME)
    for person in (anong, boon):
        person.expect_saved()
    assert text_of(anong.editor(NAME)) == text_of(boon.editor(NAME))


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
