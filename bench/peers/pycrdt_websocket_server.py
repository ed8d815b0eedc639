"""pycrdt-websocket as documented: a SQLite store, and a session asked for at connect."""

from __future__ import annotations

import asyncio
import sys
from http.cookies import SimpleCookie
from typing import Any

import uvicorn
from pycrdt.store import SQLiteYStore
from pycrdt.websocket import ASGIServer, WebsocketServer, YRoom


def main() -> None:
    """Serve on a loopback port: PORT FILE TOKEN."""
    port, file, token = sys.argv[1:]

    class Server(WebsocketServer):
        async def get_room(self, name: str) -> YRoom:
            if name not in self.rooms:
                # A file a room: on one file for all, its writers refuse each other as locked.
                store = type("Store", (SQLiteYStore,), {"db_path": f"{file}{name.strip('/')}"})
                self.rooms[name] = YRoom(ready=self.rooms_ready, ystore=store(name), log=self.log)
            room = self.rooms[name]
            await self.start_room(room)
            return room

    server = Server()

    def refused(_message: dict[str, Any], scope: dict[str, Any]) -> bool:
        cookie = SimpleCookie(dict(scope["headers"]).get(b"cookie", b"").decode())
        return "sala_session" not in cookie or cookie["sala_session"].value != token

    async def run() -> None:
        config = uvicorn.Config(
            ASGIServer(server, on_connect=refused),
            host="127.0.0.1",
            port=int(port),
            log_level="error",
        )
        async with server:
            await uvicorn.Server(config).serve()

    asyncio.run(run())


if __name__ == "__main__":
    main()
