"""One process serving: the house, the web app beside it, uvicorn in front, until asked to stop."""

from __future__ import annotations

import asyncio
import contextlib
import signal
import socket
from collections.abc import Callable, Iterator, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

import structlog
import uvicorn

from sala.gateway import memory
from sala.gateway.asgi import Gateway
from sala.gateway.certificate import Certificate
from sala.gateway.compose import compose
from sala.gateway.house import House
from sala.gateway.listening import is_loopback
from sala.gateway.peers import origins_of
from sala.gateway.protocol import HttpProtocol
from sala.gateway.security import Origins, common_headers
from sala.gateway.static import Static
from sala.gateway.tunnel import tunnel
from sala.gateway.web.child import WebChild, free_port, node_binary, webapp_folder
from sala.gateway.web.proxy import WebProxy
from sala.kernel.access import SYSTEM
from sala.kernel.refusals import Conflict, Refusal
from sala.kernel.settings import Settings
from sala.kernel.transports.answers import Answers

WEB = "web"
"""What `--only` calls the pages, beside the contexts."""

_DRAIN = 10
"""Seconds that answers under way may take when Sala stops."""


_DAY = 86_400
_YEAR = 365 * _DAY

log = structlog.get_logger("sala.server")


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What one process serves. `only` is empty for everything; `port` holds the open socket.

    `folder` is a repository to open in place.
    """

    settings: Settings
    port: socket.socket
    only: Sequence[str] = ()
    certificate: Certificate | None = None
    folder: Path | None = None

    @property
    def secure(self) -> bool:
        """Tell whether browsers come over TLS, ours or a proxy's in front."""
        public = self.settings.server.public_url
        return self.certificate is not None or public.startswith("https://")

    @property
    def strict(self) -> int:
        """Give for how many seconds browsers shall come over TLS alone.

        They remember that by host, for every port: on this machine's own name it would shut out
        whatever else runs here. Under an authority made on the spot a day is enough.
        """
        if not self.secure:
            return 0
        if self.certificate is not None and self.certificate.authority is not None:
            return 0 if is_loopback(self.settings.server.host) else _DAY
        return _YEAR

    @property
    def pages(self) -> bool:
        """Tell whether this process serves the web app."""
        return not self.only or WEB in self.only


