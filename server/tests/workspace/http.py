"""Requests of a member to a composed Sala."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import aiohttp

from tests.gateway.houses import Running

ALL = ("identity", "workspace", "collab")


async def fetched(
    sala: Running, path: str, method: str = "GET", **options: Any
) -> tuple[aiohttp.ClientResponse, bytes]:
    """Send a request and read the whole answer."""
    async with sala.session.request(method, f"{sala.url}{path}", **options) as answer:
        return answer, await answer.read()


async def refused(
    sala: Running, path: str, method: str, status: int, code: str, **options: Any
) -> str:
    """Send a request that must be refused; give the detail of its problem document."""
    answer, body = await fetched(sala, path, method, **options)
    problem = json.loads(body)
    assert (answer.status, problem["code"]) == (status, code), problem
    assert answer.content_type == "application/problem+json"
    return problem["detail"]


def open_files() -> int:
    """Count what this process has open."""
    return len(list(Path("/proc/self/fd").iterdir()))
