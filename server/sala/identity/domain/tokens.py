"""What is kept of a token: its SHA-256. A token has 256 random bits, so a plain hash is enough."""

from __future__ import annotations

import hashlib


def hash_of(token: str) -> str:
    """Give the SHA-256 of a token, in hexadecimal. Lookups by it leak nothing through timing."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
