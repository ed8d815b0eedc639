"""A commit made in the page is a commit in the repository, with everybody who wrote."""

from pathlib import Path

import pytest
from conftest import Somebody
from person import Person
from playwright.sync_api import expect
from repositories import git

FILE = "docs/decisions/0001-messages-on-raw-asgi.md"
NAME = FILE.rpartition("/")[2]


@pytest.fixture
def boon(owner: Person, somebody: Somebody) -> Person:
    person = somebody("Boon")
    person.join(owner.invite())
    return person


def test_a_commit_names_its_author_and_everybody_who_wrote(
    owner: Person, boon: Person, sala_clone: Path
) -> None:
    before = git(sala_clone, "rev-parse", "HEAD").strip()
    for person, line in ((owner, "Anong was here.\n"), (boon, "So was Boon.\n")):
        person.open_workspace("sala")
        person.type_at_end(person.open_file(FILE), line)
        person.expect_saved()
    owner.commit("Say who was here")

    said = git(sala_clone, "log", "-1", "--format=%an <%ae>%n%s%n%P%n%(trailers:only)")
    author, subject, parent, *trailers = said.strip().splitlines()
    assert author == "Anong <anong@sala.test>"
    assert subject == "Say who was here"
    assert parent == before
    assert trailers == ["Co-authored-by: Boon <boon@sala.test>"]
    assert git(sala_clone, "show", "--format=", "--name-only", "HEAD").split() == [FILE]
    assert git(sala_clone, "show", f"HEAD:{FILE}").endswith("Anong was here.\nSo was Boon.\n")
    assert git(sala_clone, "status", "--porcelain") == ""
    expect(boon.page.get_by_text("Nothing changed since the last commit.")).to_be_hidden()


def test_what_was_typed_a_moment_ago_is_in_the_commit(owner: Person, sala_clone: Path) -> None:
    owner.open_workspace("sala")
    editor = owner.open_file(FILE)
    owner.type_at_end(editor, "First.\n")
    owner.expect_saved()
    owner.open_changes()
    owner.type_at_end(editor, "Typed a moment ago.\n")
    owner.commit("Commit at once")
    assert git(sala_clone, "show", f"HEAD:{FILE}").endswith("First.\nTyped a moment ago.\n")
