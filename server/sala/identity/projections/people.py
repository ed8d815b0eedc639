"""The projection: one, because a member who leaves takes their sessions along in the same step."""

from __future__ import annotations

from typing import assert_never

from sqlalchemy import Connection, delete, insert, update

from sala.identity.contract import (
    InvitationRevoked,
    MemberInvited,
    MemberJoined,
    MemberRemoved,
    MemberRenamed,
    RoleChanged,
    SessionClosed,
    SessionOpened,
    SessionsEnded,
)
from sala.identity.projections.tables import invitations, members, sessions
from sala.kernel.events.followers import Projection
from sala.kernel.events.log import Entry

Heard = (
    MemberJoined
    | MemberRenamed
    | RoleChanged
    | MemberRemoved
    | MemberInvited
    | InvitationRevoked
    | SessionOpened
    | SessionClosed
    | SessionsEnded
)


def apply(connection: Connection, entry: Entry) -> None:  # noqa: C901 - one case a fact
    """Apply one fact to the tables."""
    fact = entry.event
    if not isinstance(fact, Heard):
        msg = f"the projection of people does not listen to {type(fact).__name__}"
        raise TypeError(msg)
    match fact:
        case MemberJoined():
            _joined(connection, entry, fact)
        case MemberRenamed():
            _change_member(connection, fact, name=fact.name)
        case RoleChanged():
            _change_member(connection, fact, role=fact.role.value)
        case MemberRemoved():
            connection.execute(delete(sessions).where(sessions.c.member == fact.member))
            connection.execute(delete(members).where(members.c.member == fact.member))
        case MemberInvited():
            _invited(connection, entry, fact)
        case InvitationRevoked():
            connection.execute(
                delete(invitations).where(invitations.c.invitation == fact.invitation)
            )
        case SessionOpened():
            _opened(connection, entry, fact)
        case SessionClosed():
            connection.execute(delete(sessions).where(sessions.c.session == fact.session))
        case SessionsEnded():
            _ended(connection, fact)
        case _:
            assert_never(fact)


PEOPLE = Projection(
    name="identity.people",
    listens=(
        MemberJoined,
        MemberRenamed,
        RoleChanged,
        MemberRemoved,
        MemberInvited,
        InvitationRevoked,
        SessionOpened,
        SessionClosed,
        SessionsEnded,
    ),
    tables=(members, invitations, sessions),
    apply=apply,
)


def _joined(connection: Connection, entry: Entry, fact: MemberJoined) -> None:
    connection.execute(
        insert(members).values(
            member=fact.member,
            name=fact.name,
            email=fact.email,
            role=fact.role.value,
            slot=fact.slot,
            joined=entry.at,
        )
    )
    if fact.invitation is not None:
        connection.execute(delete(invitations).where(invitations.c.invitation == fact.invitation))


def _change_member(
    connection: Connection, fact: MemberRenamed | RoleChanged, **values: str
) -> None:
    connection.execute(update(members).where(members.c.member == fact.member).values(**values))


def _invited(connection: Connection, entry: Entry, fact: MemberInvited) -> None:
    """Write an invitation; one that is there already got a new link."""
    connection.execute(delete(invitations).where(invitations.c.invitation == fact.invitation))
    connection.execute(
        insert(invitations).values(
            invitation=fact.invitation,
            inviter=entry.actor,
            role=fact.role.value,
            note=fact.note,
            token_hash=fact.token_hash,
            created=entry.at,
            expires=fact.expires,
        )
    )


def _opened(connection: Connection, entry: Entry, fact: SessionOpened) -> None:
    """Write a session, and sweep out those that had expired by then."""
    connection.execute(delete(sessions).where(sessions.c.expires <= entry.at))
    connection.execute(
        insert(sessions).values(
            session=fact.session,
            member=fact.member,
            token_hash=fact.token_hash,
            agent=fact.agent,
            opened=entry.at,
            expires=fact.expires,
        )
    )


def _ended(connection: Connection, fact: SessionsEnded) -> None:
    ended = sessions.c.member == fact.member
    if fact.kept is not None:
        ended &= sessions.c.session != fact.kept
    connection.execute(delete(sessions).where(ended))
