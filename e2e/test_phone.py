"""Every page at 390 px: nothing is cut off, nothing needs scrolling sideways, fingers fit."""

import re

import pytest
from conftest import RESULTS, Somebody
from person import Person
from playwright.sync_api import expect

PHONE = {"width": 390, "height": 844}
FILE = "docs/decisions/0001-messages-on-raw-asgi.md"


@pytest.fixture
def on_phone(resident: Somebody) -> Person:
    """The owner's phone."""
    return resident(viewport=PHONE, has_touch=True, is_mobile=True, device_scale_factor=2)


def sideways(person: Person) -> int:
    """Tell by how many pixels a page is wider than its screen."""
    overflow: int = person.page.evaluate(
        "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )
    return overflow


def small_targets(person: Person) -> list[str]:
    """List what is pressed and smaller than 24 by 24 px (WCAG 2.5.8), text links left out."""
    found: list[str] = person.page.evaluate(
        """() => [...document.querySelectorAll('button, [role=button], [role=tab], select')]
            .filter(element => element.checkVisibility() && !element.closest('[aria-hidden=true]'))
            .map(element => [element, element.getBoundingClientRect()])
            .filter(([, box]) => box.width > 0 && (box.width < 24 || box.height < 24))
            .map(([element, box]) =>
                `${element.textContent || element.ariaLabel}: ${box.width} x ${box.height}`)"""
    )
    return found


@pytest.mark.parametrize("language", ["en", "th"])
def test_every_page_fits_a_phone(language: str, on_phone: Person) -> None:
    on_phone.context.add_cookies(
        [{"name": "sala_language", "value": language, "url": on_phone.address}]
    )
    wrong = {}
    pages = ["/", "/people", "/settings", "/archived", "/sign-in", "/nothing/here"]
    folder = RESULTS / "phone"
    folder.mkdir(parents=True, exist_ok=True)
    for path in pages:
        on_phone.go(path)
        on_phone.page.wait_for_load_state("networkidle")
        name = path.strip("/").replace("/", "-") or "home"
        on_phone.page.screenshot(path=folder / f"{name}-{language}.png")
        found = (sideways(on_phone), small_targets(on_phone))
        if found != (0, []):
            wrong[path] = found
    assert wrong == {}


def test_a_file_is_found_read_and_written_on_a_phone(on_phone: Person) -> None:
    on_phone.open_workspace("sala")
    page = on_phone.page
    page.get_by_role("button", name=re.compile("^Files")).or_(
        page.get_by_role("link", name=re.compile("^Files"))
    ).first.click()
    editor = on_phone.open_file(FILE)
    on_phone.type_at_end(editor, "Written on a phone.\n")
    on_phone.expect_saved()
    expect(editor).to_contain_text("Written on a phone.")
    assert sideways(on_phone) == 0
    page.screenshot(path=RESULTS / "phone" / "workspace.png")
