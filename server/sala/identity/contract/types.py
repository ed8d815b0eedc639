"""The values identity speaks in: ids, names, addresses, secrets."""

from __future__ import annotations

from typing import Annotated, ClassVar, TypeAlias
from uuid import UUID

from msgspec import Meta

MemberId: TypeAlias = UUID
InvitationId: TypeAlias = UUID
SessionId: TypeAlias = UUID

Name: TypeAlias = Annotated[str, Meta(min_length=1, max_length=80)]
Email: TypeAlias = Annotated[
    str, Meta(min_length=3, max_length=254, pattern=r"^[^@\s<>]+@[^@\s<>]+$")
]
Password: TypeAlias = Annotated[str, Meta(min_length=10, max_length=256)]
Token: TypeAlias = Annotated[str, Meta(min_length=16, max_length=200)]
Slot: TypeAlias = Annotated[int, Meta(ge=1, le=8)]


class Discreet:
    """Mixed into a message or view that carries secrets: its repr, and so every log, omits them."""

    __slots__ = ()

    SECRETS: ClassVar[frozenset[str]] = frozenset({"password", "old", "new", "token"})

    def __repr__(self) -> str:
        """Show every field but the secret ones."""
        fields: tuple[str, ...] = getattr(type(self), "__struct_fields__", ())
        shown = (
            f"{name}=…" if name in self.SECRETS else f"{name}={getattr(self, name)!r}"
            for name in fields
        )
        return f"{type(self).__name__}({', '.join(shown)})"
