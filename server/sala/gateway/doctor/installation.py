"""What this installation has gathered: its data directory, databases, certificate and port."""

from __future__ import annotations

import os
import re
import shutil
import socket
import sqlite3
import stat
import sys
import tomllib
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sala.gateway.doctor.finding import Finding, degraded, missing, present

_LITTLE = 1_000_000_000
_TOO_LITTLE = 100_000_000
_SOON = timedelta(days=14)


def data_directory(data: Path) -> Finding:
    """Look whether the data directory is ours, writable, and closed to others."""
    name = "data directory"
    if not data.exists():
        parent = next(folder for folder in data.parents if folder.exists())
        if os.access(parent, os.W_OK):
            return present(name, f"{data} (made at the first start)")
        return missing(name, f"{data} cannot be made", f"sudo install -d -o $USER -m 700 {data}")
    if not data.is_dir():
        return missing(name, f"{data} is not a directory", f"mv {data} {data}.old")
    if not os.access(data, os.R_OK | os.W_OK | os.X_OK):
        return missing(name, f"{data} is not writable", f"sudo chown -R $USER {data}")
    open_to = stat.S_IMODE(data.stat().st_mode) & 0o077
    if open_to:
        return degraded(name, f"{data} is open to other users", f"chmod 700 {data}")
    return present(name, str(data))


def disk_space(data: Path) -> Finding:
    """Look how much may still be written where the data lies."""
    folder = next(place for place in (data, *data.parents) if place.exists())
    free = shutil.disk_usage(folder).free
    note = f"{free / 1e9:.1f} GB free under {folder}"
    if free < _TOO_LITTLE:
        return missing("disk space", note, f"free some space: df -h {folder}")
    if free < _LITTLE:
        return degraded("disk space", note, f"free some space: df -h {folder}")
    return present("disk space", note)


def settings(data: Path) -> Finding:
    """Look whether the settings file can be read."""
    file = data / "sala.toml"
    try:
        tomllib.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return present("settings", "defaults (no sala.toml)")
    except (OSError, ValueError) as error:
        return missing("settings", f"{file}: {error}", f"edit {file}")
    return present("settings", str(file))


def known_revisions(package: Path) -> set[str]:
    """Read which migrations this version of Sala knows, from their files."""
    pattern = re.compile(r"^revision\b[^=]*=\s*[\"']([^\"']+)[\"']", re.MULTILINE)
    folder = package / "kernel" / "migrations" / "versions"
    return {
        found[1]
        for file in folder.glob("*.py")
        if (found := pattern.search(file.read_text(encoding="utf-8")))
    }


_LAYOUTS = {
    "events.sqlite": "kernel/events/sqlite_writer.py",
    "documents.sqlite": "collab/adapters/statements.py",
}


def known_layout(file: Path, package: Path) -> int:
    """Read up to which layout of a log this version of Sala knows, from its source."""
    source = package / _LAYOUTS.get(file.name, "nothing")
    if not source.exists():
        return sys.maxsize
    found = re.search(
        r"^_?SCHEMA\b[^=]*=\s*(\d+)", source.read_text(encoding="utf-8"), re.MULTILINE
    )
    return int(found[1]) if found else sys.maxsize


def databases(data: Path, package: Path, url: str) -> Finding:
    """Look whether the databases are whole and of a version that this Sala can read."""
    if url:
        return _postgres(url, known_revisions(package))
    files = [data / name for name in ("events.sqlite", "documents.sqlite", "views.sqlite")]
    there = [file for file in files if file.exists()]
    if not there:
        return present("database", "none yet (made at the first start)")
    newest = "none"
    for file in there:
        try:
            revisions = _revisions(file)
        except sqlite3.DatabaseError as error:
            return missing("database", f"{file}: {error}", "./sala restore FILE (a backup)")
        unknown = revisions - known_revisions(package)
        if unknown:
            return _written_by_a_newer(str(file), unknown)
        layout, known = _layout(file), known_layout(file, package)
        if layout > known:
            return _written_by_a_newer(str(file), {f"layout {layout}"})
        newest = max(revisions, default=newest)
    return present("database", f"SQLite, {len(there)} files, revision {newest}")


