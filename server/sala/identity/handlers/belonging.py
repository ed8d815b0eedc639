"""Being a member: names, roles, passwords, leaving, and signing out."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from sala.identity.contract import (
    ChangePassword,
    ChangeRole,
    MemberId,
    MemberNotFound,
    MemberView,
    RemoveMember,
    Rename,
    SignOut,
    SignOutEverywhere,
)
from sala.identity.domain import decisions
from sala.identity.domain.members import STREAM, Members
from sala.identity.handlers.callers import member_of
from sala.identity.handlers.opening import Sessions, ended
from sala.identity.handlers.proving import Passwords
from sala.identity.projections import reading
from sala.kernel.access import Caller
from sala.kernel.events.deciders import Decider
from sala.kernel.sessions import WithSession
from sala.kernel.tables import Tables


class Belonging:
    """What members change about themselves, and owners about members.

    `forget` drops what is known of sessions, so that the next request is asked anew.
    """

    def __init__(
        self,
        members: Decider[Members],
        tables: Tables,
        passwords: Passwords,
        sessions: Sessions,
        *,
        forget: Callable[[], None],
    ) -> None:
        self._members = members
        self._tables = tables
        self._passwords = passwords
        self._sessions = sessions
        self._forget = forget

    async def rename(self, wish: Rename, caller: Caller) -> MemberView:
        """Change the caller's name."""
        member = member_of(caller)
        await self._members.execute(
            STREAM, lambda state: decisions.rename(state, member, wish.name), caller
        )
        self._forget()
        return await self._view(member)

    async def change_role(self, wish: ChangeRole, caller: Caller) -> MemberView:
        """Change what a member may do."""
        await self._members.execute(
            STREAM, lambda state: decisions.change_role(state, wish.member, wish.role), caller
        )
        self._forget()
        return await self._view(wish.member)

    async def remove_member(self, wish: RemoveMember, caller: Caller) -> None:
        """Remove a member; their sessions end with the same fact."""
        await self._members.execute(
            STREAM, lambda state: decisions.remove(state, wish.member), caller
        )
        self._forget()

    async def change_password(self, wish: ChangePassword, caller: Caller) -> None:
        """Set another password and end every other session, in one step."""
        state, _ = await self._members.load(STREAM)
        known = decisions.present(state, member_of(caller))
        await self._passwords.prove(known, wish.old, email=known.email, caller=caller)
        chosen = await self._passwords.choose(wish.new, name=known.name, email=known.email)
        kept = UUID(caller.session) if caller.session else None
        await self._members.execute(
            STREAM,
            lambda now: decisions.change_password(
                now, known.member, proved=known.hash, chosen=chosen, kept=kept
            ),
            caller,
        )
        self._forget()

    async def sign_out(self, wish: SignOut, caller: Caller) -> WithSession[None]:
        """End the caller's session."""
        del wish
        member = member_of(caller)
        if caller.session:
            await self._sessions.close(UUID(caller.session), member, caller)
        return ended(None)

    async def sign_out_everywhere(
        self, wish: SignOutEverywhere, caller: Caller
    ) -> WithSession[None]:
        """End every session of the caller with one fact."""
        del wish
        member = member_of(caller)
        await self._members.execute(
            STREAM, lambda state: decisions.end_sessions(state, member), caller
        )
        self._forget()
        return ended(None)

    async def _view(self, member: MemberId) -> MemberView:
        view = await self._tables.run(lambda connection: reading.member(connection, member))
        if view is None:
            raise MemberNotFound  # removed at the same moment
        return view