class _Server(uvicorn.Server):
    """uvicorn's server, which lets live streams end before it waits for connections to close."""

    def __init__(self, config: uvicorn.Config, gateway: Gateway) -> None:
        super().__init__(config)
        self._gateway = gateway
        self.answering = asyncio.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Begin to answer, and say so."""
        await super().startup(sockets)
        self.answering.set()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Stop accepting, end what has no end, drain the rest."""
        self._gateway.live.close()
        await super().shutdown(sockets)

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Leave signals to `serve`, which has more to stop than a server."""
        yield


async def serve(
    plan: Plan,
    started: Callable[[House], None],
    *,
    mounted: Callable[[House], None] | None = None,
) -> None:
    """Serve until SIGINT or SIGTERM. `started` is called when the port answers.

    `mounted` may add messages to the house before it starts, as benchmarks do.

    Raises what a store refuses at start; a web app that cannot start keeps nothing else from it.
    """
    memory.prepare()
    asked = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, asked.set)
    async with AsyncExitStack() as running:
        origins = Origins.of([*plan.settings.server.allowed_origins, *_public(plan.settings)])
        house = compose(
            plan.settings,
            [name for name in plan.only if name != WEB] or plan.only,
            secure=plan.secure,
            strict=plan.strict,
            sockets=tunnel(_tunnels(plan), origins),
        )
        if mounted is not None:
            mounted(house)
        web = await _web(plan, running)
        await house.start()
        running.push_async_callback(house.stop)
        gateway = Gateway(
            house,
            origins=origins,
            static=web.static if web else None,
            web=web.proxy if web else None,
            web_answers=web.child.answering if web and web.child else None,
        )
        server = _Server(_config(plan, house, gateway), gateway)
        serving = loop.create_task(server.serve(sockets=[plan.port]))
        waiting = loop.create_task(asked.wait())
        serving.add_done_callback(lambda _: server.answering.set())
        await server.answering.wait()
        if server.started:
            await _open_folder(plan, house)
            memory.settle()
            started(house)
        await asyncio.wait({serving, waiting}, return_when=asyncio.FIRST_COMPLETED)
        log.info("server.stopping")
        server.should_exit = True
        waiting.cancel()
        await serving


@dataclass(frozen=True, kw_only=True)
class _Web:
    proxy: WebProxy
    static: Static | None
    child: WebChild | None


async def _web(plan: Plan, running: AsyncExitStack) -> _Web | None:
    """Start the web app, or point to the one that settings name; None where there are no pages."""
    if not plan.pages:
        return None
    named = plan.settings.server.web
    pages = Answers(common=common_headers(strict=plan.strict), secure=plan.secure)
    if named.startswith(("http://", "https://")):
        proxy = WebProxy(named.rstrip("/"), pages)
        await proxy.start()
        running.push_async_callback(proxy.stop)
        return _Web(proxy=proxy, static=None, child=None)
    folder, node = webapp_folder(named), node_binary()
    port = free_port()
    proxy = WebProxy(f"http://127.0.0.1:{port}", pages)
    await proxy.start()
    running.push_async_callback(proxy.stop)
    if folder is None or node is None:
        lacking = "node" if node is None else "the built web app"
        log.error("web.missing", lacking=lacking, mend="./sala doctor")
        return _Web(proxy=proxy, static=None, child=None)
    child = WebChild(node, folder, port, _environment(plan, port))
    await child.start()
    running.push_async_callback(child.stop)
    return _Web(proxy=proxy, static=Static(folder, pages), child=child)


async def _open_folder(plan: Plan, house: House) -> None:
    """Open the folder that was named as a workspace, in place; at a later start it is there."""
    if plan.folder is None:
        return
    kind = house.dispatcher.named("workspace.open-folder")
    message = kind(workspace=folder_id(plan.folder), path=str(plan.folder))
    try:
        await house.dispatcher.send(message, SYSTEM)
    except Conflict:
        log.info("folder.known", folder=str(plan.folder))
    except Refusal as refusal:
        log.warning("folder.refused", folder=str(plan.folder), code=refusal.code, why=str(refusal))


def folder_id(folder: Path) -> UUID:
    """Give a folder's workspace its id: the same at every start."""
    return uuid5(NAMESPACE_URL, folder.as_uri())


def _environment(plan: Plan, port: int) -> dict[str, str]:
    """Give the web app what it needs to know, and nothing of our own environment."""
    host, own = plan.port.getsockname()[:2]
    if host in ("0.0.0.0", "::"):  # noqa: S104 - compared, not bound
        host = "127.0.0.1"
    scheme = "https" if plan.certificate else "http"
    authority = plan.certificate.authority if plan.certificate else None
    return {
        "NODE_ENV": "production",
        "HOSTNAME": "127.0.0.1",
        "PORT": str(port),
        "PATH": "/usr/local/bin:/usr/bin:/bin",
        "HOME": str(plan.settings.data),
        "NEXT_TELEMETRY_DISABLED": "1",
        "SALA_API_URL": f"{scheme}://{f'[{host}]' if ':' in host else host}:{own}",
        **({"NODE_EXTRA_CA_CERTS": str(authority)} if authority else {}),
    }


def _public(settings: Settings) -> list[str]:
    return [settings.server.public_url] if settings.server.public_url else []


def _tunnels(plan: Plan) -> dict[str, str]:
    """Say which WebSockets somebody else answers: documents elsewhere, and `next dev`."""
    targets = {}
    if plan.settings.server.web.startswith("http"):
        targets["/_next/"] = plan.settings.server.web
    documents = origins_of(plan.settings.server.peers).get("collab")
    if documents and plan.only and "collab" not in plan.only:
        targets["/collab/"] = documents
    return targets


def _config(plan: Plan, house: House, gateway: Gateway) -> uvicorn.Config:
    sockets: Any = house.sockets  # uvicorn calls it as it would call a class
    return uvicorn.Config(
        gateway,
        http=HttpProtocol,
        ws=sockets,
        lifespan="off",
        log_config=None,
        log_level="warning",  # what it says at info, Sala says itself
        access_log=False,
        proxy_headers=False,
        server_header=False,
        timeout_keep_alive=75,
        timeout_graceful_shutdown=_DRAIN,
        ssl_certfile=plan.certificate.certificate if plan.certificate else None,
        ssl_keyfile=plan.certificate.key if plan.certificate else None,
    )
