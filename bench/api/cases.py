"""What is sent: the same bytes to every server."""

from __future__ import annotations

import json
from dataclasses import dataclass

MESSAGE = {
    "room": "6f1d1c5e-9c3a-4a8e-8b43-2d6f7a0f4f11",
    "message": "0192f3a4-7c1e-7d2b-a1f0-3f5f0c7b9a10",
    "author": "b7e9b0f2-2f0c-4c55-9f3e-6f1f0b8f6c21",
    "body": "Shall we look at the parser together after lunch? I think the offsets are bytes.",
    "tags": ["parser", "question"],
    "priority": 3,
    "pinned": False,
    "sent": "2026-11-23T09:41:07.123456Z",
}


@dataclass(frozen=True, slots=True)
class Case:
    """One measurement: what is asked, and whether the caller has a session."""

    name: str
    post: bool
    signed_in: bool

    @property
    def body(self) -> bytes:
        """Give the request's body."""
        return json.dumps(MESSAGE).encode() if self.post else b""


CASES = (
    Case("message", post=True, signed_in=False),
    Case("message, session", post=True, signed_in=True),
    Case("row", post=False, signed_in=False),
    Case("row, session", post=False, signed_in=True),
)
