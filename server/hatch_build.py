"""Tags the wheel with this platform when the web app inside holds native libraries."""

from __future__ import annotations

import sysconfig
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class NativeTag(BuildHookInterface[Any]):
    """The image library of the web app is compiled: such a wheel runs on one platform."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002
        """Refuse a wheel without a web app, and tag one that is not pure."""
        webapp = Path(self.root) / "sala" / "webapp"
        if not (webapp / "web" / "server.js").exists():
            msg = "The web app is not built: a wheel is built by ./sala wheel"
            raise FileNotFoundError(msg)
        if any(webapp.rglob("*.node")):
            platform = sysconfig.get_platform().replace("-", "_").replace(".", "_")
            build_data["tag"] = f"py3-none-{platform}"
            build_data["pure_python"] = False
