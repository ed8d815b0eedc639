"""The two pages that the gateway makes itself, in a real browser."""

import re
import shutil
import socket
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from aiohttp import web
from playwright.async_api import Browser, async_playwright, expect

from tests.gateway.houses import NOBODY, running
from tests.gateway.upstream import upstream

AXE = Path(__file__).resolve().parents[3] / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.fixture
async def browser() -> AsyncIterator[Browser]:
    program = shutil.which("chromium")
    assert program, "chromium is missing\n  mend: apt install chromium"
    async with async_playwright() as playwright:
        launched = await playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield launched
        await launched.close()


@pytest.mark.parametrize(
    ("path", "languages"), [("/api/reference", ["en"]), ("/while/pages/are/away", ["en", "th"])]
)
async def test_anybody_can_use_it_in_both_themes_and_on_a_phone(tmp_path, browser, path, languages):
    async with running(tmp_path, web=NOBODY) as sala:
        for theme in ("light", "dark"):
            for language in languages:
                said = []
                page = await browser.new_page(
                    color_scheme=theme, locale=language, viewport={"width": 390, "height": 800}
                )
                page.on("console", lambda message, said=said: said.append(message.text))
                await page.goto(sala.url + path)
                await page.evaluate(AXE.read_text(encoding="utf-8"))
                found = await page.evaluate("(tags) => axe.run(document, {runOnly: tags})", RULES)
                assert [rule["id"] for rule in found["violations"]] == []
                assert not await page.evaluate("document.documentElement.scrollWidth > innerWidth")
                # A policy that blocks something, or a header that is not understood, says so here.
                assert [line for line in said if "503" not in line] == []
                await page.close()


async def test_it_opens_by_itself_once_the_pages_answer(tmp_path, browser):
    async def hello(request: web.Request) -> web.Response:
        return web.Response(text="<title>Here</title><h1>Here now</h1>", content_type="text/html")

    with socket.socket() as tried:
        tried.bind(("127.0.0.1", 0))
        port = tried.getsockname()[1]
    async with running(tmp_path, web=f"http://127.0.0.1:{port}") as sala:
        page = await browser.new_page()
        await page.goto(f"{sala.url}/w/project?file=a.py#L3")
        await expect(page).to_have_title("Sala is starting")
        await expect(page.get_by_role("status")).to_contain_text("opens by itself")
        async with upstream(hello, port=port):
            await expect(page.get_by_role("heading")).to_have_text("Here now", timeout=15_000)
            await expect(page).to_have_url(re.compile(r"/w/project\?file=a\.py#L3$"))
