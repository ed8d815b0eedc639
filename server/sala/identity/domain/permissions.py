"""The one place that decides who may."""

from __future__ import annotations

from sala.kernel.access import Access, Caller, Role
from sala.kernel.dispatcher import nobody_from_outside
from sala.kernel.refusals import Forbidden, Unauthenticated

_WHO_MAY = {
    Access.READ: (frozenset(Role), "Only members may do this."),
    Access.WRITE: (
        frozenset({Role.EDITOR, Role.OWNER}),
        "Only editors and owners may do this. An owner can make you an editor.",
    ),
    Access.OWN: (frozenset({Role.OWNER}), "Only owners may do this. Ask one of them."),
}


def permit(caller: Caller, access: Access) -> None:
    """Return when the caller may; raise Unauthenticated or Forbidden when they may not."""
    nobody_from_outside(caller, access)
    if caller.system or access is Access.ANYONE:
        return
    if caller.member is None or caller.role is None:
        raise Unauthenticated
    roles, sentence = _WHO_MAY[access]
    if caller.role not in roles:
        raise Forbidden(sentence)
