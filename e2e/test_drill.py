"""An owner runs the drill in the settings, beside an open workspace, and reads what it counted."""

from __future__ import annotations

import re

from axe import violations
from person import Person
from playwright.sync_api import expect


def test_an_owner_runs_the_drill_and_reads_that_nothing_was_lost(owner: Person) -> None:
    owner.go("/settings")
    owner.page.get_by_role("button", name="Run the drill").click()
    expect(owner.page.get_by_role("button", name="The drill is running")).to_be_disabled()
    expect(owner.page.get_by_role("progressbar")).to_be_visible()
    expect(owner.page.get_by_text("0 lost, 0 doubled, of")).to_be_visible(timeout=90_000)
    figures = owner.page.get_by_role("table", name="What the drill counted")
    expect(figures.get_by_role("row", name="Lost 0", exact=True)).to_be_visible()
    expect(figures.get_by_role("row", name="Times the server was killed 3")).to_be_visible()
    assert violations(owner.page) == []
    owner.page.reload()
    expect(figures).to_be_visible()

    owner.go("/people")
    owner.page.keyboard.press("Control+k")
    owner.page.keyboard.type("drill")
    expect(owner.page.get_by_role("option", name="Run the drill")).to_be_visible()
    owner.page.keyboard.press("Enter")
    expect(owner.page).to_have_url(re.compile("/settings$"))
    expect(owner.page.get_by_role("button", name="The drill is running")).to_be_disabled()
