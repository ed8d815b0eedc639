"""Which paths may be used. Whether a path passes through a link only the disk can tell.

Two strengths: what a path must be to be looked at, and what it must be, besides, to be made, so
that a project made here can be checked out on every system.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from typing import Final, TypeAlias

from sala.workspace.contract import PathNotAllowed

Parts: TypeAlias = tuple[str, ...]

NAME_LIMIT = 255
"""Bytes of one name in UTF-8: what file systems hold."""
PATH_LIMIT = 1024
DEPTH_LIMIT = 100

_RESERVED = re.compile(
    r"(con|prn|aux|nul|conin\$|conout\$|clock\$|com[0-9¹²³]|lpt[0-9¹²³])[ ]*(\..*)?", re.IGNORECASE
)
_UNPORTABLE = frozenset('<>:"|?*')
_REORDERING = frozenset("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u061c")
"""Characters that make a name read as another one."""
_IGNORED_BY_HFS = re.compile("[\u200c-\u200f\u202a-\u202e\u206a-\u206f\ufeff]")


def parts(path: str) -> Parts:
    """Split a path that may be looked at; refuse one that leaves the tree or means git's own files.

    Raises PathNotAllowed, whose detail names the rule.
    """
    if path.startswith("/"):
        raise _refused(path, "it is absolute; paths here begin at the workspace's own folder")
    if len(path) > PATH_LIMIT:
        raise _refused(path, f"it is longer than {PATH_LIMIT} characters")
    split = tuple(path.split("/"))
    if len(split) > DEPTH_LIMIT:
        raise _refused(path, f"it is deeper than {DEPTH_LIMIT} folders")
    for name in split:
        reason = _forbidden(name)
        if reason:
            raise _refused(path, reason)
    return split


def folder_parts(path: str) -> Parts:
    """Split a folder's path as `parts` does; the root is empty."""
    return parts(path) if path else ()


def new_parts(path: str) -> Parts:
    """Split a path that may be made; refuse names that some system cannot hold."""
    split = parts(path)
    reason = unportable(split)
    if reason:
        raise _refused(path, reason)
    return split


def unportable(split: Parts) -> str:
    """Say why some system cannot hold these names; empty when every system can."""
    return next(filter(None, map(_unportable_name, split)), "")


def fold(name: str) -> str:
    """Give what two names share when a system that ignores case or composition confuses them."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


def is_git(name: str) -> bool:
    """Tell whether some system takes this name for `.git`: NTFS and HFS+ have other spellings."""
    plain = _IGNORED_BY_HFS.sub("", name).split(":", 1)[0].rstrip(" .").casefold()
    return plain in {".git", "git~1"}


def shown(path: str) -> str:
    """Give a path as it may stand in a sentence: short, and without control characters."""
    clean = "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in path)
    return clean if len(clean) <= 120 else f"{clean[:80]}…{clean[-30:]}"  # noqa: PLR2004


def _forbidden(name: str) -> str:
    return next((reason for holds, reason in _FORBIDDEN if holds(name)), "")


def _too_long(name: str) -> bool:
    return len(name.encode(errors="surrogatepass")) > NAME_LIMIT


_FORBIDDEN: Final[Sequence[tuple[Callable[[str], bool], str]]] = (
    (lambda name: not name, "it has an empty part"),
    (
        lambda name: name in {".", ".."},
        "“.” and “..” are no names; paths stay inside the workspace",
    ),
    (lambda name: "\0" in name, "it holds a NUL character"),
    (lambda name: _has(name, "Cc"), "it holds a control character"),
    (lambda name: _has(name, "Cs"), "it is not valid Unicode"),
    (lambda name: "\\" in name, "it holds a backslash; parts of a path are divided by “/”"),
    (_too_long, f"one of its names is longer than {NAME_LIMIT} bytes"),
    (is_git, "it names git's own folder, which is not touched from here"),
)


def _has(name: str, category: str) -> bool:
    return any(unicodedata.category(character) == category for character in name)


def _unportable_name(name: str) -> str:
    if name[-1:] in {".", " "}:
        return f"“{shown(name)}” ends in a dot or a space, which Windows drops"
    if name[:1] == " ":
        return f"“{shown(name)}” begins with a space"
    if _RESERVED.fullmatch(name):
        return f"“{shown(name)}” is a name that Windows reserves"
    unusual = _UNPORTABLE.intersection(name)
    if unusual:
        return f"“{shown(name)}” holds {' '.join(sorted(unusual))}, which Windows does not allow"
    if _REORDERING.intersection(name):
        return "it holds an invisible character that changes how the name reads"
    return ""


def _refused(path: str, reason: str) -> PathNotAllowed:
    detail = f"“{shown(path)}” cannot be used: {reason}."
    return PathNotAllowed(detail, fields={"path": detail})