def _written_by_a_newer(where: str, unknown: set[str]) -> Finding:
    return missing(
        "database",
        f"{where} was written by a newer Sala ({', '.join(sorted(unknown))})",
        "start that version again, or restore a backup made by this one: sala restore FILE",
    )


def _revisions(file: Path) -> set[str]:
    with closing(sqlite3.connect(f"{file.as_uri()}?mode=ro", uri=True, timeout=5)) as connection:
        tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        if ("alembic_version",) not in tables.fetchall():
            return set()
        return {row[0] for row in connection.execute("SELECT version_num FROM alembic_version")}


def _layout(file: Path) -> int:
    """Read the layout of a log: of facts from the file's header, of documents from a table."""
    with closing(sqlite3.connect(f"{file.as_uri()}?mode=ro", uri=True, timeout=5)) as connection:
        tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        if ("collab_layout",) in tables.fetchall():
            return max(
                (row[0] for row in connection.execute("SELECT * FROM collab_layout")), default=0
            )
        return int(connection.execute("PRAGMA user_version").fetchone()[0])


def _postgres(url: str, known: set[str]) -> Finding:
    try:
        import psycopg  # noqa: PLC0415 - the doctor answers without it too
    except ImportError:
        return degraded("database", "PostgreSQL by URL; psycopg is not installed", "./sala up")
    address = re.sub(r"^postgresql\+\w+:", "postgresql:", url)
    try:
        with psycopg.connect(address, connect_timeout=5) as connection:
            server = connection.info.server_version // 10_000
            row = connection.execute("SELECT to_regclass('alembic_version')").fetchone()
            rows = (
                connection.execute("SELECT version_num FROM alembic_version").fetchall()
                if row and row[0]
                else []
            )
    except psycopg.Error as error:
        said = str(error).strip().splitlines()[0]
        return missing("database", f"PostgreSQL: {said}", "check SALA_DATABASE_URL and the server")
    revisions = {str(revision) for (revision,) in rows}
    if revisions - known:
        return _written_by_a_newer("The PostgreSQL database", revisions - known)
    return present("database", f"PostgreSQL {server}, revision {max(revisions, default='none')}")


def tls(data: Path) -> Finding:
    """Look at the certificate that `--tls` made, and when it ends."""
    certificate = data / "tls" / "server.pem"
    if not certificate.exists():
        return degraded(
            "tls",
            "none: passkeys, service workers and calls work on localhost only",
            "sala up --host 0.0.0.0 --tls",
        )
    try:
        from cryptography import x509  # noqa: PLC0415 - the doctor answers without it too
    except ImportError:
        return degraded("tls", f"{certificate} cannot be read without packages", "./sala up")
    try:
        ends = x509.load_pem_x509_certificate(certificate.read_bytes()).not_valid_after_utc
    except (OSError, ValueError) as error:
        return missing("tls", f"{certificate}: {error}", f"rm {certificate}; sala up --tls")
    left = ends - datetime.now(UTC)
    if left < _SOON:
        return degraded("tls", f"the certificate ends in {left.days} days", f"rm {certificate}")
    return present("tls", f"{certificate}, {left.days} days left")


def port(number: int) -> Finding:
    """Look whether the port is free."""
    with socket.socket() as tried:
        tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            tried.bind(("127.0.0.1", number))
        except PermissionError:
            return degraded("port", f"{number} needs rights we lack", "sala up --port 8000")
        except OSError:
            return degraded(
                "port",
                f"{number} is taken; the next free one would be used",
                f"ss -ltnp 'sport = :{number}'",
            )
    return present("port", f"{number} is free")
