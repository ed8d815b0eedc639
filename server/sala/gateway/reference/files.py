"""The generated files that are committed, and whether they are current."""

from __future__ import annotations

import json
from pathlib import Path

from sala import __version__
from sala.gateway.reference.routes import CHANNELS, OPERATIONS, PATHS
from sala.gateway.rooms import catalogue
from sala.kernel.transports.asyncapi import asyncapi
from sala.kernel.transports.openapi import Json, openapi
from sala.kernel.transports.typescript.files import typescript


def openapi_document() -> Json:
    """Generate the OpenAPI document of the whole surface."""
    return openapi(catalogue(), version=__version__, paths=PATHS)


def asyncapi_document() -> Json:
    """Generate the AsyncAPI document of the live stream and the document sockets."""
    return asyncapi(catalogue(), version=__version__, channels=CHANNELS, operations=OPERATIONS)


def generated() -> dict[str, str]:
    """Generate every committed file; give its text by its path in the checkout."""
    files = {
        "contracts/openapi.json": _json(openapi_document()),
        "contracts/asyncapi.json": _json(asyncapi_document()),
    }
    for name, text in typescript(catalogue()).items():
        files[f"web/src/contracts/{name}"] = text
    return files


def stale(root: Path) -> list[str]:
    """Name the files of a checkout that differ from what would be generated, or should not be."""
    wanted = generated()
    found = {
        path.relative_to(root).as_posix()
        for path in [*root.glob("contracts/*.json"), *root.glob("web/src/contracts/*.ts")]
    }
    return sorted(
        name
        for name in found | wanted.keys()
        if name not in wanted
        or name not in found
        or (root / name).read_text(encoding="utf-8") != wanted[name]
    )


def write(root: Path) -> list[str]:
    """Bring the files of a checkout up to date; name those that changed."""
    wanted, changed = generated(), stale(root)
    for name in changed:
        path = root / name
        if name in wanted:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(wanted[name], encoding="utf-8")
        else:
            path.unlink()
    return changed


def _json(document: Json) -> str:
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"
