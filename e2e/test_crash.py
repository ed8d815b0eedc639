"""The server is killed with SIGKILL while two people type. What was “Saved” is there afterwards."""

import random
import threading
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from conftest import Somebody
from installation import Installation
from person import Person, text_of
from playwright.sync_api import Locator, expect
from relay import Relay

FILE = "CRASH.md"
WORDS = 24


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


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_not_one_saved_character_is_missing_after_a_kill(
    seed: int,
    owner: Person,
    somebody: Somebody,
    relay: Relay,
    installation: Installation,
    sala_clone: Path,
) -> None:
    chance = random.Random(seed)
    (sala_clone / FILE).write_text("# Typed while the server died\n")
    link = owner.invite()
    state = owner.context.storage_state()
    anong, boon = (
        somebody("Anong", address=relay.address, storage_state=state),
        somebody("Boon", address=relay.address),
    )
    boon.join(link)
    typists = []
    for person, place in ((anong, "Control+Home"), (boon, "Control+End")):
        person.open_workspace("sala")
        editor = person.open_file(FILE)
        person.expect_saved()
        typists.append(Typist(person=person, editor=editor, place=place))
        typists[-1].sit_down()

    deadly = chance.randrange(WORDS // 3, WORDS * 2 // 3)
    for number in range(WORDS):
        if number == deadly:
            delay = chance.uniform(0.0, 0.25)
            threading.Timer(delay, installation.kill).start()
        for typist in typists:
            typist.type_word()
            if number < deadly and chance.random() < 0.3:
                typist.person.expect_saved()
            typist.look()
    assert all(typist.saved for typist in typists), "nothing was ever saved: nothing is proved"

    # Nobody who typed can help the server remember: they are cut off while it comes back.
    relay.freeze()
    installation.start()
    witness = somebody("Anong", storage_state=state)
    witness.open_workspace("sala")
    seen = witness.open_file(FILE)
    witness.expect_saved()
    for typist in typists:
        for word in typist.acknowledged:
            expect(seen).to_contain_text(word)

    relay.thaw()
    everything = [word for typist in typists for word in typist.typed]
    for person in (anong, boon, witness):
        person.expect_saved(timeout=60_000)
        for word in everything:
            expect(person.editor(FILE)).to_contain_text(word, timeout=30_000)
    texts = {text_of(person.editor(FILE)) for person in (anong, boon, witness)}
    assert len(texts) == 1
    text = texts.pop()
    assert all(text.count(word) == 1 for word in everything)
    owner.expect_on_disk(sala_clone / FILE, text)


def test_a_killed_server_leaves_no_process_behind(installation: Installation) -> None:
    installation.crash()
    installation.expect_no_children()
    installation.start()


def test_a_stopped_server_leaves_no_process_behind(installation: Installation) -> None:
    installation.interrupt()
    installation.expect_no_children()
    installation.start()
