"""Takes the README's pictures of a Sala of its own: `python e2e/screenshots.py`, after a build."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from browsing import arguments, chromium
from installation import ROOT, Installation
from person import Person
from playwright.sync_api import Browser, sync_playwright

IMAGES = ROOT / "docs" / "images"
DESK = {"width": 1440, "height": 900}
PHONE = {"width": 390, "height": 844}
FILE = "harbour/windows.py"


def seat(browser: Browser, name: str, address: str, **options: Any) -> Person:
    """Give somebody a browser profile of their own."""
    context = browser.new_context(**{"locale": "en-GB", "viewport": DESK, **options})
    return Person(name=name, address=address, context=context, page=context.new_page())


def take(person: Person, name: str) -> None:
    """Keep what a person sees."""
    person.page.wait_for_timeout(1500)
    person.page.screenshot(path=IMAGES / f"{name}.png")


def speak(person: Person, language: str, theme: str) -> None:
    """Choose a language and a theme as the settings page does."""
    person.context.add_cookies(
        [
            {"name": "sala_language", "value": language, "url": person.address},
            {"name": "sala_theme", "value": theme, "url": person.address},
        ]
    )


def together(owner: Person, guest: Person) -> None:
    """Two people in one file, at different lines."""
    for person, line in ((owner, 30), (guest, 22)):
        person.open_workspace("harbour")
        editor = person.open_file(FILE)
        editor.focus()
        editor.press("Control+Home")
        for _ in range(line):
            editor.press("ArrowDown")
        editor.press("End")
    guest.page.keyboard.press("Shift+Home")
    owner.page.keyboard.type("  # until it is not")
    owner.expect_saved()


WORK = (
    ("owner", 11, "\n# In metres, as the harbour master asks."),
    ("guest", 24, "\n        # The tide may stand for minutes; the later one counts."),
    ("owner", 3, "\n# Times are in UTC, as the tide tables have them."),
    ("guest", 33, "\n    # Measured at the bar, not at the quay."),
    ("owner", 19, "\n    # Both in UTC."),
    ("guest", 6, "\n# Boon: see the pilots' notes."),
)


def take_turns(owner: Person, guest: Person) -> None:
    """Let both write in turn, so that the file has a past."""
    for who, line, text in WORK:
        person = owner if who == "owner" else guest
        editor = person.editor(FILE.rpartition("/")[2])
        editor.focus()
        editor.press("Control+Home")
        for _ in range(line):
            editor.press("ArrowDown")
        editor.press("End")
        person.page.keyboard.insert_text(text)
        person.expect_saved()
        person.page.wait_for_timeout(500)


def look_back(owner: Person, guest: Person) -> None:
    """Take the file's authors, its timeline, and what the guest did, before it is taken back."""
    take_turns(owner, guest)
    page = owner.page
    page.keyboard.press("Alt+a")
    take(owner, "authors")
    page.keyboard.press("Alt+a")
    page.keyboard.press("Alt+3")
    slider = page.get_by_role("slider")
    slider.focus()
    slider.press("Home")
    page.get_by_role("button", name="Name this moment").click()
    page.get_by_role("textbox", name="Name").fill("As the pilots sent it")
    page.get_by_role("button", name="Name it").click()
    slider.press("End")
    slider.press("ArrowLeft")
    slider.press("ArrowLeft")
    slider.blur()
    take(owner, "timeline")
    page.keyboard.press("Control+k")
    page.get_by_role("dialog").wait_for()
    page.keyboard.type("Take back somebody")
    page.get_by_role("option", name="Take back somebody's work").click()
    page.get_by_label("Whose work").select_option(label=guest.name)
    take(owner, "taking-back")
    page.get_by_role("tab", name="windows.py", exact=True).click()


def main() -> None:
    """Start a Sala, make it look lived in, and take the pictures."""
    IMAGES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="sala-pictures-") as folder, sync_playwright() as play:
        sala = Installation(data=Path(folder) / "data")
        sala.start()
        browser = play.chromium.launch(executable_path=chromium(), args=arguments())
        try:
            visit(browser, sala)
        finally:
            browser.close()
            sala.stop()


def visit(browser: Browser, sala: Installation) -> None:
    """Walk through the pages."""
    stranger = seat(browser, "Stranger", sala.address)
    owner = seat(browser, "Anong", sala.address)
    owner.claim(sala.owner_path)
    take(owner, "empty")
    stranger.go("/sign-in")
    take(stranger, "sign-in")
    owner.page.get_by_role("button", name="Open the tour").click()
    owner.page.wait_for_url("**/w/**")
    guest = seat(browser, "Boon", sala.address)
    guest.join(owner.invite())
    together(owner, guest)
    take(owner, "editor")
    look_back(owner, guest)
    owner.open_changes()
    take(owner, "changes")
    guest.go("/")
    take(guest, "workspaces")
    speak(owner, "th", "dark")
    owner.page.reload()
    take(owner, "editor-dark-th")
    phone = seat(
        browser,
        "Anong",
        sala.address,
        viewport=PHONE,
        has_touch=True,
        is_mobile=True,
        storage_state=owner.context.storage_state(),
    )
    speak(phone, "en", "light")
    phone.page.goto(owner.page.url)
    take(phone, "phone")


if __name__ == "__main__":
    main()
