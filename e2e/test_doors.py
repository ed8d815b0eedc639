"""The pages before one is in."""

import re

import pytest
from conftest import Somebody
from installation import Installation
from playwright.sync_api import expect


def test_the_owners_link_is_used_once_and_then_says_so(
    installation: Installation, somebody: Somebody
) -> None:
    link = installation.owner_path
    somebody("Anong").claim(link)
    late = somebody("Boon")
    late.go(link)
    expect(late.page.get_by_role("heading", level=1)).to_have_text(
        "This link is not valid any more"
    )


def test_an_easy_password_is_refused_where_it_was_typed(
    installation: Installation, somebody: Somebody
) -> None:
    person = somebody("Anong")
    person.go(installation.owner_path)
    page = person.page
    page.get_by_label("Your name").fill("Anong")
    page.get_by_label("Email").fill("anong@sala.test")
    page.get_by_label("Password", exact=True).fill("password123")
    page.get_by_role("button", name="Become the owner").click()
    field = page.get_by_label("Password", exact=True)
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(field).to_have_accessible_description(re.compile("easy to guess|most used"))
    expect(page).to_have_url(re.compile("/enter/"))


def test_a_wrong_password_is_refused_without_saying_which_was_wrong(
    owner: object, somebody: Somebody
) -> None:
    person = somebody("Anong")
    said = []
    for email in ("anong@sala.test", "nobody@sala.test"):
        person.go("/sign-in")
        page = person.page
        page.get_by_label("Email").fill(email)
        page.get_by_label("Password", exact=True).fill("not the password")
        page.get_by_role("button", name="Sign in").click()
        alert = page.get_by_role("main").get_by_role("alert")
        expect(alert).not_to_be_empty()
        said.append(alert.inner_text())
    assert said[0] == said[1]


def test_a_visitor_is_shown_the_door_and_then_the_page_they_wanted(
    owner: object, somebody: Somebody
) -> None:
    person = somebody("Anong")
    person.go("/people")
    page = person.page
    expect(page).to_have_url(re.compile("/sign-in"))
    page.get_by_label("Email").fill(person.email)
    page.get_by_label("Password", exact=True).fill("mango-lantern-42-river")
    page.get_by_role("button", name="Sign in").click()
    expect(page).to_have_url(f"{person.address}/people")


@pytest.mark.parametrize("path", ["/enter/" + "x" * 43, "/join/" + "x" * 43])
def test_a_forged_link_is_answered_kindly(path: str, owner: object, somebody: Somebody) -> None:
    person = somebody("Mallory")
    person.go(path)
    expect(person.page.get_by_role("heading", level=1)).to_have_text(
        "This link is not valid any more"
    )


def test_signing_out_everywhere_ends_the_session_of_another_browser(
    owner: object, somebody: Somebody
) -> None:
    here, there = somebody("Anong"), somebody("Anong")
    for browser in (here, there):
        browser.sign_in()
    here.go("/settings")
    here.page.get_by_role("button", name="Sign out everywhere").click()
    here.page.get_by_role("alertdialog").get_by_role("button", name="Sign out everywhere").click()
    expect(here.page).to_have_url(re.compile("/sign-in"))
    there.go("/people")
    expect(there.page).to_have_url(re.compile("/sign-in"))
