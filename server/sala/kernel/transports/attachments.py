"""What a handwritten route says of a file that is to be kept, not shown."""

from __future__ import annotations

from urllib.parse import quote


def disposition(name: str) -> str:
    """Ask for a download under the file's own name (RFC 6266)."""
    plain = "".join(c if c.isascii() and c.isprintable() and c not in '"\\%' else "_" for c in name)
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"
