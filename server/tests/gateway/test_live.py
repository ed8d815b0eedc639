import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from uuid import uuid4

import aiohttp
import pytest

from tests.gateway.houses import PASSWORD, running

SECRETS = ("password_set", "session_opened", "member_invited", "token_hash", "argon2")


class Stream:
    """Reads server-sent events, one block at a time."""

    def __init__(self, answer: aiohttp.ClientResponse) -> None:
        self._answer = answer
        self.read = b""

    async def next(self, within: float = 3) -> dict[str, str]:
        block = await asyncio.wait_for(self._answer.content.readuntil(b"\n\n"), within)
        self.read += block
        lines = block.decode().strip("\n").split("\n")
        return {name: value for name, _, value in (line.partition(": ") for line in lines)}

    async def fact(self) -> dict[str, object]:
        while "data" not in (found := await self.next()) or "event" in found:
            pass
        fact: dict[str, object] = json.loads(found["data"])
        assert int(found["id"]) == fact["position"]
        return fact

    async def rest(self, within: float = 5) -> bytes:
        return await asyncio.wait_for(self._answer.content.read(), within)


@asynccontextmanager
async def listening(sala, *, after: int | None = None, **headers: str) -> AsyncIterator[Stream]:
    query = "" if after is None else f"?after={after}"
    async with sala.session.get(f"{sala.url}/live{query}", headers=headers) as answer:
        assert answer.status == 200
        assert answer.headers["Content-Type"] == "text/event-stream; charset=utf-8"
        yield Stream(answer)


@pytest.mark.brief(24)
async def test_a_member_hears_what_happens_from_now_on(tmp_path):
    async with running(tmp_path) as sala:
        await sala.claim()
        async with listening(sala) as stream:
            assert (await stream.next())["retry"] == "2000"
            ready = await stream.next()
            assert (ready["event"], int(ready["id"])) == ("ready", await sala.house.events.head())
            await sala.send("identity.rename", name="Grace")
            fact = await stream.fact()
            assert (fact["type"], fact["name"]) == ("identity.member_renamed.1", "Grace")
            assert fact["actor"] == fact["member"]


@pytest.mark.brief(24)
async def test_a_listener_that_was_away_resumes_where_it_was(tmp_path):
    async with running(tmp_path) as sala:
        await sala.claim()
        for name in ("One", "Two", "Three"):
            await sala.send("identity.rename", name=name)
        async with listening(sala, after=0) as stream:
            heard = [await stream.fact() for _ in range(4)]
        assert [fact.get("name") for fact in heard] == ["Ada", "One", "Two", "Three"]
        headers = {"Last-Event-ID": str(heard[1]["position"])}
        async with listening(sala, after=0, **headers) as stream:
            assert [(await stream.fact())["name"] for _ in range(2)] == ["Two", "Three"]


async def test_who_hears_a_fact_and_asks_finds_it(tmp_path):
    async with running(tmp_path) as sala:
        await sala.claim()
        async with listening(sala) as stream:
            for number in range(20):
                change = asyncio.create_task(sala.send("identity.rename", name=f"Name {number}"))
                await stream.fact()
                assert (await sala.send("identity.who-am-i"))["name"] == f"Name {number}"
                await change


async def test_secrets_are_told_to_nobody_and_invitations_to_owners_alone(tmp_path):
    async with running(tmp_path) as sala:
        await sala.claim()
        invitation = str(uuid4())
        link = await sala.send("identity.invite", invitation=invitation, role="reader")
        second = str(uuid4())
        await sala.send("identity.invite", invitation=second, role="reader")
        await sala.send("identity.revoke-invitation", invitation=second)
        await sala.send("identity.rename", name="Grace")
        async with listening(sala, after=0) as stream:
            while (await stream.fact())["type"] != "identity.member_renamed.1":
                pass
            assert b"invitation_revoked" in stream.read
            assert not [word for word in SECRETS if word.encode() in stream.read]
        sala.session.cookie_jar.clear()
        await sala.send(
            "identity.join",
            token=link["token"], member=str(uuid4()), name="Rita", email="rita@example.org",
            password=PASSWORD,
        )  # fmt: skip
        await sala.send("identity.rename", name="Rea")
        async with listening(sala, after=0) as stream:
            while (await stream.fact()).get("name") != "Rea":
                pass
            assert b"invitation_revoked" not in stream.read


@pytest.mark.parametrize("ending", ["identity.sign-out", "identity.sign-out-everywhere"])
async def test_the_stream_ends_with_the_session(tmp_path, ending):
    async with running(tmp_path) as sala:
        await sala.claim()
        async with listening(sala) as stream:
            await stream.next()
            await sala.send(ending)
            assert b"event: ended" in await stream.rest()


async def test_a_silent_stream_says_that_it_is_there(tmp_path):
    async with running(tmp_path) as sala:
        sala.gateway.live._heartbeat = 0.1
        await sala.claim()
        async with listening(sala) as stream:
            while (await stream.next()) != {"": "still here"}:
                pass


async def test_who_was_away_too_long_is_told_to_fetch_everything_anew(tmp_path):
    async with running(tmp_path) as sala:
        sala.gateway.live._replay_limit = 3
        await sala.claim()
        await sala.send("identity.rename", name="Grace")
        async with listening(sala, after=0) as stream:
            await stream.next()
            reset = await stream.next()
            assert (reset["event"], int(reset["id"])) == ("reset", await sala.house.events.head())


async def test_a_visitor_hears_nothing(tmp_path):
    async with running(tmp_path) as sala, sala.session.get(f"{sala.url}/live") as answer:
        assert answer.status == 401


@pytest.mark.parametrize("position", ["-1", "now", "1e3", "9" * 30, "١"])
async def test_a_position_that_is_none_is_refused(tmp_path, position):
    async with running(tmp_path) as sala:
        await sala.claim()
        params = {"after": position}
        async with sala.session.get(f"{sala.url}/live", params=params) as answer:
            assert answer.status == 400
            assert (await answer.json(content_type=None))["code"] == "kernel.bad_position"


async def test_streams_end_when_sala_stops_and_a_slow_reader_holds_nobody(tmp_path):
    async with running(tmp_path) as sala:
        await sala.claim()
        async with listening(sala) as slow, listening(sala) as quick:
            del slow  # it never reads
            for number in range(50):
                await sala.send("identity.rename", name=f"Name {number}")
            while (await quick.fact())["name"] != "Name 49":
                pass
            sala.gateway.live.close()
            await quick.rest()
