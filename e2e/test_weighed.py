"""What a page loads by itself is what the size check weighs: no more, and no less."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from installation import ROOT
from person import Person

FILES = {
    "plain.css": ("p { top: 0 }\n", "css"),
    "page.html": (
        "<style>p { top: 0 }</style>\n<script>const a = 1;</script>\n",
        "html, scripts and styles",
    ),
}
"""What each file holds, and what the size check calls a page with it."""


@pytest.fixture
def files(sala_clone: Path) -> None:
    """Files in the repository that is opened."""
    for name, (text, _) in FILES.items():
        (sala_clone / name).write_text(text, encoding="utf-8")


def _weighed() -> dict[str, set[str]]:
    """Give the scripts that are weighed for each page, by name."""
    node = Path(sys.executable).with_name("node")
    check = [node, ROOT / "web" / "scripts" / "size" / "index.ts", "--json"]
    said = subprocess.run(check, capture_output=True, text=True, check=False).stdout
    return {
        page["route"]: {chunk.rpartition("/")[2] for chunk in page["chunks"]}
        for page in json.loads(said)
    }


def _loaded(person: Person, address: str) -> set[str]:
    """Open an address anew, wait until nothing is fetched any more; give the scripts, by name."""
    person.page.goto("about:blank")
    fetched: set[str] = set()
    person.page.on("response", lambda answer: fetched.add(answer.url))
    person.page.goto(address)
    before = -1
    while before != len(fetched):
        before = len(fetched)
        person.page.wait_for_timeout(1_500)
    scripts = {url.rpartition("/")[2] for url in fetched if "/_next/static/chunks/" in url}
    return {name for name in scripts if name.endswith(".js")}


def test_what_a_page_loads_by_itself_is_what_is_weighed(files: None, owner: Person) -> None:
    weighed = _weighed()
    owner.page.emulate_media(reduced_motion="no-preference")
    assert _loaded(owner, owner.address) == weighed["/"]
    owner.open_workspace("sala")
    for name, (_, language) in FILES.items():
        owner.open_file(name)
        loaded = _loaded(owner, owner.page.url)
        assert loaded == weighed[f"/w/[workspace] with {language}"], name
