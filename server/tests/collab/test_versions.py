"""Named versions: what a name may be, who may give it, and where it is found again."""

from uuid import UUID

import pytest
from sqlalchemy import select

from sala.collab.contract import (
    ForgetVersion,
    HistoryForgotten,
    ListVersions,
    NameVersion,
    NoSuchUpdate,
    NoSuchVersion,
    RenameVersion,
    RestoreVersion,
    VersionExists,
    VersionForgotten,
    VersionNamed,
    VersionNameNotValid,
    VersionRenamed,
)
from sala.collab.domain import versions as rules
from sala.collab.domain.versions import Named, Versions
from sala.collab.ports import Options
from sala.collab.projections.tables import versions
from sala.collab.projections.versions import VERSIONS
from sala.kernel.access import Access, Caller, Role
from sala.kernel.events.followers import Projection
from sala.kernel.events.runner import Followers
from sala.kernel.refusals import Forbidden
from tests.collab.house import WORKSPACE, member
from tests.collab.waiting import eventually

HERE = {"workspace": WORKSPACE, "path": "a.txt"}
CLEO = Caller(member=member("cleo"), role=Role.EDITOR)
READER = Caller(member=member("reader-rob"), role=Role.READER)
DOCUMENT, FIRST, SECOND = UUID(int=1), UUID(int=2), UUID(int=3)


def named(version=FIRST, sequence=1, name="First"):
    return VersionNamed(
        workspace=WORKSPACE,
        document=DOCUMENT,
        version=version,
        path="a.txt",
        sequence=sequence,
        name=name,
    )


def renamed(name, version=FIRST):
    return VersionRenamed(workspace=WORKSPACE, document=DOCUMENT, version=version, name=name)


def forgotten(version=FIRST):
    return VersionForgotten(workspace=WORKSPACE, document=DOCUMENT, version=version)


def after(*facts):
    state = Versions()
    for fact in facts:
        state = rules.evolve(state, fact)
    return state


@pytest.mark.parametrize(
    ("past", "decide", "wish", "facts"),
    [
        pytest.param([], rules.name, named(name=" First  draft "), [named(name="First draft")],
                     id="a name gets single spaces"),
        pytest.param([named()], rules.name, named(), [], id="a naming that landed already"),
        pytest.param([named()], rules.rename, renamed("รุ่นแรก"), [renamed("รุ่นแรก")],
                     id="a Thai name"),
        pytest.param([named()], rules.rename, renamed("First"), [], id="the same name"),
        pytest.param([named()], rules.forget, forgotten(), [forgotten()], id="forgetting"),
        pytest.param([named(), forgotten()], rules.forget, forgotten(), [], id="forgetting twice"),
    ],
)  # fmt: skip
def test_a_wish_comes_to(past, decide, wish, facts):
    assert decide(after(*past), wish) == facts


@pytest.mark.parametrize(
    ("past", "decide", "wish", "refusal"),
    [
        pytest.param([named()], rules.name, named(sequence=2), VersionExists, id="a used id"),
        pytest.param([named(), forgotten()], rules.name, named(), VersionExists,
                     id="the id of a forgotten version"),
        pytest.param([], rules.name, named(name="   "), VersionNameNotValid, id="only spaces"),
        pytest.param([], rules.name, named(name="a\u202eb"), VersionNameNotValid,
                     id="text turned round"),
        pytest.param([], rules.rename, renamed("x"), NoSuchVersion, id="renaming what is not"),
        pytest.param([], rules.forget, forgotten(), NoSuchVersion, id="forgetting what is not"),
    ],
)  # fmt: skip
def test_a_wish_is_refused_for(past, decide, wish, refusal):
    with pytest.raises(refusal):
        decide(after(*past), wish)


def test_versions_are_folded_from_their_facts():
    state = after(named(), named(SECOND, 4, "Second"), renamed("Begun"), forgotten(SECOND))
    assert state == Versions({FIRST: Named(1, "Begun")}, frozenset({SECOND}))


