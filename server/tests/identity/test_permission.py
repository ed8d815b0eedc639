"""Who may send what: every role against every kind of access."""

from __future__ import annotations

from uuid import UUID

import pytest

from sala.identity.domain.permissions import permit
from sala.kernel.access import SYSTEM, VISITOR, Access, Caller, Role
from sala.kernel.refusals import Forbidden, Refusal, Unauthenticated

MEMBER = UUID(int=1)
CALLERS: dict[str, Caller] = {
    "visitor": VISITOR,
    **{role.value: Caller(member=MEMBER, name="A", role=role, session="s") for role in Role},
    "system": SYSTEM,
}
TABLE = {
    #                visitor          reader     editor     owner      system
    Access.ANYONE: (None, None, None, None, None),
    Access.READ: (Unauthenticated, None, None, None, None),
    Access.WRITE: (Unauthenticated, Forbidden, None, None, None),
    Access.OWN: (Unauthenticated, Forbidden, Forbidden, None, None),
    Access.SYSTEM: (Forbidden, Forbidden, Forbidden, Forbidden, None),
}
CASES = [
    pytest.param(caller, access, refusal, id=f"{name} asks for {access}")
    for access, row in TABLE.items()
    for (name, caller), refusal in zip(CALLERS.items(), row, strict=True)
]


def test_the_table_leaves_no_kind_of_access_out() -> None:
    """A new kind of access needs its row."""
    assert set(TABLE) == set(Access)


@pytest.mark.parametrize(("caller", "access", "refusal"), CASES)
def test_the_policy_says(caller: Caller, access: Access, refusal: type[Refusal] | None) -> None:
    """The refusal of the table, or none."""
    if refusal is None:
        permit(caller, access)
        return
    with pytest.raises(Refusal) as refused:
        permit(caller, access)
    assert type(refused.value) is refusal


@pytest.mark.parametrize("access", [Access.WRITE, Access.OWN])
def test_a_refused_member_reads_who_may(access: Access) -> None:
    """The sentence names the roles that may."""
    with pytest.raises(Forbidden, match="owners"):
        permit(CALLERS[Role.READER], access)


def test_a_member_whose_role_is_unknown_is_nobody() -> None:
    """A caller made by hand without a role gets nothing."""
    with pytest.raises(Unauthenticated):
        permit(Caller(member=MEMBER), Access.READ)
