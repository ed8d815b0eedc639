"""Who may open which socket: origin, session, permission, document, history; in this order."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from uuid import UUID

from picows import WSListener

from sala.collab.adapters.seam import Upgrade, same_origin
from sala.collab.adapters.sockets import DocumentSocket, Place, RefusedSocket
from sala.collab.contract import NotEditable
from sala.collab.domain.messages import CloseCode
from sala.collab.handlers.rooms import Rooms
from sala.collab.ports import Options
from sala.kernel.access import Access, Caller
from sala.kernel.dispatcher import Policy
from sala.kernel.refusals import NotFound, Refusal

Authenticate = Callable[[str], Awaitable[Caller | None]]


class Admission:
    """Decides about upgrades and makes their sockets. `sockets` are all that are open."""

    def __init__(
        self, rooms: Rooms, *, authenticate: Authenticate, policy: Policy, options: Options
    ) -> None:
        self._rooms = rooms
        self._authenticate = authenticate
        self._policy = policy
        self._options = options
        self.sockets: set[DocumentSocket] = set()
        self.open = False

    async def __call__(self, upgrade: Upgrade) -> WSListener | int:  # noqa: PLR0911 - one a reason
        """Give a listener for an upgrade, or the HTTP status that refuses it."""
        if not self.open:
            return 503
        if not same_origin(upgrade, self._options.origins):
            return 403
        caller = await self._authenticate(upgrade.token) if upgrade.token else None
        if caller is None:
            return RefusedSocket(CloseCode.NOT_SIGNED_IN, "sign in first")
        if not self._may(caller, Access.READ):
            return RefusedSocket(CloseCode.NOT_ALLOWED, "you may not open this")
        first, _, path = upgrade.path.partition("/")
        try:
            place = await self._place(UUID(first), path, upgrade.query)
        except (ValueError, NotFound):
            return RefusedSocket(CloseCode.NO_DOCUMENT, "there is no such document")
        except NotEditable as refusal:
            return RefusedSocket(CloseCode.NOT_EDITABLE, refusal.detail[:100])
        except Refusal as refusal:
            return RefusedSocket(CloseCode.TRY_AGAIN, refusal.detail[:100])
        if place is None:
            return RefusedSocket(CloseCode.OTHER_HISTORY, "this document has another history")
        return DocumentSocket(
            place,
            caller,
            options=self._options,
            sockets=self.sockets,
            writable=self._may(caller, Access.WRITE),
            acknowledged=upgrade.query.get("ack") == "1",
        )

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
