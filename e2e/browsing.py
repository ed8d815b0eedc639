"""Chromium, and how to find it."""

from __future__ import annotations

import os
import shutil

import pytest

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def chromium() -> str:
    """Find the browser; a machine without one gets a sentence, not a stack of errors."""
    named = os.environ.get("SALA_CHROMIUM", "")
    found = named or next(filter(None, map(shutil.which, _NAMES)), None)
    if not found:
        pytest.exit(
            "The browser journeys need Chromium.\n"
            "  mend: apt-get install chromium, or SALA_CHROMIUM=/path/to/chromium",
            returncode=3,
        )
    return found


def arguments() -> list[str]:
    """Give what Chromium needs here; as root it refuses its own sandbox."""
    return ["--no-sandbox"] if os.geteuid() == 0 else []
