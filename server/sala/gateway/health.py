"""`/healthz` tells that the process lives, `/readyz` that everything it needs answers."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping

import structlog
from sqlalchemy import text

from sala.gateway.house import House
from sala.kernel.transports.answers import Answers, Send, encode
from sala.kernel.transports.callers import Scope

_PATIENCE = 3.0

log = structlog.get_logger("sala.health")


class Health:
    """Answers probes. `web` tells whether the web app answers; None where it is not served."""

    def __init__(
        self, house: House, answers: Answers, web: Callable[[], Awaitable[bool]] | None
    ) -> None:
        self._house = house
        self._answers = answers
        self._web = web

    async def alive(self, scope: Scope, send: Send) -> None:
        """Say that the process lives."""
        await self._answers.json(scope, send, b'{"alive":true}')

    async def ready(self, scope: Scope, send: Send) -> None:
        """Say for each part whether it answers: 200 when all do, 503 otherwise."""
        checks: dict[str, Awaitable[bool]] = {
            "events": _answers(self._house.events.head()),
            "tables": _answers(self._house.tables.run(lambda one: one.execute(text("SELECT 1")))),
            "followers": self._following(),
        }
        if self._web is not None:
            checks["web"] = self._web()
        found: Mapping[str, bool] = dict(
            zip(checks, await asyncio.gather(*checks.values()), strict=True)
        )
        ready = all(found.values())
        body = encode({"ready": ready, **found})
        await self._answers.json(scope, send, body, status=200 if ready else 503)

    async def _following(self) -> bool:
        """Tell whether every follower keeps up: one that fails again and again does not."""
        if self._house.followers is None:
            return False
        lags = await self._house.followers.lag()
        failing = {name: lag.failing for name, lag in lags.items() if lag.failing}
        if failing:
            log.warning("followers fail", failing=failing)
        return not failing


async def _answers(question: Awaitable[object]) -> bool:
    try:
        await asyncio.wait_for(question, _PATIENCE)
    except Exception:
        log.warning("not ready", exc_info=True)
        return False
    return True
