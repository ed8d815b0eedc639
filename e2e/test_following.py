"""Following a person shows what they see; following a file keeps it one document."""

import re
import subprocess
from pathlib import Path

from axe import violations
from conftest import RESULTS, Somebody
from person import Person
from playwright.sync_api import expect
from test_phone import PHONE, sideways, small_targets

LONG = "ARCHITECTURE.md"
LAST = "every part Sala is asked to have"
FIRST = "For somebody who is about to change Sala"


def test_who_follows_sees_the_file_and_the_place_until_they_do_something(
    owner: Person, somebody: Somebody
) -> None:
    boon, cleo = somebody("Boon"), somebody("Cleo", viewport=PHONE, has_touch=True, is_mobile=True)
    boon.join(owner.invite("Reader"))
    cleo.join(owner.invite())
    for person in (owner, boon, cleo):
        person.open_workspace("sala")
    owner.open_file("README.md")
    boon.page.get_by_role("button", name="Follow Anong").click()
    bar = boon.page.get_by_text(re.compile("^Following Anong"))
    expect(bar).to_be_visible()
    expect(boon.editor("README.md")).to_be_visible()
    expect(owner.page.get_by_role("contentinfo").get_by_text("Boon follows you")).to_be_visible()

    cleo.context.add_cookies(
        [
            {"name": "sala_language", "value": "th", "url": cleo.address},
            {"name": "sala_theme", "value": "dark", "url": cleo.address},
        ]
    )
    cleo.page.reload()
    cleo.page.get_by_role("button", name="ตาม Anong").click()
    expect(cleo.page.get_by_text(re.compile("^กำลังตาม Anong"))).to_be_visible()

    text = owner.open_file(LONG)
    text.focus()
    text.press("Control+End")
    for person in (boon, cleo):
        expect(person.editor(LONG)).to_be_visible()
        expect(person.editor(LONG).get_by_text(LAST)).to_be_in_viewport()
    folder = RESULTS / "following"
    folder.mkdir(parents=True, exist_ok=True)
    for person in (owner, boon, cleo):
        person.page.screenshot(path=folder / f"{person.name}.png")
        assert violations(person.page) == []
    assert (sideways(cleo), small_targets(cleo)) == (0, [])

    boon.page.keyboard.press("ArrowUp")
    expect(bar).to_be_hidden()
    text.press("Control+Home")
    expect(cleo.editor(LONG).get_by_text(FIRST)).to_be_in_viewport()
    expect(boon.editor(LONG).get_by_text(LAST)).to_be_in_viewport()
    boon.page.keyboard.press("Alt+f")
    expect(boon.editor(LONG).get_by_text(FIRST)).to_be_in_viewport()
    boon.page.keyboard.press("Alt+f")
    expect(bar).to_be_hidden()
    cleo.page.get_by_role("button", name="เลิกตาม", exact=True).click()
    expect(owner.page.get_by_text(re.compile("follows? you"))).to_have_count(0)


def test_a_file_that_git_renames_takes_its_editor_along_and_can_be_named_back(
    owner: Person, sala_clone: Path
) -> None:
    owner.open_workspace("sala")
    owner.type_at_end(owner.open_file("README.md"), "Typed before.\n")
    owner.expect_saved()
    owner.page.wait_for_timeout(1_000)  # until it is written
    subprocess.run(["git", "mv", "README.md", "GUIDE.md"], cwd=sala_clone, check=True)
    notice = owner.page.get_by_text("“README.md” was renamed to “GUIDE.md”")
    expect(notice).to_be_visible()
    owner.type_at_end(owner.editor("GUIDE.md"), "Typed after.\n")
    owner.expect_saved()
    owner.page.get_by_role("button", name="Rename it back").click()
    expect(owner.editor("README.md")).to_contain_text("Typed after.")
    assert not (sala_clone / "GUIDE.md").exists()
    assert (sala_clone / "README.md").read_text().endswith("Typed before.\nTyped after.\n")
