"""axe-core in the page: what of WCAG a machine can see."""

from __future__ import annotations

from functools import cache
from typing import Any

from installation import ROOT
from playwright.sync_api import Page

_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

_DEAF = {"th": ["label-content-name-mismatch"]}
"""By language, the rules that cannot read it: this one looks for spaces between words."""


@cache
def _source() -> str:
    file = ROOT / "node_modules" / "axe-core" / "axe.min.js"
    assert file.exists(), "axe-core is not installed\n  mend: ./sala setup"
    return file.read_text(encoding="utf-8")


def violations(page: Page) -> list[str]:
    """Give each violation as one line: the rule, what it is, and where."""
    # The protocol evaluates this itself, so the page's content security policy stays as it is.
    page.evaluate(_source())
    language = page.locator("html").get_attribute("lang")
    found: dict[str, Any] = page.evaluate(
        """([tags, rules]) => axe.run(document, {
            runOnly: { type: 'tag', values: tags }, rules, resultTypes: ['violations'],
        })""",
        [_TAGS, {rule: {"enabled": False} for rule in _DEAF.get(language or "", ())}],
    )
    return [
        f"{violation['id']}: {violation['help']}: {node['target']} {node['failureSummary']}"
        for violation in found["violations"]
        for node in violation["nodes"]
    ]
