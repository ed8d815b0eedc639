"""A certificate to serve with; what makes and reads one is loaded only where one is used."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Certificate:
    """PEM files to serve with; `authority` is what people trust, None for files that were given."""

    certificate: Path
    key: Path
    authority: Path | None = None


class CertificateError(ValueError):
    """A certificate cannot be used; the text says why and what to do."""
