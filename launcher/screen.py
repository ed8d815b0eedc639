"""What the launcher prints: one line a step, with how long it took."""

from __future__ import annotations

import os
import shutil
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

TERMINAL: Final = sys.stdout.isatty() and os.environ.get("TERM") != "dumb"
_COLOURS: Final = TERMINAL and "NO_COLOR" not in os.environ
_FRAMES: Final = "⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏"
_SIGNS: Final = {"done": ("✓", "ok", "32"), "failed": ("✗", "FAILED", "31")}
_WIDTH: Final = 34


def say(text: str = "") -> None:
    """Print one line at once."""
    print(text, flush=True)


def complain(text: str) -> None:
    """Print what went wrong, on the error stream."""
    print(
        paint(text, "31", stream_is_terminal=sys.stderr.isatty()),
        file=sys.stderr,
        flush=True,
    )


def paint(text: str, colour: str, *, stream_is_terminal: bool = TERMINAL) -> str:
    """Colour a text where somebody looks at it."""
    return f"\x1b[{colour}m{text}\x1b[0m" if _COLOURS and stream_is_terminal else text


def seconds(span: float) -> str:
    """Write a duration: `0.4 s`, `12 s`, `3 min 05 s`."""
    if span < 9.95:  # noqa: PLR2004 - from here on tenths are noise
        return f"{span:.1f} s"
    minutes, rest = divmod(round(span), 60)
    return f"{minutes} min {rest:02d} s" if minutes else f"{rest} s"


def line(sign: str, title: str, note: str) -> str:
    """Lay one step out."""
    glyph, word, colour = _SIGNS[sign]
    mark = paint(glyph, colour) if TERMINAL else f"{word:<6}"
    return f"{mark} {title:<{_WIDTH}} {paint(note, '2')}".rstrip()


@contextmanager
def step(title: str) -> Iterator[None]:
    """Show a step while it runs, and how long it took when it is done."""
    begun = time.monotonic()
    ended = threading.Event()
    if TERMINAL:
        spinner = threading.Thread(target=_spin, args=(title, begun, ended), daemon=True)
        spinner.start()
    else:
        spinner = None
        say(f"...... {title}")
    outcome = "failed"
    try:
        yield
        outcome = "done"
    finally:
        ended.set()
        if spinner is not None:
            spinner.join()
            sys.stdout.write("\r\x1b[K")
        say(line(outcome, title, seconds(time.monotonic() - begun)))


def _spin(title: str, begun: float, ended: threading.Event) -> None:
    turn = 0
    while not ended.wait(0.1):
        width = shutil.get_terminal_size().columns - 1
        frame = _FRAMES[turn % len(_FRAMES)]
        text = f"{frame} {title:<{_WIDTH}} {seconds(time.monotonic() - begun)}"[:width]
        sys.stdout.write(f"\r\x1b[K{text}")
        sys.stdout.flush()
        turn += 1
