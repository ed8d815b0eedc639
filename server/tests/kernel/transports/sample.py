"""A small contract and its handlers, to drive the transports with."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated, ClassVar
from uuid import UUID

from msgspec import Meta

from sala.kernel.access import Access, Caller, Role
from sala.kernel.dispatcher import Dispatcher
from sala.kernel.messages import Command, Query, View
from sala.kernel.refusals import Conflict, Forbidden, TooMany, Unauthenticated
from sala.kernel.sessions import WithSession

ALICE = Caller(
    member=UUID("6f1d1c5e-9c3a-4a8e-8b43-000000000001"), name="Alice", role=Role.OWNER, session="1"
)
TOKEN = "a-token-that-is-long-enough"


class Colour(StrEnum):
    RED = "red"
    BLUE = "blue"


class NoteView(View):
    """A note."""

    note: UUID
    title: str
    tags: list[str]
    by: str = ""
    text: str = ""


class WriteNote(Command[NoteView]):
    """Write a note. Its limits stand here."""

    access: ClassVar[Access] = Access.READ
    note: UUID
    title: Annotated[str, Meta(min_length=1, max_length=20)]
    tags: Annotated[list[Annotated[str, Meta(max_length=5)]], Meta(max_length=3)] = []  # noqa: RUF012


class FindNotes(Query[list[NoteView]]):
    """Find notes."""

    access: ClassVar[Access] = Access.ANYONE
    title: str = ""
    colour: Colour | None = None
    before: datetime | None = None
    limit: Annotated[int, Meta(ge=1, le=10)] = 5
    exact: bool = False
    tags: list[str] = []  # noqa: RUF012 - msgspec copies it


class Repeat(Query[NoteView]):
    """Answer with a long text."""

    access: ClassVar[Access] = Access.ANYONE
    times: int


class Enter(Command[NoteView]):
    """Start a session."""

    access: ClassVar[Access] = Access.ANYONE
    note: UUID


class Leave(Command[None]):
    """End the session."""

    access: ClassVar[Access] = Access.READ


class Collide(Command[None]):
    """Be refused."""

    access: ClassVar[Access] = Access.ANYONE


class Hurry(Command[None]):
    """Be told to wait."""

    access: ClassVar[Access] = Access.ANYONE


class Break(Command[None]):
    """Meet a bug."""

    access: ClassVar[Access] = Access.ANYONE


class Inside(Command[None]):
    """Travel between contexts alone."""

    access: ClassVar[Access] = Access.SYSTEM


class NoteCollides(Conflict):
    """Two notes at once."""

    code = "tests.note_collides"
    title = "Another note is there"


def policy(caller: Caller, access: Access) -> None:
    if access is Access.ANYONE:
        return
    if access is Access.SYSTEM and not caller.system:
        raise Forbidden
    if caller.member is None and not caller.system:
        raise Unauthenticated


async def authenticate(token: str) -> Caller | None:
    return ALICE if token == TOKEN else None


def dispatcher() -> Dispatcher:  # noqa: C901 - nine handlers beside each other
    made = Dispatcher(policy)

    async def write(message: WriteNote, caller: Caller) -> NoteView:
        return NoteView(
            note=message.note, title=message.title, tags=message.tags, by=caller.name,
            text=f"{caller.request}|{caller.origin}|{caller.agent}",
        )  # fmt: skip

    async def find(message: FindNotes, caller: Caller) -> list[NoteView]:
        text = f"{message.colour}|{message.before}|{message.limit}|{message.exact}"
        note = NoteView(note=UUID(int=1), title=message.title, tags=message.tags, text=text)
        return [note]

    async def repeat(message: Repeat, caller: Caller) -> NoteView:
        return NoteView(note=UUID(int=1), title="", tags=[], text="sala " * message.times)

    async def enter(message: Enter, caller: Caller) -> WithSession[NoteView]:
        answer = NoteView(note=message.note, title="", tags=[])
        return WithSession(answer=answer, token=TOKEN, max_age=3600)

    async def leave(message: Leave, caller: Caller) -> WithSession[None]:
        return WithSession(answer=None, token="", max_age=0)

    async def collide(message: Collide, caller: Caller) -> None:
        raise NoteCollides("“a” was there first.", fields={"title": "is taken"})

    async def hurry(message: Hurry, caller: Caller) -> None:
        raise TooMany("Slowly.", retry_after=7.2)

    async def crash(message: Break, caller: Caller) -> None:
        secret = "what nobody may read"
        raise RuntimeError(secret)

    async def inside(message: Inside, caller: Caller) -> None:
        return None

    for kind, handler in {
        WriteNote: write, FindNotes: find, Repeat: repeat, Enter: enter, Leave: leave,
        Collide: collide, Hurry: hurry, Break: crash, Inside: inside,
    }.items():  # fmt: skip
        made.register(kind, handler)
    return made
