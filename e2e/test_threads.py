"""Threads about the code: two people talk about a line while both go on editing the file."""

import re

import pytest
from axe import violations
from conftest import Somebody
from person import Person
from playwright.sync_api import Locator, expect

FILE = "server/sala/workspace/adapters/sample/harbour/harbour/windows.py"
NAME = "windows.py"
KEEL = "UNDER_KEEL = 0.6  # metres kept free below the keel"
PHONE = {"width": 390, "height": 844}


def panel(person: Person) -> Locator:
    """Find what was said about the code."""
    return person.page.get_by_role("region", name="Threads about the code")


def field(person: Person) -> Locator:
    """Find where a comment is written."""
    return panel(person).get_by_role("textbox", name="Your comment")


def marked(person: Person) -> Locator:
    """Find the text that threads are about."""
    return person.editor(NAME).locator("[data-thread]")


def choose_line(person: Person, number: int) -> None:
    """Select the text of a line, from the top of the file."""
    editor = person.editor(NAME)
    editor.focus()
    editor.press("Control+Home")
    for _ in range(number - 1):
        editor.press("ArrowDown")
    editor.press("Home")
    editor.press("Shift+End")


@pytest.fixture
def anong(owner: Person) -> Person:
    """Anong, with a file open."""
    owner.open_workspace("sala")
    owner.open_file(FILE)
    owner.expect_saved()
    return owner


@pytest.fixture
def boon(anong: Person, somebody: Somebody) -> Person:
    """Boon, in the same file, while Anong has gone to invite them and come back."""
    there = anong.page.url
    person = somebody("Boon")
    person.join(anong.invite())
    anong.page.goto(there)
    expect(anong.editor(NAME)).to_contain_text("UNDER_KEEL")
    person.open_workspace("sala")
    person.open_file(FILE)
    person.expect_saved()
    return person


def ask(anong: Person) -> None:
    """Comment on line 11 by key, and name Boon."""
    expect(anong.page.get_by_role("button", name="Threads")).to_be_visible()
    choose_line(anong, 11)
    anong.page.keyboard.press("Alt+c")
    expect(field(anong)).to_be_focused()
    field(anong).press_sequentially("Why **0.6**, @Bo")
    expect(panel(anong).get_by_role("option", name="Boon")).to_be_visible()
    field(anong).press("Enter")
    field(anong).press_sequentially("?")
    field(anong).press("Control+Enter")
    expect(panel(anong).get_by_text("@Boon")).to_be_visible()
    expect(marked(anong)).to_have_text(KEEL)


@pytest.mark.timeout(240)
def test_a_thread_goes_where_its_text_goes_and_says_when_it_is_gone(
    anong: Person, boon: Person, somebody: Somebody
) -> None:
    ask(anong)

    # Boon hears of it at once, and answers.
    expect(boon.page.get_by_role("button", name="1 open thread mentions you")).to_be_visible()
    expect(marked(boon)).to_have_text(KEEL)
    boon.page.keyboard.press("Alt+Shift+C")
    panel(boon).get_by_role("button", name="Mentions you").first.click()
    panel(boon).get_by_role("button", name=re.compile("line 11")).click()
    field(boon).fill("Because of the *swell*.")
    field(boon).press("Control+Enter")
    expect(panel(anong).get_by_text("Because of the swell.")).to_be_visible()

    # Boon writes above it and inside it: the thread moves, and stays on its words.
    editor = boon.editor(NAME)
    editor.focus()
    editor.press("Control+Home")
    boon.page.keyboard.type("# Depths in metres.\n")
    choose_line(boon, 12)
    editor.press("Home")
    for _ in range(len("UNDER_KEEL")):
        editor.press("ArrowRight")
    boon.page.keyboard.type("_NOW")
    expect(marked(anong)).to_have_text(KEEL.replace("KEEL =", "KEEL_NOW ="))
    expect(panel(anong).get_by_text("windows.py, line 12")).to_be_visible()

    # It is deleted: the thread says so, and what it read. Undoing brings it back for both.
    choose_line(boon, 12)
    boon.page.keyboard.press("Delete")
    expect(panel(anong).get_by_text("The text is gone")).to_be_visible()
    expect(panel(anong).get_by_text("metres kept free")).to_be_visible()
    expect(marked(anong)).to_have_count(0)
    boon.page.keyboard.press("Control+z")
    expect(panel(anong).get_by_text("The text is gone")).to_be_hidden()
    expect(marked(anong)).to_have_text(KEEL.replace("KEEL =", "KEEL_NOW ="))
    choose_line(boon, 12)
    boon.page.keyboard.press("Delete")
    expect(panel(anong).get_by_text("The text is gone")).to_be_visible()
    expect(panel(boon).get_by_text("The text is gone")).to_be_visible()

    # Boon resolves it; the link still leads to it.
    panel(boon).get_by_role("button", name="Resolve", exact=True).click()
    expect(panel(anong).get_by_text("Resolved by Boon")).to_be_visible()
    anong.context.grant_permissions(["clipboard-read", "clipboard-write"])
    panel(anong).get_by_role("button", name="Copy link").click()
    expect(anong.page.get_by_text("The link is copied.", exact=True)).to_be_visible()
    link = anong.page.evaluate("navigator.clipboard.readText()")
    assert re.fullmatch(rf"{anong.address}/w/[0-9a-f-]+\?thread=[0-9a-f-]+", link)
    boon.page.goto(link)
    expect(panel(boon).get_by_text("Because of the swell.")).to_be_visible()
    expect(boon.editor(NAME)).to_be_visible()


