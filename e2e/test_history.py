"""What is lost never: git beside two people who type, and one author's hour taken back alone."""

import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from axe import violations
from conftest import Somebody
from installation import Installation
from person import Person, text_of
from playwright.sync_api import Locator, expect
from repositories import git

FILE = "docs/guide/tides.md"
NAME = "tides.md"
TEXT = "# Tides\n\nThe water comes twice a day.\n\nBoats leave at the top of it.\n"
ON_DISK = "On disk: git, a formatter or another program"


@pytest.fixture
def harbour(sala_clone: Path) -> Path:
    """A repository with two branches that differ in the heading of one file."""
    (sala_clone / FILE).write_text(TEXT)
    git(sala_clone, "add", FILE)
    git(sala_clone, "commit", "-qm", "Tides")
    git(sala_clone, "branch", "elsewhere")
    git(sala_clone, "checkout", "-q", "elsewhere")
    (sala_clone / FILE).write_text(TEXT.replace("# Tides", "# Flow"))
    git(sala_clone, "commit", "-qam", "Currents")
    git(sala_clone, "checkout", "-q", "-")
    return sala_clone


def both_open(owner: Person, somebody: Somebody) -> tuple[Person, Person]:
    """Seat a second person, and open the file before both."""
    boon = somebody("Boon")
    boon.join(owner.invite())
    for person in (owner, boon):
        person.open_workspace("sala")
        person.open_file(FILE)
        person.expect_saved()
    return owner, boon


def write(writer: Person, text: str, *readers: Person) -> None:
    """Type at the end, and wait until it is saved and everybody sees it."""
    writer.type_at_end(writer.editor(NAME), text)
    writer.expect_saved()
    for reader in readers:
        expect(reader.editor(NAME)).to_contain_text(text.strip().splitlines()[-1])


def ask_for_work(person: Person, whose: str) -> Locator:
    """Open the page for taking work back by the palette, and choose whose hour."""
    person.page.keyboard.press("Control+k")
    expect(person.page.get_by_role("dialog")).to_be_visible()
    person.page.keyboard.type("Take back somebody")
    person.page.get_by_role("option", name=re.compile("Take back somebody's work")).click()
    panel = person.page.get_by_role("tabpanel", name="Take back")
    panel.get_by_label("Whose work").select_option(label=whose)
    expect(panel.get_by_role("region", name=f"{FILE}, as it would be")).to_be_visible()
    return panel


def take_back(panel: Locator) -> None:
    """Press the one first button, whatever it counts."""
    panel.get_by_role("button", name=re.compile(r"^Take back \d+ edits?$")).click()
    expect(panel.get_by_role("status").filter(has_text="taken back")).to_be_visible()


@pytest.mark.recorded
def test_git_in_a_shell_and_an_hour_taken_back_lose_nobody_a_word(
    owner: Person, somebody: Somebody, harbour: Path
) -> None:
    anong, boon = both_open(owner, somebody)
    write(anong, "Anong measured it.\n", boon)
    write(boon, "Boon drew the chart.\n", anong)
    mine = "Anong measured it.\nBoon drew the chart.\n"
    anong.expect_on_disk(harbour / FILE, TEXT + mine)

    # A third person goes to another branch in a shell: its text comes, and what both wrote stays.
    git(harbour, "checkout", "-q", "--merge", "elsewhere")
    merged = TEXT.replace("# Tides", "# Flow") + mine
    for person in (anong, boon):
        expect(person.editor(NAME)).to_contain_text("# Flow")
        expect(person.page.get_by_text("Another program changed this file.")).to_be_visible()
        assert text_of(person.editor(NAME)) == merged

    # …and resets everything. What both typed is in the text, and comes to the file again.
    git(harbour, "reset", "-q", "--hard")
    for person in (anong, boon):
        person.expect_on_disk(harbour / FILE, merged)
        assert text_of(person.editor(NAME)) == merged
        expect(person.page.get_by_text("Another program changed this file.")).to_be_visible()

    # Back to the first branch, by force: the very text from before, which git means. It goes…
    git(harbour, "checkout", "-q", "--force", "-")
    for person in (anong, boon):
        expect(person.editor(NAME)).not_to_contain_text("Anong measured it.")

    # Whose the new heading is, is said in words and with a letter: git was seen to bring it.
    anong.page.keyboard.press("Alt+a")
    expect(anong.page.locator(".cm-author-program").first).to_have_text("G")
    anong.editor(NAME).press("Control+Home")
    for _ in "# T":
        anong.page.keyboard.press("ArrowRight")
    said = anong.page.get_by_label("Who wrote this", exact=True)
    expect(said).to_contain_text(re.compile("^Changed on disk .*: git$"))
    assert violations(anong.page) == []

    # …and nothing of it is lost: what was done on disk is taken back like anybody's work.
    panel = ask_for_work(anong, ON_DISK)
    for line in mine.splitlines():
        expect(panel.locator('[data-sign="+"]').filter(has_text=line)).to_be_visible()
    take_back(panel)
    panel.get_by_role("button", name="Look again").click()
    boon_sees = boon.editor(NAME)
    for line in mine.splitlines():
        expect(boon_sees).to_contain_text(line)
    boon.expect_on_disk(harbour / FILE, text_of(boon_sees))


