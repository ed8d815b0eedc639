"""A whole Sala in this process, on a port of its own, and what is sent to it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

import aiohttp

from sala.gateway.asgi import Gateway
from sala.gateway.compose import compose
from sala.gateway.house import House
from sala.gateway.protocol import HttpProtocol
from sala.gateway.security import Origins, common_headers
from sala.gateway.static import Static
from sala.gateway.web.proxy import WebProxy
from sala.kernel import settings
from sala.kernel.transports.answers import Answers
from tests.kernel.transports.serving import served

PASSWORD = "korrekt horse 42"
NOBODY = "http://127.0.0.1:1"
"""An address where no web app answers."""


@dataclass(kw_only=True)
class Running:
    """A house that answers at `url`; `session` is a client with a cookie jar of its own."""

    house: House
    gateway: Gateway
    url: str
    session: aiohttp.ClientSession

    async def send(self, message: str, /, **fields: Any) -> Any:
        async with self.session.post(f"{self.url}/api/{message}", json=fields) as answer:
            said = await answer.json(content_type=None)
            assert answer.status == 200, said
            return said

    async def claim(self) -> str:
        """Become the owner; give the session's token, which the client's jar has too."""
        await self.send(
            "identity.claim-ownership",
            token=self.house.owner_link(), member=str(uuid4()), name="Ada",
            email="ada@example.org", password=PASSWORD,
        )  # fmt: skip
        return next(cookie.value for cookie in self.session.cookie_jar)


@asynccontextmanager
async def running(
    data: Path,
    *,
    only: tuple[str, ...] = ("identity",),
    strict: int = 0,
    web: str = NOBODY,
    files: Path | None = None,
    server: dict[str, Any] | None = None,
    unpack: bool = True,
) -> AsyncIterator[Running]:
    """Run a Sala whose pages come from `web` and whose files lie in `files`.

    Without `unpack` the client shows compressed answers as they came.
    """
    read = settings.read({}, data=data, given={"server": server or {}})
    house = compose(read, only, secure=strict > 0, strict=strict)
    pages = Answers(common=common_headers(strict=strict), secure=strict > 0)
    proxy = WebProxy(web, pages)
    await house.start()
    await proxy.start()
    try:
        gateway = Gateway(
            house,
            origins=Origins.of(read.server.allowed_origins),
            static=Static(files, pages) if files else None,
            web=proxy,
        )
        jar = aiohttp.CookieJar(unsafe=True)  # unsafe: of an address instead of a name
        async with (
            served(gateway, http=HttpProtocol, ws=house.sockets) as url,
            aiohttp.ClientSession(cookie_jar=jar, auto_decompress=unpack) as session,
        ):
            yield Running(house=house, gateway=gateway, url=url, session=session)
    finally:
        await proxy.stop()
        await house.stop()
