"""The dispatcher: what is made in this process keeps its limits, and nothing of it changes."""

from datetime import UTC, datetime
from typing import Annotated, ClassVar
from uuid import UUID, uuid4

import msgspec
import pytest

from sala.kernel.access import Access, Caller
from sala.kernel.dispatcher import Dispatcher
from sala.kernel.messages import Command
from sala.kernel.refusals import BadRequest
from tests.kernel.transports.sample import Colour

NOBODY = Caller()


class Part(msgspec.Struct, frozen=True):
    size: Annotated[int, msgspec.Meta(ge=1)]


class Wish(Command[None]):
    access: ClassVar[Access] = Access.ANYONE
    wish: UUID
    name: Annotated[str, msgspec.Meta(min_length=1, max_length=5)]
    parts: list[Part] = []  # noqa: RUF012 - msgspec copies it
    at: datetime | None = None
    data: bytes = b""
    colour: Colour = Colour.RED


@pytest.fixture
def taken() -> list[Wish]:
    return []


@pytest.fixture
def dispatcher(taken: list[Wish]) -> Dispatcher:
    async def take(message: Wish, _: Caller) -> None:
        taken.append(message)

    made = Dispatcher(lambda _caller, _access: None)
    made.register(Wish, take)
    return made


@pytest.mark.parametrize(
    "wrong",
    [
        pytest.param({"name": ""}, id="an empty name"),
        pytest.param({"name": "longer"}, id="a long name"),
        pytest.param({"parts": [Part(size=0)]}, id="a part inside of it"),
        pytest.param({"wish": "no id"}, id="another type"),
    ],
)
async def test_a_message_made_here_is_refused_where_its_limits_do_not_hold(
    dispatcher, taken, wrong
):
    with pytest.raises(BadRequest):
        await dispatcher.send(Wish(**{"wish": uuid4(), "name": "short"} | wrong), NOBODY)
    assert taken == []


async def test_a_message_made_here_arrives_as_it_was_sent(dispatcher, taken):
    wish = Wish(
        wish=uuid4(), name="กา\ud800", parts=[Part(size=1)], at=datetime.now(UTC),
        data=b"\x00\xff", colour=Colour.BLUE,
    )  # fmt: skip
    await dispatcher.send(wish, NOBODY)
    assert taken == [wish]
