"""Which file that is gone became which that came: by content, and by name where it is shared."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping


def pair(missing: Mapping[str, str], came: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Give new paths by old ones. Both are given with a digest of their content.

    Where several have the same content the closest names belong together; a file that could as
    well have become either of two became neither.
    """
    places: dict[str, set[str]] = defaultdict(set)
    for path, digest in came:
        if path not in missing:
            places[digest].add(path)
    found: dict[str, str] = {}
    for source, digest in sorted(missing.items()):
        ranked = sorted(((_shared(source, place), place) for place in places[digest]), reverse=True)
        if ranked and (len(ranked) == 1 or ranked[0][0] > ranked[1][0]):
            target = ranked[0][1]
            found[source] = target
            places[digest].discard(target)
    return found


def _shared(source: str, target: str) -> tuple[int, int]:
    """Count how many steps two paths share at their end, and at their beginning."""
    one, other = source.split("/"), target.split("/")
    return _common(one[::-1], other[::-1]), _common(one, other)


def _common(one: list[str], other: list[str]) -> int:
    count = 0
    for mine, theirs in zip(one, other, strict=False):
        if mine != theirs:
            break
        count += 1
    return count
