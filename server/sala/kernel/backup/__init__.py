"""Backups: a whole installation in one archive, and back.

An archive is a gzipped tar: first `sala-backup.json` (what wrote it, and when), then everything of
the data directory, last `manifest.json` with the SHA-256 of every file. It holds secrets, so only
its owner can read it.
"""

from sala.kernel.backup.archive import BackupError, Header
from sala.kernel.backup.restoring import restore
from sala.kernel.backup.saving import InDatabase, Saved, backup

__all__ = ["BackupError", "Header", "InDatabase", "Saved", "backup", "restore"]
