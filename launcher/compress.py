"""Precompresses static files as `.br` and `.gz`; run by an interpreter that has Brotli."""

from __future__ import annotations

import gzip
import sys
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import brotli

_KINDS = frozenset(
    {
        ".css",
        ".html",
        ".js",
        ".json",
        ".map",
        ".mjs",
        ".svg",
        ".txt",
        ".wasm",
        ".webmanifest",
    }
)
_SMALLEST = 512
"""Bytes under which a compressed answer is no smaller on the wire."""

_THOROUGH = 2_000_000
"""Bytes over which Brotli's best level costs more seconds than it saves bytes."""


def compress(file: Path) -> None:
    """Write the two encodings beside a file, each only where it is smaller."""
    plain = file.read_bytes()
    encodings = {
        ".br": brotli.compress(plain, quality=11 if len(plain) < _THOROUGH else 9),
        ".gz": gzip.compress(plain, compresslevel=9, mtime=0),
    }
    for suffix, encoded in encodings.items():
        if len(encoded) < len(plain):
            file.with_name(file.name + suffix).write_bytes(encoded)


def compressible(folder: Path) -> list[Path]:
    """Find the files under a folder that compression makes smaller."""
    return [
        file
        for file in sorted(folder.rglob("*"))
        if file.suffix in _KINDS and file.is_file() and file.stat().st_size >= _SMALLEST
    ]


if __name__ == "__main__":
    files = [file for folder in sys.argv[1:] for file in compressible(Path(folder))]
    with ProcessPoolExecutor() as pool:
        list(pool.map(compress, files, chunksize=4))