@pytest.mark.recorded
def test_one_authors_hour_is_taken_back_and_brought_back(
    owner: Person, somebody: Somebody, harbour: Path
) -> None:
    anong, boon = both_open(owner, somebody)
    write(anong, "Anong measured it.\n", boon)
    write(boon, "Boon drew the chart.\n", anong)
    write(anong, "Anong asked why.\n", boon)
    before = text_of(boon.editor(NAME))

    panel = ask_for_work(anong, "Boon")
    goes = panel.locator('[data-sign="-"]')
    expect(goes).to_have_count(1)
    expect(goes).to_contain_text("Boon drew the chart.")
    assert violations(anong.page) == []
    take_back(panel)
    expect(boon.editor(NAME)).not_to_contain_text("Boon drew the chart.")
    kept = TEXT + "Anong measured it.\nAnong asked why.\n"
    assert text_of(boon.editor(NAME)) == kept
    boon.expect_on_disk(harbour / FILE, kept)

    write(boon, "Boon goes on.\n")
    panel.get_by_role("button", name=re.compile("^Undo: bring")).click()
    expect(boon.editor(NAME)).to_contain_text("Boon drew the chart.")
    assert text_of(boon.editor(NAME)) == before + "Boon goes on.\n"


def test_the_timeline_goes_back_names_restores_and_undoes(
    owner: Person, somebody: Somebody, harbour: Path
) -> None:
    anong, boon = both_open(owner, somebody)
    write(anong, "Anong measured it.\n", boon)
    write(boon, "Boon drew the chart.\n", anong)
    page = anong.page
    page.keyboard.press("Alt+a")
    authors = page.locator(".cm-author-person")
    expect(authors).to_have_count(2)
    said = page.get_by_label("Who wrote this", exact=True)
    anong.editor(NAME).press("Control+End")
    page.keyboard.press("ArrowUp")
    expect(said).to_contain_text("Boon wrote this")
    assert violations(page) == []
    page.keyboard.press("Control+k")
    page.keyboard.type("export history")
    expect(page.get_by_role("option", name="Export history")).to_be_visible()
    with page.expect_download() as download:
        page.keyboard.press("Enter")
    assert download.value.suggested_filename
    page.keyboard.press("Alt+3")
    slider = page.get_by_role("slider", name="Work on this file over time")
    expect(slider).to_have_attribute("aria-valuetext", re.compile("Boon"))
    shown = page.get_by_role("region", name=f"{FILE} at this moment")
    expect(shown.locator('[data-sign="+"]')).to_contain_text(["Boon drew the chart."])
    assert page.evaluate("document.scrollingElement.scrollTop") == 0
    slider.focus()
    slider.press("Home")
    expect(shown).not_to_contain_text("Anong measured it.")
    page.get_by_role("button", name="Name this moment").click()
    page.get_by_role("textbox", name="Name").fill("As it came")
    page.get_by_role("button", name="Name it").click()
    moments = page.get_by_role("list", name="Moments")
    expect(moments.get_by_role("button", name=re.compile("As it came"))).to_be_visible()
    assert violations(page) == []
    page.get_by_role("button", name="Restore this moment").click()
    expect(boon.editor(NAME)).not_to_contain_text("Anong measured it.")
    page.get_by_role("button", name="Undo", exact=True).click()
    expect(boon.editor(NAME)).to_contain_text("Boon drew the chart.")
    assert text_of(boon.editor(NAME)).startswith(TEXT + "Anong measured it.\n")
    slider.press("Home")
    slider.press(" ")
    expect(slider).to_have_attribute("aria-valuenow", re.compile("^[2-9]"), timeout=10_000)


def test_what_is_older_than_history_is_kept_is_nobodys_and_the_text_stays(
    owner: Person, somebody: Somebody, harbour: Path, installation: Installation
) -> None:
    anong, boon = both_open(owner, somebody)
    write(anong, "Anong measured it.\n", boon)
    write(boon, "Boon drew the chart.\n", anong)
    text = f"{TEXT}Anong measured it.\nBoon drew the chart.\n"
    anong.expect_on_disk(harbour / FILE, text)
    page = anong.page
    page.keyboard.press("Alt+3")
    page.get_by_role("slider", name="Work on this file over time").press("Home")
    page.get_by_role("button", name="Name this moment").click()
    page.get_by_role("textbox", name="Name").fill("As it came")
    page.get_by_role("button", name="Name it").click()
    moments = page.get_by_role("list", name="Moments")
    expect(moments.get_by_role("button", name=re.compile("As it came"))).to_be_visible()

    # Forty days go by, and thirty are kept from now on.
    installation.kill()
    with closing(sqlite3.connect(installation.data / "documents.sqlite")) as documents, documents:
        documents.execute("UPDATE collab_updates SET at = at - 40 * 86400000000")
    installation.environment = {"SALA_COLLAB_HISTORY_DAYS": "30"}
    installation.start()
    page.reload()
    page.keyboard.press("Alt+3")
    expect(moments.get_by_role("button")).to_have_count(2)
    expect(moments.get_by_role("button", name=re.compile("Before"))).to_be_visible()
    expect(moments).to_contain_text("Its text is older than the history that is kept here.")
    assert violations(page) == []
    moments.get_by_role("button", name="Forget the name As it came").click()
    expect(moments).not_to_contain_text("As it came")
    assert text_of(boon.editor(NAME)) == text
    anong.expect_on_disk(harbour / FILE, text)
