"""Who may open which socket: origin, session, permission, document, history; in this order."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from http import HTTPStatus
from uuid import UUID

from picows import WSListener

from sala.collab.adapters.crowd import Crowd
from sala.collab.adapters.refused import RefusedSocket
from sala.collab.adapters.seam import Upgrade, same_origin
from sala.collab.adapters.sockets import DocumentSocket
from sala.collab.contract import NotEditable
from sala.collab.domain.messages import CloseCode
from sala.collab.handlers.rooms import Rooms
from sala.collab.ports import Options, Place
from sala.kernel.access import Access, Caller
from sala.kernel.dispatcher import Policy
from sala.kernel.refusals import NotFound, Refusal

Authenticate = Callable[[str], Awaitable[Caller | None]]

_REFUSED = 200
"""Sockets that may be open at once only to be told why they are refused."""


class Admission:
    """Decides about upgrades and makes their sockets. `crowd` are all that are open."""

    def __init__(
        self, rooms: Rooms, *, authenticate: Authenticate, policy: Policy, options: Options
    ) -> None:
        self._rooms = rooms
        self._authenticate = authenticate
        self._policy = policy
        self._options = options
        self.crowd = Crowd(options)
        self.open = False

    async def __call__(self, upgrade: Upgrade) -> WSListener | int:
        """Give a listener for an upgrade, or the HTTP status that refuses it."""
        if not self.open:
            return HTTPStatus.SERVICE_UNAVAILABLE
        if not same_origin(upgrade, self._options.origins):
            return HTTPStatus.FORBIDDEN
        if self.crowd.too_often(upgrade.address):
            return HTTPStatus.TOO_MANY_REQUESTS
        if self.crowd.is_full_for_address(upgrade.address):
            return self._refused(CloseCode.ADDRESS_FULL, "too many connections from this address")
        with self.crowd.expecting(upgrade.address) as address:
            return await self._decide(upgrade, address)

    async def _decide(self, upgrade: Upgrade, address: str) -> WSListener | int:  # noqa: PLR0911 - one a reason
        caller = await self._authenticate(upgrade.token) if upgrade.token else None
        if caller is None:
            return self._refused(CloseCode.NOT_SIGNED_IN, "sign in first")
        if not self._may(caller, Access.READ):
            return self._refused(CloseCode.NOT_ALLOWED, "you may not open this")
        if self.crowd.is_full_for_member(caller.member):
            return self._refused(CloseCode.MEMBER_FULL, "you have too many connections open")
        first, _, path = upgrade.path.partition("/")
        try:
            place = await self._place(UUID(first), path, upgrade.query)
        except (ValueError, NotFound):
            return self._refused(CloseCode.NO_DOCUMENT, "there is no such document")
        except NotEditable as refusal:
            return self._refused(CloseCode.NOT_EDITABLE, refusal.detail[:100])
        except Refusal as refusal:
            return self._refused(CloseCode.TRY_AGAIN, refusal.detail[:100])
        if place is None:
            return self._refused(CloseCode.OTHER_HISTORY, "this document has another history")
        return DocumentSocket(
            place,
            caller,
            options=self._options,
            crowd=self.crowd,
            address=address,
            writable=self._may(caller, Access.WRITE),
            acknowledged=upgrade.query.get("ack") == "1",
        )

    def _refused(self, code: CloseCode, reason: str) -> WSListener | int:
        """Say why on a socket of its own; with many of those open, by status alone."""
        if self.crowd.refused >= _REFUSED:
            return HTTPStatus.TOO_MANY_REQUESTS
        return RefusedSocket(code, reason, self.crowd)

    async def _place(self, workspace: UUID, path: str, query: dict[str, str]) -> Place | None:
        """Find what a socket is for; None when the client's history is not this document's."""
        if not path:
            return await self._rooms.presence(workspace)
        room = (await self._rooms.open(workspace, path)).room
        claimed, epoch = query.get("document"), query.get("epoch")
        if claimed is not None and claimed != str(room.document):
            return None
        if epoch is not None and epoch != str(room.epoch):
            return None
        return room

    def _may(self, caller: Caller, access: Access) -> bool:
        try:
            self._policy(caller, access)
        except Refusal:
            return False
        return True
