"""What is written about the house is true of it: links lead somewhere, quoted code is the code."""

import re

import pytest

from tests.house.planting import SERVER

ROOT = SERVER.parent
DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
DECISIONS = sorted((ROOT / "docs" / "decisions").glob("*.md"))
_LINK = re.compile(r"\]\(([^)#\s]+)")
_PATH = re.compile(r"`((?:server|web|launcher|bench|e2e|docs|tests|packages)/[\w./\[\]()-]+)`")
_QUOTED = re.compile(r"^`([\w./\[\]()-]+)`[^\n]*\n\n```\w+\n(.*?)\n```", re.MULTILINE | re.DOTALL)
PARTS = ["Context", "Decision", "Consequences", "Alternatives", "Enforced by"]


def _relative(document):
    return document.relative_to(ROOT).as_posix()


def _exists(path):
    return path.exists() or path.with_name(path.name + ".py").exists()


@pytest.mark.parametrize("document", DOCUMENTS, ids=_relative)
def test_every_link_leads_somewhere_in(document):
    links = [link for link in _LINK.findall(document.read_text()) if "://" not in link]
    assert [link for link in links if not (document.parent / link).exists()] == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=_relative)
def test_every_path_that_is_named_exists_in(document):
    named = _PATH.findall(document.read_text())
    places = (ROOT, SERVER)
    assert [path for path in named if not any(_exists(place / path) for place in places)] == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=_relative)
def test_quoted_code_is_the_code_in(document):
    for path, quoted in _QUOTED.findall(document.read_text()):
        lines = [line.strip() for line in (ROOT / path).read_text().splitlines()]
        place = 0
        for line in filter(None, map(str.strip, quoted.splitlines())):
            if line in {"…", "# …", "// …"}:
                continue
            assert line in lines[place:], f"{path} does not say (any more): {line}"
            place = lines.index(line, place) + 1


def test_the_guide_names_the_file_of_everything_it_quotes():
    text = (ROOT / "docs" / "guide" / "your-first-feature.md").read_text()
    fences = re.findall(r"^```(?:python|tsx?)$", text, re.MULTILINE)
    assert len(_QUOTED.findall(text)) == len(fences) > 12


@pytest.mark.parametrize("decision", DECISIONS, ids=_relative)
def test_a_decision_has_its_five_parts_on_half_a_page(decision):
    text = decision.read_text()
    assert re.findall(r"^## (.*)$", text, re.MULTILINE) == PARTS
    assert len(text.split()) < 400
    assert "**" in text, "the line that people will quote"


def test_decisions_are_numbered_without_gaps():
    numbers = [int(decision.name[:4]) for decision in DECISIONS]
    assert numbers == list(range(1, len(numbers) + 1))
    assert len(numbers) >= 10


def test_the_architecture_states_an_invariant_for_each_part():
    text = (ROOT / "ARCHITECTURE.md").read_text()
    contexts = [
        folder.name
        for folder in (SERVER / "sala").iterdir()
        if (folder / "__init__.py").exists() and folder.name != "webapp"
    ]
    for context in contexts:
        (paragraph,) = re.findall(rf"^`server/sala/{context}/`.*$", text, re.MULTILINE)
        assert "**Invariant" in paragraph, context
