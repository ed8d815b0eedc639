"""A copy of the sources in which a fault can be planted."""

import shutil
from pathlib import Path

SERVER = Path(__file__).resolve().parents[2]


def copy_of_the_house(to: Path) -> Path:
    """Copy the sources and the rules about them; give the folder of the server."""
    made = to / "server"
    leave = shutil.ignore_patterns("__pycache__", "webapp", "webapp.*")
    shutil.copytree(SERVER / "sala", made / "sala", ignore=leave)
    shutil.copytree(SERVER / "tests" / "house", made / "tests" / "house", ignore=leave)
    shutil.copy(SERVER / ".importlinter", made / ".importlinter")
    return made


def plant(file: Path, line: str) -> None:
    """Add a line at the end of a file, which may be new."""
    file.parent.mkdir(parents=True, exist_ok=True)
    old = file.read_text(encoding="utf-8") if file.exists() else '"""Planted."""\n'
    file.write_text(f"{old}\n{line}\n", encoding="utf-8")


def module(server: Path, context: str, name: str) -> Path:
    """Find a module of a context, whether it is a file or has become a folder."""
    folder = server / "sala" / context / name
    return folder / "__init__.py" if folder.is_dir() else folder.with_suffix(".py")
