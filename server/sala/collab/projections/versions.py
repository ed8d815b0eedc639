"""The projection of named versions, and reading it back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import assert_never
from uuid import UUID

from sqlalchemy import Connection, RowMapping, delete, insert, select, update

from sala.collab.contract import VersionForgotten, VersionNamed, VersionRenamed
from sala.collab.domain.versions import Fact
from sala.collab.projections.tables import versions
from sala.kernel.events.followers import Projection
from sala.kernel.events.log import Entry


def apply(connection: Connection, entry: Entry) -> None:
    """Apply one fact; hearing it twice changes nothing."""
    fact = entry.event
    assert isinstance(fact, Fact)  # noqa: S101 - it listens to no others
    match fact:
        case VersionNamed():
            connection.execute(delete(versions).where(versions.c.version == fact.version))
            connection.execute(
                insert(versions).values(
                    version=fact.version,
                    document=fact.document,
                    sequence=fact.sequence,
                    name=fact.name,
                    member=entry.actor,
                    named=entry.at,
                )
            )
        case VersionRenamed():
            connection.execute(
                update(versions).where(versions.c.version == fact.version).values(name=fact.name)
            )
        case VersionForgotten():
            connection.execute(delete(versions).where(versions.c.version == fact.version))
        case _:
            assert_never(fact)


VERSIONS = Projection(
    name="collab.versions",
    listens=(VersionNamed, VersionRenamed, VersionForgotten),
    tables=(versions,),
    apply=apply,
)


def read(connection: Connection, document: UUID) -> Sequence[RowMapping]:
    """Read the versions of a document, from the oldest update."""
    query = (
        select(versions)
        .where(versions.c.document == document)
        .order_by(versions.c.sequence, versions.c.named, versions.c.version)
    )
    return connection.execute(query).mappings().all()
