"""Where symbolic links of a tree lead, worked out without a disk: links may lead through links."""

from __future__ import annotations

from collections.abc import Mapping

Parts = tuple[str, ...]

_HOPS = 40
"""As many links as Linux follows in one path."""


def escapes(link: Parts, links: Mapping[Parts, str]) -> str:
    """Say why following a link would leave the tree; empty when it would not.

    `link` is the link's own path; `links` maps the path of every link of the tree to its target. A
    target that does not exist is allowed, and so is a circle: neither leads anywhere.
    """
    at: list[str] = list(link[:-1])
    todo = _steps(links[link])
    if todo is None:
        return "it points to an absolute path"
    hops = 0
    while todo:
        step = todo.pop()
        if step == "..":
            if not at:
                return "it points outside the workspace"
            at.pop()
            continue
        at.append(step)
        target = links.get(tuple(at))
        if target is None:
            continue
        hops += 1
        if hops > _HOPS:
            return ""
        at.pop()
        further = _steps(target)
        if further is None:
            return "it points to an absolute path"
        todo += further
    return ""


def _steps(target: str) -> list[str] | None:
    """Split a target into steps, the first one last; None when it is absolute."""
    if target.startswith("/"):
        return None
    return [step for step in reversed(target.split("/")) if step not in {"", "."}]
