"""Which folders of this machine may be opened in place."""

from __future__ import annotations

from pathlib import Path

from sala.workspace.contract import FolderNotAllowed
from sala.workspace.domain.paths import shown

_NEVER = frozenset(map(Path, ("/", "/proc", "/sys", "/dev", "/boot", "/etc", "/run")))
"""Folders that hold no project, and that a repository made in them would harm."""


def checked_folder(path: str, data: Path) -> Path:
    """Give the folder itself, links followed. Raises FolderNotAllowed, saying why. Blocks."""
    if "\0" in path:
        raise FolderNotAllowed("The path holds a NUL character.")
    try:
        given = Path(path).expanduser()
    except RuntimeError as error:
        raise FolderNotAllowed(f"“{shown(path)}” names nobody's home.") from error
    if not given.is_absolute():
        raise FolderNotAllowed(f"“{shown(path)}” is not absolute: it must begin with “/”.")
    try:
        root = given.resolve(strict=True)
        is_folder = root.is_dir()
        next(root.iterdir(), None) if is_folder else None
    except PermissionError as error:
        raise FolderNotAllowed(f"The system does not let Sala read “{shown(path)}”.") from error
    except (OSError, RuntimeError) as error:
        raise FolderNotAllowed(f"There is no folder “{shown(path)}” on this machine.") from error
    if not is_folder:
        raise FolderNotAllowed(f"“{shown(path)}” is a file, not a folder.")
    own = data.resolve()
    if root.is_relative_to(own) or own.is_relative_to(root):
        raise FolderNotAllowed(
            f"“{shown(path)}” holds Sala's own data, or lies in it: opening it would show them."
        )
    if any(root == one or (one != Path("/") and root.is_relative_to(one)) for one in _NEVER):
        raise FolderNotAllowed(f"“{shown(path)}” belongs to the system.")
    if any(part.casefold() == ".git" for part in root.parts):
        raise FolderNotAllowed(f"“{shown(path)}” lies in git's own folder.")
    return root
