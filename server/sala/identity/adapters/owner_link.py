"""The one-time link that makes its holder the owner: a new one at each start, until it is used."""

from __future__ import annotations

from collections.abc import Callable

from sala.identity.domain import decisions
from sala.identity.domain.members import STREAM, Members
from sala.identity.domain.tokens import hash_of
from sala.kernel.access import SYSTEM
from sala.kernel.events.deciders import Decider


class OwnerLink:
    """Holds the token in memory, to be printed; the log keeps its hash."""

    def __init__(self, members: Decider[Members], *, mint: Callable[[], str]) -> None:
        self._members = members
        self._mint = mint
        self._token = ""

    async def start(self) -> None:
        """Make a link if nobody owns this installation; the links of earlier starts end."""
        token = self._mint()
        state = await self._members.execute(
            STREAM, lambda now: decisions.make_owner_link(now, hash_of(token)), SYSTEM
        )
        self._token = "" if state.owners else token

    def used(self) -> None:
        """Forget the token: somebody has claimed the installation."""
        self._token = ""

    def token(self) -> str | None:
        """Give the token to print, or None when the installation is owned."""
        return self._token or None
