"""Readiness names the part that does not answer."""

from __future__ import annotations

import asyncio

import pytest
from sqlalchemy import text

from tests.gateway.houses import Running, running


@pytest.fixture
async def sala(tmp_path):
    async with running(tmp_path / "data") as house:
        yield house


async def followers(sala: Running) -> tuple[int, bool]:
    async with sala.session.get(f"{sala.url}/readyz") as answer:
        said = await answer.json(content_type=None)
        return answer.status, said["followers"]


async def test_followers_that_keep_up_are_ready(sala):
    await sala.claim()
    assert (await followers(sala))[1] is True


async def test_a_follower_that_fails_makes_the_process_not_ready(sala):
    await sala.house.tables.change(lambda one: one.execute(text("DROP TABLE identity_members")))
    token = sala.house.owner_link()
    wish = {
        "token": token,
        "member": "6f1d1c5e-9c3a-4a8e-8b43-2d6f7a0f4f11",
        "name": "Ada",
        "email": "ada@example.org",
        "password": "korrekt horse 42",
    }
    async with sala.session.post(f"{sala.url}/api/identity.claim-ownership", json=wish):
        pass  # what it answers without its table is not this test's matter
    async with asyncio.timeout(10):
        while await followers(sala) != (503, False):  # noqa: ASYNC110 - it answers, it does not tell
            await asyncio.sleep(0.05)
