"""The caller of a message, where the message speaks of them."""

from __future__ import annotations

from sala.identity.contract import MemberId, NotAMember
from sala.kernel.access import Caller


def member_of(caller: Caller) -> MemberId:
    """Give the member a message speaks of; refuse Sala itself, which is none."""
    if caller.member is None:
        raise NotAMember
    return caller.member
