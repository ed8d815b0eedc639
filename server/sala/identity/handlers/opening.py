"""Opening and closing sessions. Each has a stream of its own, so that sign-ins never wait."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TypeVar
from uuid import UUID, uuid4

from sala.identity.contract import (
    MemberView,
    SessionClosed,
    SessionId,
    SessionOpened,
    WrongCredentials,
)
from sala.identity.domain.members import STREAM, Member, Members
from sala.identity.domain.tokens import hash_of
from sala.identity.projections import reading
from sala.kernel.access import Caller
from sala.kernel.events.deciders import Decider, Settled
from sala.kernel.events.log import EventLog, VersionConflict
from sala.kernel.sessions import WithSession
from sala.kernel.tables import Tables

T = TypeVar("T")

_LONGEST_AGENT = 300


def session_stream(session: SessionId) -> str:
    """Name the stream of one session: SessionOpened, then perhaps SessionClosed."""
    return f"identity.session.{session}"


def ended(answer: T) -> WithSession[T]:
    """Answer, and take the caller's cookie away."""
    return WithSession(answer=answer, token="", max_age=0)


class Sessions:
    """Opens sessions for members who proved who they are, and closes them.

    A session `lasts` from sign-in, used or not: a stolen token dies by itself, and nothing is
    written when one is used.
    """

    def __init__(
        self,
        log: EventLog,
        tables: Tables,
        settled: Settled,
        members: Decider[Members],
        *,
        clock: Callable[[], datetime],
        mint: Callable[[], str],
        lasts: timedelta,
        forget: Callable[[], None],
    ) -> None:
        self._log = log
        self._tables = tables
        self._settled = settled
        self._members = members
        self._clock = clock
        self._mint = mint
        self._lasts = lasts
        self._forget = forget

    async def open(self, member: Member, caller: Caller) -> WithSession[MemberView]:
        """Open a session for a member as they were when their password was proved.

        The password may change, or the member leave, between that moment and this fact; so once
        the fact is there the member is looked at again, and the session closed if they did.
        """
        session, token = uuid4(), self._mint()
        fact = SessionOpened(
            session=session,
            member=member.member,
            token_hash=hash_of(token),
            agent=caller.agent[:_LONGEST_AGENT],
            expires=self._clock() + self._lasts,
        )
        position = await self._log.append(
            session_stream(session),
            [fact],
            expected=0,
            actor=member.member,
            cause=caller.request,
        )
        await self._settled(position)
        state, _ = await self._members.load(STREAM)
        now = state.present.get(member.member)
        if now is None or now.hash != member.hash:
            await self.close(session, member.member, caller)
            raise WrongCredentials
        view = await self._tables.run(lambda connection: reading.member(connection, member.member))
        if view is None:
            raise WrongCredentials  # removed at the same moment
        seconds = int(self._lasts.total_seconds())
        return WithSession(answer=view, token=token, max_age=seconds)

    async def close(self, session: UUID, member: UUID, caller: Caller) -> None:
        """Close one session; closing it twice is closing it."""
        stream = session_stream(session)
        if len(await self._log.read(stream)) == 1:
            closed = SessionClosed(session=session, member=member)
            try:
                position = await self._log.append(
                    stream, [closed], expected=1, actor=member, cause=caller.request
                )
            except VersionConflict:
                return  # closed by another request at the same moment
            await self._settled(position)
        self._forget()
