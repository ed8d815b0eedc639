"""Every page, in both themes and both languages, as axe-core sees it."""

import re

import pytest
from axe import violations
from conftest import Somebody
from installation import Installation
from person import Person
from playwright.sync_api import expect

FILE = "docs/decisions/0001-messages-on-raw-asgi.md"
NAME = FILE.rpartition("/")[2]
LOOKS = [(theme, language) for theme in ("light", "dark") for language in ("en", "th")]
every_look = pytest.mark.parametrize(
    ("theme", "language"), LOOKS, ids=[f"{theme}, {language}" for theme, language in LOOKS]
)
PHONE = {"width": 390, "height": 844}


def dress(person: Person, theme: str, language: str) -> None:
    """Choose how pages look and speak, as the settings page would remember it."""
    person.context.add_cookies(
        [
            {"name": name, "value": value, "url": person.address}
            for name, value in (("sala_theme", theme), ("sala_language", language))
        ]
    )


def look_at(person: Person, place: str) -> list[str]:
    """Wait until a page is quiet, and check it."""
    person.page.wait_for_load_state("networkidle")
    return [f"{place}: {line}" for line in violations(person.page)]


def visit(person: Person, *paths: str) -> list[str]:
    """Check pages in every look."""
    found = []
    for theme, language in LOOKS:
        dress(person, theme, language)
        for path in paths:
            person.go(path)
            found += look_at(person, f"{path} ({theme}, {language})")
    return found


def test_the_doors_have_no_violation(installation: Installation, somebody: Somebody) -> None:
    visitor = somebody("Boon")
    found = visit(visitor, "/sign-in", installation.owner_path, "/nothing/here")
    owner = somebody("Anong")
    owner.claim(installation.owner_path)
    invitation = "/join/" + owner.invite().rpartition("/join/")[2]
    found += visit(visitor, "/sign-in", invitation, installation.owner_path)
    assert found == []


@every_look
def test_the_pages_behind_the_door_have_no_violation(
    theme: str, language: str, resident: Somebody
) -> None:
    person = resident()
    dress(person, theme, language)
    found = []
    for path in ("/", "/people", "/settings", "/archived", "/api/reference", "/nothing/here"):
        person.go(path)
        found += look_at(person, path)
    for name, keys in (("palette", "Control+k"), ("quick open", "Control+p")):
        person.go("/")
        person.page.wait_for_load_state("networkidle")
        person.page.keyboard.press(keys)
        expect(person.page.get_by_role("dialog")).to_be_visible()
        found += look_at(person, name)
    assert found == []


def test_a_page_with_an_invitation_and_a_dialog_has_no_violation(resident: Somebody) -> None:
    person = resident()
    person.invite()
    found = look_at(person, "people with an invitation")
    person.page.get_by_role("button", name="Invite somebody").click()
    expect(person.page.get_by_role("dialog")).to_be_visible()
    found += look_at(person, "inviting")
    person.go("/")
    person.page.get_by_role("button", name=re.compile("^Import")).click()
    for way in ("A URL", "An archive", "A folder"):
        person.page.get_by_role("dialog").get_by_role("tab", name=way).click()
        found += look_at(person, f"importing: {way}")
    assert found == []


@every_look
def test_the_workspace_has_no_violation(theme: str, language: str, resident: Somebody) -> None:
    person = resident()
    person.open_workspace("sala")
    person.type_at_end(person.open_file(FILE), "One more line.\n")
    person.expect_saved()
    dress(person, theme, language)
    page = person.page
    page.reload()
    expect(person.editor(NAME)).to_be_visible()
    found = look_at(person, "workspace")
    for name, keys in (
        ("find in file", "Control+f"),
        ("search", "Control+Shift+f"),
        ("palette", "Control+k"),
        ("quick open", "Control+p"),
    ):
        person.editor(NAME).focus()
        page.keyboard.press(keys)
        found += look_at(person, name)
        page.keyboard.press("Escape")
    page.get_by_role("tab", name=re.compile("^(Changes|การแก้ไข)")).click()
    expect(
        page.get_by_role("textbox", name=re.compile("^(Commit message|ข้อความคอมมิต)$"))
    ).to_be_visible()
    found += look_at(person, "changes")
    page.get_by_role("list", name=re.compile("^(Changed files|ไฟล์ที่แก้ไข)$")).get_by_role(
        "button", name=re.compile(re.escape(NAME))
    ).click()
    found += look_at(person, "what changed")
    assert found == []


@every_look
def test_the_workspace_on_a_phone_has_no_violation(
    theme: str, language: str, resident: Somebody
) -> None:
    person = resident(viewport=PHONE, has_touch=True, is_mobile=True)
    dress(person, theme, language)
    person.open_workspace("sala")
    page = person.page
    places = page.get_by_role("navigation", name=re.compile("^(Places|ส่วนต่าง)")).get_by_role(
        "button"
    )
    found = look_at(person, "phone")
    for number in range(places.count()):
        places.nth(number).click()
        found += look_at(person, f"phone, place {number + 1}")
    assert found == []
