"""A read table for the kernel's own tests: every number that was counted, once."""

from sqlalchemy import Column, Connection, Integer, MetaData, String, Table, insert, select

from sala.kernel.events.followers import Projection
from sala.kernel.events.log import Entry
from sala.kernel.tables import Tables
from tests.kernel.facts import Counted

# Its position is no key: a fact applied twice must show.
tallies = Table(
    "tests_tallies",
    MetaData(),
    Column("stream", String(100)),
    Column("position", Integer),
    Column("by", Integer),
)


def apply(connection: Connection, entry: Entry) -> None:
    assert isinstance(entry.event, Counted)
    connection.execute(
        insert(tallies).values(stream=entry.stream, position=entry.position, by=entry.event.by)
    )


TALLY = Projection(name="tests.tally", listens=(Counted,), tables=[tallies], apply=apply)


async def tallied(tables: Tables) -> list[tuple[int, int]]:
    """Give what was counted, as pairs of position and number."""

    def read(connection: Connection) -> list[tuple[int, int]]:
        query = select(tallies.c.position, tallies.c.by).order_by(tallies.c.position)
        return [(position, by) for position, by in connection.execute(query)]

    return await tables.run(read)
