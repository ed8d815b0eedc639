"""What is read back from the tables, as views."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Row, Select, func, select

from sala.identity.contract import (
    InvitationPreview,
    InvitationView,
    MemberId,
    MemberView,
    SessionId,
    SessionView,
)
from sala.identity.projections.tables import invitations, members, sessions
from sala.kernel.access import Role

_MEMBER = (
    members.c.member,
    members.c.name,
    members.c.email,
    members.c.role,
    members.c.slot,
    members.c.joined,
)
_MemberRow = Row[MemberId, str, str, str, int, datetime]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bearer:
    """Whose a living session is."""

    session: SessionId
    member: MemberId
    name: str
    role: Role
    expires: datetime


def member(connection: Connection, wanted: MemberId) -> MemberView | None:
    """Read one member; None when there is no such member."""
    row = connection.execute(select(*_MEMBER).where(members.c.member == wanted)).one_or_none()
    return None if row is None else _view(row)


def all_members(connection: Connection) -> list[MemberView]:
    """Read all members, by name."""
    rows = connection.execute(select(*_MEMBER)).all()
    return sorted((_view(row) for row in rows), key=lambda m: (m.name.casefold(), m.joined))


def is_claimed(connection: Connection) -> bool:
    """Tell whether somebody owns the installation."""
    owners = select(func.count()).select_from(members).where(members.c.role == Role.OWNER.value)
    return connection.execute(owners).scalar_one() > 0


def open_invitations(connection: Connection, now: datetime) -> list[InvitationView]:
    """Read the invitations that can still be used, the newest first."""
    rows = connection.execute(
        select(invitations)
        .where(invitations.c.expires > now)
        .order_by(invitations.c.created.desc(), invitations.c.invitation)
    )
    return [
        InvitationView(
            invitation=row.invitation,
            role=Role(row.role),
            note=row.note,
            created=row.created,
            expires=row.expires,
        )
        for row in rows
    ]


def preview(connection: Connection, token_hash: str, now: datetime) -> InvitationPreview | None:
    """Read what the holder of a token may see; None when the token opens nothing."""
    row = connection.execute(
        select(invitations.c.role, invitations.c.expires, members.c.name)
        .join_from(invitations, members, invitations.c.inviter == members.c.member, isouter=True)
        .where(invitations.c.token_hash == token_hash, invitations.c.expires > now)
    ).one_or_none()
    if row is None:
        return None
    return InvitationPreview(role=Role(row.role), inviter=row.name or "", expires=row.expires)


def sessions_of(
    connection: Connection, owner: MemberId, current: str, now: datetime
) -> list[SessionView]:
    """Read a member's living sessions, the newest first; `current` is the caller's own."""
    rows = connection.execute(
        select(sessions)
        .where(sessions.c.member == owner, sessions.c.expires > now)
        .order_by(sessions.c.opened.desc(), sessions.c.session)
    )
    return [
        SessionView(
            session=row.session,
            agent=row.agent,
            opened=row.opened,
            expires=row.expires,
            current=str(row.session) == current,
        )
        for row in rows
    ]


def bearer(connection: Connection, token_hash: str) -> Bearer | None:
    """Find whose session a token opens; None when it opens none. Expiry is the caller's to see."""
    query: Select[tuple[SessionId, MemberId, str, str, datetime]] = (
        select(
            sessions.c.session,
            members.c.member,
            members.c.name,
            members.c.role,
            sessions.c.expires,
        )
        .join_from(sessions, members, sessions.c.member == members.c.member)
        .where(sessions.c.token_hash == token_hash)
    )
    row = connection.execute(query).one_or_none()
    if row is None:
        return None
    return Bearer(
        session=row.session,
        member=row.member,
        name=row.name,
        role=Role(row.role),
        expires=row.expires,
    )


def _view(row: _MemberRow) -> MemberView:
    return MemberView(
        member=row.member,
        name=row.name,
        email=row.email,
        role=Role(row.role),
        slot=row.slot,
        joined=row.joined,
    )
