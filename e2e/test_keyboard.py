"""A whole visit without a pointer."""

import re
from pathlib import Path

from conftest import Somebody
from installation import Installation
from person import PASSWORD, text_of
from playwright.sync_api import Locator, Page, Route, expect
from repositories import git


def tab_to(page: Page, target: Locator, *, at_most: int = 60) -> None:
    """Press Tab until something has the focus."""
    expect(target).to_be_visible()
    for _ in range(at_most):
        if target.evaluate("element => element === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"Tab does not reach {target}")


def test_a_newcomer_gets_from_the_link_to_a_commit_by_keyboard(
    installation: Installation, somebody: Somebody, sala_clone: Path
) -> None:
    person = somebody("Anong")
    page, keys = person.page, person.page.keyboard
    person.go(installation.owner_path)
    expect(page.get_by_label("Your name")).to_be_focused()
    keys.type("Anong")
    keys.press("Tab")
    keys.type("anong@sala.test")
    keys.press("Tab")
    keys.type(PASSWORD)
    keys.press("Enter")
    expect(page).to_have_url(f"{person.address}/")

    tab_to(page, person.workspace_link("sala"))
    keys.press("Enter")
    expect(page).to_have_url(re.compile("/w/"))
    expect(person.files).to_be_visible()

    # The tree: down to a file by its own keys.
    tab_to(page, person.files.get_by_role("treeitem").first)
    keys.press("End")
    last = person.files.get_by_role("treeitem").last
    expect(last).to_be_focused()
    keys.press("Home")
    expect(person.files.get_by_role("treeitem").first).to_be_focused()

    # Quick open, and the text.
    keys.press("Control+p")
    expect(page.get_by_role("dialog")).to_be_visible()
    keys.type("0001-messages")
    option = page.get_by_role("option").first
    expect(option).to_contain_text("0001-messages-on-raw-asgi.md")
    keys.press("Enter")
    editor = person.editor("0001-messages-on-raw-asgi.md")
    expect(editor).to_be_focused()
    keys.press("Control+End")
    keys.type("Written without a pointer.\n")
    person.expect_saved()

    # Out of the editor, as its help says: Escape, then Tab.
    keys.press("Escape")
    keys.press("Tab")
    expect(editor).not_to_be_focused()

    person.open_changes()
    message = page.get_by_role("textbox", name="Commit message")
    tab_to(page, message)
    keys.type("Commit without a pointer")
    keys.press("Control+Enter")
    expect(page.get_by_text(re.compile("^Committed as "))).to_be_visible()
    assert git(sala_clone, "log", "-1", "--format=%s").strip() == "Commit without a pointer"
    assert "Written without a pointer." in text_of(editor)


def test_the_regions_of_a_workspace_follow_each_other_with_f6(resident: Somebody) -> None:
    owner = resident()
    owner.open_workspace("sala")
    owner.open_file("LICENSE")
    page = owner.page
    seen = []
    for _ in range(8):
        page.keyboard.press("F6")
        seen.append(
            page.evaluate(
                """() => document.activeElement.closest('[aria-label]')
                    ?.getAttribute('aria-label') ?? document.activeElement.tagName"""
            )
        )
    assert len(set(seen)) >= 3, f"F6 only visits {seen}"


def test_a_dialog_keeps_the_focus_and_gives_it_back(resident: Somebody) -> None:
    owner = resident()
    owner.go("/people")
    page = owner.page
    button = page.get_by_role("button", name="Invite somebody")
    button.focus()
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog")
    expect(dialog).to_be_visible()
    for _ in range(12):
        page.keyboard.press("Tab")
        inside = dialog.evaluate("element => element.contains(document.activeElement)")
        assert inside, "Tab left an open dialog"
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(button).to_be_focused()


def test_escape_closes_a_dialog_over_which_a_tooltip_stands(resident: Somebody) -> None:
    owner = resident()
    owner.go("/people")
    page = owner.page
    page.get_by_role("button", name="Invite somebody").click()
    dialog, tooltip = page.get_by_role("dialog"), page.get_by_role("tooltip")
    page.keyboard.press("Tab")
    dialog.get_by_role("button", name="Close").focus()
    expect(tooltip).to_be_visible()
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(tooltip).to_be_hidden()


def test_what_is_typed_before_the_palette_is_there_is_what_it_looks_for(
    resident: Somebody,
) -> None:
    owner = resident()
    owner.open_workspace("sala")
    editor = owner.open_file("LICENSE")
    page, text = owner.page, text_of(editor)
    editor.click()
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route("**/_next/static/**/*.js", hold)
    page.keyboard.press("Control+k")
    page.keyboard.type("ligh")
    page.wait_for_timeout(300)
    assert held, "the palette was there before it was asked for"
    for route in held:
        route.continue_()
    page.unroute("**/_next/static/**/*.js")
    field = page.get_by_role("dialog").get_by_role("combobox")
    expect(field).to_be_focused()
    expect(field).to_have_value("ligh")
    page.keyboard.type("t")
    expect(field).to_have_value("light")
    page.keyboard.press("Escape")
    expect(editor).to_be_focused()
    assert text_of(editor) == text
