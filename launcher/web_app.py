"""The web app: built when its sources changed, then laid out as the gateway serves it.

`server/sala/webapp/` holds what `next build` calls standalone, with the static and public files
beside it, each compressible one also as `.br` and `.gz`.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from launcher import stamps
from launcher.node_packages import have_node, have_packages
from launcher.places import ROOT, RUNTIME_LOCK, VENV, WEB, WEBAPP, python_of
from launcher.processes import run
from launcher.screen import step
from launcher.trouble import Trouble

_STAMP = "built-from.json"
_COMPRESS = ROOT / "launcher" / "compress.py"
_MADE = frozenset({"node_modules", ".next", ".turbo", "dist", "coverage"})
_IRRELEVANT = (".test.ts", ".test.tsx", ".tsbuildinfo", "next-env.d.ts")


def have_web_app() -> None:
    """Have the web app of these sources; quick when it was built from them already."""
    wanted = stamps.digest(sources())
    if stamps.read(WEBAPP / _STAMP).get("sources") == wanted:
        return
    have_packages()
    node = have_node()
    with step("Web app: build"):
        run(
            "next-build",
            [node, ROOT / "node_modules" / "next" / "dist" / "bin" / "next", "build"],
            folder=WEB,
            failing="The web app could not be built.",
        )
    with step("Web app: lay out and compress"):
        _lay_out(wanted)


def sources() -> Iterator[Path]:
    """Find every file that the built web app depends on."""
    yield from (ROOT / "package.json", ROOT / "package-lock.json")
    yield _COMPRESS
    yield from (file for file in _files(WEB) if not file.name.endswith(_IRRELEVANT))


def _files(folder: Path) -> Iterator[Path]:
    for base, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if name not in _MADE]
        yield from (Path(base) / name for name in names)


def _lay_out(wanted: str) -> None:
    built = WEB / ".next"
    standalone = built / "standalone"
    if not (standalone / "web" / "server.js").exists():
        raise Trouble("The build left no standalone server.", "rm -r web/.next, then again")
    fresh = WEBAPP.with_name("webapp.new")
    shutil.rmtree(fresh, ignore_errors=True)
    shutil.copytree(standalone, fresh, symlinks=True)
    shutil.copytree(built / "static", fresh / "web" / ".next" / "static", dirs_exist_ok=True)
    if (WEB / "public").exists():
        shutil.copytree(WEB / "public", fresh / "web" / "public", dirs_exist_ok=True)
    encoders = stamps.digest([_COMPRESS, RUNTIME_LOCK])
    known = WEBAPP if stamps.read(WEBAPP / _STAMP).get("encoders") == encoders else fresh / "none"
    run(
        "compress",
        [python_of(VENV), _COMPRESS, fresh, known, "web/.next/static", "web/public"],
        failing="The static files could not be compressed.",
    )
    stamps.write(fresh / _STAMP, {"sources": wanted, "encoders": encoders})
    # Swapped in one step: whoever starts now finds all of the old one or all of the new one.
    old = WEBAPP.with_name("webapp.old")
    shutil.rmtree(old, ignore_errors=True)
    if WEBAPP.exists():
        WEBAPP.rename(old)
    fresh.rename(WEBAPP)
    shutil.rmtree(old, ignore_errors=True)
