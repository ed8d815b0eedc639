"""Who writes commits: members as identity knows them, and those who wrote with them."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from sala.identity.contract import ListMembers, MemberView
from sala.kernel.access import SYSTEM, Caller
from sala.kernel.dispatcher import Dispatcher
from sala.workspace.adapters.git.asks import Who
from sala.workspace.domain.trailers import Person, person

_HERE = "localhost"


class People:
    """Names members for git."""

    def __init__(self, dispatcher: Dispatcher) -> None:
        self._dispatcher = dispatcher

    async def author(self, caller: Caller) -> Who:
        """Name whoever acts; Sala itself when nobody does."""
        member = (await self._members()).get(caller.member) if caller.member else None
        one = _person(member) if member else person(caller.name or "Sala", f"sala@{_HERE}")
        return Who(name=one.name, email=one.email)

    async def co_authors(self, members: Sequence[UUID], author: Caller) -> list[Person]:
        """Name those who wrote besides the author; members who left are left out."""
        known = await self._members()
        others = [known[one] for one in members if one != author.member and one in known]
        return [_person(other) for other in others]

    async def _members(self) -> dict[UUID | None, MemberView]:
        if not self._dispatcher.answers(ListMembers):
            return {}
        members = await self._dispatcher.send(ListMembers(), SYSTEM)
        return {member.member: member for member in members}


def _person(member: MemberView) -> Person:
    return person(member.name, member.email)
