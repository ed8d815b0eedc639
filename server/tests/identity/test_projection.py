"""The read tables: rebuilt they are the same, and hearing twice changes nothing."""

from typing import Any

from sqlalchemy import Connection, Table, select

from sala.identity.contract import (
    ChangeRole,
    RemoveMember,
    Rename,
    RevokeInvitation,
    SignOut,
    SignOutEverywhere,
)
from sala.identity.domain.members import STREAM, Members, fold
from sala.identity.projections.people import PEOPLE
from sala.identity.projections.tables import invitations, members, sessions
from sala.kernel.access import Role
from sala.kernel.events.followers import Projection
from sala.kernel.events.runner import Followers
from tests.identity.stand import Stand

TABLES: tuple[Table, ...] = (members, invitations, sessions)


async def a_busy_week(stand: Stand) -> None:
    owner = await stand.owner()
    boon = await stand.member(owner, "Boon")
    chai = await stand.member(owner, "Chai", Role.READER)
    dao = await stand.member(owner, "Dao")
    await stand.link(owner)
    await stand.sign_in("Dao")
    await stand.send(Rename(name="Boon Mee"), boon)
    assert chai.member is not None
    assert boon.member is not None
    await stand.send(ChangeRole(member=chai.member, role=Role.OWNER), owner)
    await stand.send(RemoveMember(member=boon.member), owner)
    await stand.send(SignOut(), dao)
    await stand.sign_in("Chai")
    await stand.send(SignOutEverywhere(), chai)
    listed = await stand.tables.run(lambda c: c.execute(select(invitations.c.invitation)).first())
    assert listed is not None
    await stand.link(owner)
    await stand.send(RevokeInvitation(invitation=listed[0]), owner)


def rows(connection: Connection) -> dict[str, list[Any]]:
    return {
        table.name: sorted(map(tuple, connection.execute(select(table))), key=repr)
        for table in TABLES
    }


async def test_rebuilding_gives_the_same_tables(stand: Stand) -> None:
    await a_busy_week(stand)
    before = await stand.tables.run(rows)
    await stand.followers.stop()
    newer = Projection(
        name=PEOPLE.name,
        listens=PEOPLE.listens,
        tables=PEOPLE.tables,
        apply=PEOPLE.apply,
        version=PEOPLE.version + 1,
    )
    again = Followers(stand.log, stand.tables, [newer])
    await again.start()
    await again.settled(await stand.log.head())
    after = await stand.tables.run(rows)
    await again.stop()
    assert after == before
    assert [len(before[table.name]) for table in TABLES] == [3, 1, 2]


async def test_the_tables_say_what_the_stream_says(stand: Stand) -> None:
    await a_busy_week(stand)
    state = Members()
    for entry in await stand.log.read(STREAM):
        state = fold(state, entry.event)
    shown = await stand.tables.run(lambda c: c.execute(select(members)).all())
    assert {(row.member, row.name, row.email, row.role, row.slot) for row in shown} == {
        (m.member, m.name, m.email, m.role.value, m.slot) for m in state.present.values()
    }
    unused = {i.invitation for i in state.invitations.values() if not i.spent}
    listed = await stand.tables.run(lambda c: c.execute(select(invitations.c.invitation)).all())
    assert {row.invitation for row in listed} == unused
