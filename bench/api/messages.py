"""The two messages that the benchmark mounts on Sala, each open and for members."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, ClassVar
from uuid import UUID

from msgspec import Meta

from sala.kernel.access import Access
from sala.kernel.messages import Command, Query, View


class Receipt(View):
    """Says that a message was taken."""

    message: UUID
    room: UUID
    length: int
    accepted: bool


class Item(View):
    """One row."""

    item: int
    title: str
    done: bool


class PostMessage(Command[Receipt]):
    """A message of eight fields."""

    access: ClassVar[Access] = Access.ANYONE
    room: UUID
    message: UUID
    author: UUID
    body: Annotated[str, Meta(min_length=1, max_length=8_000)]
    tags: Annotated[list[Annotated[str, Meta(max_length=40)]], Meta(max_length=10)]
    priority: Annotated[int, Meta(ge=0, le=9)]
    pinned: bool
    sent: datetime


class PostMessageSignedIn(PostMessage):
    """The same, for members."""

    access: ClassVar[Access] = Access.READ


class GetItem(Query[Item]):
    """One row by its key."""

    access: ClassVar[Access] = Access.ANYONE
    item: int


class GetItemSignedIn(GetItem):
    """The same, for members."""

    access: ClassVar[Access] = Access.READ
