"""The server is killed with SIGKILL while two people type. What was “Saved” is there afterwards."""

import random
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from conftest import Somebody
from installation import Installation
from person import Person, text_of
from playwright.sync_api import Locator, expect
from relay import Relay

FILE = "CRASH.md"


@dataclass(kw_only=True)
class Typist:
    """Somebody who types words one after the other and remembers which ones were saved."""

    person: Person
    editor: Locator
    place: str
    typed: list[str] = field(default_factory=list)
    saved: int = 0

    def sit_down(self) -> None:
        """Put the caret where they write: apart, so that nobody splits another's words."""
        self.editor.focus()
        self.editor.press(self.place)

    def type_word(self) -> None:
        """Type one more word; note how many are saved by what the page says."""
        word = f"{self.person.name.lower()}{len(self.typed):03d}"
        self.person.page.keyboard.type(f"{word}\n")
        self.typed.append(word)

    def look(self) -> None:
        """Read the status: “Saved” covers everything typed so far."""
        if self.person.status.inner_text() == "Saved":
            self.saved = len(self.typed)

    @property
    def acknowledged(self) -> list[str]:
        """Give the words that the page called saved."""
        return self.typed[: self.saved]


@pytest.fixture
def typists(
    owner: Person, somebody: Somebody, relay: Relay, sala_clone: Path
) -> tuple[Typist, Typist]:
    """Two people in one file, each at an end of it, behind a wire that can be frozen."""
    (sala_clone / FILE).write_text("# Typed while the server died\n")
    link = owner.invite()
    anong = somebody("Anong", address=relay.address, storage_state=owner.context.storage_state())
    boon = somebody("Boon", address=relay.address)
    boon.join(link)
    for person in (anong, boon):
        person.open_workspace("sala")
        person.open_file(FILE)
        person.expect_saved()
    return (
        Typist(person=anong, editor=anong.editor(FILE), place="Control+Home"),
        Typist(person=boon, editor=boon.editor(FILE), place="Control+End"),
    )


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_not_one_saved_character_is_missing_after_a_kill(
    seed: int,
    typists: tuple[Typist, Typist],
    owner: Person,
    relay: Relay,
    installation: Installation,
    sala_clone: Path,
) -> None:
    chance = random.Random(seed)
    hasty, careful = chance.sample(typists, 2)
    for typist in typists:
        typist.sit_down()
    for _ in range(chance.randrange(4, 12)):
        for typist in typists:
            typist.type_word()
            typist.look()
    # One types on; the moment the other reads “Saved”, the server is dead.
    hasty.type_word()
    careful.type_word()
    careful.person.expect_saved()
    installation.kill()
    careful.saved = len(careful.typed)
    hasty.look()
    for _ in range(4):
        for typist in typists:
            typist.type_word()

    # Nobody who typed can help the server remember: they are cut off while it comes back.
    relay.freeze()
    installation.start()
    owner.open_workspace("sala")
    expect_words(owner.open_file(FILE), hasty.acknowledged + careful.acknowledged)

    relay.thaw()
    everything = [word for typist in typists for word in typist.typed]
    everybody = [owner, *(typist.person for typist in typists)]
    for person in everybody:
        person.expect_saved(timeout=60_000)
        expect_words(person.editor(FILE), everything)
    texts = {text_of(person.editor(FILE)) for person in everybody}
    assert len(texts) == 1
    text = texts.pop()
    assert all(text.count(word) == 1 for word in everything)
    owner.expect_on_disk(sala_clone / FILE, text)


def expect_words(editor: Locator, words: list[str]) -> None:
    """Wait until a text holds every word."""
    for word in words:
        expect(editor).to_contain_text(word, timeout=30_000)


def test_a_killed_server_leaves_no_process_behind(installation: Installation) -> None:
    installation.crash()
    installation.expect_no_children()
    installation.start()


def test_a_stopped_server_leaves_no_process_behind(installation: Installation) -> None:
    installation.interrupt()
    installation.expect_no_children()
    installation.start()
