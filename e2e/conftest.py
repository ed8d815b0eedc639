"""What the journeys start from: a server of their own, a browser, and people in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from browsing import arguments, chromium
from installation import ROOT, Installation
from person import PASSWORD, Person
from playwright.sync_api import Browser, sync_playwright
from relay import Relay
from repositories import clone_of_sala

RESULTS = ROOT / ".sala" / "e2e"
"""Traces, pictures and the server's output of what failed."""

Somebody = Callable[..., Person]
_REPORT = pytest.StashKey[pytest.TestReport]()


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_makereport(item: pytest.Item) -> Any:
    report = yield
    if report.when == "call":
        item.stash[_REPORT] = report
    return report


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all journeys; everybody gets a profile of their own in it."""
    executable = chromium()
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=executable, args=arguments())
        yield launched
        launched.close()


@pytest.fixture
def sala_clone(tmp_path: Path) -> Path:
    """A clone of Sala's own repository."""
    return clone_of_sala(tmp_path / "sala")


@pytest.fixture
def installation(
    request: pytest.FixtureRequest, tmp_path: Path, sala_clone: Path
) -> Iterator[Installation]:
    """A Sala opened on its own repository."""
    made = Installation(data=tmp_path / "data", folder=sala_clone)
    made.start()
    yield made
    made.stop()
    if _failed(request):
        folder = _results(request)
        (folder / "server.log").write_text(made.output)


@pytest.fixture
def relay(installation: Installation) -> Iterator[Relay]:
    """A wire to the server that can be frozen or cut."""
    with Relay(lambda: installation.port) as wire:
        yield wire


@pytest.fixture
def seat(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Somebody]:
    """Seats a person at a browser of their own, at an address. Their pages must log no error."""
    people: list[Person] = []

    def seated(name: str, *, address: str, **options: Any) -> Person:
        chosen = {"locale": "en-GB", "viewport": {"width": 1440, "height": 900}} | options
        context = browser.new_context(reduced_motion="reduce", **chosen)
        context.tracing.start(screenshots=True, snapshots=True, sources=False)
        person = Person(name=name, address=address, context=context, page=context.new_page())
        people.append(person)
        return person

    yield seated
    failed = _failed(request)
    recorded = request.node.get_closest_marker("recorded") is not None
    for person in people:
        if failed or recorded:
            folder = _results(request)
            person.page.screenshot(path=folder / f"{person.name}.png")
            person.context.tracing.stop(path=folder / f"{person.name}.zip")
        person.context.close()
    troubles = {person.name: person.troubles for person in people if person.troubles}
    assert not troubles, f"pages logged errors: {troubles}"


@pytest.fixture
def somebody(seat: Somebody, installation: Installation) -> Somebody:
    """Seats a person at this test's own Sala, or behind the wire whose address is given."""

    def seated(name: str, *, address: str = "", **options: Any) -> Person:
        return seat(name, address=address or installation.address, **options)

    return seated


@pytest.fixture
def owner(somebody: Somebody, installation: Installation) -> Person:
    """Anong, who claimed the installation."""
    anong = somebody("Anong")
    anong.claim(installation.owner_path)
    return anong


@pytest.fixture(scope="session")
def calm_house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """A Sala that Anong owns, for all tests that only look."""
    folder = tmp_path_factory.mktemp("calm")
    made = Installation(data=folder / "data", folder=clone_of_sala(folder / "sala"))
    made.start()
    made.claim(name="Anong", email="anong@sala.test", password=PASSWORD)
    yield made
    made.stop()


@pytest.fixture
def resident(seat: Somebody, calm_house: Installation) -> Somebody:
    """Seats Anong, signed in, in the house where tests only look."""

    def seated(**options: Any) -> Person:
        person = seat("Anong", address=calm_house.address, **options)
        person.context.add_cookies(
            [{"name": "sala_session", "value": calm_house.token, "url": calm_house.address}]
        )
        return person

    return seated


def _failed(request: pytest.FixtureRequest) -> bool:
    report = request.node.stash.get(_REPORT, None)
    return report is None or report.failed


def _results(request: pytest.FixtureRequest) -> Path:
    folder: Path = RESULTS / request.node.name.replace("/", "-")
    folder.mkdir(parents=True, exist_ok=True)
    return folder
