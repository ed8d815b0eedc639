"""The lid is closed: the socket is dropped without a word, and nothing typed is lost."""

import re
from pathlib import Path

import pytest
from conftest import Somebody
from installation import Installation
from person import Person, text_of
from playwright.sync_api import expect
from relay import Relay

FILE = "docs/decisions/0001-messages-on-raw-asgi.md"
NAME = FILE.rpartition("/")[2]


@pytest.fixture
def boon(owner: Person, somebody: Somebody, relay: Relay) -> Person:
    """Boon, who joined through a wire that can be frozen."""
    person = somebody("Boon", address=relay.address)
    person.join(owner.invite())
    return person


def open_both(owner: Person, boon: Person) -> None:
    for person in (owner, boon):
        person.open_workspace("sala")
        person.open_file(FILE)
        person.expect_saved()


def test_edits_made_with_the_lid_closed_arrive_when_it_opens(
    owner: Person, boon: Person, relay: Relay, sala_clone: Path
) -> None:
    open_both(owner, boon)
    relay.freeze()
    boon.type_at_end(boon.editor(NAME), "Written on the train.\n")
    expect(boon.status).to_have_text(re.compile("^(Saving|Offline)"))
    owner.type_at_end(owner.editor(NAME), "Written at the desk.\n")
    owner.expect_saved()
    expect(boon.status).to_have_text(
        re.compile(r"^Offline, \d+ edits? kept on this device$"), timeout=60_000
    )
    boon.type_at_end(boon.editor(NAME), "And in the tunnel.\n")
    relay.thaw()
    boon.expect_saved(timeout=60_000)
    for person in (owner, boon):
        for line in ("Written on the train.", "Written at the desk.", "And in the tunnel."):
            expect(person.editor(NAME)).to_contain_text(line, timeout=15_000)
    owner.expect_saved()
    assert text_of(owner.editor(NAME)) == text_of(boon.editor(NAME))
    owner.expect_on_disk(sala_clone / FILE, text_of(owner.editor(NAME)))


def test_edits_made_offline_survive_a_reload_of_the_page(
    owner: Person, boon: Person, relay: Relay
) -> None:
    open_both(owner, boon)
    boon.context.set_offline(True)
    relay.cut()
    boon.type_at_end(boon.editor(NAME), "Written before the reload.\n")
    expect(boon.status).to_have_text(
        re.compile(r"^Offline, \d+ edits? kept on this device$"), timeout=60_000
    )
    boon.context.set_offline(False)
    boon.page.reload()
    boon.expect_saved(timeout=60_000)
    for person in (owner, boon):
        expect(person.editor(NAME)).to_contain_text("Written before the reload.")


def offline_with(boon: Person, relay: Relay, text: str) -> None:
    boon.context.set_offline(True)
    relay.cut()
    boon.type_at_end(boon.editor(NAME), text)
    expect(boon.status).to_have_text(
        re.compile(r"^Offline, \d+ edits? kept on this device$"), timeout=60_000
    )


def test_a_page_closed_offline_sends_what_it_kept_when_it_is_opened_again(
    owner: Person, boon: Person, relay: Relay
) -> None:
    open_both(owner, boon)
    offline_with(boon, relay, "Written before the page was closed.\n")
    address = boon.page.url
    boon.page.close()
    boon.context.set_offline(False)
    expect(owner.editor(NAME)).not_to_contain_text("Written before the page was closed.")
    boon.page = boon.context.new_page()
    boon.page.goto(address)
    expect(owner.editor(NAME)).to_contain_text("Written before the page was closed.")
    boon.expect_saved(timeout=60_000)
    assert text_of(owner.editor(NAME)).count("Written before the page was closed.") == 1


def test_what_was_not_sent_comes_into_a_file_that_was_made_anew(
    owner: Person, boon: Person, relay: Relay, sala_clone: Path
) -> None:
    open_both(owner, boon)
    offline_with(boon, relay, "Written for the old file.\n")
    before = (sala_clone / FILE).read_text()
    made_anew = owner.page.evaluate(
        """async ([workspace, path, text]) => {
            const say = (name, wish) => fetch(`/api/workspace.${name}`, {
                method: "POST",
                headers: { "content-type": "application/json" },
                body: JSON.stringify({ workspace, path, ...wish }),
            });
            const gone = await say("delete-entry", { deletion: crypto.randomUUID() });
            const made = await say("create-file", { text });
            return [gone.ok, made.ok];
        }""",
        [
            owner.page.url.rpartition("/w/")[2].partition("?")[0],
            FILE,
            f"New at the top.\n{before}",
        ],
    )
    assert made_anew == [True, True]
    owner.open_file(FILE)
    expect(owner.editor(NAME)).to_contain_text("New at the top.")
    boon.context.set_offline(False)
    for person in (owner, boon):
        expect(person.editor(NAME)).to_contain_text("Written for the old file.", timeout=60_000)
        expect(person.editor(NAME)).to_contain_text("New at the top.")
    expect(boon.page.get_by_text("What you had not sent is in the new text.")).to_be_visible()
    assert text_of(owner.editor(NAME)).count("Written for the old file.") == 1
    boon.page.get_by_role("button", name="Take it back").click()
    expect(owner.editor(NAME)).not_to_contain_text("Written for the old file.")


def test_a_connection_that_is_reset_is_made_again_without_a_word(
    owner: Person, boon: Person, relay: Relay
) -> None:
    open_both(owner, boon)
    for number in range(3):
        relay.cut()
        boon.type_at_end(boon.editor(NAME), f"Cut number {number}.\n")
    boon.expect_saved(timeout=60_000)
    expect(owner.editor(NAME)).to_contain_text("Cut number 2.")
    assert text_of(owner.editor(NAME)) == text_of(boon.editor(NAME))


def test_the_server_may_be_away_for_a_while(
    owner: Person, installation: Installation, sala_clone: Path
) -> None:
    owner.open_workspace("sala")
    editor = owner.open_file(FILE)
    owner.expect_saved()
    installation.stop()
    owner.type_at_end(editor, "Written while it was away.\n")
    expect(owner.status).to_have_text(re.compile("^Offline"), timeout=30_000)
    installation.start()
    owner.expect_saved(timeout=60_000)
    owner.expect_on_disk(sala_clone / FILE, text_of(editor))
