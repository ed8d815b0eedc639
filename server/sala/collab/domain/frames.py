"""WebSocket frames as a server sends them: unmasked, so the same bytes do for every peer."""

from __future__ import annotations

_BINARY = 0x82  # FIN and opcode 2
_MEDIUM = 126
_LARGE = 1 << 16


def frame(payload: bytes) -> bytes:
    """Wrap one binary message (RFC 6455, section 5.2)."""
    size = len(payload)
    if size < _MEDIUM:
        return bytes((_BINARY, size)) + payload
    if size < _LARGE:
        return bytes((_BINARY, 126, size >> 8, size & 255)) + payload
    return bytes((_BINARY, 127)) + size.to_bytes(8, "big") + payload
