"""Precompresses static files as `.br` and `.gz`; run by an interpreter with Brotli and Zopfli."""

from __future__ import annotations

import gzip
import shutil
import sys
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import brotli
import zopfli.gzip

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
"""Bytes from which the best of either encoder costs more seconds than it saves bytes."""


def compress(file: Path, known: Path) -> None:
    """Write the two encodings beside a file, each only where it is smaller.

    `known` is where the file lay last time, encoded by this very program; if it has not changed
    since then, its encodings are copied.
    """
    plain = file.read_bytes()
    if known.is_file() and known.read_bytes() == plain:
        for suffix in (".br", ".gz"):
            if _beside(known, suffix).exists():
                shutil.copyfile(_beside(known, suffix), _beside(file, suffix))
        return
    if len(plain) < _THOROUGH:
        # Zopfli writes what any gzip reads, a twentieth smaller than zlib does at its best.
        encodings = {".br": brotli.compress(plain, quality=11), ".gz": zopfli.gzip.compress(plain)}
    else:
        encodings = {
            ".br": brotli.compress(plain, quality=9),
            ".gz": gzip.compress(plain, compresslevel=9, mtime=0),
        }
    for suffix, encoded in encodings.items():
        if len(encoded) < len(plain):
            _beside(file, suffix).write_bytes(encoded)


def _beside(file: Path, suffix: str) -> Path:
    return file.with_name(file.name + suffix)


def compressible(folder: Path) -> list[Path]:
    """Find the files under a folder that compression makes smaller."""
    return [
        file
        for file in sorted(folder.rglob("*"))
        if file.suffix in _KINDS and file.is_file() and file.stat().st_size >= _SMALLEST
    ]


def main(fresh: Path, known: Path, *folders: str) -> None:
    """Compress what lies in folders of a web app; `known` is one laid out before, or nothing."""
    files = [file for folder in folders for file in compressible(fresh / folder)]
    files.sort(key=lambda file: file.stat().st_size, reverse=True)  # no long one is left to the end
    with ProcessPoolExecutor() as pool:
        list(pool.map(compress, files, [known / file.relative_to(fresh) for file in files]))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), *sys.argv[3:])
