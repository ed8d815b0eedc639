"""Writing in one text: what is undone is one's own; what is written has its colours."""

import re
from pathlib import Path

import pytest
from conftest import Somebody
from installation import Installation
from person import Person
from playwright.sync_api import Locator, expect

FILE = "docs/decisions/0001-messages-on-raw-asgi.md"
NAME = FILE.rpartition("/")[2]


@pytest.fixture
def boon(owner: Person, somebody: Somebody, installation: Installation) -> Person:
    """Boon, who writes in the same file."""
    person = somebody("Boon", address=installation.address)
    person.join(owner.invite())
    return person


def test_undo_takes_back_ones_own_edits_alone_and_redo_brings_them_again(
    owner: Person, boon: Person
) -> None:
    for person in (owner, boon):
        person.open_workspace("sala")
        person.open_file(FILE)
    ours, theirs = owner.editor(NAME), boon.editor(NAME)
    owner.type_at_end(ours, "mine")
    expect(theirs).to_contain_text("mine")
    boon.type_at_end(theirs, "yours")
    expect(ours).to_contain_text("mineyours")
    ours.press("Control+Home")
    ours.press("Control+z")
    for text in (ours, theirs):
        expect(text).not_to_contain_text("mine")
        expect(text).to_contain_text("yours")
    # The caret goes to where the edit began: what is typed now stands there.
    owner.page.keyboard.type("§")
    expect(theirs).to_contain_text("§")
    expect(theirs.get_by_text("§yours").or_(theirs.get_by_text("yours§"))).to_be_visible()
    ours.press("Control+z")
    expect(theirs).not_to_contain_text("§")
    ours.press("Control+Shift+Z")
    expect(theirs).to_contain_text("§")


SAMPLES = {
    "a.rs": ("fn main() { let a = 1; }\n", ["fn", "let"]),
    "b.cpp": ("int main() { return 0; }\n", ["return"]),
    "c.tsx": ("export const a = (b: string) => <p>{b}</p>;\n", ["export", "const"]),
    "d.html": (
        "<style>@media print { p { top: 0 } }</style>\n<script>const a = 1;</script>\n",
        ["@media", "const"],
    ),
    "e.html": ('<script lang="ts">interface A { b: 1 }</script>\n', ["interface"]),
    "f.php": ("<?php\nfunction a() { return 1; }\n", ["function", "return"]),
    "g.php": (
        "<?php if ($a) { echo 1; } ?>\n<script>let b = 2;</script>\n<style>@media all {}</style>\n",
        ["if", "echo", "let", "@media"],
    ),
    "h.html": ("<p>nothing yet</p>\n", []),
}
"""What each file holds, and which of its words have the colour of keywords."""


@pytest.fixture
def samples(sala_clone: Path) -> None:
    """Files of many languages in the repository that is opened."""
    for name, (text, _) in SAMPLES.items():
        (sala_clone / name).write_text(text, encoding="utf-8")


def _colour(word: Locator) -> str:
    return str(word.evaluate("word => getComputedStyle(word).color"))


def _word(editor: Locator, text: str) -> Locator:
    return editor.locator("span").filter(has_text=re.compile(f"^{re.escape(text)}$")).first


def test_words_have_their_colours_also_where_languages_are_nested(
    samples: None, owner: Person
) -> None:
    owner.open_workspace("sala")
    colours = set()
    for name, (_, keywords) in SAMPLES.items():
        editor = owner.open_file(name)
        for keyword in keywords:
            word = _word(editor, keyword)
            expect(word).to_be_visible()
            colours.add(_colour(word))
        if keywords:
            assert _colour(editor) not in colours, f"{name} has no colours"
    assert len(colours) == 1, colours
    # A script that is written into a page that had none.
    owner.type_at_end(editor, "<script>const later = 1")
    expect(_word(editor, "const")).to_be_visible()
    assert _colour(_word(editor, "const")) in colours
