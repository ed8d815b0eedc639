"""Every page, in both themes and both languages, as axe-core sees it."""

from collections.abc import Callable

import pytest
from axe import violations
from conftest import Somebody
from installation import Installation
from person import Person
from playwright.sync_api import expect

FILE = "docs/decisions/0001-messages-on-raw-asgi.md"
LOOKS = [
    pytest.param(theme, language, id=f"{theme}, {language}")
    for theme in ("light", "dark")
    for language in ("en", "th")
]


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


@pytest.mark.parametrize(("theme", "language"), LOOKS)
def test_the_doors_have_no_violation(
    theme: str, language: str, installation: Installation, somebody: Somebody
) -> None:
    person = somebody("Anong")
    dress(person, theme, language)
    found = []
    for place, path in (
        ("unclaimed", "/sign-in"),
        ("owner's link", installation.owner_path),
        ("no page", "/nothing/here"),
    ):
        person.go(path)
        found += look_at(person, place)
    owner = somebody("Boon")
    owner.claim(installation.owner_path)
    link = owner.invite()
    for place, path in (
        ("sign-in", "/sign-in"),
        ("invitation", link),
        ("used link", installation.owner_path),
    ):
        person.page.goto(path if path.startswith("http") else f"{person.address}{path}")
        found += look_at(person, place)
    assert found == []


@pytest.mark.parametrize(("theme", "language"), LOOKS)
def test_the_pages_behind_the_door_have_no_violation(
    theme: str, language: str, owner: Person
) -> None:
    owner.invite()
    dress(owner, theme, language)
    found = []
    for path in ("/", "/people", "/settings", "/archived", "/api/reference", "/nothing/here"):
        owner.go(path)
        found += look_at(owner, path)
    for name, keys in (("palette", "Control+k"), ("quick open", "Control+p")):
        owner.go("/")
        owner.page.wait_for_load_state("networkidle")
        owner.page.keyboard.press(keys)
        expect(owner.page.get_by_role("dialog")).to_be_visible()
        found += look_at(owner, name)
    assert found == []


Opening = Callable[[Person], None]


@pytest.mark.parametrize(("theme", "language"), LOOKS)
def test_the_workspace_has_no_violation(theme: str, language: str, owner: Person) -> None:
    owner.open_workspace("sala")
    owner.type_at_end(owner.open_file(FILE), "One more line.\n")
    owner.expect_saved()
    address = owner.page.url
    dress(owner, theme, language)
    owner.page.goto(address)
    page = owner.page
    expect(page.get_by_role("textbox", name=FILE.rpartition("/")[2])).to_be_visible()
    found = look_at(owner, "workspace")
    for name, keys in (
        ("find in file", "Control+f"),
        ("search", "Control+Shift+f"),
        ("palette", "Control+k"),
        ("quick open", "Control+p"),
    ):
        page.get_by_role("textbox", name=FILE.rpartition("/")[2]).focus()
        page.keyboard.press(keys)
        found += look_at(owner, name)
        page.keyboard.press("Escape")
    assert found == []