@pytest.mark.timeout(240)
def test_a_link_shows_the_passage_and_own_words_can_be_changed_and_taken_back(
    anong: Person, somebody: Somebody
) -> None:
    choose_line(anong, 40)
    anong.page.keyboard.press("Alt+c")
    field(anong).fill("Too long?")
    panel(anong).get_by_role("button", name="Send").click()
    expect(panel(anong).get_by_text("Too long?")).to_be_visible()
    thread = marked(anong).get_attribute("data-thread")
    workspace = re.search(r"/w/([0-9a-f-]+)", anong.page.url)
    assert workspace is not None
    menu = panel(anong).get_by_role("button", name="What you can do with the comment of Anong")
    menu.click()
    anong.page.get_by_role("menuitem", name="Edit").click()
    expect(field(anong).first).to_have_value("Too long?")
    field(anong).first.fill("Too long by half?")
    panel(anong).get_by_role("button", name="Save").click()
    expect(panel(anong).get_by_text("edited")).to_be_visible()
    expect(panel(anong).get_by_text("Too long by half?")).to_be_visible()

    # A draft is there again after the page was left, and a phone shows the thread as a sheet.
    field(anong).fill("A thought that is not done")
    phone = somebody(
        "Anong", viewport=PHONE, has_touch=True, storage_state=anong.context.storage_state()
    )
    phone.go(f"/w/{workspace.group(1)}?thread={thread}")
    expect(panel(phone).get_by_text("Too long by half?")).to_be_visible()
    expect(marked(phone)).to_be_in_viewport()
    assert violations(phone.page) == []
    anong.page.goto(f"{anong.address}/w/{workspace.group(1)}?thread={thread}")
    expect(field(anong)).to_have_value("A thought that is not done")
    expect(marked(anong)).to_be_in_viewport()
    anong.page.wait_for_load_state("networkidle")
    assert violations(anong.page) == []
    for name, value in (("sala_theme", "dark"), ("sala_language", "th")):
        phone.context.add_cookies([{"name": name, "value": value, "url": phone.address}])
    phone.page.set_viewport_size({"width": 1440, "height": 900})
    phone.go(f"/w/{workspace.group(1)}?thread={thread}")
    expect(phone.page.get_by_text("Too long by half?")).to_be_visible()
    phone.page.wait_for_load_state("networkidle")
    assert violations(phone.page) == []

    menu.click()
    anong.page.get_by_role("menuitem", name="Delete").click()
    anong.page.get_by_role("alertdialog").get_by_role("button", name="Delete").click()
    expect(panel(anong).get_by_text("This comment was deleted.")).to_be_visible()
    # What is read stays marked; a thread without words is in no list.
    panel(anong).get_by_role("button", name="All threads").click()
    expect(marked(anong)).to_have_count(0)