@pytest.fixture
def house(talk_anywhere):
    """A house that keeps facts, on either database."""
    (talk_anywhere.house.folder.root / "a.txt").write_text("one two")
    return talk_anywhere.house


@pytest.fixture
def ask(house):
    async def ask(message, caller=CLEO, **given):
        return await house.dispatcher.send(message(**HERE, **given), caller)

    return ask


async def test_a_named_moment_is_found_restored_renamed_and_forgotten(ask, editors, room):
    first = await ask(NameVersion, version=FIRST, name="As it came")
    assert (first.sequence, first.name, first.member) == (1, "As it came", CLEO.member)
    await editors.open("ada", room("a.txt"))
    await editors.open("bob", room("a.txt"))
    await editors("insert", id="ada", at=7, text=" three")
    await editors("reads", id="bob", text="one two three")
    second = await ask(NameVersion, version=SECOND, name="With three")
    assert await ask(ListVersions, READER) == [first, second]
    assert await ask(NameVersion, version=FIRST, name="As it came", sequence=1) == first
    await ask(RestoreVersion, sequence=first.sequence)
    await editors("reads", id="ada", text="one two")
    assert (await ask(RenameVersion, version=FIRST, name="Begun")).name == "Begun"
    await ask(ForgetVersion, version=SECOND)
    assert [one.name for one in await ask(ListVersions)] == ["Begun"]


async def test_a_moment_that_has_not_been_cannot_be_named(ask):
    with pytest.raises(NoSuchUpdate):
        await ask(NameVersion, version=FIRST, name="Later", sequence=2)


async def test_rebuilding_gives_the_same_names(talk_anywhere, ask):
    talk = talk_anywhere
    await ask(NameVersion, version=FIRST, name="As it came")
    await ask(NameVersion, version=SECOND, name="Again")
    await ask(RenameVersion, version=FIRST, name="Begun")
    await ask(ForgetVersion, version=SECOND)

    def rows(connection):
        return list(map(tuple, connection.execute(select(versions))))

    before = await talk.tables.run(rows)
    await talk.followers.stop()
    newer = Projection(
        name=VERSIONS.name,
        listens=VERSIONS.listens,
        tables=VERSIONS.tables,
        apply=VERSIONS.apply,
        version=VERSIONS.version + 1,
    )
    again = Followers(talk.events, talk.tables, [newer])
    await again.start()
    await again.settled(4)
    assert await talk.tables.run(rows) == before
    await again.stop()


@pytest.mark.parametrize("message", [NameVersion, RenameVersion, ForgetVersion])
async def test_a_reader_names_nothing(house, message):
    assert message.access is Access.WRITE
    given = {} if message is ForgetVersion else {"name": "Mine"}
    with pytest.raises(Forbidden):
        await house.dispatcher.send(message(**HERE, version=FIRST, **given), READER)


async def test_a_version_older_than_what_is_kept_is_listed_as_gone(ask, house, editors, room):
    await ask(NameVersion, version=FIRST, name="As it came")
    await editors.open("ada", room("a.txt"))
    await editors("insert", id="ada", at=7, text=" three")
    opened = house.rooms.at(WORKSPACE, "a.txt")
    await eventually(lambda: opened.room.sequence == 2 and opened.saver.written)
    await ask(NameVersion, version=SECOND, name="With three")
    await house.forget(Options(history_days=1), days=2)
    listed = [(one.name, one.gone) for one in await ask(ListVersions)]
    assert listed == [("As it came", True), ("With three", False)]
    for refused in (
        ask(RestoreVersion, sequence=1),
        ask(NameVersion, version=UUID(int=9), name="Too late", sequence=1),
    ):
        with pytest.raises(HistoryForgotten):
            await refused
    await ask(RestoreVersion, sequence=2)
